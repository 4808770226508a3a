"""The workbook to fill in: every agency in charge with its present figures, an empty column for the amount."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agencies.formats.dates import format_date
from agencies.models import Agency
from plans.targets.template import ENTRY, style

from .rules import Standing
from .workbook_rows import TITLES

HEADS = (
    *(TITLES["number"], TITLES["code"], TITLES["name"]),
    *("Đã thẩm định (đồng)", "Đã giao (đồng)", "Còn lại chưa giao (đồng)"),
    *(TITLES["amount"], TITLES["reason"], TITLES["note"]),
)
WIDTHS = (6, 12, 46, 22, 22, 22, 24, 34, 30)
HEADER_ROW, FIRST_NUMBER, AMOUNT = 4, 4, 7
GUIDE = (
    "Nhập số tiền vào cột màu vàng, tính bằng đồng, là số nguyên, ví dụ 1.250.000. Dòng để trống thì không giao.",
    "Điều chỉnh giảm, thu hồi cũng ghi số dương; loại quyết định chọn trên Cổng.",
    "Giao vượt số đã thẩm định thì ghi lý do ở cột bên cạnh.",
    "Không đổi tên cột, không đổi mã. Tải lên: Cổng báo mọi lỗi cùng lúc và cho xem trước khi ghi.",
)


def allocation_workbook(issuer: Agency, rows: Sequence[tuple[Agency, Standing]], day: date) -> bytes:
    """Bytes of the .xlsx; `rows` in the official order."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Giao dự toán"
    sheet["A1"] = "GIAO DỰ TOÁN KINH PHÍ SỐ HÓA TÀI LIỆU"
    sheet["A2"] = f"Cơ quan ban hành: {issuer}. Số liệu đến ngày {format_date(day)}. Đơn vị tính: đồng."
    for column, title in enumerate(HEADS, 1):
        style(sheet.cell(HEADER_ROW, column, title), bold=True, centre=True)
    for number, (agency, standing) in enumerate(rows, 1):
        write_row(sheet, HEADER_ROW + number, number, agency, standing)
    write_total(sheet, HEADER_ROW + len(rows) + 1)
    set_up(sheet)
    write_guide(book.create_sheet("Hướng dẫn"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_row(sheet: Worksheet, row: int, number: int, agency: Agency, standing: Standing) -> None:
    figures = (standing.appraised_dong, standing.allocated_dong, standing.left_dong)
    for column, value in enumerate((number, agency.code, agency.name, *figures, None, None, None), 1):
        cell = style(sheet.cell(row, column, value))
        if isinstance(value, str):
            cell.data_type = "s"
        if FIRST_NUMBER <= column <= AMOUNT:
            cell.number_format = "#,##0"
        if column == AMOUNT:
            cell.fill = ENTRY


def write_total(sheet: Worksheet, row: int) -> None:
    style(sheet.cell(row, 3, "Tổng cộng"), bold=True)
    for column in range(FIRST_NUMBER, AMOUNT + 1):
        letter = get_column_letter(column)
        cell = style(sheet.cell(row, column, f"=SUM({letter}{HEADER_ROW + 1}:{letter}{row - 1})"), bold=True)
        cell.number_format = "#,##0"


def set_up(sheet: Worksheet) -> None:
    """Frozen header, widths, one A4 page wide, header repeated."""
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 4)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def write_guide(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 110
    for row, text in enumerate(GUIDE, 1):
        sheet.cell(row, 1, text)
