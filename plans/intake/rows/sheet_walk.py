"""Walk a sheet from its first row to its last: find its table, or two tables side by side, and read them."""

from collections.abc import Sequence
from datetime import date

from agencies.formats.numbers import format_int
from plans.intake.cells.values import CellRange, SheetRow
from plans.intake.collected import Collected, SheetCollected
from plans.intake.headers.check import is_supplement
from plans.intake.headers.choose import best_header, goes_on, has_texts, is_summary, lists_pictures
from plans.intake.headers.current import CurrentHeader
from plans.intake.headers.find import HEADER_WITHIN, Mapped
from plans.intake.headers.header import Header
from plans.intake.workbook.hidden import Hidden
from plans.intake.workbook.old_encoded_columns import OldEncodedColumns

from . import row_kinds
from .account import NOT_BALANCED, UNHEADED, CellAccount
from .collect_files import AddFiles, Files
from .corrections import Corrections
from .merged import MergedCells
from .sections import Section
from .sums import Figures, RunningSums
from .tables_below import TablesBelow

LOOKED_AT = HEADER_WITHIN + 4


class SheetWalk:
    """Reads one sheet; passes oddities to `collected`, files to `add`, sums to `book_sums`."""

    def __init__(
        self,
        index: int,
        name: str,
        collected: Collected,
        book_sums: Figures,
        today: date,
        add: AddFiles,
        corrections: Corrections | None = None,
    ) -> None:
        self.index, self.name, self.collected, self.book_sums = index, name, collected, book_sums
        self.corrections = corrections or Corrections()
        self.today, self.add = today, add
        self.codes = OldEncodedColumns()
        self.hidden, self.hidden_rows, self.hidden_columns = Hidden(), 0, set[int]()  # what of it holds anything
        self.account = CellAccount()
        self.bands: list[TablesBelow] = []  # from left to right: one, or two with the same columns

    def begin(
        self,
        rows: list[SheetRow],
        merged: Sequence[CellRange],
        mapping: Mapped,
        before: Header | None,
        hidden: Hidden | None = None,
    ) -> str:
        """Looks at the first rows: old encodings, header. Returns why the sheet has no table, or an empty string.

        `before` is the header of the sheet before, which may go on here.
        """
        self.hidden = hidden or self.hidden
        self.codes.find(rows)
        first = self.codes.decode(rows[:LOOKED_AT])
        header, decode = best_header(first, rows[:LOOKED_AT], merged, mapping)
        if header is None and before and goes_on(first, before):
            header = before.continued()
        why = why_not_read(header, first, before, mapping)
        if why == row_kinds.SUMMARY and header and self.collected.may_supplement and not before:
            why = "" if is_supplement(header) else why
        elif header and has_texts(header, first) and not self.collected.supplements:
            self.collected.supplements = False  # its titles are under a head that is not understood
        if header is None or why:
            self.leave_out(rows, why)
            return why
        header.prefer_visible(self.hidden.columns)
        above = first[: max(0, header.first - 1)]
        self.leave_out(above, row_kinds.LETTERHEAD)
        section = Section()
        for row in above:
            section.read_letterhead(row)
        section.find_year(self.name, header, first, self.today)
        section.find_retention(self.name, header, first)
        self.start_bands(header, CurrentHeader(decode, mapping), section, MergedCells(merged))
        return ""

    def leave_out(self, rows: list[SheetRow], why: str) -> None:
        """Leaves out all of the sheet's first rows that are not blank."""
        for number, row in enumerate(rows, 1):
            if row_kinds.filled(row):
                self.collected.leave_out(self.index, number, why)

    def start_bands(self, header: Header, current: CurrentHeader, section: Section, merged: MergedCells) -> None:
        """The table, and one with the same columns beside it, which is walked after it."""
        right = header.split_right()
        if right:
            beside = self.band(CurrentHeader(), section.copy(), merged)
            beside.start(right)
            self.bands.append(beside)
        first = self.band(current, section, merged)
        first.start(header)
        self.bands.insert(0, first)

    def band(self, current: CurrentHeader, section: Section, merged: MergedCells) -> TablesBelow:
        collected, sums = SheetCollected(self.collected, self.index, self.name), RunningSums(self.book_sums)
        files = Files(collected, sums, self.today, self.add, self.account, self.corrections)
        return TablesBelow(collected, files, sums, current, section, merged, self.hidden.columns)

    @property
    def headers(self) -> list[Header]:
        """The headers of the table on the left and of those below it."""
        return self.bands[0].current.all

    def walk(self, first_number: int, rows: list[SheetRow]) -> None:
        """Reads a chunk; `first_number` is Excel's number of rows[0]."""
        self.count_hidden(first_number, rows)
        self.account.take_in(rows)
        rows = self.codes.decode(self.widened(rows), sampling=True)
        if len(self.bands) == 1:
            return self.bands[0].walk(first_number, rows)
        cut = min(self.bands[1].header.written)
        blank: SheetRow = [""] * cut
        beside = [blank + row[cut:] for row in rows]
        self.bands[0].walk(first_number, [row[:cut] for row in rows])
        self.bands[1].walk(first_number, beside)

    def count_hidden(self, first_number: int, rows: list[SheetRow]) -> None:
        """Counts what is filled of the rows and columns that are not shown."""
        if self.hidden.rows:
            numbers = range(first_number, first_number + len(rows))
            some = self.hidden.rows.intersection(numbers)
            self.hidden_rows += sum(bool(row_kinds.filled(rows[number - first_number])) for number in some)
        read = {at for header in self.headers for at in (*header.places, *header.joined)}
        for at in self.hidden.columns & read - self.hidden_columns:
            if at < len(rows[0]) and any(not row_kinds.is_blank(row[at]) for row in rows):
                self.hidden_columns.add(at)

    def end(self) -> None:
        """Judges what still waits; reports what holds for the whole sheet."""
        for band in self.bands:
            band.files.judge()
        parts = [(self.hidden_rows, "dòng"), (len(self.hidden_columns), "cột")]
        if said := ", ".join(f"{format_int(count)} {name}" for count, name in parts if count):
            self.collected.note(self.name, f"{said} đang ẩn vẫn được đọc")
        if words := self.account.unheaded_in_words():
            self.collected.note(self.name, UNHEADED.format(words))
        if self.account.missing:
            self.collected.note(self.name, NOT_BALANCED.format(format_int(self.account.missing)))

    def widened(self, rows: list[SheetRow]) -> list[SheetRow]:
        """As wide as the header, where a sheet that goes on is narrower."""
        header = self.headers[-1]
        lacking = max({*header.places, *header.twice, *header.joined} - header.added) + 1 - len(rows[0])
        return [row + [""] * lacking for row in rows] if lacking > 0 else rows


def why_not_read(header: Header | None, rows: list[SheetRow], before: Header | None, mapping: Mapped) -> str:
    """Why a sheet holds no list of files, or an empty string."""
    if header is None:
        return row_kinds.NO_TABLE
    if not mapping and lists_pictures(header):
        return row_kinds.PICTURES
    return row_kinds.SUMMARY if is_summary(header, rows, before) else ""
