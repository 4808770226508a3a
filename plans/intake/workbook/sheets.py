"""In the child: the sheets of a workbook of any kind, row by row, within the limits."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

import python_calamine as calamine

from agencies.secrecy.marks import is_marked
from plans.intake.cells.values import Cell, CellRange, SheetRow

from .archives import Refusal
from .csv_text import read_csv
from .displayed_ods import DisplayedOds
from .displayed_xls import DisplayedXls, mended_xls
from .displayed_xlsx import Displayed, DisplayedXlsx
from .file_kinds import MAX_SHEETS
from .hidden import Hidden, hidden_in
from .html_tables import HtmlPage
from .mended_ods import mended_ods
from .mended_xlsx import mended_xlsx
from .options import SheetLimits, SheetOptions
from .package import Package

KEPT_CELLS = 6_000_000
MENDED: dict[str, Callable[[bytes, SheetLimits], bytes]] = {"xlsx": mended_xlsx, "ods": mended_ods, "xls": mended_xls}
Result = TypeVar("Result")
WorkSheet, Visible = calamine.SheetTypeEnum.WorkSheet, calamine.SheetVisibleEnum.Visible


@dataclass
class SheetStream:
    """A sheet: its rows from Excel's row 1, all of one width, can be walked through once."""

    name: str
    visible: bool
    rows: Iterator[SheetRow]
    merged: Sequence[CellRange] = ()
    hidden: Hidden = field(default_factory=Hidden)
    printed: bytes = b""  # the XML behind the cells of an .xlsx: what is at the head and foot of each page


class Sheets:
    """Every worksheet, as often as it is walked through; sheets that are not huge stay parsed in between.

    `data` is the file as it came; where the reader stumbles over it, its sheets are read from a mended copy.
    """

    def __init__(self, data: bytes, kind: str, options: SheetOptions) -> None:
        self.data, self.kind, self.limits = data, kind, options
        self.room = KEPT_CELLS
        self.text_rows: list[SheetRow] = []
        self.merged: Sequence[CellRange] = ()
        self.copy, self.is_mended = data, False
        self.book: calamine.CalamineWorkbook | None = None
        self.kept: dict[int, calamine.CalamineSheet] = {}
        self.old: DisplayedXls | None = None
        self.displayed: dict[int, tuple[Displayed, bytes]] = {}

    def __iter__(self) -> Iterator[SheetStream]:
        return self.of_text() if self.kind in ("csv", "html") else self.of_book()

    def of_text(self) -> Iterator[SheetStream]:
        if not self.text_rows and self.kind == "csv":
            self.text_rows = cast(list[SheetRow], read_csv(self.data, self.limits["rows"]))
        elif not self.text_rows:
            page = HtmlPage(self.data, self.limits["rows"])
            self.text_rows, self.merged = cast(list[SheetRow], page.rows), page.merged
        check_size(len(self.text_rows), len(self.text_rows[0]) if self.text_rows else 0, self.limits)
        yield SheetStream(self.limits["stem"], True, iter(self.text_rows), self.merged)

    def of_book(self) -> Iterator[SheetStream]:
        count = len(self.opened())
        for number in range(count):
            sheet = self.sheet(number)
            cells, printed = self.displayed_in(number)
            about = self.opened()[number]
            rows = as_displayed(of_sheet(about.name, number, rows_of(sheet, self.limits)), cells, self.limits)
            hidden = self.hidden.get(about.name) or Hidden()
            yield SheetStream(about.name, about.visible == Visible, rows, merged_in(sheet), hidden, printed)

    def opened(self) -> list[calamine.SheetMetadata]:
        """The worksheets of the open book, each with a name of its own: the reader finds them by their names."""
        if self.book is None:
            if self.limits.get("trim") or self.is_odd():
                self.mend()
            self.book = self.attempt(lambda: calamine.load_workbook(io.BytesIO(self.copy)))
            names = [each.name for each in self.book.sheets_metadata]
            if len({*names}) < len(names) and not self.is_mended:
                self.mend()
                return self.opened()
        return worksheets(self.book)

    def is_odd(self) -> bool:
        """True where the reader would find nothing in the file, and not say that it cannot read it."""
        if self.kind != "xlsx":
            return False
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return not Package(archive).is_plain

    def mend(self) -> None:
        """Goes on with a copy of the workbook that holds what is needed, as the reader knows it. Raises Refusal."""
        if self.is_mended or self.kind not in MENDED:
            raise Refusal("damaged")
        self.copy, self.is_mended = MENDED[self.kind](self.data, self.limits), True
        self.book = None

    def attempt(self, work: Callable[[], Result]) -> Result:
        """What the work gives; with a mended copy where the reader stumbles. Raises Refusal."""
        try:
            return work()
        except calamine.PasswordError:
            raise Refusal("encrypted") from None
        except BaseException as error:
            if not stumbled(error):
                raise
        self.mend()
        try:
            return work()
        except BaseException as error:
            if not stumbled(error):
                raise
            raise Refusal("damaged") from None

    @cached_property
    def hidden(self) -> dict[str, Hidden]:
        """{sheet name: its rows and columns that are not shown}."""
        kind = "xlsx" if self.is_mended and self.kind == "xls" else self.kind
        return hidden_in(self.data, self.kind) or (hidden_in(self.copy, kind) if self.is_mended else {})

    def sheet(self, number: int) -> calamine.CalamineSheet:
        if number in self.kept:
            return self.kept[number]
        sheet = self.attempt(lambda: self.open_sheet(number))
        cells = sheet.height * sheet.width
        if cells <= self.room:
            self.room -= cells
            self.kept[number] = sheet
        return sheet

    def open_sheet(self, number: int) -> calamine.CalamineSheet:
        found = self.opened()
        if number >= len(found):
            raise Refusal("damaged")
        book = cast(calamine.CalamineWorkbook, self.book)
        return book.get_sheet_by_name(found[number].name)

    def displayed_in(self, number: int) -> tuple[Displayed, bytes]:
        """(cells that show more than they hold, the XML behind the cells); looked for once."""
        if number not in self.displayed:
            self.displayed[number] = self.look_at(number)
        return self.displayed[number]

    def look_at(self, number: int) -> tuple[Displayed, bytes]:
        if self.kind == "xls" and not self.is_mended:
            self.old = self.old or DisplayedXls(self.data)
            return self.old.of(number), b""
        with zipfile.ZipFile(io.BytesIO(self.copy)) as archive:
            found = DisplayedOds(archive) if self.kind == "ods" else DisplayedXlsx(archive)
            return found.of(number), found.tail


