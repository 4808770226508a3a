"""A label in one cell and what it says in the next: 'Hộp số: | 1', 'Phông: | Sở Y tế', 'Thời hạn bảo quản | 20 năm'."""

import re

from agencies.formats.text import clean_text, fold
from plans.intake.cells.values import Cell, SheetRow, as_text

from .row_kinds import Filled, filled

_LABEL = re.compile(
    r"(?:hop|cap|bo|hop cap)(?: luu tru)?(?: so)?|so hop|(?:ten )?phong(?: luu tru| so)?|nam|thoi han(?: bao quan)?|"
    r"thbq|muc luc(?: ho so)? so|so muc luc"
)
LONGEST_ANSWER = 200


def is_label(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_LABEL.fullmatch(fold(cell)))


def labelled(cells: Filled) -> list[str]:
    """The texts of a row, each label with the cell behind it: 'Hộp số: 1'."""
    found, at = [], 0
    values = [cell for _, cell in cells]
    while at < len(values):
        here, behind = values[at], values[at + 1] if at + 1 < len(values) else None
        if is_label(here) and behind is not None and not is_label(behind) and len(as_text(behind)) <= LONGEST_ANSWER:
            found.append(f"{clean_text(str(here)).rstrip(' :')}: {as_text(behind).strip()}")
            at += 2
        else:
            found += [here] if isinstance(here, str) else []
            at += 1
    return found


def names_section(row: SheetRow) -> bool:
    """True where a row holds nothing but a label and a number: 'Hộp số: | 1', 'Năm | 2005'."""
    cells = filled(row)
    behind = as_text(cells[1][1]).strip() if len(cells) == 2 else ""
    return len(cells) == 2 and is_label(cells[0][1]) and any(map(str.isdigit, behind))
