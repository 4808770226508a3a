"""One table of a sheet: its header, what was remembered of its columns, and the quick look that knows a file's row."""

from plans.intake.cells.day_order import DayOrder
from plans.intake.cells.numbers import quantity
from plans.intake.cells.values import CellError
from plans.intake.columns import EVERY_ROW, PAGE_FIELDS
from plans.intake.headers.find import field_of_text

from . import kinds
from .judge_columns import is_carried, is_tick_column
from .kinds import is_blank

SUMMED = ("sheet_count", *PAGE_FIELDS)
EVIDENCE = ("start_date", "dates", "retention_years", "page_count", "sheets_pages", "sheet_count", "end_date")
NOT_FILE_STARTS = ("tổng", "cộng", "lũy ", "luỹ ", "chuy", "mang")
SHORT_SIGN, LONGEST_HEADER, LONGEST_MARK = 3, 30, 12


class Table:
    """One table of a sheet: its header, what was remembered of its columns, and its running sums."""

    def __init__(self, header, today):
        self.header, self.today = header, today
        self.memos, self.last, self.ticked, self.carried = {}, {}, set(), set()
        self.single_numbers, self.day_order = False, DayOrder()
        self.prepare()

    def memo(self, name):
        return self.memos.setdefault(name, {})

    def prepare(self):
        at, places = self.header.at, set(self.header.places.values())
        self.title, self.file = at("title"), at("file_number") if "file_number" in places else at("number")
        self.numbers = {at("number"), at("file_number")}
        self.evidence = [at(name) for name in EVIDENCE if name in places]
        self.weighty = [at(name) for name in ("start_date", "dates", "end_date", "retention_years") if name in places]

    def learn(self, rows):
        """From the first rows: columns of ticks, and boxes told only once."""
        for name in ("arranged", "digitized_before"):
            at = self.header.at(name)
            if at is not None and is_tick_column([row[at] for row in rows]):
                self.ticked.add(name)
        at = self.header.at("box_number")
        told_always = at is not None and EVERY_ROW in self.header.written.get(at, "")
        if at is not None and not told_always and is_carried([row[at] for row in rows]):
            self.carried.add("box_number")

    def is_numbered(self, row):
        """True where the file number is one: a figure, a text with a digit, or a short sign."""
        number = row[self.file] if self.file is not None else ""
        if not isinstance(number, str):
            return True
        return any(char.isdigit() for char in number) or 0 < len(number.strip()) <= SHORT_SIGN

    def may_be_head(self, row, cells):
        """Words only, and none that is the number of a file."""
        number = row[self.file] if self.file is not None else ""
        return all(isinstance(cell, str) for _, cell in cells) and not any(map(str.isdigit, str(number)))

    def is_sparse(self, row):
        """Neither dates nor retention: no row of a file, or one that lacks nearly everything."""
        return not any(not is_blank(row[at]) for at in self.weighty)

    def is_section(self, row, cells):
        """A heading between files: one text, or its number (I, A) and a text; never with dates."""
        texts = [cell for _, cell in cells if isinstance(cell, str)]
        if not texts or not self.is_sparse(row):
            return False
        if len(texts) == 1:
            if kinds.box_of(texts[0]):
                return cells[0][1] is texts[0]
            alone = len(cells) == 1 and not (self.has_number(row) and is_mark(texts[0]))
            return alone or (isinstance(cells[0][1], float) and kinds.is_index(cells[0][1]))
        return len(texts) == 2 and kinds.is_index(texts[0])

    def opens_numbers(self, row, cells, rows):
        """1 | Công tác tổ chức, where the next line is numbered 1.1."""
        if len(cells) != 2 or not self.has_number(row) or is_blank(row[self.title] if self.title is not None else None):
            return False
        below = next((str(each[self.file]) for each in rows[1:] if any(not is_blank(cell) for cell in each)), "")
        return below.startswith(f"{as_number(row[self.file])}.")

    def goes_on(self, cells):
        """The rest of a long title on a line of its own: it begins with a small letter."""
        return len(cells) == 1 and cells[0][0] == self.title and str(cells[0][1]).lstrip()[:1].islower()

    def has_number(self, row):
        return self.file is not None and not is_blank(row[self.file])

    def is_only_number(self, cells):
        """A line numbered beforehand on which nothing was entered."""
        return all(
            at in self.numbers and (not isinstance(cell, str) or (is_mark(cell) and not kinds.box_of(cell)))
            for at, cell in cells
        )

    def is_complete(self, row):
        """A file's number, a title and a time or retention: a file, whatever its title sounds like."""
        titled = self.title is not None and isinstance(row[self.title], str) and not is_blank(row[self.title])
        return titled and self.has_number(row) and not self.is_sparse(row)

    def figures(self, row):
        """{field: number} of a total row; what cannot be read is not compared."""
        at, told = self.header.at, {}
        cells = [(name, row[at(name)]) for name in SUMMED if at(name) is not None]
        both = str(row[at("sheets_pages")]).split("/") if at("sheets_pages") is not None else ()
        if len(both) == 2:  # 623/1.234; a number alone may be either
            cells += zip(("sheet_count", "page_count"), both, strict=True)
        for name, cell in cells:
            try:
                if not is_blank(cell) and type(cell) is not bool:
                    told[name] = quantity(cell)
            except CellError:
                continue
        return told

    def is_plainly_file(self, row):
        """The quick look that settles nearly every row."""
        title = row[self.title] if self.title is not None else None
        if type(title) is not str or len(title) < 4 or self.file is None or is_blank(row[self.file]):
            return False
        if title[:4].lower() in NOT_FILE_STARTS or (len(title) < LONGEST_HEADER and field_of_text(title)):
            return False
        return any(row[at] for at in self.evidence)


def is_mark(text):
    """Short and with a figure, as numbers of files are: '12a', 'HS-007'."""
    return len(text) < LONGEST_MARK and any(map(str.isdigit, text))


def as_number(cell):
    return f"{cell:g}" if isinstance(cell, float) else str(cell).strip().rstrip(".")
