"""In the child: the sheets of a workbook of any kind, row by row, within the limits."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import python_calamine as calamine

from plans.intake.cells.values import Cell, CellRange, SheetRow

from .csv_text import read_csv
from .displayed_ods import DisplayedOds
from .displayed_xlsx import Displayed, DisplayedXlsx
from .file_kinds import MAX_SHEETS, Refusal
from .hidden import Hidden, hidden_in
from .options import Options, SheetLimits

KEPT_CELLS = 6_000_000
WorkSheet, Visible = calamine.SheetTypeEnum.WorkSheet, calamine.SheetVisibleEnum.Visible


@dataclass
class SheetStream:
    """A sheet: its rows from Excel's row 1, all of one width, can be walked through once."""

    name: str
    visible: bool
    rows: Iterator[SheetRow]
    merged: Sequence[CellRange] = ()
    hidden: Hidden = field(default_factory=Hidden)
    printed: bytes = b""  # the XML behind the cells of an .xlsx: what stands at the head and foot of each page


class Sheets:
    """Every worksheet, as often as it is walked through; sheets that are not huge stay parsed in between."""

    def __init__(self, data: bytes, kind: str, options: Options) -> None:
        self.data, self.kind, self.limits = data, kind, options
        self.room = KEPT_CELLS
        self.csv_rows: list[list[str]] = []
        self.book: calamine.CalamineWorkbook | None = None
        self.kept: dict[str, calamine.CalamineSheet] = {}
        self.displayed: dict[str, tuple[Displayed, bytes]] = {}

    def __iter__(self) -> Iterator[SheetStream]:
        return self.of_csv() if self.kind == "csv" else self.of_book()

    def of_csv(self) -> Iterator[SheetStream]:
        rows = self.csv_rows = self.csv_rows or read_csv(self.data, self.limits["rows"])
        check_size(len(rows), len(rows[0]) if rows else 0, self.limits)
        yield SheetStream(self.limits["stem"], True, iter(cast(list[SheetRow], rows)))

    def of_book(self) -> Iterator[SheetStream]:
        try:
            book = self.book = self.book or calamine.load_workbook(io.BytesIO(self.data))
            for each in worksheets(book):
                sheet, (cells, printed) = self.sheet(book, each.name), self.displayed_in(each.name)
                rows = as_displayed(rows_of(sheet, self.limits), cells)
                merged, hidden = sheet.merged_cell_ranges or (), self.hidden.get(each.name) or Hidden()
                yield SheetStream(each.name, each.visible == Visible, rows, merged, hidden, printed)
        except calamine.PasswordError:
            raise Refusal("encrypted") from None
        except (calamine.CalamineError, OSError, KeyError):
            raise Refusal("damaged") from None

    @cached_property
    def hidden(self) -> dict[str, Hidden]:
        """{sheet name: its rows and columns that are not shown}."""
        return hidden_in(self.data, self.kind)

    def sheet(self, book: calamine.CalamineWorkbook, name: str) -> calamine.CalamineSheet:
        if name in self.kept:
            return self.kept[name]
        sheet = book.get_sheet_by_name(name)
        cells = sheet.height * sheet.width
        if cells <= self.room:
            self.room -= cells
            self.kept[name] = sheet
        return sheet

    def displayed_in(self, name: str) -> tuple[Displayed, bytes]:
        """(cells that show more than they hold, the XML behind the cells); looked for once."""
        if self.kind not in ("xlsx", "ods"):
            return {}, b""
        if name not in self.displayed:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                found = DisplayedXlsx(archive) if self.kind == "xlsx" else DisplayedOds(archive)
                self.displayed[name] = found.of(name), found.tail
        return self.displayed[name]


def worksheets(book: calamine.CalamineWorkbook) -> list[calamine.SheetMetadata]:
    """Those of the sheets that hold cells. Raises Refusal where there are macros or too many sheets."""
    kinds = book.sheets_metadata
    if any(each.typ in (calamine.SheetTypeEnum.MacroSheet, calamine.SheetTypeEnum.Vba) for each in kinds):
        raise Refusal("macro")
    found = [each for each in kinds if each.typ == WorkSheet]
    if len(found) > MAX_SHEETS:
        raise Refusal("sheets")
    return found


def as_displayed(rows: Iterable[SheetRow], displayed: Displayed) -> Iterator[SheetRow]:
    """The rows, with the cells that show more than their value as they show it."""
    if not displayed:
        return iter(rows)
    return (with_cells(row, displayed.get(number, {})) for number, row in enumerate(rows, 1))


def with_cells(row: SheetRow, cells: Mapping[int, Cell]) -> SheetRow:
    for at, value in cells.items():
        if at < len(row):
            row[at] = value
    return row


def rows_of(sheet: calamine.CalamineSheet, limits: SheetLimits) -> Iterator[SheetRow]:
    """Rows from Excel's row 1; empty rows and columns at the end (formats without content) do not count."""
    if sheet.start is None or sheet.end is None:
        return
    above, left = sheet.start
    if above >= limits["rows"]:
        raise Refusal("rows")
    width = max_width(sheet, left, sheet.end[1] + 1, limits)
    blanks: SheetRow = [""] * left
    for number, cells in enumerate(cast(Iterator[SheetRow], sheet.iter_rows()), 1):
        row = blanks + cells[: width - left] if left or len(cells) > width else cells
        if number > limits["rows"]:
            if any(cell != "" for cell in row):
                raise Refusal("rows")
            continue
        yield row


def max_width(sheet: calamine.CalamineSheet, left: int, width: int, limits: SheetLimits) -> int:
    """The width that is read; content beyond the limit is refused, formats beyond it are not."""
    if width <= limits["columns"]:
        return width
    if left >= limits["columns"] or any(
        cell != "" for row in sheet.iter_rows() for cell in row[limits["columns"] - left :]
    ):
        raise Refusal("columns")
    return limits["columns"]


def check_size(rows: int, columns: int, limits: SheetLimits) -> None:
    if rows > limits["rows"]:
        raise Refusal("rows")
    if columns > limits["columns"]:
        raise Refusal("columns")
