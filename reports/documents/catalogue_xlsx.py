"""The official form as Excel workbook: written as it is read, so that its length costs no memory."""

import math
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from agencies.sheets import pour, row
from plans.models import Catalogue

from .catalogue import FORM, OfficialForm, lines, official_form
from .content import Watch
from .xlsx import ALIGN, BORDER, FONT, LINE_HEIGHT, characters, letters

ROWS_A_SHEET = 1_000_000  # Excel ends at 1.048.576 with head and closing
NAME = "Mục lục"
NARROW = 38  # letters of a line left above
ON_ONE_LINE = Alignment("center", "center", shrink_to_fit=True)
# Count, words, place and date, who signs: the last column of each, and how it looks.
CLOSING: tuple[tuple[int, dict[str, Any]], ...] = (
    (1, {"align": "left"}),
    (1, {"align": "left", "italic": True}),
    (5, {"italic": True}),
    (5, {"bold": True}),
)
TITLE_WIDTH, NOTE_WIDTH = (characters(column) / 0.88 for column in (FORM[2], FORM[6]))


def write_xlsx(catalogue: Catalogue, target: IO[bytes], watch: Watch = iter) -> None:
    """Write the workbook to the open file; `watch` sees each row go by."""
    form = official_form(catalogue)
    sheets = max(1, -(-(form.count + form.left_out) // ROWS_A_SHEET))
    book, rows = Workbook(), watch(lines(catalogue))
    book.remove(book.active)
    book.properties.title, book.properties.creator = form.subject, form.issuer
    fillings = []
    for number in range(1, sheets + 1):
        sheet = book.create_sheet(NAME if sheets == 1 else f"{NAME} ({number})")
        first = draw(sheet, form)
        fillings.append((first, partial(filled, rows=rows, first=first, form=form if number == sheets else None)))
    pour(book, target, fillings)


def filled(
    styles: list[list[int]], rows: Iterator[tuple[Any, ...]], first: int, form: OfficialForm | None
) -> Iterator[str]:
    """The sheet's rows, then on the last sheet what closes the list."""
    number = first
    for number, line in enumerate(rows if form else islice(rows, ROWS_A_SHEET), first):
        lines = max(len(line[2]) / TITLE_WIDTH, len(line[6]) / NOTE_WIDTH)
        yield row(number, styles[0], line, LINE_HEIGHT * math.ceil(lines) if lines > 1 else None)
    if form:
        blank = [""] * 4
        notes = [(styles[2], [note]) for note in form.notes]
        signature = zip(styles[3:], ([*blank, form.place_and_date], [*blank, form.signer]), strict=True)
        closing = [(styles[1], [form.closing]), *notes, *signature]
        for place, (style, values) in enumerate(closing, number + 2):
            yield row(place, style, values)


def draw(sheet: Worksheet, form: OfficialForm) -> int:
    """Draw the head and a sample of each row: table, closing, words, date, signer. Returns the first sample's row."""
    width = len(FORM)
    head = [(form.superior, form.nation, False), (form.issuer, form.motto, True)]
    for number, (left, right, bold) in enumerate(head, 1):
        written(sheet, number, 1, left, bold=bold)
        written(sheet, number, 4, right, size=12, bold=True, wrap=False).alignment = ON_ONE_LINE
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=3)
        sheet.merge_cells(start_row=number, end_row=number, start_column=4, end_column=width)
    for number, text, size in ((4, form.title, 14), (5, form.subject, 13)):
        written(sheet, number, 1, text, size=size, bold=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    for place, column in enumerate(FORM, 1):
        written(sheet, 7, place, column.title, size=11, bold=True).border = BORDER
        sample = written(sheet, 8, place, "x", size=11, align=ALIGN.get(column.kind, "left"))
        sample.border = BORDER
    set_up(sheet)
    for number, (last, look) in enumerate(CLOSING, 9):
        for place in range(1, last + 1):
            written(sheet, number, place, "x", wrap=False, **look)
    return 8


def written(
    sheet: Worksheet,
    number: int,
    place: int,
    text: str,
    *,
    size: int = 13,
    bold: bool = False,
    italic: bool = False,
    align: str = "center",
    wrap: bool = True,
) -> Cell:
    """The cell of that row and column, with the text in it."""
    cell = sheet.cell(number, place, text)
    cell.data_type = "s"
    cell.font = Font(FONT, size, bold=bold, italic=italic)
    cell.alignment = Alignment(align, "center", wrap_text=wrap)
    return cell


def set_up(sheet: Worksheet) -> None:
    """Print it on A4 upright, as wide as the page, the head of the table on every page."""
    for letter, column in zip(letters(FORM).values(), FORM, strict=True):
        sheet.column_dimensions[letter].width = characters(column)
    for number in (1, 2):
        sheet.row_dimensions[number].height = 36 if len(sheet.cell(number, 1).value) > NARROW else 20
    sheet.row_dimensions[7].height = 34
    sheet.freeze_panes, sheet.print_title_rows = "A8", "7:7"
    page = sheet.page_setup
    page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "portrait", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.HeaderFooter.differentFirst = True
    sheet.oddHeader.center.text = f'&"{FONT},Regular"&13&P'
