"""Judge a stretch of rows column by column: what was seen once is not worked out twice, and no row is an object."""

from agencies.formats.dates import partial_span
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text, fold
from plans.intake.cells import days, numbers, texts, values
from plans.intake.cells.answers import DITTO, NOTHING
from plans.intake.cells.spans import parse_span
from plans.intake.cells.values import CellError
from plans.intake.columns import BY_FIELD, FIELD_ORDER, PAGE_FIELDS
from plans.intake.problems import ERROR, WARNING

from .kinds import is_blank

SHOWN = 60
MANY = 20_000  # values remembered per column
REPEATABLE = ("box_number", "fonds", "start_date", "end_date", "dates", "retention_years", "arranged", "condition")
PARSERS = {name: column.parse for name, column in BY_FIELD.items()} | {"fonds": texts.text(250)}
REQUIRED = {name: column.help[0].lower() + column.help[1:] for name, column in BY_FIELD.items() if column.required}
LABELS = ("box_number", "file_number", "reference_code")
SHORT = 8
ANSWERED = ("arranged", "digitized_before")
SPLIT = "Excel giữ số này là số lẻ, được hiểu là {}; kiểm tra lại (1.10 cũng bị đổi thành 1.1)"
SERIAL = "số {} được hiểu là ngày {}; kiểm tra lại"
YEAR_AS_DAY = "ô ngày chứa số {0}: được hiểu là năm {0}; kiểm tra lại"
NO_PAGES = "hồ sơ phải có ít nhất một trang ở một khổ giấy"


