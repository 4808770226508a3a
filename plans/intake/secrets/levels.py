"""Columns that hold a level of secrecy, by their headers, and the rows that name one."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from agencies.formats.text import fold
from agencies.secrecy.marks import hints_at_mark, is_marked
from agencies.secrecy.spelling import plainly
from plans.intake.cells.answers import words
from plans.intake.cells.values import UNCALCULATED, Cell, SheetRow, as_text
from plans.intake.headers.meaning import field_of_text
from plans.intake.rows.row_kinds import is_numbering

HEADER_ROWS = 60

# "Độ mật", "Mức độ bảo mật", "Phân loại mật", "Độ mật (nếu có)"; "Độ mật: C" is an answer, no header.
_LEVEL_HEADER = re.compile(
    r"(?:(?:phan loai|loai|dau chi|muc|cap|do|tinh chat|che do|bao|bi)\s){1,5}(?<!^bao )(?<!^bi )mat(?: nha nuoc)?"
    r"(?: (?:neu co|a b c|(?:do )?khan|cua (?:ho so|tai lieu|van ban)|ho so|tai lieu|van ban))?"
)
# Where the cells beside it are headers too, a word is enough: "Mật", "Bí mật", "Mật (có/không)", "Tài liệu mật".
_BARE_HEADER = re.compile(
    r"(?:(?:tai lieu|van ban|ho so|dong dau|dau|dau do|co|tinh trang|do khan) )?(?:bi )?mat(?: nha nuoc)?(?: khong)?"
    r"|mat toi mat tuyet mat|tuyet mat toi mat mat|m tm tum"
)
LONGEST_HEADER, BESIDE, LEAST_OF_A_FILE = 60, 3, 3
# "Loại mật", "Độ Mật", "Phân loại bí mật" among the values of a file: no header there, but what the file is.
_SAID_OF_A_FILE = re.compile(r"(?:(?:phan loai|loai|dau chi|muc|cap|do|tinh chat)\s){1,3}(?:bi )?mat(?: nha nuoc)?")
NO_LEVEL = words(
    "| 0 | ko | khong | khong co | khong mat | khong thuoc | khong co do mat | khong dong dau mat | "
    "khong xac dinh do mat | thuong | binh thuong | thong thuong | cong khai | 01 cong khai | 1 cong khai | "
    "da giai mat | giai mat | none | false | n a"
)
# Choices of a level, and that there is none: of a list to choose from, or heads of columns to tick.
LEVELS = words("mat | toi mat | tuyet mat | do mat | do toi mat | do tuyet mat | bi mat | m | tm | tum")
NONE = words("thuong | binh thuong | khong | khong mat | cong khai")
FEWEST_TICKED = 2
# Chế độ sử dụng by its code (TT 05/2025/TT-BNV): 01 công khai, 02 có điều kiện, 03 mật.
_USE_HEADER = re.compile(r"(?:che do|muc do|dieu kien) (?:su dung|tiep can|khai thac)(?: ho so| tai lieu)?|mode")
_USE_SECRET = re.compile(r"0?3(?: .*)?|(?:.* )?mat")


def is_level_header(value: Cell) -> bool:
    """True where a text is the header of a column of levels."""
    if not isinstance(value, str) or len(value) > LONGEST_HEADER:
        return False
    return bool(_LEVEL_HEADER.fullmatch(without_brackets(value)))


def without_brackets(value: str) -> str:
    """The search form of a header without what it explains: "Mức độ mật (Mật, Tối mật, Tuyệt mật)"."""
    return fold(re.sub(r"\([^()]*\)", " ", plainly(value)))


def names_a_level(value: Cell) -> bool:
    """True where the cell of a level column says anything but "no level"."""
    return value is not None and fold(as_text(value)) not in NO_LEVEL


def names_secret_use(value: Cell) -> bool:
    """True where the cell of a column of uses says that the file is secret."""
    return value is not None and bool(_USE_SECRET.fullmatch(fold(as_text(value))))


def is_of_a_file(row: SheetRow) -> bool:
    """True where a row holds the values of a file, numbers among them: none of its cells is the header of a column."""
    filled = [value for value in row if value not in (None, "")]
    if len(filled) < LEAST_OF_A_FILE or not any(is_number(value) for value in filled):
        return False
    texts = [value for value in filled if isinstance(value, str)]
    if any(len(text) > LONGEST_HEADER for text in texts):
        return True
    return sum(bool(field_of_text(text)) for text in texts) < BESIDE and not is_numbering(row)


def is_number(value: Cell) -> bool:
    return value.strip().isdecimal() if isinstance(value, str) else not isinstance(value, bool)


def says_level(row: SheetRow) -> bool:
    """True where the row of a file says in words of a header that the file is secret."""
    texts = (value for value in row if isinstance(value, str) and len(value) <= LONGEST_HEADER and hints_at_mark(value))
    return any(_SAID_OF_A_FILE.fullmatch(fold(plainly(value))) for value in texts) and is_of_a_file(row)


def level_headers(row: SheetRow) -> set[int]:
    """Where a row has headers of columns that hold levels; among other headers a bare "Mật" is one."""
    cells = [(at, value) for at, value in enumerate(row) if value not in (None, "")]
    texts = [(at, value) for at, value in cells if isinstance(value, str) and len(value) <= LONGEST_HEADER]
    among = sum(bool(field_of_text(value)) for _, value in texts) >= BESIDE
    if not among and (labelled(cells) or is_of_a_file(row)):
        return set()
    return {
        at
        for at, value in texts
        if is_level_header(value) or (among and _BARE_HEADER.fullmatch(without_brackets(value)))
    }


def ticked_headers(row: SheetRow, above: SheetRow) -> tuple[set[int], set[int]]:
    """(columns that a tick gives a level, columns that a tick gives none) where the row heads such columns side by
    side, among other headers or under a head of levels.
    """
    texts = {at: said(value) for at, value in enumerate(row) if isinstance(value, str) and len(value) <= LONGEST_HEADER}
    levels = {at for at, text in texts.items() if text in LEVELS}
    if len(levels) < FEWEST_TICKED or len({texts[at] for at in levels}) < len(levels) or any(map(is_figure, row)):
        return set(), set()
    none = {at for at in (min(levels) - 1, max(levels) + 1) if texts.get(at) in NONE}
    first, both = min(levels | none), levels | none
    among = sum(bool(field_of_text(text)) for text in texts.values()) >= BESIDE
    under = first < len(above) and is_level_header(above[first]) and not any(above[at] for at in both - {first})
    side_by_side = max(both) - first < len(both)
    return (levels, none) if side_by_side and (among or under) else (set(), set())


def is_figure(value: Cell) -> bool:
    return value not in (None, "") and is_number(value)


def said(cell: Cell) -> str:
    """The cell's text in its search form; "" for anything else."""
    return fold(plainly(cell)) if isinstance(cell, str) else ""


