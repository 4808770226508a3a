"""Displayed text of an .xls cell where its value says less, and the whole of an .xls that the reader stumbles over.

The reader gives no number formats, and knows not every code page; xlrd does. It is slower, so it looks at cells only
where the workbook has a format that shows more than its value.
"""

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import Any

from plans.intake.cells.values import Cell

from .archives import Refusal
from .column_letters import letter_of
from .displayed_xlsx import DAYS_1904, Displayed, Style, style_shown
from .options import SheetLimits
from .written_xlsx import NewBook, cell_xml, row_xml, write_xlsx

TEXT, NUMBER, DATE, TRUTH, FAULT = 1, 2, 3, 4, 5  # kinds of cells
HIDDEN = {1: "hidden", 2: "veryHidden"}


class DisplayedXls:
    """Every sheet's cells that show more than they hold, as `DisplayedXlsx` gives them of an .xlsx."""

    tail = b""

    def __init__(self, data: bytes) -> None:
        self.book = book_of(data)
        self.days_off = DAYS_1904 if self.book and self.book.datemode else 0
        self.styles = styles_of(self.book, self.days_off) if self.book else {}

    def of(self, number: int) -> Displayed:
        found: Displayed = {}
        if not self.styles or number >= self.book.nsheets:
            return found
        for row, column, cell in cells_of(self.book, number):
            if cell.xf_index in self.styles and cell.ctype in (NUMBER, DATE):
                shown = self.shown(self.styles[cell.xf_index], cell.value)
                if shown is not None:
                    found.setdefault(row + 1, {})[column] = shown
        return found

    def shown(self, style: Style, value: float) -> Cell:
        try:
            return style(value, self.days_off)
        except (ValueError, OverflowError):
            return None


def book_of(data: bytes) -> Any:
    """The workbook, its sheets still unread; None where it cannot be opened."""
    import xlrd  # only old workbooks need it

    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO(), ragged_rows=True
        )
    except faults():
        return None


def faults() -> tuple[type[Exception], ...]:
    """What xlrd raises where bytes make no sense."""
    from xlrd.biffh import XLRDError  # only old workbooks need it
    from xlrd.compdoc import CompDocError  # the same

    no_sense = (AssertionError, AttributeError, LookupError, TypeError, ValueError, NotImplementedError, struct.error)
    return (XLRDError, CompDocError, *no_sense)


def cells_of(book: Any, number: int) -> Iterator[tuple[int, int, Any]]:
    """(row, column, cell) of a sheet, from 0, as far as it can be read."""
    try:
        sheet = book.sheet_by_index(number)
    except faults():
        return
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            yield row, column, sheet.cell(row, column)


def styles_of(book: Any, days_off: int) -> dict[int, Style]:
    """{number of a cell style: style} of those that show more than the value."""
    found = {}
    for number, each in enumerate(book.xf_list):
        known = book.format_map.get(each.format_key)
        style = None if each.is_style or known is None else style_shown(known.format_str, days_off)
        if style:
            found[number] = style
    return found


def mended_xls(data: bytes, limits: SheetLimits) -> bytes:
    """The sheets of an .xls in a new .xlsx. Raises Refusal where they cannot be read."""
    book, buffer = book_of(data), io.BytesIO()
    if book is None or not book.nsheets:
        raise Refusal("damaged")
    try:
        sheets = [book.sheet_by_index(number) for number in range(book.nsheets)]
    except faults():
        raise Refusal("damaged") from None
    names = [(each.name, HIDDEN.get(each.visibility, "visible")) for each in sheets]
    formats = [(number, each.format_str) for number, each in book.format_map.items()]
    styles = [each.format_key for each in book.xf_list]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, True, 1) as new:
        about = NewBook(names, bool(book.datemode), False, formats, styles)
        write_xlsx(new, about, (sheet_xml(each, limits) for each in sheets))
    return buffer.getvalue()


def sheet_xml(sheet: Any, limits: SheetLimits) -> Iterator[str]:
    """The XML of a sheet, in pieces."""
    for row in range(min(sheet.nrows, limits["rows"])):
        cells = "".join(cell_of(row + 1, column, sheet.cell(row, column)) for column in range(sheet.row_len(row)))
        yield row_xml(row + 1, cells) if cells else ""
    merged = [
        f'<mergeCell ref="{letter_of(left)}{top + 1}:{letter_of(right - 1)}{bottom}"/>'
        for top, bottom, left, right in sheet.merged_cells
        if (bottom - top) * (right - left) > 1
    ]
    yield "</sheetData>" + (f"<mergeCells>{''.join(merged)}</mergeCells>" if merged else "")


def cell_of(row: int, column: int, cell: Any) -> str:
    """The XML of a cell, nothing for an empty one."""
    from xlrd import error_text_from_code  # only old workbooks need it

    if cell.ctype in (NUMBER, DATE):
        return cell_xml(row, column, "n", repr(cell.value), cell.xf_index or 0)
    if cell.ctype == TRUTH:
        return cell_xml(row, column, "b", str(int(cell.value)))
    if cell.ctype == FAULT:
        return cell_xml(row, column, "e", error_text_from_code.get(cell.value, "#VALUE!"))
    return cell_xml(row, column, "inlineStr", cell.value) if cell.ctype == TEXT and cell.value else ""
