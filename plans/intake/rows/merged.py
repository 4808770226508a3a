"""Cells merged downwards: the value that is written once holds for every row they cover.

But a count is not every file's: one of several files is told, so that nothing is counted twice.
"""

from collections.abc import Sequence

from plans.intake.cells.numbers import of_several
from plans.intake.cells.values import Cell, CellRange, SheetRow, as_text
from plans.intake.columns import PAGE_FIELDS
from plans.intake.headers.header import Header

from .row_kinds import filled, is_blank

COUNTS = {"sheet_count", "sheets_pages", *PAGE_FIELDS}


class MergedCells:
    """The cells of a sheet that are merged downwards in one column."""

    def __init__(self, ranges: Sequence[CellRange] = ()) -> None:
        self.spans: dict[int, list[tuple[int, int]]] = {}  # {column index: [(first row, last row)]}, Excel's numbers
        self.kept: dict[tuple[int, int], Cell] = {}  # {(column index, first row): value}, for the chunks that follow
        for (top, left), (bottom, right) in ranges:
            if bottom > top and left == right:
                self.spans.setdefault(left, []).append((top + 1, bottom + 1))

    def fill(self, header: Header, first_number: int, rows: list[SheetRow]) -> None:
        """Writes the values into the rows below the header; `first_number` is Excel's number of rows[0].

        A row of a title alone gets nothing: it is a heading, or the end of the title above; nor does an empty row of
        the file above.
        """
        columns = sorted(self.spans.keys() & header.places.keys(), key=lambda at: header.places[at] in COUNTS)
        if not columns:
            return
        said = [[at for at, _ in filled(row)] for row in rows]
        alone = {index for index, places in enumerate(said) if places == [header.at("title")]}
        blank = {index for index, places in enumerate(said) if not places}
        passed = alone | (blank & self.rows_of_one_file(header, first_number, len(rows)))
        for at in columns:
            for top, bottom in self.spans[at]:
                if top <= header.last or is_blank(value := self.value(at, top, first_number, rows)):
                    continue
                span = range(top - first_number, bottom - first_number + 1)
                if header.places[at] in COUNTS:
                    write_count(header, at, value, rows, span, alone | blank)
                else:
                    fill_blank(at, value, rows, span, passed)

    def rows_of_one_file(self, header: Header, first_number: int, size: int) -> set[int]:
        """Indices of the rows over which the number of a file is merged."""
        at = header.at("file_number")
        spans = [] if at is None else self.spans.get(at, [])
        ends = [(max(top, first_number), min(bottom, first_number + size - 1)) for top, bottom in spans]
        return {number - first_number for top, bottom in ends for number in range(top, bottom + 1)}

    def value(self, at: int, top: int, first_number: int, rows: list[SheetRow]) -> Cell:
        """What the merged cell says, as it was before anything was written."""
        if 0 <= top - first_number < len(rows):
            self.kept.setdefault((at, top), rows[top - first_number][at])
        return self.kept.get((at, top))


def fill_blank(at: int, value: Cell, rows: list[SheetRow], span: range, passed: set[int]) -> None:
    for index in within(span, rows, passed):
        if is_blank(rows[index][at]):
            rows[index][at] = value


def write_count(header: Header, at: int, value: Cell, rows: list[SheetRow], span: range, passed: set[int]) -> None:
    """A count of one file stays in its first row; in each of several files it becomes what cannot be read."""
    here = within(span, rows, passed)
    is_cut = span.start < 0 or span.stop > len(rows)  # the rest is read before or after these rows
    if here and (is_cut or are_several(header, [rows[index] for index in here])):
        for index in here:
            rows[index][at] = of_several(value, len(span))


def within(span: range, rows: list[SheetRow], passed: set[int]) -> list[int]:
    return [index for index in range(max(span.start, 0), min(span.stop, len(rows))) if index not in passed]


def are_several(header: Header, rows: list[SheetRow]) -> bool:
    """True where the rows are not all of one file."""
    at = header.at("file_number")
    at = header.stand_in_of_number() if at is None else at
    if at is None:
        return len(rows) > 1
    return len({as_text(row[at]).strip() for row in rows if not is_blank(row[at])}) > 1
