"""One value spread over several columns: a cross under 'Vĩnh viễn | Có thời hạn', a date under 'Ngày | Tháng | Năm'."""

from collections.abc import Callable, Iterable

from agencies.formats.text import fold
from plans.intake.cells.answers import words
from plans.intake.cells.values import Cell, SheetRow
from plans.intake.rows.row_kinds import is_blank

from .header import Header

CHOSEN_FROM = ("retention_years", "condition", "arranged", "digitized_before")
TIMES = ("start_date", "end_date", "dates")
TICKS = words("x | v | ✓ | ✔ | ☑ | √ | ■ | + | ☒ | 1")
PARTS = ("ngay", "thang", "nam")
Join = Callable[[SheetRow], Cell]


class SpreadColumns:
    """The columns of a table that are read as one: `columns` = {column that is read: how its value is put together}."""

    def __init__(self, header: Header) -> None:
        self.columns: dict[int, Join] = {}
        self.parts: set[int] = set()  # the other columns of the groups
        for at, name in header.places.items():
            group = [at, *same_head(header, at)]
            if len(group) > 1 and (join := join_of(header, name, group)):
                self.columns[at] = join
                self.parts.update(group[1:])

    def write(self, row: SheetRow) -> None:
        """Puts the values together in the columns that are read."""
        for at, join in self.columns.items():
            if (value := join(row)) is not None:
                row[at] = value


def same_head(header: Header, at: int) -> list[int]:
    """The columns of no meaning of their own under the same upper header."""
    over = header.levels.get(at, [])[:-1]
    return [place for place in header.twice if over and header.levels[place][:-1] == over]


def join_of(header: Header, name: str, group: list[int]) -> Join | None:
    heads = [header.levels[at][-1] for at in group]
    if name in CHOSEN_FROM:
        return lambda row: chosen(zip([row[at] for at in group], heads, strict=True))
    parts = dict(zip(map(fold, heads), group, strict=True))
    if name in TIMES and "nam" in parts and set(parts) <= set(PARTS):
        places = [parts[part] for part in PARTS if part in parts]
        return lambda row: day([row[at] for at in places])
    return None


def chosen(cells: Iterable[tuple[Cell, str]]) -> Cell:
    """The answer of a row from its (cell, header); two answers are left for a person to see."""
    answers = [head if is_ticked(cell) else cell for cell, head in cells if not is_blank(cell)]
    if len(answers) < 2:
        return answers[0] if answers else None
    return " + ".join(map(str, answers))


def is_ticked(cell: Cell) -> bool:
    return cell is True or str(cell).strip().lower() in TICKS


def day(cells: Iterable[Cell]) -> str | None:
    """15 | 3 | 2008 as 15/3/2008; what is left empty at the front is not known."""
    parts = [f"{cell:g}" if isinstance(cell, float) else str(cell).strip() for cell in cells if not is_blank(cell)]
    return "/".join(parts) or None
