"""Walk a sheet from its first row to its last: find the table, tell files from other rows, judge, keep sums."""

from agencies.formats.numbers import format_int
from plans.intake.columns import BY_FIELD, FIELD_ORDER, PAGE_FIELDS
from plans.intake.headers.check import check_columns, letter_over
from plans.intake.headers.choose import best_header, goes_on, is_summary, lists_pictures
from plans.intake.headers.find import ENOUGH, HEADER_WITHIN, find_header, shown_header
from plans.intake.headers.spread_columns import Joined
from plans.intake.problems import ERROR, WARNING
from plans.intake.workbook.old_encoded_columns import OldCodes
from plans.intake.workbook.old_encodings import decoded

from . import kinds
from .judge_columns import Stretch, shown
from .kinds import is_blank
from .table import SUMMED, Table

SUM_NAMES = {"files": "số hồ sơ", "sheet_count": "số tờ"} | {
    name: BY_FIELD[name].header.replace("T", "t", 1) for name in PAGE_FIELDS
}
FOOT_CELLS, MOST_FUTILE, LEARNED_FROM = 3, 500, 300
SINGLE = (
    "cột này chỉ ghi một số ở nhiều dòng: được hiểu là số trang; nếu đó là số tờ, ghi dạng số tờ/số trang, ví dụ 45/88"
)


