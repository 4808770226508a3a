"""In the child: the sheets of a workbook of any kind, row by row, within the limits."""

import io
import zipfile

import python_calamine as calamine

from .csv_text import read_csv
from .displayed_ods import ShownOds
from .displayed_xlsx import Shown
from .kinds import MAX_SHEETS, Refusal

KEPT_CELLS = 6_000_000
WorkSheet, Visible = calamine.SheetTypeEnum.WorkSheet, calamine.SheetVisibleEnum.Visible


class Opened:
    """A sheet: name, whether it is shown, merged ranges, and rows from Excel's row 1, all of one width.

    `printed` is the XML behind the cells of an .xlsx: what stands at the head and foot of each page.
    """

    def __init__(self, name, visible, rows, merged=(), printed=b""):
        self.name, self.visible, self.rows, self.merged, self.printed = name, visible, rows, merged, printed


class Sheets:
    """Every worksheet, as often as it is walked through; sheets that are not huge stay parsed in between."""

    def __init__(self, data, kind, limits):
        self.data, self.kind, self.limits = data, kind, limits
        self.kept, self.room, self.book, self.shown = {}, KEPT_CELLS, None, {}

    def __iter__(self):
        return self.of_csv() if self.kind == "csv" else self.of_book()

    def of_csv(self):
        rows = self.kept.get(0) or read_csv(self.data, self.limits["rows"])
        check_size(len(rows), len(rows[0]) if rows else 0, self.limits)
        self.kept[0] = rows
        yield Opened(self.limits["stem"], True, iter(rows))

    def of_book(self):
        try:
            for each in self.worksheets():
                sheet, (cells, printed) = self.sheet(each.name), self.shown_in(each.name)
                rows = as_shown(rows_of(sheet, self.limits), cells)
                yield Opened(each.name, each.visible == Visible, rows, merged_of(sheet), printed)
        except calamine.PasswordError:
            raise Refusal("encrypted") from None
        except (calamine.CalamineError, OSError, KeyError):
            raise Refusal("damaged") from None

    def worksheets(self):
        self.book = self.book or calamine.load_workbook(io.BytesIO(self.data))
        kinds = self.book.sheets_metadata
        if any(each.typ in (calamine.SheetTypeEnum.MacroSheet, calamine.SheetTypeEnum.Vba) for each in kinds):
            raise Refusal("macro")
        told = [each for each in kinds if each.typ == WorkSheet]
        if len(told) > MAX_SHEETS:
            raise Refusal("sheets")
        return told

    def sheet(self, name):
        if name in self.kept:
            return self.kept[name]
        sheet = self.book.get_sheet_by_name(name)
        cells = sheet.height * sheet.width
        if cells <= self.room:
            self.room -= cells
            self.kept[name] = sheet
        return sheet

    def shown_in(self, name):
        """(cells that show more than they hold, the XML behind the cells); looked for once."""
        kinds = {"xlsx": Shown, "ods": ShownOds}
        if self.kind not in kinds:
            return {}, b""
        if name not in self.shown:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                shown = kinds[self.kind](archive)
                self.shown[name] = shown.of(name), shown.tail
        return self.shown[name]


def as_shown(rows, shown):
    """The rows, with the cells that show more than their value as they show it."""
    return (with_cells(row, shown.get(number)) for number, row in enumerate(rows, 1)) if shown else rows


def with_cells(row, cells):
    for at, value in (cells or {}).items():
        if at < len(row):
            row[at] = value
    return row


def merged_of(sheet):
    return sheet.merged_cell_ranges or ()


def rows_of(sheet, limits):
    """Rows from Excel's row 1; empty rows and columns at the end (formats without content) do not count."""
    if sheet.start is None:
        return
    above, left = sheet.start
    if above >= limits["rows"]:
        raise Refusal("rows")
    width = max_width(sheet, left, limits)
    blanks = [""] * left
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = blanks + cells[: width - left] if left or len(cells) > width else cells
        if number > limits["rows"]:
            if any(cell != "" for cell in row):
                raise Refusal("rows")
            continue
        yield row


def max_width(sheet, left, limits):
    """The width that is read; content beyond the limit is refused, formats beyond it are not."""
    width = sheet.end[1] + 1
    if width <= limits["columns"]:
        return width
    if left >= limits["columns"] or any(
        cell != "" for row in sheet.iter_rows() for cell in row[limits["columns"] - left :]
    ):
        raise Refusal("columns")
    return limits["columns"]


def check_size(rows, columns, limits):
    if rows > limits["rows"]:
        raise Refusal("rows")
    if columns > limits["columns"]:
        raise Refusal("columns")
