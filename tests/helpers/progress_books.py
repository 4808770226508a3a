"""A Sổ báo cáo: filled in with noughts, and on its way out and back through the pages."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from plans.models import ProgressBook
from plans.models.progress import FIGURES
from plans.progress.book.drawing import book_of
from plans.progress.book.layout import HEADER_ROW, columns_of
from plans.progress.book.services import rows_of

PAGE = "/tien-do/so-bao-cao/"


def downloaded(browser, period="2025-06-13"):
    """The book of the period, opened."""
    return load_workbook(io.BytesIO(browser.get(f"{PAGE}tai/{period}/").content))


def back(browser, book, name="so.xlsx", follow=True):
    """The page after the book was handed back."""
    content = io.BytesIO()
    book.save(content)
    file = SimpleUploadedFile(name, content.getvalue())
    return browser.submit(PAGE, {"workbook": file}, follow=follow)


def confirm(browser):
    """The page after the one book that waits was confirmed."""
    book = ProgressBook.objects.get(receipt=None)
    return browser.submit(f"{PAGE}{book.pk}/", {"seen": book.content_hash}, follow=True)


def filled_book(agency, plan, end, reason="Chưa bắt đầu."):
    """Bytes of the agency's book of the period."""
    book = load_workbook(io.BytesIO(book_of(rows_of([agency], plan, end), end, in_period=False, by_telephone=False)))
    columns = {key: number for number, key in enumerate(columns_of(False), 1)}
    for key, value in (dict.fromkeys(FIGURES, 0) | {"reason": reason}).items():
        book.active.cell(HEADER_ROW + 1, columns[key], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
