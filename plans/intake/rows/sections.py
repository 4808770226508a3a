"""What letterheads, section rows and the name of a sheet say about the files under them: box, fonds, year."""

from collections.abc import Callable, Iterable
from datetime import date

from plans.intake.cells.values import SheetRow
from plans.intake.headers.header import Header

from . import row_kinds


class Section:
    """The box, fonds and year that hold for the files that are read now."""

    def __init__(self) -> None:
        self.box, self.fonds, self.year = "", "", ""
        self.by_year = False  # the list has no times of its own but is ordered by years

    def copy(self) -> "Section":
        copied = Section()
        copied.box, copied.fonds, copied.year, copied.by_year = self.box, self.fonds, self.year, self.by_year
        return copied

    def read_letterhead(self, row: SheetRow) -> None:
        """Takes what a row above the header says."""
        texts = [cell for _, cell in row_kinds.filled(row) if isinstance(cell, str)]
        self.fonds = first_of(row_kinds.fonds_of, texts) or self.fonds
        self.box = first_of(row_kinds.box_of, texts) or first_of(row_kinds.box_inside, texts) or self.box

    def find_year(self, name: str, header: Header, rows: list[SheetRow], today: date) -> None:
        """A list without a column of times may be ordered by years, each on a line or a sheet of its own."""
        if header.has("start_date", "end_date", "dates"):
            return
        year = row_kinds.year_of(name)
        self.year = year if year < str(today.year) else ""
        alone = [cells[0][1] for cells in map(row_kinds.filled, rows[header.last :]) if len(cells) == 1]
        self.by_year = bool(self.year) or any(isinstance(cell, str) and row_kinds.year_of(cell) for cell in alone)

    def name_box(self, name: str, header: Header) -> None:
        """The sheet's name says the box where nothing else does."""
        if not self.box and not header.has("box_number"):
            self.box = row_kinds.box_of(name)

    def begin(self, text: str) -> None:
        """Takes what a section row says."""
        self.box = row_kinds.box_of(text) or self.box
        self.fonds = row_kinds.fonds_of(text) or self.fonds
        self.year = (self.by_year and row_kinds.year_of(text)) or self.year


def first_of(find: Callable[[str], str], texts: Iterable[str]) -> str:
    return next(filter(None, map(find, texts)), "")
