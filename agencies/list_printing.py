"""How the workbook of a list is printed: as wide as the page, its heads on each page, pages numbered."""

from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A4, A3 = 9, 8  # as Excel numbers paper sizes
UPRIGHT_FITS, A4_FITS = 115, 230  # characters across the sheet that stay legible upright, and across on A4
LONGEST_FOOT = 120
LINE = Side(style="thin", color="808080")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def print_list(sheet: Worksheet, title: str, head: int) -> None:
    """Lay a sheet out whose table has its heads in the row `head`; the widths of its columns are set by then."""
    last = get_column_letter(sheet.max_column)
    across = sum(sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1))
    page, margins = sheet.page_setup, sheet.page_margins
    page.orientation = "portrait" if across <= UPRIGHT_FITS else "landscape"
    page.paperSize = A4 if across <= A4_FITS else A3
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.75
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{head}:{head}"
    sheet.print_area = f"A1:{last}{sheet.max_row}"
    sheet.oddFooter.left.text = foot_of(title)
    sheet.oddFooter.right.text = "Trang &P/&N"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.font, part.size = "Times New Roman,Regular", 9


def foot_of(title: str) -> str:
    """The title as a footer takes it: not too long, and no sign of it a code."""
    short = title if len(title) <= LONGEST_FOOT else f"{title[: LONGEST_FOOT - 1].rstrip()}…"
    return short.replace("&", "&&")