def stumbled(error: BaseException) -> bool:
    """True where the reader could not go on: its own errors, and its alarm, which is no Exception."""
    return isinstance(error, calamine.CalamineError | OSError | KeyError) or type(error).__name__ == "PanicException"


def merged_in(sheet: calamine.CalamineSheet) -> Sequence[CellRange]:
    return sheet.merged_cell_ranges or ()


def worksheets(book: calamine.CalamineWorkbook) -> list[calamine.SheetMetadata]:
    """Those of the sheets that hold cells. Raises Refusal where there are macros or too many sheets."""
    kinds = book.sheets_metadata
    if any(each.typ in (calamine.SheetTypeEnum.MacroSheet, calamine.SheetTypeEnum.Vba) for each in kinds):
        raise Refusal("macro")
    found = [each for each in kinds if each.typ == WorkSheet]
    if len(found) > MAX_SHEETS:
        raise Refusal("sheets")
    return found


def of_sheet(name: str, number: int, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    """The rows of a sheet. Raises Refusal with its name where it is too large, with its number where that is marked."""
    try:
        yield from rows
    except Refusal as refusal:
        raise Refusal(refusal.code, sheet=f"thứ {number + 1}" if is_marked(name) else f"“{name}”") from None


def as_displayed(rows: Iterable[SheetRow], displayed: Displayed, limits: SheetLimits) -> Iterator[SheetRow]:
    """The rows, with the cells that show more than their value as they show it, also beyond the last value."""
    return iter(rows) if not displayed else rows_displayed(rows, displayed, limits)


def rows_displayed(rows: Iterable[SheetRow], displayed: Displayed, limits: SheetLimits) -> Iterator[SheetRow]:
    width = min(max(max(cells) for cells in displayed.values()) + 1, limits["columns"])
    number = 0
    for number, row in enumerate(rows, 1):
        row += [""] * (width - len(row))
        yield with_cells(row, displayed.get(number, {}))
        width = max(width, len(row))
    for beyond in range(number + 1, min(max(displayed), limits["rows"]) + 1):
        yield with_cells([""] * width, displayed.get(beyond, {}))


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