class Stretch:
    """Rows of one table, judged: `columns[field]` holds the values, `problems` (level, row, field, raw value, text)."""

    def __init__(self, table, numbers, rows, boxes=(), fonds=(), years=()):
        self.table, self.numbers, self.rows, self.problems = table, numbers, rows, []
        self.boxes, self.fonds, self.years = boxes, fonds, years
        self.columns = dict.fromkeys(FIELD_ORDER)

    def judge(self):
        places = self.table.header.places
        for at, name in places.items():
            if name in PARSERS and name not in ("start_date", "end_date"):
                self.columns[name] = self.read(name, [row[at] for row in self.rows])
        self.number_files(places)
        self.judge_dates(places)
        self.judge_sheets_and_pages(places)
        self.fill_sections()
        self.judge_rows()
        return self

    def read(self, name, cells):
        """The values of a column; None where a cell is empty or wrong."""
        cells = self.prepared(name, cells)
        # A map has no A4 pages: whether there are any at all is asked of the whole row.
        needed = REQUIRED.get(name) if name != "page_count" else None
        known = self.known(name, cells, lambda cell: read_cell(name, cell, needed))
        found = list(map(known.__getitem__, cells))
        if not TOLD.isdisjoint(map(type, found)):
            for index, value in enumerate(found):
                if type(value) is Fault:
                    self.error(index, name, None if is_blank(cells[index]) else cells[index], str(value))
                    found[index] = None
                elif type(value) is Doubtful:
                    found[index] = str(value)
                    self.problem(WARNING, index, name, cells[index], SPLIT.format(value))
        return found

    def known(self, name, cells, work_out):
        """What each cell comes to; a column repeats itself, and what was seen once is remembered."""
        memo = self.table.memo(name)
        if len(memo) > MANY:
            memo.clear()
        for cell in set(cells):
            if cell not in memo:
                memo[cell] = work_out(cell)
        return memo

    def prepared(self, name, cells):
        """Booleans as words (True equals 1 in a dictionary), ditto marks and merged boxes written out."""
        if bool in set(map(type, cells)):
            cells = [values.as_text(cell) if type(cell) is bool else cell for cell in cells]
        if name in self.table.ticked:
            cells = ["Không" if is_blank(cell) else cell for cell in cells]
        if name in REPEATABLE:
            cells = self.carried(name, cells)
        return cells

    def carried(self, name, cells):
        fills, last, out = name in self.table.carried, self.table.last.get(name), []
        if not any((fills and is_blank(cell)) or is_ditto(cell) for cell in set(cells)):
            self.table.last[name] = cells[-1]
            return cells
        for cell in cells:
            if (fills and is_blank(cell)) or is_ditto(cell):
                cell = last
            out.append(cell)
            last = cell
        self.table.last[name] = last
        return out

    def number_files(self, places):
        """Where the list has no file numbers, the row's own number (STT) stands for it."""
        at = self.table.header.at("number")
        if "file_number" not in places.values() and at is not None:
            self.columns["file_number"] = self.read("file_number", [row[at] for row in self.rows])

    def judge_dates(self, places):
        at, end_at = self.table.header.at("start_date"), self.table.header.at("end_date")
        if at is None:
            at = self.table.header.at("dates")
        ends = self.days("end_date", [row[end_at] for row in self.rows]) if end_at is not None else None
        starts = None
        if at is not None:
            spans = self.days("start_date", [row[at] for row in self.rows])
            starts = [span and span[0] for span in spans]
            if ends is None:
                ends = [span and span[1] for span in spans]
            else:
                ends = [
                    self.one_end(index, span, end and end[0])
                    for index, (span, end) in enumerate(zip(spans, ends, strict=True))
                ]
        elif ends is not None:
            ends = [end and end[0] for end in ends]
        self.columns["start_date"], self.columns["end_date"] = starts, ends

    def one_end(self, index, span, end):
        if span and span[1] and end and span[1] != end:
            self.error(index, "end_date", end, "cột Bắt đầu đã ghi một khoảng thời gian khác; chỉ ghi ở một chỗ")
        return end or (span and span[1])

    def days(self, name, cells):
        """[(start, end or None) or None] of a column of times."""
        cells = self.prepared(name, cells)
        known = self.known(name, cells, lambda cell: self.day(name, cell))
        found = list(map(known.__getitem__, cells))
        for index, (_, level, text) in enumerate(found):
            if level:
                self.problem(level, index, name, None if is_blank(cells[index]) else cells[index], text)
        return [span for span, _, _ in found]

    def day(self, name, cell):
        """((start, end), level and text of what is odd about it)."""
        if is_blank(cell) or says_nothing(name, cell):
            return (None, ERROR, f"chưa nhập; {REQUIRED[name]}") if name == "start_date" else (None, "", "")
        self.table.day_order.note(cell)
        try:
            span = parse_span(cell, self.table.today, iso=self.table.header.at("dates") is None)
        except CellError as error:
            return None, ERROR, values.fault_of(cell) or str(error)
        if name == "end_date":
            span = (span[1] or span[0], None)
        if days.is_serial(cell):
            return span, WARNING, SERIAL.format(str(cell).removesuffix(".0"), values.show_day(span[0]))
        if days.is_year_as_day(cell):
            return span, WARNING, YEAR_AS_DAY.format(span[0])
        return span, "", ""

    def judge_sheets_and_pages(self, places):
        """'Số tờ/Số trang' in one column: 45/88 is 45 sheets and 88 pages; one number alone is pages."""
        at = self.table.header.at("sheets_pages")
        if at is None:
            return
        both = [self.sheets_pages(index, row[at]) for index, row in enumerate(self.rows)]
        self.columns["sheet_count"] = [each[0] for each in both]
        if self.columns["page_count"] is None:
            self.columns["page_count"] = [each[1] for each in both]

    def sheets_pages(self, index, cell):
        if is_blank(cell) or says_nothing("page_count", cell):
            return None, None
        try:
            both = numbers.both_quantities(clean_text(cell)) if isinstance(cell, str) else None
            return both or self.one_count(cell)
        except CellError as error:
            self.error(index, "page_count", cell, values.fault_of(cell) or str(error))
            return None, None

    def one_count(self, cell):
        """'60 tờ' is sheets; a number alone is pages."""
        try:
            pages = numbers.page_quantity(cell)
        except CellError:
            if not isinstance(cell, str):
                raise
            return numbers.sheet_quantity(cell), None
        self.table.single_numbers = True
        return None, pages

    def fill_sections(self):
        """The box, fonds or year that a section row names holds for the rows under it that name none."""
        for name, told in (("box_number", self.boxes), ("fonds", self.fonds)):
            if any(told):
                own = self.columns[name] or [None] * len(self.rows)
                self.columns[name] = [mine or section or None for mine, section in zip(own, told, strict=True)]

        if self.columns["start_date"] is None and any(self.years):
            self.columns["start_date"] = [year or None for year in self.years]
            for index, year in enumerate(self.years):
                if not year:
                    self.error(index, "start_date", None, f"chưa nhập; {REQUIRED['start_date']}")

    def judge_rows(self):
        """Rules over several cells of a row."""
        self.judge_order()
        pages = [self.columns[name] for name in PAGE_FIELDS if self.columns[name] is not None]
        if self.columns["page_count"] is None:
            return  # said once for the sheet
        sums = [sum(filter(None, each)) for each in zip(*pages, strict=True)]
        sheets = self.columns["sheet_count"] or [None] * len(sums)
        broken = {index for _, index, name, _, _ in self.problems if name in PAGE_FIELDS}
        for index, (total, sheet_count) in enumerate(zip(sums, sheets, strict=True)):
            if not total and index not in broken:
                empty = self.columns["page_count"][index] is None
                self.error(index, "page_count", None, f"chưa nhập; {REQUIRED['page_count']}" if empty else NO_PAGES)
            elif sheet_count and total > 2 * sheet_count:
                text = f"{format_int(total)} trang mà chỉ {format_int(sheet_count)} tờ (mỗi tờ tối đa 2 trang)"
                self.problem(WARNING, index, "sheet_count", sheet_count, text + "; kiểm tra lại")

    def judge_order(self):
        starts, ends = self.columns["start_date"], self.columns["end_date"]
        if not starts or not ends:
            return
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            # As text 2008-03 is after 2008, but begins within it.
            if start and end and start > end and partial_span(start)[0] > partial_span(end)[1]:
                text = f"kết thúc trước khi bắt đầu ({values.show_day(start)}); kiểm tra hai ngày"
                self.error(index, "end_date", end, text)

    def error(self, index, name, value, text):
        self.problem(ERROR, index, name, value, text)

    def problem(self, level, index, name, value, text):
        self.problems.append((level, index, name, value, text))


