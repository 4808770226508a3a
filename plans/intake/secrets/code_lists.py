"""Sheets that explain the levels of secrecy and list no file: the choices of a drop-down, a guide to filling in."""

from collections.abc import Sequence

from plans.intake.cells.values import SheetRow
from plans.intake.headers.meaning import field_of_text

from .levels import BESIDE, LEVELS, NONE, is_number, said

LONGEST = 100  # rows
SHORT, FEW = 30, 4  # letters of a choice, cells of its row


def explains_levels(rows: Sequence[SheetRow], marked: Sequence[int]) -> bool:
    """True where the rows (a whole sheet) hold no table of files and each marked one names a choice among others.

    `marked`: numbers of rows with a mark, from 1. A choice is a level of a column that names each level once and also
    that there is none; or a sentence that names two levels and "thường".
    """
    if len(rows) > LONGEST or any(is_head(row) for row in rows):
        return False
    choices = choices_of(rows)
    return all(number in choices or is_guide(rows[number - 1]) for number in marked)


def is_head(row: SheetRow) -> bool:
    return sum(isinstance(cell, str) and bool(field_of_text(cell)) for cell in row) >= BESIDE


def choices_of(rows: Sequence[SheetRow]) -> set[int]:
    """Numbers of the rows in which a column lists the levels, each once, and also "Thường" or the like."""
    found: set[int] = set()
    for at in range(max(map(len, rows), default=0)):
        column = {number: said(row[at]) for number, row in enumerate(rows, 1) if at < len(row) and said(row[at])}
        levels = [text for text in column.values() if text in LEVELS]
        if len(levels) > 1 and len({*levels}) == len(levels) and NONE & {*column.values()}:
            found |= {number for number, text in column.items() if text in LEVELS and is_short(rows[number - 1])}
    return found


def is_short(row: SheetRow) -> bool:
    """True where the row may be a choice of each of a few lists: short texts, no numbers."""
    filled = [cell for cell in row if cell not in (None, "")]
    return len(filled) <= FEW and all(not is_number(cell) and len(str(cell)) <= SHORT for cell in filled)


def is_guide(row: SheetRow) -> bool:
    """True where a cell of the row lists two levels and "thường": what may be entered."""
    return any(names_choices(said(cell)) for cell in row)


def names_choices(text: str) -> bool:
    levels = sum(f" {level} " in f" {text} " for level in ("toi mat", "tuyet mat"))
    return levels == 2 and any(f" {none} " in f" {text} " for none in NONE)
