"""A Sổ báo cáo filled in with noughts, as it is handed back."""

import io

from openpyxl import load_workbook

from plans.models.progress import FIGURES
from plans.progress.book.drawing import book_of
from plans.progress.book.layout import HEADER_ROW, columns_of
from plans.progress.book.services import rows_of


def filled_book(agency, plan, end, reason="Chưa bắt đầu."):
    """Bytes of the agency's book of the period."""
    book = load_workbook(io.BytesIO(book_of(rows_of([agency], plan, end), end, in_period=False, by_telephone=False)))
    columns = {key: number for number, key in enumerate(columns_of(False), 1)}
    for key, value in (dict.fromkeys(FIGURES, 0) | {"reason": reason}).items():
        book.active.cell(HEADER_ROW + 1, columns[key], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