class SheetWalk:
    """Reads one sheet into the book's answer."""

    def __init__(self, book, index, name):
        self.book, self.index, self.name = book, index, name
        self.table, self.in_footer, self.box, self.fonds, self.year = None, False, "", "", ""
        self.by_year, self.sums_ahead, self.futile = False, False, 0
        self.sums = {level: dict.fromkeys((*SUMMED, "files"), 0) for level in ("segment", "section", "sheet")}
        self.headers, self.merged, self.kept_merged = [], {}, {}
        self.learned, self.told, self.joined = False, set(), None
        self.in_summary, self.why, self.header_code, self.twin = False, "", None, None
        self.codes, self.chunk = OldCodes(), (1, [])
        self.pending = ([], [], [], [], [])  # numbers, rows, boxes, fonds, years

    def begin(self, rows, merged, mapping):
        """Look at the first rows: old codes, header. False where the sheet has no table."""
        self.codes.find(rows)
        first = self.decode(rows[: HEADER_WITHIN + 4])
        header, self.header_code = best_header(first, rows[: HEADER_WITHIN + 4], merged, mapping)
        before = self.book.last_header
        if header is None and before and goes_on(first, before):
            header = before.continued()
        self.why = why_not_read(header, first, before, mapping)
        if self.why:
            for number, row in enumerate(rows, 1):
                if kinds.filled(row):
                    self.leave_out(number, self.why)
            return False
        self.merged = vertical(merged)
        for number, row in enumerate(first[: max(0, header.first - 1)], 1):
            self.read_letterhead(number, row)
        self.find_year(header, first)
        self.start_tables(header)
        return True

    def find_year(self, header, rows):
        """A list without a column of times may be ordered by years, each on a line or a sheet of its own."""
        if {"start_date", "end_date", "dates"}.isdisjoint(header.places.values()):
            self.year = kinds.year_of(self.name)
            self.year = self.year if self.year < str(self.book.today.year) else ""
            heads = [cells[0][1] for cells in map(kinds.filled, rows[header.last :]) if len(cells) == 1]
            self.by_year = bool(self.year) or any(isinstance(head, str) and kinds.year_of(head) for head in heads)

    def start_tables(self, header):
        """The table, and one with the same columns beside it, which is walked after it."""
        right = header.beside()
        if right:
            self.twin = SheetWalk(self.book, self.index, self.name)
            self.twin.merged, self.twin.box, self.twin.fonds = self.merged, self.box, self.fonds
            self.twin.year, self.twin.by_year = self.year, self.by_year
            self.twin.start_table(right)
        self.start_table(header)

    def read_letterhead(self, number, row):
        cells = kinds.filled(row)
        if cells:
            self.leave_out(number, kinds.LETTERHEAD)
        texts = [cell for _, cell in cells if isinstance(cell, str)]
        self.fonds = next(filter(None, map(kinds.fonds_of, texts)), self.fonds)
        for told in (kinds.box_inside, kinds.box_of):
            self.box = next(filter(None, map(told, texts)), self.box)

    def start_table(self, header):
        self.flush()
        if not self.box and header.at("box_number") is None:
            self.box = kinds.box_of(self.name)
        self.table = Table(header, self.book.today)
        self.headers.append(header)
        self.book.last_header = header
        self.learned = self.in_footer = self.in_summary = False
        self.joined = Joined(header)
        header.twice = [at for at in header.twice if at not in self.joined.beside]
        check_columns(self, header)

    def decode(self, rows):
        return self.codes.decode(rows, sampling=self.table is not None)

    def walk(self, first_number, rows):
        """Tell files from other rows in a chunk and judge them; `first_number` is Excel's number of rows[0]."""
        rows = self.decode(self.widened(rows))
        if self.twin:
            cut = min(self.twin.table.header.written)
            beside = [[""] * cut + row[cut:] for row in rows]
            rows = [row[:cut] for row in rows]
        self.walk_table(first_number, rows)
        if self.twin:
            self.twin.walk_table(first_number, beside)

    def walk_table(self, first_number, rows):
        self.fill_merged(first_number, rows)
        self.chunk = first_number, rows
        for row in rows if self.joined.columns else ():
            self.joined.write(row)
        for at, row in enumerate(rows):
            number = first_number + at
            if number <= self.table.header.last:
                continue
            if not self.in_summary and self.table.is_plainly_file(row):
                self.in_footer = False
            elif not self.is_file(number, row, rows[at : at + 3]):
                continue
            for many, one in zip(self.pending, (number, row, self.box, self.fonds, self.year), strict=True):
                many.append(one)
        self.flush()

    def widened(self, rows):
        """As wide as the header, where a sheet that goes on is narrower."""
        lacking = max(self.table.header.places) + 1 - len(rows[0])
        return [row + [""] * lacking for row in rows] if lacking > 0 else rows

    def is_file(self, number, row, window):
        """The slow look at a row that is not plainly a file; what it is instead is told."""
        cells = kinds.filled(row)
        if not cells:
            return False
        if self.repeats_header(row):
            self.in_summary = False
            return self.leave_out(number, kinds.REPEATED)
        if self.starts_another(number, window):
            return self.leave_out(number, kinds.SUMMARY if self.in_summary else kinds.REPEATED)
        if self.in_summary:
            return self.leave_out(number, kinds.SUMMARY)
        if kinds.is_numbering(row):
            return self.leave_out(number, kinds.NUMBERING)
        if len(cells) <= FOOT_CELLS and kinds.is_letterhead(cells):
            return self.leave_out(number, kinds.LETTERHEAD)
        if self.table.goes_on(cells) and self.pending[1]:
            before = self.pending[1][-1]
            before[self.table.title] = f"{before[self.table.title]} {row[self.table.title]}"
            return self.leave_out(number, kinds.CONTINUED)
        if self.table.is_only_number(cells):
            return self.leave_out(number, kinds.ONLY_NUMBER)
        if kinds.is_page_mark(cells):
            return self.leave_out(number, kinds.PAGE_MARK)
        if self.table.opens_numbers(row, cells, window):
            return self.begin_section(number, str(row[self.table.title]))
        return self.is_a_file(number, row, cells)

    def is_a_file(self, number, row, cells):
        """What is left may be a total, the foot of the list or a section."""
        text = kinds.label(row)
        is_total = kinds.is_total(text) and not self.table.is_complete(row)
        if not self.table.is_numbered(row) or is_total:
            if is_total or self.is_bare_sum(row, cells):
                return self.check_total(number, row, text)
            if self.is_foot(row, cells):
                return self.end(number, row)
        if self.table.is_section(row, cells):
            return self.begin_section(number, text)
        return True

    def repeats_header(self, row):
        if kinds.repeats_header(row, self.table.header):
            return True
        code = self.header_code
        return code is not None and kinds.repeats_header([decoded(cell, code) for cell in row], self.table.header)

    def is_foot(self, row, cells):
        """After the list: how many files, the place and day, who made it, their names."""
        if len(cells) > FOOT_CELLS and not self.table.is_sparse(row):
            return False
        texts = [cell for _, cell in cells if isinstance(cell, str)]
        return self.in_footer or any(kinds.is_footer(text) or kinds.ends_table(text) for text in texts)

    def starts_another(self, number, window):
        """A table of another make further down on the same sheet; one without titles is a summary."""
        cells = kinds.filled(window[0])
        if len(cells) < ENOUGH or self.futile > MOST_FUTILE or not self.table.may_be_head(window[0], cells):
            return False
        header = find_header(window, (), None, number)
        if header is None or header.first != number:
            self.futile += 1
            return False
        if header.at("title") is None and self.table.title is not None:
            self.flush()
            self.in_summary = True
        else:
            self.start_table(header)
        return True

    def begin_section(self, number, text):
        self.flush()
        self.sums["section"] = dict.fromkeys(self.sums["section"], 0)
        self.box = kinds.box_of(text) or self.box
        self.fonds = kinds.fonds_of(text) or self.fonds
        self.year = (self.by_year and kinds.year_of(text)) or self.year
        return self.leave_out(number, kinds.SECTION)

    def end(self, number, row):
        """The foot of the list; the number of files it tells is compared."""
        self.flush()
        texts = [cell for _, cell in kinds.filled(row) if isinstance(cell, str)]
        self.in_footer = self.in_footer or any(map(kinds.ends_table, texts))
        counted = next((count for count in map(kinds.counted_in, texts) if count is not None), None)
        why = kinds.FOOTER + self.compared(number, {"files": counted} if counted is not None else {})
        return self.leave_out(number, why)

    def is_bare_sum(self, row, cells):
        """Figures alone, equal to what stands above them: a sum without a word."""
        if any(isinstance(cell, str) and not cell.strip().replace(".", "").isdigit() for _, cell in cells):
            return False
        told = self.table.figures(row)
        if not told or len(told) < len(cells):
            return False
        self.flush()
        return all(any(sums[name] == value for sums in self.all_sums()) for name, value in told.items())

    def check_total(self, number, row, text):
        self.flush()
        told = self.table.figures(row)
        if (count := kinds.counted_in(text)) is not None:
            told["files"] = count
        self.sums_ahead = self.sums_ahead or not self.sums["sheet"]["files"]
        why = kinds.TOTAL_AHEAD if self.sums_ahead else kinds.TOTAL + self.compared(number, told)
        self.sums["segment"] = dict.fromkeys(self.sums["segment"], 0)
        return self.leave_out(number, why)

    def compared(self, number, told):
        """What a total or a footer says against the rows above it: a warning, and its words, where they differ."""
        wrong, unread = [], " (chưa kể những ô còn lỗi)" if self.book.found[ERROR] else ""
        for name, value in told.items():
            sums = [sums[name] for sums in self.all_sums()]
            if value not in sums:
                found = f"các dòng cộng lại là {format_int(sums[2])}{unread}"
                wrong.append(f"{SUM_NAMES[name]} ghi {format_int(value)}, {found}")
                self.problem(
                    WARNING,
                    number,
                    name if name != "files" else "",
                    str(value),
                    f"{kinds.TOTAL} không khớp: {wrong[-1]}; kiểm tra lại",
                )
        return "; không khớp: " + "; ".join(wrong) if wrong else ""

    def all_sums(self):
        return [*self.sums.values(), self.book.sums]

    def flush(self):
        """Judge the files collected so far."""
        numbers, rows, boxes, fonds, years = self.pending
        if not rows:
            return
        self.pending = ([], [], [], [], [])
        if not self.learned:
            self.table.learn(rows + self.files_after(numbers[-1]))
            self.table.header.keep_examples(rows)
            self.learned = True
        stretch = Stretch(self.table, numbers, rows, boxes, fonds, years).judge()
        if self.table.single_numbers:
            self.once(WARNING, "page_count", SINGLE)
        if doubt := self.table.day_order.doubt():
            self.once(WARNING, "start_date", doubt)
        for level, index, name, value, text in stretch.problems:
            self.problem(level, numbers[index], name, shown(value), text)
        self.add_up(stretch)
        self.book.add(self.index, numbers, [stretch.columns[name] for name in FIELD_ORDER])

    def files_after(self, number):
        """The files that follow in this chunk, past the sums and sections between them."""
        first, rows = self.chunk
        begin = max(0, number + 1 - first)
        return [row for row in rows[begin : begin + LEARNED_FROM] if self.table.is_plainly_file(row)]

    def add_up(self, stretch):
        found = {name: sum(filter(None, stretch.columns[name] or ())) for name in SUMMED} | {"files": len(stretch.rows)}
        for sums in self.all_sums():
            for name, value in found.items():
                sums[name] += value

    def fill_merged(self, first_number, rows):
        """Write the value of a vertically merged cell into every row it covers."""
        for at, spans in self.merged.items():
            if at not in self.table.header.places:
                continue
            for top, bottom in spans:
                if top <= self.table.header.last:
                    continue
                value = self.merged_value(at, top, first_number, rows)
                for number in range(max(top, first_number), min(bottom, first_number + len(rows) - 1) + 1):
                    if not is_blank(value) and is_blank(rows[number - first_number][at]):
                        rows[number - first_number][at] = value

    def merged_value(self, at, top, first_number, rows):
        if 0 <= top - first_number < len(rows):
            self.kept_merged[at, top] = rows[top - first_number][at]
        return self.kept_merged.get((at, top))

    def leave_out(self, number, why):
        self.book.left_out.append((self.index, number, why))
        return False

    def once(self, level, name, text):
        """A finding about a whole column of the sheet."""
        if (name, text) not in self.told:
            self.told.add((name, text))
            self.problem(level, self.table.header.last, name, "", text)

    def problem(self, level, number, name, value, text):
        if self.book.has_told_enough(level):
            return self.book.count(level, self.index, number)
        header = shown_header(self.table.header, name)
        self.book.problem(level, self.index, number, name, letter_over(self.table.header, name), header, value, text)


def why_not_read(header, rows, before, mapping):
    """Why a sheet holds no list of files, or an empty string."""
    if header is None:
        return kinds.NO_TABLE
    if not mapping and lists_pictures(header):
        return kinds.PICTURES
    return kinds.SUMMARY if is_summary(header, rows, before) else ""


def vertical(merged):
    """{column index: [(first row, last row), …]} of cells merged downwards, as Excel numbers rows."""
    found = {}
    for (top, left), (bottom, right) in merged or ():
        if bottom > top and left == right:
            found.setdefault(left, []).append((top + 1, bottom + 1))
    return found
