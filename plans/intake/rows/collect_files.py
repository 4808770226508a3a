"""Collect the rows of a table that are files, and judge them together."""

from collections.abc import Callable
from datetime import date

from plans.intake.cells.scales import example, scale_of_head, scaled
from plans.intake.cells.short_days import has_short_year
from plans.intake.cells.values import Cell, SheetRow, as_text
from plans.intake.collected import SheetCollected
from plans.intake.columns import FIELD_ORDER, PAGE_FIELDS
from plans.intake.headers.date_parts import TIMES
from plans.intake.headers.documents import lists_documents
from plans.intake.headers.header import ENOUGH, Header
from plans.intake.headers.questions import CENTURY, DOCUMENTS, SUM
from plans.intake.problems import ERROR, WARNING
from plans.intake.workbook.column_letters import letter_of

from .account import LOST, CellAccount, lost_cells
from .corrections import Corrections
from .documents import DIFFERS, IS_LIST, OF_THE_FILE, Sheets, add_document, is_same_file, sheets_in
from .judge_columns import RowBlock
from .judge_pages import WHICH_PAGES
from .read_columns import LONGEST_KEPT, LONGEST_SHOWN, ColumnValues, shortened
from .row_kinds import filled, is_blank, repeats_header
from .row_rules import RowRules
from .sections import Section
from .sums import RunningSums
from .table import Table

LEARNED_FROM, MONTHS, MOST_NAMED = 300, 12, 20
SINGLE = (
    "cột này chỉ ghi một số ở nhiều dòng: được hiểu là số trang; nếu đó là số tờ, ghi dạng số tờ/số trang, ví dụ 45/88"
)
WHICH_CENTURY = (
    "năm chỉ ghi hai chữ số (ví dụ {}): chọn năm 19.. hay 20.. cho cả tệp, hoặc ghi năm đủ bốn chữ số rồi tải lên lại"
)
SCALED = "cột {} ghi theo {}; kiểm tra lại"
TIED = "hai cột cùng nghĩa “{}” ({} và {}) ghi khác nhau: chọn cột được đọc, cột kia chọn “Không đọc cột này”"
# Takes judged files: the header they are under, their row numbers, their columns in FIELD_ORDER.
AddFiles = Callable[[Header, list[int], list[ColumnValues | None]], None]


