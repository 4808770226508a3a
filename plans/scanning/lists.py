"""Lists of files, pasted or from a workbook: a line a file: box, number, Mục lục số; "" where none is named."""

import re
from collections.abc import Iterable, Sequence

from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text, fold
from plans.intake.cells.values import as_text
from plans.intake.sandbox import Refused, Sheet, read_workbook
from plans.intake.secrets.refusing import refuse_secrets
from plans.intake.turns import turn

SEPARATOR = re.compile(r"\t|;|\|")
HEADER_WITHIN = 20
BOX = re.compile(r"(so )?(hop|cap)\b.*")
NUMBER = re.compile(r"(ho so|dvbq|don vi bao quan)( so)?.*|so ho so.*")
CATALOGUE = re.compile(r"(so muc luc|muc luc( ho so)?( so)?|ml so|so ml)")
NOT_A_FILE = re.compile(r"(stt|tt|tieu de.*|ghi chu)")
SHOWN = 20  # faults named; the others are counted
Wanted = tuple[str, str, str]  # box, number, Mục lục số; "" where none is named


def shown_faults(faults: Sequence[str]) -> list[str]:
    """The first faults, and how many more there are."""
    more = len(faults) - SHOWN
    return [*faults[:SHOWN], *([f"và {format_int(more)} dòng khác."] if more > 0 else [])]


def tidy(text: str) -> str:
    """One line a file, "hộp<TAB>hồ sơ số<TAB>Mục lục số", as it is kept in the form."""
    lines = ("\t".join(clean_text(part) for part in SEPARATOR.split(line)) for line in text.splitlines())
    return "\n".join(line for line in lines if line.strip())


def wanted_of(text: str) -> list[Wanted]:
    """What each line of a tidy list names; a line with one part names a number."""
    parts = [line.split("\t") for line in tidy(text).splitlines()]
    return [
        (part[0], part[1], "".join(part[2:3])) if len(part) > 1 and part[1] else ("", part[0] or part[-1], "")
        for part in parts
    ]


def is_meant(wanted: Wanted, key: Wanted) -> bool:
    """True for a file that has all that the line names."""
    return all(not said or said == own for said, own in zip(wanted, key, strict=True))


def named(box: str, number: str, catalogue_number: str) -> str:
    said = f"hộp {box}, hồ sơ số {number}" if box else f"hồ sơ số {number}"
    return f"{said}, Mục lục số {catalogue_number}" if catalogue_number else said


def list_from_workbook(data: bytes, file_name: str) -> str:
    """The tidy list that a workbook holds; nothing of the workbook is kept. Raises sandbox.Refused."""
    with turn():
        sheets = read_workbook(data, file_name)
    refuse_secrets(sheets, file_name)
    lines = [line for sheet in sheets if sheet.visible for line in lines_of(sheet)]
    if not lines:
        raise Refused("no_rows", "Không thấy hồ sơ nào trong tệp: cần cột “Hộp số” và cột “Hồ sơ số”.")
    return "\n".join(lines)


def lines_of(sheet: Sheet) -> list[str]:
    """The sheet's files below its header; without a header its first two columns."""
    rows = [[clean_text(as_text(cell)) if cell is not None else "" for cell in row] for row in sheet.rows]
    start, box, number, catalogue = columns_of(rows)
    return [line for row in rows[start:] if (line := line_of(row, box, number, catalogue))]


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[int, int | None, int, int | None]:
    """(first row of files, columns of box, number and Mục lục số; None where there is none)."""
    for place, row in enumerate(rows[:HEADER_WITHIN], 1):
        heads = [fold(cell) for cell in row]
        number = position(NUMBER, heads)
        if number is not None:
            return place, position(BOX, heads), number, position(CATALOGUE, heads)
    wide = any(len(row) > 1 and row[1] for row in rows)
    return (0, 0, 1, None) if wide else (0, None, 0, None)


def position(pattern: re.Pattern[str], heads: Iterable[str]) -> int | None:
    return next((n for n, head in enumerate(heads) if pattern.fullmatch(head) and not NOT_A_FILE.fullmatch(head)), None)


def line_of(row: Sequence[str], box: int | None, number: int, catalogue: int | None) -> str:
    place, value, outer = (row[at] if at is not None and at < len(row) else "" for at in (box, number, catalogue))
    if outer and value:
        return f"{place}\t{value}\t{outer}"
    return f"{place}\t{value}" if place and value else value
