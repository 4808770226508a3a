"""One table of a sheet: its header, and what was remembered of its columns."""

from datetime import date
from typing import Any

from plans.intake.cells.day_order import DayOrder
from plans.intake.cells.values import Cell, SheetRow
from plans.intake.columns import EVERY_ROW
from plans.intake.headers.header import Header
from plans.intake.headers.page_columns import page_columns

from .codes import learned_codes
from .sparse_columns import is_carried, is_tick_column


class Table:
    """One table of a sheet, and what its earlier rows say about the later ones."""

    def __init__(self, header: Header, today: date) -> None:
        self.header, self.today = header, today
        self.memos: dict[str, dict[Cell, Any]] = {}  # {field: {cell: its value, of the field's own type}}
        self.last: dict[str, Cell] = {}  # {field: its cell in the last row}
        self.ticked: set[str] = set()  # columns that are empty where they mean no
        self.carried: set[str] = set()  # columns that are empty where they mean the cell above
        self.translated: dict[str, dict[str, Cell]] = {}  # {field: {what is written: what it means in this column}}
        self.is_learned, self.single_numbers, self.day_order = False, False, DayOrder()
        self.pages, self.ties = page_columns(header), header.tied()
        self.short_years: list[str] = []  # a cell whose year has two digits
        self.doubted = False  # whether the order of day and month was doubted
        self.unclear_pages = False  # whether 'Số trang' has the larger sizes in it

    @property
    def stands_alone(self) -> bool:
        """True for rows that were given back to be corrected: the row above may be another one than it was."""
        return self.header.has("row_code") and self.writes_every_box

    @property
    def writes_every_box(self) -> bool:
        at = self.header.at("box_number")
        return at is not None and EVERY_ROW in self.header.written.get(at, "")

    def learn(self, rows: list[SheetRow]) -> None:
        """Finds in the first rows the columns of ticks, and boxes written only once."""
        self.is_learned = True
        for name in ("arranged", "digitized_before"):
            at = self.header.at(name)
            if at is not None and is_tick_column([row[at] for row in rows]):
                self.ticked.add(name)
        self.translated = learned_codes(self.header, rows)
        if self.writes_every_box:
            return
        for name in ("box_number", "catalogue_number"):
            at = self.header.at(name)
            if at is not None and is_carried([row[at] for row in rows]):
                self.carried.add(name)
