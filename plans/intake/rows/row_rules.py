"""Recognise a file's row by the columns of its table."""

import re

from agencies.formats.text import fold
from plans.intake.cells.values import Cell, SheetRow
from plans.intake.columns import PAGE_FIELDS
from plans.intake.headers.find import is_answer
from plans.intake.headers.header import Header
from plans.intake.headers.meaning import OF_SIZE, field_of_text

from . import row_kinds
from .labels import is_label
from .row_kinds import Filled, is_blank

EVIDENCE = (
    *("start_date", "dates", "retention_years", "page_count", "sheets_pages", "sheet_count", "end_date"),
    *PAGE_FIELDS[1:],
)
NOT_FILE_STARTS = ("tổng", "cộng", "lũy ", "luỹ ", "chuy", "mang")
MARKS = ("arranged", "digitized_before", "priority", "condition", "number", "box_number", "retention_years", "fonds")
RUNNING_HEADS = {"stt", "tt", "so tt", "s tt", "so thu tu"}
OF_PERSONS = re.compile(
    r"ho (?:va )?ten(?: .{1,40})?|chuc (?:vu|danh)(?: .{1,20})?|(?:chu )?ky(?: ten| nhan)?|"
    r"nguoi (?:lap|ky|nhan|giao|ban giao|kiem tra|thuc hien|phu trach)(?: .{1,20})?"
)
SHORT_SIGN, LONGEST_HEADER, LONGEST_MARK, SHORTEST_TITLE = 3, 30, 12, 4


