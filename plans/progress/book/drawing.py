"""The workbook that is handed out: last figures filled in, checks that follow the typing, all else protected."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from agencies.models import Agency
from plans.declarations.fields import LARGEST
from plans.declarations.validators import Figures
from plans.models import ProgressReport
from plans.models.progress import FIGURES

from . import layout
from .layout import HEADER_ROW, PERIOD_ROW, TYPED, WAY_ROW, columns_of

FIRST = HEADER_ROW + 1
THIN = Side(style="thin", color="999999")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
ENTRY, HEAD = PatternFill("solid", fgColor="FFF8E1"), PatternFill("solid", fgColor="E8EEF4")
GUIDE = (
    "Chỉ ghi vào các ô màu vàng; các ô khác đã khóa. Dòng để trống các ô “Kỳ này” thì cơ quan đó không gửi gì.",
    "Ô “Cách ghi” chọn Lũy kế (từ đầu Kế hoạch) hoặc Trong kỳ; áp dụng cho cả sổ. Trang là trang A4 quy đổi.",
    "Cột “Kiểm tra” báo ngay khi ghi. Thấp hơn kỳ trước, vượt Kế hoạch hoặc gửi lại thì ghi “Lý do”.",
    "Cơ quan báo cáo theo từng hồ sơ: Cổng điền sẵn số lũy kế tính từ hồ sơ đã đánh dấu đến hết kỳ, không sửa.",
    "Dòng ấy chọn Có hoặc Không ở cột “Gửi số tính từ hồ sơ”; số tính từ hồ sơ đổi sau khi tải sổ thì tải sổ mới.",
    "Ghi xong, lưu dạng .xlsx và nộp lại trên Cổng: Tiến độ, Sổ báo cáo. Cổng cho xem trước, nộp hai lần chỉ tính một.",
    "Nếu số liệu trên Cổng đã đổi sau khi tải sổ này thì Cổng không ghi gì và cho biết dòng nào khác.",
)


@dataclass(frozen=True)
class BookRow:
    """An agency: what it sent for the period, if anything, and the figures of the period before.

    `counted`: what its files come to, where it counts by files; `is_own`: who takes the book works for the agency.
    """

    agency: Agency
    current: ProgressReport | None
    before: Figures | None
    counted: Figures | None = None
    is_own: bool = True


def book_of(rows: Sequence[BookRow], period_end: date, *, in_period: bool, by_telephone: bool) -> bytes:
    """Bytes of the .xlsx."""
    book = Workbook()
    sheet = book.active
    sheet.title = layout.SHEET
    titles = columns_of(by_telephone, any(row.counted is not None for row in rows))
    columns = {key: number for number, key in enumerate(titles, 1)}
    draw_head(sheet, period_end, in_period, titles)
    for number, row in enumerate(rows, 1):
        draw_row(sheet, HEADER_ROW + number, number, row, columns, in_period)
    validate(sheet, columns, HEADER_ROW + len(rows))
    set_up(sheet, columns)
    guide = book.create_sheet("Hướng dẫn")
    guide.column_dimensions["A"].width = 110
    guide.page_setup.orientation, guide.page_setup.paperSize = "landscape", 9
    guide.page_setup.fitToWidth, guide.page_setup.fitToHeight = 1, 0
    guide.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, text in enumerate(GUIDE, 1):
        guide.cell(number, 1, text).alignment = Alignment(wrap_text=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def draw_head(sheet: Worksheet, period_end: date, in_period: bool, columns: dict[str, str]) -> None:
    sheet["A1"] = "SỔ BÁO CÁO TIẾN ĐỘ SỐ HÓA"
    sheet["A1"].font = Font(name="Times New Roman", size=14, bold=True)
    sheet.cell(PERIOD_ROW, 1, layout.PERIOD)
    sheet.cell(PERIOD_ROW, 3, period_end).number_format = "dd/mm/yyyy"
    sheet.cell(PERIOD_ROW, 3).alignment = Alignment(horizontal="left")
    sheet.cell(WAY_ROW, 1, layout.WAY)
    opened(sheet.cell(WAY_ROW, 3, layout.IN_PERIOD if in_period else layout.CUMULATIVE))
    for number, title in enumerate(columns.values(), 1):
        cell = styled(sheet.cell(HEADER_ROW, number, title), bold=True)
        cell.fill, cell.alignment = HEAD, Alignment(horizontal="center", vertical="center", wrap_text=True)


def draw_row(sheet: Worksheet, at: int, number: int, row: BookRow, columns: dict[str, int], in_period: bool) -> None:
    values, is_counted = values_of(row, in_period) | {"number": number}, row.counted is not None
    values |= formulas(at, columns, is_counted)
    for key, column in columns.items():
        cell = styled(sheet.cell(at, column, values.get(key)))
        if isinstance(values.get(key), str) and key not in ("total", "added", "check"):
            cell.data_type = "s"  # a text that begins with "=" is no formula
        if is_written(key, is_counted):
            opened(cell)
        cell.number_format = "@" if key in ("code", "told_at") else "#,##0"


def is_written(key: str, is_counted: bool) -> bool:
    """The cell is filled in by who has the book: counted figures are only let through, or not."""
    if key == "send" or key in FIGURES:
        return is_counted == (key == "send")
    return key in TYPED


def values_of(row: BookRow, in_period: bool) -> dict[str, object]:
    """What is known of the agency: figures that it counts, cumulative, else what it sent, as it is typed."""
    base = row.before or dict.fromkeys(FIGURES, 0)
    values: dict[str, object] = {"code": row.agency.code, "name": row.agency.name, "source": layout.BY_HAND}
    values |= {"version": row.current.version if row.current else 0}
    values |= {f"base_{name}": base[name] for name in FIGURES}
    if row.current:
        values |= {name: getattr(row.current, name) - (base[name] if in_period else 0) for name in FIGURES}
        values |= {name: getattr(row.current, name) or None for name in ("difficulties", "proposals")}
    if row.counted is not None:
        send = layout.YES if row.is_own else layout.NO
        values |= {**row.counted, "source": layout.COUNTED, "send": send}
    return values


def formulas(at: int, columns: dict[str, int], is_counted: bool) -> dict[str, object]:
    """Cumulative pages, pages of the period, and what is wrong with the row, as functions both programs have."""
    place = {key: f"{get_column_letter(column)}{at}" for key, column in columns.items()}
    is_period = "FALSE" if is_counted else f'$C${WAY_ROW}="{layout.IN_PERIOD}"'
    whole = {name: f"(IF({is_period},{place[f'base_{name}']},0)+{place[name]})" for name in FIGURES}
    typed = f"{place[FIGURES[0]]}:{place[FIGURES[-1]]}"
    empty, pages = f"COUNTA({typed})=0", "scanned_pages"
    smaller = ",".join(f"{whole[name]}<{place[f'base_{name}']}" for name in FIGURES)
    checks = [
        (empty, ""),
        (f"COUNT({typed})<6", "Thiếu ô, hoặc ô không phải là số"),
        (f"MIN({typed})<0", "Có số âm"),
        (larger(whole, "checked", "scanned"), "Kiểm tra đạt lớn hơn đã số hóa"),
        (larger(whole, "integrated", "checked"), "Lên Kho lớn hơn kiểm tra đạt"),
        (f"OR({smaller})", "Thấp hơn kỳ trước: ghi lý do"),
    ]
    if is_counted:
        checks.insert(0, (f'{place["send"]}<>"{layout.YES}"', "Không gửi"))
    check = '"Đúng"'
    for condition, text in reversed(checks):
        check = f'IF({condition},"{text}",{check})'
    added = f"{whole[pages]}-{place[f'base_{pages}']}"
    return {"total": f'=IF({empty},"",{whole[pages]})', "added": f'=IF({empty},"",{added})', "check": f"={check}"}


def larger(whole: dict[str, str], stage: str, than: str) -> str:
    pairs = (f"{whole[f'{stage}_{unit}']}>{whole[f'{than}_{unit}']}" for unit in layout.UNITS)
    return f"OR({','.join(pairs)})"


def validate(sheet: Worksheet, columns: dict[str, int], last: int) -> None:
    """Whole numbers only, and one of the two ways."""
    numbers = DataValidation("whole", operator="between", formula1="0", formula2=str(LARGEST), allow_blank=True)
    numbers.error, numbers.errorTitle, numbers.showErrorMessage = "Nhập một số nguyên, ví dụ 1250.", "Số nguyên", True
    first, end = (get_column_letter(columns[name]) for name in (FIGURES[0], FIGURES[-1]))
    numbers.add(f"{first}{FIRST}:{end}{max(last, FIRST)}")
    ways = DataValidation("list", formula1=f'"{layout.CUMULATIVE},{layout.IN_PERIOD}"', allow_blank=False)
    ways.showErrorMessage = True
    ways.add(f"C{WAY_ROW}")
    if "send" in columns:
        send = DataValidation("list", formula1=f'"{layout.YES},{layout.NO}"', allow_blank=True)
        send.showErrorMessage = True
        send.add(f"{get_column_letter(columns['send'])}{FIRST}:{get_column_letter(columns['send'])}{max(last, FIRST)}")
        sheet.add_data_validation(send)
    sheet.add_data_validation(numbers)
    sheet.add_data_validation(ways)
    if "told_at" in columns:
        when = DataValidation("textLength", operator="lessThan", formula1="40", allow_blank=True)
        when.prompt, when.promptTitle, when.showInputMessage = "Ví dụ 09:15 20/6/2025", "Giờ và ngày báo", True
        when.add(f"{get_column_letter(columns['told_at'])}{FIRST}:{get_column_letter(columns['told_at'])}{last}")
        sheet.add_data_validation(when)


def set_up(sheet: Worksheet, columns: dict[str, int]) -> None:
    """Widths, a frozen head, one page wide, and everything but the yellow cells locked (without a password)."""
    for key, column in columns.items():
        sheet.column_dimensions[get_column_letter(column)].width = layout.WIDTHS.get(key, 13)
    sheet.row_dimensions[HEADER_ROW].height = 62
    sheet.freeze_panes = sheet.cell(FIRST, 4)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def styled(cell: Cell, bold: bool = False) -> Cell:
    cell.font, cell.border = Font(name="Times New Roman", size=11, bold=bold), BOX
    cell.alignment = Alignment(vertical="center", wrap_text=isinstance(cell.value, str))
    return cell


def opened(cell: Cell) -> None:
    """A cell to write in."""
    cell.fill, cell.protection = ENTRY, Protection(locked=False)