def labelled(cells: Sequence[tuple[int, Cell]]) -> tuple[int, Cell] | None:
    """(place, answer) where a row of a letterhead says "Độ mật: | Thường" about the whole list, or None."""
    for (at, label), (_, answer) in zip(cells, [*cells[1:], (0, None)], strict=False):
        alone = len(cells) == 2 and cells[0][0] == at and not (isinstance(answer, str) and field_of_text(answer))
        if is_level_header(label) and (alone or str(label).rstrip().endswith((":", "…", "..."))):
            return at, answer
    return None


class LevelColumns:
    """The columns of a sheet whose header says that they hold levels of secrecy, or how files may be used."""

    def __init__(self, within: int = HEADER_ROWS) -> None:
        self.within = within
        self.headers: set[tuple[int, int]] = set()  # (row number, column index)
        self.unmarked: set[int] = set()  # columns in which a tick says that there is no level
        self.tops: dict[int, int] = {}  # {column index of levels: row number of its header}
        self.uses: dict[int, int] = {}  # the same of uses
        self.labels: dict[int, tuple[int, Cell]] = {}  # {row number: (column index, answer)}

    def learn(self, first: int, rows: Sequence[SheetRow]) -> None:
        """Looks at the rows near the top for the header of a column of levels or uses."""
        above: SheetRow = []
        for number, row in enumerate(rows[: max(0, self.within - first + 1)], first):
            ticked, none = ticked_headers(row, above)
            found, above = level_headers(row) | ticked, row
            self.headers |= {(number, at) for at in found}
            self.unmarked |= none
            if not found and (label := labelled([each for each in enumerate(row) if each[1] not in (None, "")])):
                self.labels[number] = label
            for at, value in enumerate(row):
                if isinstance(value, str) and _USE_HEADER.fullmatch(fold(value)):
                    self.uses.setdefault(at, number)
        for number, at in sorted(self.headers):
            if at not in self.unmarked:
                self.tops.setdefault(at, number)

    @property
    def any_found(self) -> bool:
        return bool(self.tops or self.uses or self.labels)

    def is_header(self, number: int, at: int) -> bool:
        return (number, at) in self.headers or (number in self.labels and self.labels[number][0] == at)

    def is_unknown(self, number: int, at: int, value: Cell) -> bool:
        """True where a cell under one of these headers is a formula whose value nobody has worked out."""
        above = self.tops.get(at, self.uses.get(at, number))
        return above < number and isinstance(value, str) and value.startswith(UNCALCULATED)

    def names_level(self, number: int, row: SheetRow) -> bool:
        """True where the row is under one of these headers and names a level."""
        below = [
            at for at, top in self.tops.items() if top < number and at < len(row) and (number, at) not in self.headers
        ]
        levels = [at for at in below if names_a_level(row[at])]
        uses = any(top < number and at < len(row) and names_secret_use(row[at]) for at, top in self.uses.items())
        if number in self.labels and names_a_level(self.labels[number][1]):
            return True
        repeated = [at for at in levels if is_level_header(row[at])]  # the header once more, as on each printed page
        named = uses or len(repeated) < len(levels) or (repeated and is_of_a_file(row))
        return bool(named or says_level(row)) and not is_numbering(row)


class SheetOfRows(Protocol):
    """A sheet whose rows can be walked through again and again."""

    @property
    def name(self) -> str: ...

    @property
    def rows(self) -> list[SheetRow]: ...


def secret_places(sheets: Iterable[SheetOfRows], header_rows: int = HEADER_ROWS) -> list[tuple[str, list[int]]]:
    """[(sheet name, [row numbers])] of every row with a level or a mark, hidden sheets too."""
    found = [(sheet.name, _secret_rows(sheet.rows, header_rows)) for sheet in sheets]
    return [(name, rows) for name, rows in found if rows]


def _secret_rows(rows: list[SheetRow], header_rows: int) -> list[int]:
    levels = LevelColumns(header_rows)
    levels.learn(1, rows)
    return [
        number
        for number, row in enumerate(rows, 1)
        if levels.names_level(number, row)
        or any(is_marked(value) for at, value in enumerate(row) if not levels.is_header(number, at))
    ]