class Pending:
    """Rows of files that are not judged yet, each with what its section says."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.rows: list[SheetRow] = []
        self.boxes: list[str] = []
        self.fonds: list[str] = []
        self.years: list[str] = []
        self.retentions: list[str] = []
        self.catalogues: list[str] = []
        self.sheets: list[list[Cell]] = []  # what each row of the file says of its sheets, in a list of documents
        self.by_year = self.by_retention = False  # the list has no dates, or no retentions, of its own

    def add(self, number: int, row: SheetRow, section: Section) -> None:
        self.numbers.append(number)
        self.rows.append(row)
        self.boxes.append(section.box)
        self.fonds.append(section.fonds)
        self.years.append(section.year)
        self.retentions.append(section.retention)
        self.catalogues.append(section.catalogue)
        self.sheets.append([])
        self.by_year, self.by_retention = section.by_year, section.by_retention

    def split_last(self) -> "Pending":
        """Takes the last file out, as what is pending next."""
        last = Pending()
        last.by_year, last.by_retention = self.by_year, self.by_retention
        for name, values in vars(self).items():
            if isinstance(values, list):
                getattr(last, name).append(values.pop())
        return last


class Files:
    """The files of tables that are one below the other."""

    def __init__(
        self,
        collected: SheetCollected,
        sums: RunningSums,
        today: date,
        add: AddFiles,
        account: CellAccount,
        corrections: Corrections,
    ) -> None:
        self.collected, self.sums, self.today, self.add, self.account = collected, sums, today, add, account
        self.corrections = corrections
        self.pending = Pending()
        self.first_number, self.chunk = 1, list[SheetRow]()

    def start(self, header: Header, rules: RowRules, section: Section) -> None:
        """Begins another table; what was collected of the one before has been judged."""
        self.corrected = self.corrections.for_table(self.collected.name, header, section)
        self.table, self.rules = Table(header, self.today), rules
        self.count_as(section)
        self.of_documents, self.sheets = lists_documents(header), Sheets()
        if self.of_documents:
            self.table.ties = {}  # what a document is about is not the title of its file

    def count_as(self, section: Section) -> None:
        """Takes the unit of counts that the section says, for the rows that follow."""
        self.table.header.scales = scales_of_columns(self.table.header, section.scales)

    def collect(self, number: int, row: SheetRow, section: Section) -> None:
        header, rows = self.table.header, self.pending.rows
        self.corrected.widen(row)
        if self.of_documents and rows and is_same_file(header, row, rows[-1]):
            header.asked.add(DOCUMENTS)
            if header.answers.get(DOCUMENTS) == SUM:
                self.pending.sheets[-1] += sheets_in(header, row)
                for name in add_document(header, row, rows[-1]):
                    first = self.pending.numbers[-1]
                    self.collected.problem(header, WARNING, number, "", name, DIFFERS.format(first, name, first))
                return
            self.collected.once(header, ERROR, "file_number", IS_LIST)
        self.pending.add(number, row, section)
        self.pending.sheets[-1] += sheets_in(header, row)

    def lengthen_title(self, row: SheetRow) -> bool:
        """Adds the row's title to that of the file before it; False where there is none to judge yet."""
        at = self.rules.title
        if at is None or not self.pending.rows:
            return False
        before = self.pending.rows[-1]
        before[at] = f"{before[at]} {row[at]}"
        return True

    def repeats(self, row: SheetRow) -> bool:
        return repeats_header(row, self.table.header.folded)

    @property
    def last_title(self) -> str:
        """The title of the file collected last, or an empty string."""
        at = self.rules.title
        return str(self.pending.rows[-1][at]) if at is not None and self.pending.rows else ""

    @property
    def last_number(self) -> int:
        return self.pending.numbers[-1]

    def judge(self, *, goes_on: bool = False) -> None:
        """Judges the files collected so far, adds them up and hands them on.

        Where the list of documents `goes_on`, its last file waits: the next rows may be more of its documents.
        """
        pending, self.pending = self.pending, Pending()
        if goes_on and pending.rows and self.of_documents:
            self.pending = pending.split_last()
        if not pending.rows:
            return
        if self.of_documents and self.sheets.write(self.table.header, zip(pending.rows, pending.sheets, strict=True)):
            self.collected.once(self.table.header, WARNING, "sheet_count", OF_THE_FILE)
        if not self.table.is_learned:
            self.table.learn(pending.rows + self.files_after(pending.numbers[-1]))
            self.table.header.keep_examples(pending.rows)
        for at, scale in self.table.header.scales.items():
            for row in pending.rows:
                row[at] = scaled(row[at], scale)
        self.corrected.write(pending.numbers, pending.rows, self.table)
        block = RowBlock(self.table, pending.rows)
        block.borrow_years(pending.years)
        years = self.years(pending) if pending.by_year else ()
        block.judge(pending.boxes, pending.fonds, years, pending.catalogues)
        if pending.by_retention:
            said = self.corrected.said_by_section
            block.fill_retentions([said("retention_years", each) for each in pending.retentions])
        self.account.note_unheaded(self.table.header, pending.rows)
        for index, name in lost_cells(self.table.header, block.rows, block.columns, block.problems):
            if self.waits_for_century(name, block.rows[index]):
                continue
            block.reader.problem(WARNING, index, name, block.rows[index][self.table.header.places_of(name)], LOST)
        self.report(block, pending.numbers)
        self.sums.add(block.columns, len(pending.rows))
        columns = [block.columns[name] for name in FIELD_ORDER]
        self.add(self.table.header, pending.numbers, columns)

    def waits_for_century(self, name: str, row: SheetRow) -> bool:
        """True where the cell is a time of two-digit years, which is asked once for the file."""
        cell = row[self.table.header.places_of(name)]
        return name in TIMES and isinstance(cell, str) and has_short_year(cell)

    def years(self, pending: Pending) -> list[str]:
        """The year of each file that the list has by its sections, or else the one given for all."""
        return [self.corrected.said_by_section("start_date", each) for each in pending.years]

    def report(self, block: RowBlock, numbers: list[int]) -> None:
        """Reports what is odd in whole columns and in single cells."""
        header = self.table.header
        for at, scale in header.scales.items():
            text = SCALED.format(letter_of(at), example(scale))
            self.collected.once(header, WARNING, field_of_counts(header.places[at]), text)
        if self.table.single_numbers:
            self.collected.once(header, WARNING, "page_count", SINGLE)
        if self.table.short_years and not header.answers.get(CENTURY):
            self.collected.once(header, ERROR, "start_date", WHICH_CENTURY.format(self.table.short_years[0]))
        if self.table.short_years:
            header.asked.add(CENTURY)
        if self.table.unclear_pages:
            self.collected.once(header, ERROR, "page_count", WHICH_PAGES)
        for at, read in self.table.ties.items():
            if any(are_different(row[at], row[read]) for row in block.rows):
                names = [header.written[read][:LONGEST_SHOWN], letter_of(read), letter_of(at)]
                self.collected.once(header, ERROR, header.places[read], TIED.format(*names))
        if (doubt := self.table.day_order.doubt()) and not self.table.doubted:
            self.table.doubted = True
            rows = [number for number, row in zip(numbers, block.rows, strict=True) if may_be_turned(header, row)]
            self.collected.once(header, WARNING, "start_date", doubt + (f" (dòng {listed(rows)})" if rows else ""))
        for level, index, name, value, text in block.problems:
            cell = shortened(value, LONGEST_SHOWN if level == WARNING else LONGEST_KEPT)  # errors are typed again
            self.collected.problem(header, level, numbers[index], name, cell, text)

    def files_after(self, number: int) -> list[SheetRow]:
        """The files that follow in this chunk, past the sums and sections between them."""
        begin = max(0, number + 1 - self.first_number)
        files = []
        for row in self.chunk[begin : begin + LEARNED_FROM]:
            if self.rules.is_plainly_file(row):
                files.append(row)
                self.corrected.widen(row)
            elif len(cells := filled(row)) > ENOUGH and self.rules.may_be_header(row, cells) and not self.repeats(row):
                break  # another table may begin here
        return files


