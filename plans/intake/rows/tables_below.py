"""Read the tables of a sheet that follow one below the other: separate files from other rows, compare totals."""

from collections.abc import Collection

from plans.intake.cells.values import SheetRow
from plans.intake.collected import SheetCollected
from plans.intake.headers.check import check_columns
from plans.intake.headers.current import CurrentHeader
from plans.intake.headers.find import DEEPEST
from plans.intake.headers.header import Header
from plans.intake.headers.spread_columns import SpreadColumns
from plans.intake.problems import WARNING

from . import row_kinds
from .account import BLANK, FILE, HEAD, LEFT_OUT, count_filled
from .collect_files import Files
from .labels import labelled
from .merged import MergedCells
from .row_kinds import Filled
from .row_rules import RowRules
from .sections import Section
from .sums import FILES, Figures, RunningSums, difference_text, figures_of
from .title_tails import ASKED, GOES_ON, HEADING, JOINED, NOT_JOINED, TitleTails

FOOT_CELLS = 3
UNREAD = " (chưa kể những ô còn lỗi)"
LIST_GOES_ON = "đứng dưới một bảng khác (dòng {}): được hiểu là Mục lục đi tiếp từ dòng này; kiểm tra lại"
LIKE_A_FILE = (
    "giống một hồ sơ nhưng đứng dưới một bảng khác (dòng {}) nên không được đọc, các dòng tiếp theo cũng vậy; nếu là "
    "hồ sơ, ghi lại dòng tiêu đề của Mục lục ở trên rồi tải lên lại"
)
DIFFERS = f"{row_kinds.TOTAL} không khớp: {{}}; kiểm tra lại"


