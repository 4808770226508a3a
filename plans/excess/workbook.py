"""The list of lines above target or review as a workbook."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from agencies.calendar import portal_today
from agencies.formats.dates import format_date

from .listing import Row, sums_of

TITLES = (
    "TT",
    "Cơ quan, đơn vị",
    "Chỉ tiêu: hồ sơ",
    "Chỉ tiêu: trang A4",
    "Rà soát: trang A4 quy đổi",
    "Mục lục: hồ sơ",
    "Mục lục: trang A4 quy đổi",
    "Vượt chỉ tiêu: hồ sơ",
    "Vượt chỉ tiêu: trang",
    "Vượt chỉ tiêu: đồng",
    "Vượt rà soát: trang",
    "Mục lục so với chỉ tiêu (trang)",
    "Lý do; người nêu, xác nhận",
)
WIDTHS = (6, 40, *(16,) * 10, 70)


def excess_workbook(rows: Sequence[Row]) -> bytes:
    """Bytes of the .xlsx: one line a row, the sum below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Vượt chỉ tiêu"
    sheet.append([f"Vượt chỉ tiêu, rà soát (số liệu đến ngày {format_date(portal_today())})"])
    sheet.append(TITLES)
    for number, row in enumerate(rows, 1):
        sheet.append(values(number, row))
    sums = sums_of(rows)
    sheet.append(["", "Tổng cộng", *[None] * 5, sums["files"], sums["pages"], sums["dong"], sums["review_pages"]])
    for column, width in zip(sheet.columns, WIDTHS, strict=True):
        sheet.column_dimensions[column[1].column_letter].width = width
        for cell in column[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "#,##0"
            if isinstance(cell.value, str):
                cell.data_type = "s"  # words of a person are never a formula
    for cell in (*sheet[1], *sheet[2], *sheet[sheet.max_row]):
        cell.font = Font(name="Times New Roman", bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def values(number: int, row: Row) -> list[str | int | None]:
    planned, reviewed, listed = row.excess.planned, row.excess.reviewed, row.excess.listed
    return [
        number,
        str(row.agency),
        planned.files if planned else None,
        planned.pages if planned else None,
        reviewed.pages if reviewed else None,
        listed.files,
        listed.pages,
        *row.sums.values(),
        row.share,
        "\n".join(row.said),
    ]
