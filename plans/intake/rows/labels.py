"""A label in one cell and what it says in the next: 'Hộp số: | 1', 'Phông: | Sở Y tế', 'Thời hạn bảo quản | 20 năm'."""

import re

from agencies.formats.text import clean_text, fold
from plans.intake.cells.values import Cell, SheetRow, as_text

from . import row_kinds
from .row_kinds import Filled, filled

_LABEL = re.compile(
    r"(?:hop|cap|bo|hop cap)(?: luu tru)?(?: so)?|so hop|(?:ten )?phong(?: luu tru| so)?|nam|thoi han(?: bao quan)?|"
    r"thbq|muc luc(?: ho so)? so|so muc luc"
)
_INDEX = re.compile(r"[IVX]{1,5}\.\s+[^\W\d]")
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


def is_label_row(row: SheetRow) -> bool:
    """True for a line of a letterhead: 'THBQ: | Vĩnh viễn'."""
    cells = filled(row)
    texts = labelled(cells)
    if len(cells) != 2 or len(texts) != 1:
        return False
    return str(cells[0][1]).rstrip().endswith(":") or row_kinds.names_section(texts[0])


def begins_section(row: SheetRow) -> bool:
    """True where a row begins with a label and a number, 'Hộp số: | 1', or with a heading: 'I. Hồ sơ', 'Năm 2005'."""
    cells = filled(row)
    if not cells or not isinstance(first := cells[0][1], str):
        return False
    behind = as_text(cells[1][1]).strip() if len(cells) > 1 else ""
    labels = is_label(first) and behind[:1].isdigit()
    named = (len(cells) == 1 or any(map(str.isdigit, first))) and row_kinds.names_section(first)
    return labels or named or bool(_INDEX.match(clean_text(first)))