def scales_of_columns(header: Header, of_lines: dict[str, int]) -> dict[int, int]:
    """{column of counts: how many a one stands for} where its head, or else a line over the list, says that."""
    units = dict.fromkeys(("sheets_pages", *PAGE_FIELDS), "trang") | {"sheet_count": "to"}
    found = {}
    for at, name in header.places.items():
        if name in units:
            own = scale_of_head(header.written.get(at, ""))
            found[at] = own if own > 1 else of_lines.get(units[name], 1)
    return {at: scale for at, scale in found.items() if scale > 1}


def field_of_counts(name: str) -> str:
    return "page_count" if name == "sheets_pages" else name


def may_be_turned(header: Header, row: SheetRow) -> bool:
    """True where a time of the row is a cell of dates whose day can be a month."""
    cells = [row[at] for at in header.all_at(("start_date", "end_date", "dates"))]
    return any(isinstance(cell, date) and cell.day <= MONTHS and cell.day != cell.month for cell in cells)


def listed(numbers: list[int]) -> str:
    """'3, 5, 7 và 17 dòng khác'."""
    more = len(numbers) - MOST_NAMED
    return ", ".join(map(str, numbers[:MOST_NAMED])) + (f" và {more} dòng khác" if more > 0 else "")


def are_different(other: Cell, read: Cell) -> bool:
    """True where a column that is not read says something, and something else than the one that is."""
    return not is_blank(other) and (is_blank(read) or as_text(other).strip() != as_text(read).strip())