class TablesBelow:
    """Reads the tables in one band of a sheet's columns."""

    def __init__(
        self,
        collected: SheetCollected,
        files: Files,
        sums: RunningSums,
        current: CurrentHeader,
        section: Section,
        merged: MergedCells,
        hidden_columns: Collection[int] = (),
    ) -> None:
        self.collected, self.files, self.sums = collected, files, sums
        self.current, self.section, self.merged = current, section, merged
        self.in_footer = self.in_summary = self.in_persons = False
        self.another, self.is_asked = 0, False  # the row that heads the table in between
        self.between = set[int]()  # the columns of a table of persons in between
        self.tails, self.year_of_sheet = TitleTails(), section.year
        self.first_number, self.rows = 1, list[SheetRow]()  # the chunk that is walked now
        self.hidden_columns = hidden_columns

    @property
    def header(self) -> Header:
        return self.current.header

    def start(self, header: Header) -> None:
        """Begins a table under the header."""
        self.files.judge()
        self.section.read_name(self.collected.name, header)
        header.answers = header.answers or (self.current.all[-1].answers if self.current.all else {})
        if self.current.all:
            self.section.year = self.year_of_sheet
        self.current.begin(header)
        self.rules, self.spread = RowRules(header), SpreadColumns(header)
        self.files.start(header, self.rules, self.section)
        self.in_footer = self.in_summary = self.in_persons = False
        self.tails = TitleTails()
        self.merged.fill(header, self.first_number, self.rows)
        check_columns(header, self.section.by_year, self.collected, self.section.by_retention)

    def walk(self, first_number: int, rows: list[SheetRow]) -> None:
        """Reads a chunk of rows; `first_number` is Excel's number of rows[0]."""
        counts = list(map(count_filled, rows))
        self.first_number, self.rows = first_number, rows
        self.merged.fill(self.header, first_number, rows)
        self.files.first_number, self.files.chunk = first_number, rows
        became = self.files.account.became
        for at, row in enumerate(rows):
            number = first_number + at
            row = self.without_beside(row)
            if number > self.header.last and self.rules.is_plainly_file(row) and self.is_of_list(number, row):
                self.in_footer = False
                self.collect(number, row)
                became[FILE] += counts[at]
            else:
                became[self.take(number, row, rows[at : at + DEEPEST])] += counts[at]
        self.files.judge(goes_on=True)

    def without_beside(self, row: SheetRow) -> SheetRow:
        """The row without the cells of another table beside this one."""
        beside = self.header.beside
        return ["" if at in beside else cell for at, cell in enumerate(row)] if beside else row

    def collect(self, number: int, row: SheetRow) -> None:
        self.spread.write(row)
        self.files.collect(number, row, self.section)
        self.tails.last_file = number

    def take(self, number: int, row: SheetRow, window: list[SheetRow]) -> str:
        """Reports what a row is that is not plainly a file, or collects it; returns what became of it."""
        if number <= self.header.last:
            return HEAD
        if not (cells := row_kinds.filled(row)):
            if not row_kinds.filled(window[0]):
                return BLANK
            self.collected.leave_out(number, row_kinds.BESIDE)
            return LEFT_OUT
        elif why := self.why_left_out(number, row, cells, window):
            self.collected.leave_out(number, why)
            return LEFT_OUT
        self.collect(number, row)
        return FILE

    def why_left_out(self, number: int, row: SheetRow, cells: Filled, window: list[SheetRow]) -> str:
        """What a row is that is not plainly a file, or an empty string; `window` are the row and the two below."""
        if self.current.is_repeated(row):
            self.in_summary = self.in_persons = False
            if self.current.is_changed(window):
                self.starts_changed(number, window)
            return row_kinds.REPEATED
        if self.starts_another(number, cells, window):
            return row_kinds.SUMMARY if self.in_summary else row_kinds.REPEATED
        if self.in_summary or self.in_persons or self.rules.heads_another(cells):
            return self.in_another_table(number, row, cells)
        if self.rules.says_head_again(cells):
            return row_kinds.REPEATED
        if row_kinds.is_numbering(row):
            return row_kinds.NUMBERING
        if len(cells) <= FOOT_CELLS and row_kinds.is_letterhead(cells):
            return row_kinds.LETTERHEAD
        if (title := self.rules.title_alone(cells)) and (why := self.why_title(number, row, title)):
            return why
        if self.rules.is_only_number(cells):
            return row_kinds.ONLY_NUMBER
        if row_kinds.is_page_mark(cells):
            return row_kinds.PAGE_MARK
        if self.rules.opens_numbers(row, cells, window):
            return self.begin_section(str(self.rules.title_of(row)))
        return self.why_between_files(number, row, cells)

    def why_title(self, number: int, row: SheetRow, title: str) -> str:
        """What a text alone in the column of titles is, where it goes on with the title above; or an empty string."""
        kind = self.tails.kind(title, self.files.last_title, number)
        if kind in (GOES_ON, ASKED) and self.files.last_title:
            file = self.files.last_number
            self.files.lengthen_title(row)
            self.tails.last_file = number
            if kind == ASKED:
                self.collected.problem(self.header, WARNING, file, "title", title, JOINED.format(title))
            return row_kinds.CONTINUED
        if kind != HEADING:
            self.collected.problem(self.header, WARNING, number, "title", title, NOT_JOINED)
        return ""

    def why_between_files(self, number: int, row: SheetRow, cells: Filled) -> str:
        """The row may be a total, the foot of the list or a section; else an empty string."""
        if self.rules.is_labelled(row, cells):
            return self.begin_section(labelled(cells)[0])
        text = row_kinds.label(row)
        is_total = row_kinds.is_total(text) and not self.rules.is_complete(row)
        if is_total or not self.rules.is_numbered(row):
            if is_total or self.is_bare_sum(row, cells):
                return self.check_total(number, row, text)
            if self.is_foot(row, cells):
                return self.end(number, cells)
        if self.rules.is_prefilled(cells):
            return row_kinds.PREFILLED
        if not self.rules.is_section(row, cells):
            return ""
        self.tails.heading(text, number)
        return self.begin_section(text)

    def starts_another(self, number: int, cells: Filled, window: list[SheetRow]) -> bool:
        """True for the header of a table of another make further down; one without titles is a summary."""
        header = self.current.find_next(number, window) if self.rules.may_be_header(window[0], cells) else None
        if header is None:
            return False
        if header.has("title") or self.rules.title is None:
            header.prefer_visible(self.hidden_columns)
            self.start(header)
        else:
            self.files.judge()
            self.in_summary, self.in_persons = True, False
            self.another, self.is_asked = number, False
        return True

    def is_of_list(self, number: int, row: SheetRow) -> bool:
        """Whether what is plainly a file is one of the list, which may go on below a table of persons.

        What has nothing outside the columns of that table is one of its rows.
        """
        if self.in_persons and self.rules.is_surely_file(row) and not columns_of(row_kinds.filled(row)) <= self.between:
            self.in_persons = False
            self.warn_below(number, row, LIST_GOES_ON)
        return not (self.in_summary or self.in_persons)

    def in_another_table(self, number: int, row: SheetRow, cells: Filled) -> str:
        """Leaves this row out and those that follow, until the list goes on; the first like a file is asked for."""
        if not (self.in_summary or self.in_persons):
            self.files.judge()
            self.in_persons, self.another, self.is_asked = True, number, False
            self.between = columns_of(cells)
        elif not self.is_asked and self.looks_like_file(row):
            self.is_asked = True
            self.warn_below(number, row, LIKE_A_FILE)
        return row_kinds.SUMMARY

    def looks_like_file(self, row: SheetRow) -> bool:
        plainly = self.rules.is_plainly_file if self.in_persons else self.rules.is_surely_file
        return plainly(row) or self.rules.is_complete(row)

    def warn_below(self, number: int, row: SheetRow, text: str) -> None:
        """A warning of a row below a table in between."""
        title = self.rules.title_of(row)
        self.collected.problem(self.header, WARNING, number, "title", title or "", text.format(self.another))

    def starts_changed(self, number: int, window: list[SheetRow]) -> None:
        """The header again with its columns in another order, or with others: the rows below are read by it."""
        header = self.current.find_next(number, window)
        if header is not None and header.has("title") and header.written != self.header.own:
            header.prefer_visible(self.hidden_columns)
            self.start(header)

    def begin_section(self, text: str) -> str:
        self.files.judge()
        self.sums.begin_section()
        self.section.begin(text)
        self.files.count_as(self.section)
        return row_kinds.SECTION

    def is_foot(self, row: SheetRow, cells: Filled) -> bool:
        """After the list: how many files, the place and day, who made it, their names."""
        if len(cells) > FOOT_CELLS and not self.rules.is_sparse(row):
            return False
        texts = texts_of(cells)
        return self.in_footer or any(map(row_kinds.is_footer, texts)) or any(map(row_kinds.ends_table, texts))

    def end(self, number: int, cells: Filled) -> str:
        """The foot of the list; the number of files that it names is compared."""
        self.files.judge()
        texts = texts_of(cells)
        self.in_footer = self.in_footer or any(map(row_kinds.ends_table, texts))
        self.tails.had_footer = True
        counted = next((count for count in map(row_kinds.counted_in, texts) if count is not None), None)
        return row_kinds.FOOTER + self.compared(number, {} if counted is None else {FILES: counted})

    def is_bare_sum(self, row: SheetRow, cells: Filled) -> bool:
        """Figures alone, equal to what is above them: a sum without a word."""
        if not all(text.strip().replace(".", "").isdigit() for text in texts_of(cells)):
            return False
        figures = figures_of(self.header, row)
        if not figures or len(figures) < len(cells):
            return False
        self.files.judge()
        return self.sums.equal(figures)

    def check_total(self, number: int, row: SheetRow, text: str) -> str:
        self.files.judge()
        figures = figures_of(self.header, row)
        if (count := row_kinds.counted_in(text)) is not None:
            figures[FILES] = count
        self.sums.come_first = self.sums.come_first or not self.sums.sheet[FILES]
        why = row_kinds.TOTAL_AHEAD if self.sums.come_first else row_kinds.TOTAL + self.compared(number, figures)
        self.sums.end_segment()
        return why

    def compared(self, number: int, figures: Figures) -> str:
        """Adds a warning for each figure that differs from the rows above it; returns them in words."""
        unread = UNREAD if self.collected.has_errors else ""
        wrong = []
        for name, figure, found in self.sums.differences(figures):
            wrong.append(difference_text(name, figure, found, unread))
            field = "" if name == FILES else name
            self.collected.problem(self.header, WARNING, number, field, str(figure), DIFFERS.format(wrong[-1]))
        return "; không khớp: " + "; ".join(wrong) if wrong else ""


def texts_of(cells: Filled) -> list[str]:
    return [cell for _, cell in cells if isinstance(cell, str)]


def columns_of(cells: Filled) -> set[int]:
    return {at for at, _ in cells}
