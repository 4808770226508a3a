"""Signs that mean something only beside the others of their column: C beside K, 01 … 07 of the shared archive."""

from collections.abc import Sequence

from agencies.formats.text import fold
from plans.intake.cells.answers import words
from plans.intake.cells.texts import RETENTION_CODES
from plans.intake.cells.values import Cell, SheetRow, show_retention
from plans.intake.headers.header import Header

from .row_kinds import is_blank

YES_AND_NO = {"c": "Có", "k": "Không"}
CODED_HEADS = words("maintenance | ma thoi han bao quan | ma thbq | ma thoi han")
CODES = {*RETENTION_CODES, "07"}
UNSURE_CODE = "Mã {} (thời hạn)"
CONDITIONS = {"01": "Tốt", "02": "Bình thường", "03": "Hỏng"}
# {what is written: what it means}
Translation = dict[str, Cell]


def learned_codes(header: Header, rows: Sequence[SheetRow]) -> dict[str, Translation]:
    """{field: its translation} of the columns that are written in such signs."""
    found = {}
    for at, name in header.places.items():
        if name == "retention_years" and fold(header.written[at]) in CODED_HEADS:
            found[name] = retention_codes(header.written[at]) | bare_codes([row[at] for row in rows])
            continue
        said = {cell.strip() for row in rows if type(cell := row[at]) is str and not is_blank(cell)}
        is_text = said and not any(type(row[at]) is not str for row in rows if not is_blank(row[at]))
        if is_text and (translation := translation_of(name, header.written[at], said)):
            found[name] = translation
    return found


def translation_of(name: str, head: str, said: set[str]) -> Translation:
    if name in ("arranged", "digitized_before"):
        return yes_and_no(said)
    if name == "retention_years" and said <= CODES:
        return retention_codes(head)
    return dict(CONDITIONS) if name == "condition" and said <= CONDITIONS.keys() else {}


def yes_and_no(said: set[str]) -> Translation:
    """C and K are Có and Không where both are in the column: C alone may be Chưa."""
    if {fold(each) for each in said} != YES_AND_NO.keys():
        return {}
    return {each: YES_AND_NO[fold(each)] for each in said}


def bare_codes(cells: Sequence[Cell]) -> Translation:
    """1 … 7 without their noughts, which Excel takes away. Beside other numbers they are years; 5 alone is asked."""
    signs = {sign_of(cell) for cell in cells if not is_blank(cell)}
    if not signs <= {code[1:] for code in CODES}:
        return {}
    known = {} if signs <= {"5"} else RETENTION_CODES
    return {
        sign: show_retention(known[f"0{sign}"]) if f"0{sign}" in known else UNSURE_CODE.format(f"0{sign}")
        for sign in signs
    }


def sign_of(cell: Cell) -> str:
    """A cell as a sign: the number 1 is "1"."""
    return f"{cell:.15g}" if isinstance(cell, int | float) else str(cell).strip()


def retention_codes(head: str) -> Translation:
    """Under a head that speaks of codes they are read; else 05 may be five years as well, and is asked."""
    unsure: Translation = {code: UNSURE_CODE.format(code) for code in CODES}
    if fold(head) in CODED_HEADS:
        unsure |= {code: show_retention(years) for code, years in RETENTION_CODES.items()}
    return unsure
