"""Values from letterheads, section rows and the name of a sheet for the files under them: box, fonds, year …"""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import date

from plans.intake.cells.scales import scales_of_line
from plans.intake.cells.values import SheetRow
from plans.intake.headers.header import Header

from . import row_kinds
from .labels import labelled


class Section:
    """The box, fonds, year, retention and catalogue number that hold for the files that are read now."""

    def __init__(self) -> None:
        self.box, self.fonds, self.year, self.retention, self.catalogue = "", "", "", "", ""
        self.by_year = False  # the list has no times of its own but is ordered by years
        self.by_retention = False  # the same of retentions
        self.scales: dict[str, int] = {}  # what the list counts by the thousand …: {"trang" or "to": how many a one is}

    def copy(self) -> "Section":
        return copy(self)

    def read_letterhead(self, row: SheetRow) -> None:
        """Takes what a row above the header says."""
        texts = labelled(row_kinds.filled(row))
        self.fonds = first_of(row_kinds.fonds_of, texts) or self.fonds
        self.box = first_of(row_kinds.box_of, texts) or first_of(row_kinds.box_inside, texts) or self.box
        self.retention = first_of(row_kinds.retention_of, texts) or self.retention
        self.catalogue = first_of(row_kinds.catalogue_of, texts) or self.catalogue
        for text in texts:
            self.scales = self.scales | scales_of_line(text)

    def find_year(self, name: str, header: Header, rows: list[SheetRow], today: date) -> None:
        """A list may be ordered by years, each on a line or a sheet of its own; without a column of times by them."""
        year = row_kinds.year_of(name)
        self.year = year if year < str(today.year) else ""
        if header.has("start_date", "end_date", "dates"):
            return
        self.by_year = bool(self.year) or any(map(row_kinds.year_of, lines_alone(header, rows)))

    def find_retention(self, name: str, header: Header, rows: list[SheetRow]) -> None:
        """A list without a column of retentions may have one over each group, or one for all."""
        self.retention = self.retention or row_kinds.retention_of_sheet(name)
        if not header.has("retention_years"):
            self.by_retention = bool(self.retention) or any(map(row_kinds.retention_of, lines_alone(header, rows)))

    def read_name(self, name: str, header: Header) -> None:
        """The sheet's name says the box, the number of the catalogue and the fonds where nothing else does."""
        if not self.box and not header.has("box_number"):
            self.box = row_kinds.box_of(name)
        if not self.catalogue and not header.has("catalogue_number"):
            self.catalogue = row_kinds.catalogue_of(name)
        if not self.fonds and not header.has("fonds"):
            self.fonds = row_kinds.fonds_of_sheet(name)

    def begin(self, text: str) -> None:
        """Takes what a section row says."""
        self.box = row_kinds.box_of(text) or self.box
        self.fonds = row_kinds.fonds_of(text) or self.fonds
        self.year = row_kinds.year_of(text) or self.year
        self.retention = row_kinds.retention_of(text) or self.retention
        self.catalogue = row_kinds.catalogue_of(text) or self.catalogue
        self.scales = self.scales | scales_of_line(text)


def lines_alone(header: Header, rows: list[SheetRow]) -> list[str]:
    """The texts that are alone in a row under the header."""
    alone = [cells for cells in map(row_kinds.filled, rows[header.last :]) if cells]
    texts = [labelled(cells) for cells in alone if len(cells) <= 2]
    return [each[0] for each in texts if len(each) == 1]


def first_of(find: Callable[[str], str], texts: Iterable[str]) -> str:
    return next(filter(None, map(find, texts)), "")