class Fault(str):
    """What is wrong with a cell, in place of its value."""

    __slots__ = ()


class Doubtful(str):
    """A number of a box or file that Excel may have changed."""

    __slots__ = ()


TOLD = {Fault, Doubtful}


def read_cell(name, cell, needed):
    """Its value, None where it is empty, or a Fault; `needed` says what to enter where it must not be empty."""
    if is_blank(cell) or says_nothing(name, cell):
        return Fault(f"chưa nhập; {needed}") if needed else None
    if type(cell) is str and cell[0] in "#E " and (fault := values.fault_of(cell)):
        return Fault(fault)
    try:
        value = PARSERS[name](cell)
    except CellError as error:
        return Fault(error)
    return Doubtful(value) if type(cell) is float and cell % 1 and name in LABELS else value


def says_nothing(name, cell):
    """A dash says that there is nothing to tell; in a column of yes and no it says no."""
    return type(cell) is str and len(cell) < SHORT and cell.strip() in NOTHING and name not in ANSWERED


def is_ditto(cell):
    return type(cell) is str and cell.strip() in DITTO


def shown(value):
    return "" if value is None else clean_text(values.as_text(value))[:SHOWN]


def is_tick_column(cells):
    """True where a yes/no column only ever says yes: empty means no then."""
    said = {fold(values.as_text(cell)) or str(cell).strip() for cell in cells if not is_blank(cell)}
    return bool(said) and said <= {"x", "v", "✓", "✔", "☑", "√", "■", "+", "☒"} and any(map(is_blank, cells))


def is_carried(cells):
    """True where a box is told once and left empty until the next one: it never stands in two rows running."""
    known = [is_blank(cell) for cell in cells]
    if not known or known[0] or not any(known):
        return False
    if sum(known) < len(known) / 4 and not counts_up([cell for cell in cells if not is_blank(cell)]):
        return False
    return not any(here == before and not is_blank(here) for before, here in zip(cells, cells[1:], strict=False))


def counts_up(cells):
    """1, 2, 3: no box lies between, that one of the empty cells might stand for."""
    told = [values.as_text(cell).strip() for cell in cells]
    return all(map(str.isdecimal, told)) and all(
        int(here) == int(before) + 1 for before, here in zip(told, told[1:], strict=False)
    )