class RowRules:
    """What a row of a table is, by what is in the columns of its header."""

    def __init__(self, header: Header) -> None:
        at = header.at
        self.title, self.file = at("title"), at("file_number")
        if self.file is None:
            self.file = header.stand_in_of_number()
        self.numbers, self.code = {at("number"), at("file_number")}, at("row_code")
        self.evidence = header.all_at(EVIDENCE)
        self.marks = {at: name for at, name in header.places.items() if name in MARKS}
        self.counts = set(header.all_at(("sheet_count", "sheets_pages", *PAGE_FIELDS)))
        self.times = set(header.all_at(("start_date", "dates", "end_date")))
        self.meant, self.heads = header.places, header.folded
        self.weighty = header.all_at(("start_date", "dates", "end_date", "retention_years"))

    def number_of(self, row: SheetRow) -> Cell:
        return row[self.file] if self.file is not None else ""

    def title_of(self, row: SheetRow) -> Cell:
        return row[self.title] if self.title is not None else None

    def has_number(self, row: SheetRow) -> bool:
        return not is_blank(self.number_of(row))

    def is_plainly_file(self, row: SheetRow) -> bool:
        """The quick look that settles nearly every row; one that the portal has numbered is a file."""
        if self.code is not None and not is_blank(row[self.code]):
            return True
        if self.title is None:
            return self.supplements_a_file(row)
        title = row[self.title]
        if type(title) is not str or len(title) < SHORTEST_TITLE or self.file is None or is_blank(row[self.file]):
            return False
        number = row[self.file]
        if isinstance(number, str) and not any(map(str.isdigit, number)):
            return False
        if (
            title[0] in "(["
            or title[:4].lower() in NOT_FILE_STARTS
            or (len(title) < LONGEST_HEADER and field_of_text(title))
        ):
            return False
        return any(row[at] for at in self.evidence)

    def supplements_a_file(self, row: SheetRow) -> bool:
        """Of a table without titles: the number of a file, and something known of it."""
        number = self.number_of(row)
        known = any(row[at] for at in self.evidence)
        return known and not is_blank(number) and any(map(str.isdigit, str(number)))

    def is_complete(self, row: SheetRow) -> bool:
        """A file's number, a title and a time or retention: a file, whatever its title sounds like."""
        title = self.title_of(row)
        return isinstance(title, str) and not is_blank(title) and self.has_number(row) and not self.is_sparse(row)

    def is_numbered(self, row: SheetRow) -> bool:
        """True where the file number is one: a figure, a text with a digit, or a short sign."""
        number = self.number_of(row)
        if not isinstance(number, str):
            return True
        return any(char.isdigit() for char in number) or 0 < len(number.strip()) <= SHORT_SIGN

    def may_be_header(self, row: SheetRow, cells: Filled) -> bool:
        """Words only, and none that is the number of a file."""
        number = OF_SIZE.sub("", fold(str(self.number_of(row))))
        return all(isinstance(cell, str) for _, cell in cells) and not any(map(str.isdigit, number))

    def heads_another(self, cells: Filled) -> bool:
        """'STT | Họ và tên | Chức vụ' below the list: the head of a table about something else."""
        if not is_running_head(cells):
            return False
        if any(OF_PERSONS.fullmatch(fold(str(cell))) and not self.is_of_head(at, str(cell)) for at, cell in cells[1:]):
            return True
        is_heading = len(cells) == 2 and cells[1][0] == self.title
        return not is_heading and not self.says_head_again(cells)

    def says_head_again(self, cells: Filled) -> bool:
        """'STT | Tên hồ sơ': the head in other words, some of which mean the column that they are over."""
        return is_running_head(cells) and any(self.is_of_head(at, str(cell)) for at, cell in cells[1:])

    def is_of_head(self, at: int, text: str) -> bool:
        """True where the text stands in the head of this column, or means what the column holds."""
        said = any(at < len(row) and row[at] == fold(text) for row in self.heads)
        return said or (at in self.meant and field_of_text(text) == self.meant[at])

    def is_surely_file(self, row: SheetRow) -> bool:
        """Plainly a file, and with a time or a retention, or numbered by the portal."""
        coded = self.code is not None and not is_blank(row[self.code])
        return self.is_plainly_file(row) and (coded or not self.is_sparse(row))

    def is_sparse(self, row: SheetRow) -> bool:
        """Neither dates nor retention: no row of a file, or one that lacks nearly everything."""
        return all(is_blank(row[at]) for at in self.weighty)

    def is_section(self, row: SheetRow, cells: Filled) -> bool:
        """A heading between files: one text, or its number (I, A) and a text; never with dates."""
        texts = [cell for _, cell in cells if isinstance(cell, str)]
        alone = len(cells) == 1  # over the whole row, whatever column it begins in
        if alone and cells[0][0] in self.times and re.search(r"\d\s*[/.-]\s*\d", str(cells[0][1])):
            return False  # a time of its own is no heading
        if not texts or not (alone or self.is_sparse(row)):
            return False
        if len(texts) == 1:
            if row_kinds.box_of(texts[0]):
                return cells[0][1] is texts[0]
            marked = self.has_number(row) and is_mark(texts[0]) and not row_kinds.names_section(texts[0])
            return (alone and not marked) or (isinstance(cells[0][1], float) and row_kinds.is_index(cells[0][1]))
        return len(texts) == 2 and (row_kinds.is_index(texts[0]) or is_running_head(cells))

    def opens_numbers(self, row: SheetRow, cells: Filled, window: list[SheetRow]) -> bool:
        """1 | Công tác tổ chức, where the next line is numbered 1.1; `window` begins with the row itself."""
        if len(cells) != 2 or not self.has_number(row) or is_blank(self.title_of(row)):
            return False
        below = next((str(self.number_of(each)) for each in window[1:] if not all(map(is_blank, each))), "")
        return below.startswith(f"{as_number(self.number_of(row))}.")

    def title_alone(self, cells: Filled) -> str:
        """The text of a row that has nothing but a title, or an empty string."""
        alone = len(cells) == 1 and cells[0][0] == self.title and isinstance(cells[0][1], str)
        return str(cells[0][1]).strip() if alone else ""

    def is_labelled(self, row: SheetRow, cells: Filled) -> bool:
        """'Hộp số: | 1', with sums behind it at most."""
        rest = [at for at, _ in cells[2:]]
        behind = is_label(cells[0][1]) and len(cells) > 1 and not is_label(cells[1][1])
        return behind and set(rest) <= self.counts and not self.has_title_beside(cells[:2])

    def has_title_beside(self, cells: Filled) -> bool:
        """True where one of the cells is a title of some length under its head: a file that sounds like a label."""
        return any(at == self.title and isinstance(cell, str) and len(cell.split()) > 2 for at, cell in cells)

    def is_prefilled(self, cells: Filled) -> bool:
        """Nothing but marks, zeros, running numbers, box and retention: a line that waits for its file."""
        if len(cells) == 1 and (cells[0][0] not in self.marks or not is_answer(self.marks[cells[0][0]], cells[0][1])):
            return False
        return all(
            at in self.marks or (at in self.counts and is_zero(cell)) or (at in self.numbers and is_running(cell))
            for at, cell in cells
        ) and not any(isinstance(cell, str) and row_kinds.box_of(cell) for _, cell in cells)

    def is_only_number(self, cells: Filled) -> bool:
        """A line numbered beforehand on which nothing was entered."""
        return all(
            at in self.numbers and (not isinstance(cell, str) or (is_mark(cell) and not row_kinds.names_section(cell)))
            for at, cell in cells
        )


def is_running_head(cells: Filled) -> bool:
    """Words that begin with 'STT', none with a figure: a head of some kind, or a heading with its own."""
    texts = [fold(cell) for _, cell in cells if isinstance(cell, str)]
    return len(cells) == len(texts) > 1 and texts[0] in RUNNING_HEADS and not any(map(has_digit, texts))


def has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def is_mark(text: str) -> bool:
    """Short and with a figure, as numbers of files are: '12a', 'HS-007'."""
    return len(text) < LONGEST_MARK and any(map(str.isdigit, text))


def as_number(cell: Cell) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).strip().rstrip(".")


def is_zero(cell: Cell) -> bool:
    return str(cell).strip() in ("0", "0.0")


def is_running(cell: Cell) -> bool:
    return not isinstance(cell, str) or cell.strip().isdecimal()
