"""Corrections from the preview, written over the cells of a table before they are judged as any others are.

A correction is a dictionary. Its `kind` is `value` (every cell of the column of `field` that says `before` says `after`
instead), `cell` (that one cell: `sheet`, `row` and the `letter` of its column, "" for one that `column` made) or
`column` (tables without a column of `field` have one in which every file says `after`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plans.intake.cells.values import Cell, SheetRow, as_text
from plans.intake.headers.header import STAND_INS, Header
from plans.intake.workbook.column_letters import letter_of

from .read_columns import LONGEST_KEPT, as_written, shortened
from .sections import Section
from .table import Table

VALUE, CELL, COLUMN = "value", "cell", "column"
BEYOND = 200  # the index of the first added column: a sheet is never so wide
Given = Mapping[str, Any]
Change = tuple[str, int]  # what the cell says now, and the number of the correction


class Corrections:
    """All corrections of a workbook, and how many cells each of them reached."""

    def __init__(self, given: Iterable[Given] = ()) -> None:
        self.given = list(given)
        self.reached = [0] * len(self.given)

    def of_kind(self, kind: str) -> list[tuple[int, Given]]:
        return [(number, each) for number, each in enumerate(self.given) if each["kind"] == kind]

    def for_table(self, sheet: str, header: Header, section: Section) -> "TableCorrections":
        """Those that hold for a table; the header gets the columns that they add."""
        return TableCorrections(self, sheet, header, section)


class TableCorrections:
    """The corrections of one table, found by its columns."""

    def __init__(self, all_given: Corrections, sheet: str, header: Header, section: Section) -> None:
        self.all, self.header = all_given, header
        self.added: dict[int, Change] = {}  # by the index of the column
        self.of_sections: dict[str, Change] = {}  # year and retention where no section says one
        for number, each in self.all.of_kind(COLUMN):
            self.add_column(each["field"], (each["after"], number), section)
        self.values: dict[tuple[int, str], dict[str, Change]] = {}
        for number, each in self.all.of_kind(VALUE):
            if (at := index_over(header, each["field"])) is not None:
                self.values.setdefault((at, each["field"]), {})[each["before"]] = each["after"], number
        self.cells: dict[int, list[tuple[int, Change]]] = {}
        for number, each in self.all.of_kind(CELL):
            at = index_over(header, each["field"])
            if at is not None and each["sheet"] == sheet and each["letter"] == (letter_of(at) if at < BEYOND else ""):
                self.cells.setdefault(each["row"], []).append((at, (each["after"], number)))

    def add_column(self, field: str, change: Change, section: Section) -> None:
        """A column in which every file says the same, where the table has none of its own."""
        if index_over(self.header, field) is not None:
            return
        if (field == "start_date" and section.by_year) or (field == "retention_years" and section.by_retention):
            self.of_sections[field] = change
            return
        at = BEYOND + len(self.added)
        self.added[at] = change
        self.header.add_column(at, field)

    def widen(self, row: SheetRow) -> None:
        """Writes the added columns into a row of a file."""
        if self.added:
            row += [""] * (max(self.added) + 1 - len(row))
        for at, (text, _) in self.added.items():
            row[at] = text

    def said_by_section(self, field: str, section: str) -> str:
        """What the section says of the field, or else what holds for every file."""
        if section or field not in self.of_sections:
            return section
        text, number = self.of_sections[field]
        self.all.reached[number] += 1
        return text

    def write(self, numbers: Sequence[int], rows: Sequence[SheetRow], table: Table) -> None:
        """Writes the corrections into rows of files; single cells after whole values."""
        for _, number in self.added.values():
            self.all.reached[number] += len(rows)
        for (at, field), meant in self.values.items():
            self.write_values(at, field, meant, rows, table)
        for row_number, row in zip(numbers, rows, strict=True) if self.cells else ():
            for at, change in self.cells.get(row_number, ()):
                self.put(row, at, change)

    def write_values(
        self, at: int, field: str, meant: Mapping[str, Change], rows: Sequence[SheetRow], table: Table
    ) -> None:
        known: dict[Cell, str | None] = {}
        for row in rows:
            cell = as_text(row[at]) if type(row[at]) is bool else row[at]
            if cell not in known:
                known[cell] = text_of(table, field, cell)
            if (text := known[cell]) is not None and text in meant:
                self.put(row, at, meant[text])

    def put(self, row: SheetRow, at: int, change: Change) -> None:
        row[at] = change[0]
        self.all.reached[change[1]] += 1


def index_over(header: Header, field: str) -> int | None:
    """The index of the column that a field is read from, its own or the one that stands for it."""
    if (at := header.at(field)) is not None:
        return at
    return header.stand_in_of_number() if field == "file_number" else header.at(STAND_INS.get(field, ""))


def text_of(table: Table, field: str, cell: Cell) -> str | None:
    """A cell as it is shown beside its problem; None for an empty one that means something in its column."""
    if isinstance(cell, str):
        cell = table.translated.get(field, {}).get(cell.strip(), cell)
    written = as_written(cell)
    if written is None and field in table.ticked | table.carried:
        return None
    return shortened(written, LONGEST_KEPT)
