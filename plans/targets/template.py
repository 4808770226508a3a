"""The workbook for Phụ lục I and II: every agency with its present figures, formulas for cost and totals."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agencies.models import Agency
from plans.models.target import ANNEX_NAMES

from .services import TargetFigures
from .workbook_rows import TITLES

AgencyLine = tuple[Agency, TargetFigures | None]  # None: no target yet
SHEETS = {group: (name, Agency.Group(group).label.upper()) for group, name in ANNEX_NAMES.items()}
WIDTHS = (6, 12, 48, 14, 16, 16, 22, 34)
HEADER_ROW = 4
THIN = Side(style="thin", color="999999")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
ENTRY = PatternFill("solid", fgColor="FFF8E1")
GUIDE = (
    "Nhập số hồ sơ và số trang A4 vào các ô màu vàng; kinh phí và dòng tổng tự tính.",
    "Phụ lục II: số của mỗi huyện đã gồm các xã của huyện đó. Việc chia cho các xã làm trên Cổng.",
    "Số nguyên, ví dụ 1.250; số trang tính theo trang A4, không tính theo tờ. Kinh phí tính bằng đồng.",
    "Không đổi tên cột, không đổi mã. Dòng để trống số thì chỉ tiêu của cơ quan đó giữ nguyên.",
    "Tải lên: Cổng báo mọi lỗi cùng lúc và cho xem trước khi ghi.",
)


def annex_workbook(groups: Mapping[str, Sequence[AgencyLine]], price_dong: int) -> bytes:
    """Bytes of the .xlsx; `groups` = {group: [(agency, TargetFigures or None), …]} in official order."""
    book = Workbook()
    book.remove(book.active)
    for group, rows in groups.items():
        write_sheet(book.create_sheet(SHEETS[group][0]), SHEETS[group], rows, price_dong)
    write_guide(book.create_sheet("Hướng dẫn"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_sheet(sheet: Worksheet, titles: tuple[str, str], rows: Sequence[AgencyLine], price_dong: int) -> None:
    sheet["A1"], sheet["A2"] = titles
    sheet["A1"].font = sheet["A2"].font = Font(name="Times New Roman", size=14, bold=True)
    for column, title in enumerate(TITLES.values(), 1):
        style(sheet.cell(HEADER_ROW, column, title), bold=True, centre=True)
    for number, (agency, line) in enumerate(rows, 1):
        write_row(sheet, HEADER_ROW + number, number, agency, line, price_dong)
    write_total(sheet, HEADER_ROW + len(rows) + 1)
    set_up(sheet)


def write_row(
    sheet: Worksheet, row: int, number: int, agency: Agency, line: TargetFigures | None, price_dong: int
) -> None:
    figures = (line.file_count, line.page_count) if line else (None, None)
    values = (number, agency.code, agency.name, *figures, price_dong, f"=E{row}*F{row}", line.note if line else None)
    for column, value in enumerate(values, 1):
        cell = style(sheet.cell(row, column, value))
        if isinstance(value, str) and column != 7:
            cell.data_type = "s"  # a note that begins with "=" is text, not a formula
        if column in (4, 5):
            cell.fill = ENTRY
        if 4 <= column <= 7:
            cell.number_format = "#,##0"


def write_total(sheet: Worksheet, row: int) -> None:
    style(sheet.cell(row, 3, "Tổng cộng"), bold=True)
    for column in (4, 5, 7):
        letter = get_column_letter(column)
        cell = style(sheet.cell(row, column, f"=SUM({letter}{HEADER_ROW + 1}:{letter}{row - 1})"), bold=True)
        cell.number_format = "#,##0"


def style(cell: Cell, bold: bool = False, centre: bool = False) -> Cell:
    cell.font = Font(name="Times New Roman", size=12, bold=bold)
    cell.alignment = Alignment(horizontal="center" if centre else None, vertical="center", wrap_text=True)
    cell.border = BOX
    return cell


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
        sheet.cell(row, 1, text).alignment = Alignment(wrap_text=True)
