"""One value spread over several columns: a cross under 'Vĩnh viễn | Có thời hạn', a date under 'Ngày | Tháng | Năm'."""

from collections.abc import Callable, Iterable
from functools import partial

from agencies.formats.text import fold
from plans.intake.cells.answers import words
from plans.intake.cells.values import Cell, SheetRow, as_text
from plans.intake.rows.row_kinds import is_blank

from .date_parts import day_of_row, parts_of_times
from .header import Header
from .meaning import in_full

CHOSEN_FROM = ("retention_years", "condition", "arranged", "digitized_before")
TICKS = words("x | v | ✓ | ✔ | ☑ | √ | ■ | + | ☒ | 1")
FOREVER = words("vinh vien | bao quan vinh vien | thoi han vinh vien | ho so vinh vien | thoi han bao quan vinh vien")
FOR_YEARS = words(
    "co thoi han | bao quan co thoi han | thoi han | so nam | so nam bao quan | thoi han nam | co thoi han nam | "
    "ho so co thoi han | thoi han bao quan co thoi han"
)
UNDER_ONE_HEAD = {"title": " ", "dates": " - ", "sheets_pages": "/"}  # what is between the cells under a merged head
Join = Callable[[SheetRow], Cell]


class SpreadColumns:
    """The columns of a table that are read as one: `columns` = {column that is read: how its value is put together}."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.columns: dict[int, Join] = {}
        self.parts: set[int] = set()  # the other columns of the groups
        for name, parts in parts_of_times(header).items():
            self.join(name, list(parts.values()), partial(day_of_row, parts=parts))
        if pair := forever_or_years(header):
            self.join("retention_years", pair, chooser(header, pair))
        for at, name in list(header.places.items()):
            group = [at, *same_head(header, at)]
            if len(group) > 1 and name in CHOSEN_FROM and at not in self.parts:
                self.join(name, group, chooser(header, group))
        for at, name in list(header.places.items()):
            group = [at, *(each for each, over in header.under.items() if over == at)]
            if name in UNDER_ONE_HEAD and (len(group) == 2 or (name == "title" and len(group) > 2)):
                self.join(name, group, partial(side_by_side, group=group, between=UNDER_ONE_HEAD[name]))
        header.joined |= self.parts

    def join(self, name: str, group: list[int], join: Join) -> None:
        """Reads the columns as one, at the first of them that has the meaning already, or else at the last."""
        at = next((each for each in group if self.header.places.get(each) == name), group[-1])
        if self.header.at(name) not in (None, *group) or self.parts.intersection(group):
            return
        for each in group:
            self.header.places.pop(each, None)
        self.header.places = dict(sorted((self.header.places | {at: name}).items()))
        self.header.twice = [each for each in self.header.twice if each not in group]
        self.columns[at] = join
        self.parts.update(each for each in group if each != at)

    def write(self, row: SheetRow) -> None:
        """Puts the values together in the columns that are read."""
        for at, join in self.columns.items():
            row[at] = join(row)


def same_head(header: Header, at: int) -> list[int]:
    """The columns of no meaning of their own under the same upper header."""
    over = header.levels.get(at, [])[:-1]
    return [
        place for place in header.twice if over and place not in header.beside and header.levels[place][:-1] == over
    ]


def side_by_side(row: SheetRow, group: list[int], between: str) -> Cell:
    """What the cells under one head say together."""
    cells = [row[at] for at in group if not is_blank(row[at])]
    return between.join(as_text(cell).strip() for cell in cells) if len(cells) > 1 else (cells or [None])[0]


def forever_or_years(header: Header) -> list[int]:
    """'Vĩnh viễn | Có thời hạn' side by side, with no head over them; or nothing."""
    lowest = {at: in_full(fold(levels[-1])) for at, levels in header.levels.items() if levels}
    forever = [at for at, text in lowest.items() if text in FOREVER]
    years = [at for at, text in lowest.items() if text in FOR_YEARS]
    return [*forever, *years] if len(forever) == len(years) == 1 else []


def chooser(header: Header, group: list[int]) -> Join:
    heads = [header.levels[at][-1] for at in group]
    return lambda row: chosen(zip([row[at] for at in group], heads, strict=True))


def chosen(cells: Iterable[tuple[Cell, str]]) -> Cell:
    """The answer of a row from its (cell, header); two answers are left for a person to see."""
    answers = [head if is_ticked(cell) else cell for cell, head in cells if not is_blank(cell)]
    if len(answers) < 2:
        return answers[0] if answers else None
    return " + ".join(map(str, answers))


def is_ticked(cell: Cell) -> bool:
    return cell is True or str(cell).strip().lower() in TICKS
