"""Cells merged downwards: the value that is written once holds for every row they cover."""

from collections.abc import Sequence

from plans.intake.cells.values import Cell, CellRange, SheetRow
from plans.intake.headers.header import Header

from .row_kinds import is_blank


class MergedCells:
    """The cells of a sheet that are merged downwards in one column."""

    def __init__(self, ranges: Sequence[CellRange] = ()) -> None:
        self.spans: dict[int, list[tuple[int, int]]] = {}  # {column index: [(first row, last row)]}, Excel's numbers
        self.kept: dict[tuple[int, int], Cell] = {}  # {(column index, first row): value}, for the chunks that follow
        for (top, left), (bottom, right) in ranges:
            if bottom > top and left == right:
                self.spans.setdefault(left, []).append((top + 1, bottom + 1))

    def fill(self, header: Header, first_number: int, rows: list[SheetRow]) -> None:
        """Writes the values into the rows below the header; `first_number` is Excel's number of rows[0]."""
        for at in self.spans.keys() & header.places.keys():
            for top, bottom in self.spans[at]:
                if top > header.last:
                    self.fill_span(at, top, bottom, first_number, rows)

    def fill_span(self, at: int, top: int, bottom: int, first_number: int, rows: list[SheetRow]) -> None:
        if 0 <= top - first_number < len(rows):
            self.kept[at, top] = rows[top - first_number][at]
        value = self.kept.get((at, top))
        if is_blank(value):
            return
        for row in rows[max(top - first_number, 0) : max(bottom - first_number + 1, 0)]:
            if is_blank(row[at]):
                row[at] = value
