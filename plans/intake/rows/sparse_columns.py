"""Columns that office workers leave empty where they mean something: no, or the cell above."""

from collections.abc import Sequence

from agencies.formats.text import fold
from plans.intake.cells.answers import words
from plans.intake.cells.values import Cell, as_text

from .row_kinds import is_blank

TICKS = words("x | v | ✓ | ✔ | ☑ | √ | ■ | + | ☒")
FEWEST_BLANK = 1 / 4  # of the cells of a column of boxes


def is_tick_column(cells: Sequence[Cell]) -> bool:
    """True where a yes/no column only ever says yes: empty means no then."""
    answers = {fold(as_text(cell)) or str(cell).strip() for cell in cells if not is_blank(cell)}
    return bool(answers) and answers <= TICKS and any(map(is_blank, cells))


def is_carried(cells: Sequence[Cell]) -> bool:
    """True where a box is written once and left empty until the next one: it is never in two rows running."""
    blank = list(map(is_blank, cells))
    if not blank or blank[0] or not any(blank):
        return False
    if sum(blank) < len(blank) * FEWEST_BLANK and not counts_up([cell for cell in cells if not is_blank(cell)]):
        return False
    return not any(here == before and not is_blank(here) for before, here in zip(cells, cells[1:], strict=False))


def counts_up(cells: Sequence[Cell]) -> bool:
    """True for 1, 2, 3, …: no number is missing."""
    numbers = [as_text(cell).strip() for cell in cells]
    return all(map(str.isdecimal, numbers)) and all(
        int(here) == int(before) + 1 for before, here in zip(numbers, numbers[1:], strict=False)
    )
