"""Judge a block of rows column by column, without an object per row."""

from collections.abc import Sequence

from agencies.formats.dates import partial_span
from plans.intake.cells import texts
from plans.intake.cells.short_days import with_year
from plans.intake.cells.values import SheetRow, show_day
from plans.intake.columns import FIELD_ORDER, PAGE_FIELDS
from plans.intake.headers.page_columns import PageColumns

from .judge_counts import judge_counts, read_both
from .judge_pages import put_back, settle_pages, take_apart
from .judge_times import judge_times
from .read_columns import PARSERS, ColumnReader, ColumnValues, RowProblem
from .table import Table

READ_TOGETHER = ("start_date", "end_date")
ENDS_EARLY = "kết thúc trước khi bắt đầu ({}); kiểm tra hai ngày"


class RowBlock:
    """Rows of one table, judged: `columns[field]` holds the values, `problems` what is wrong."""

    def __init__(self, table: Table, rows: list[SheetRow]) -> None:
        self.table, self.rows = table, rows
        self.reader = ColumnReader(table)
        self.columns: dict[str, ColumnValues | None] = dict.fromkeys(FIELD_ORDER)

    @property
    def problems(self) -> list[RowProblem]:
        return self.reader.problems

    def judge(
        self,
        boxes: Sequence[str] = (),
        fonds: Sequence[str] = (),
        years: Sequence[str] = (),
        catalogues: Sequence[str] = (),
    ) -> None:
        """Reads and checks all cells; box, fonds, year and Mục lục số of a row are those of its section."""
        header = self.table.header
        rich = {
            name: take_apart(name, self.rows, at)
            for at, name in header.places.items()
            if name in ("sheet_count", *PAGE_FIELDS)
        }
        for at, name in header.places.items():
            if name in PARSERS and name not in READ_TOGETHER:
                self.columns[name] = self.read(name, at)
        self.number_files()
        if self.reader.digitized and self.columns["digitized_before"] is None:
            scanned = set(self.reader.digitized)
            self.columns["digitized_before"] = [index in scanned or None for index in range(len(self.rows))]
        self.columns["start_date"], self.columns["end_date"] = judge_times(self.reader, self.rows)
        self.read_sheets_and_pages()
        for name, found in rich.items():
            put_back(self.reader, self.columns, name, found, len(self.rows))
        if self.table.pages != PageColumns():
            settle_pages(self.reader, self.rows, self.columns, self.table.pages)
        self.fill_from_section("box_number", boxes)
        self.fill_from_section("fonds", fonds)
        self.fill_from_section("catalogue_number", catalogues)
        self.fill_years(years)
        self.judge_order()
        judge_counts(self.reader, self.columns)

    def read(self, name: str, at: int) -> ColumnValues:
        return self.reader.read(name, [row[at] for row in self.rows])

    def number_files(self) -> None:
        """Where the list has no file numbers, số, ký hiệu stands for it, or the row's own number (STT) if a person says
        so."""
        header = self.table.header
        at = header.stand_in_of_number()
        if at is not None and not header.lacks_answer_on_number:
            self.columns["file_number"] = self.read("file_number", at)

    def read_sheets_and_pages(self) -> None:
        at = self.table.header.at("sheets_pages")
        if at is None:
            return
        sheets, pages = read_both(self.reader, self.rows, at)
        self.columns["sheet_count"] = sheets
        if self.columns["page_count"] is None:
            self.columns["page_count"] = pages

    def fill_from_section(self, name: str, of_sections: Sequence[str]) -> None:
        """The box or fonds that a section row names holds for the rows under it that name none."""
        if any(of_sections):
            own = self.columns[name] or [None] * len(self.rows)
            self.columns[name] = [mine or section or None for mine, section in zip(own, of_sections, strict=True)]

    def fill_years(self, years: Sequence[str]) -> None:
        """Where the list has no times, the year of the section stands for the start."""
        if self.columns["start_date"] is not None or not years:
            return
        self.columns["start_date"] = [year or None for year in years]

    def fill_retentions(self, retentions: Sequence[str]) -> None:
        """Where the list has no retentions, that of the section or the letterhead holds."""
        self.columns["retention_years"] = [texts.retention(each) if each else None for each in retentions]

    def borrow_years(self, years: Sequence[str]) -> None:
        """'22/02 - 14/3' under 'NĂM 2001' is of that year."""
        places = self.table.header.all_at(("start_date", "end_date", "dates")) if any(years) else []
        for row, year in zip(self.rows, years, strict=True) if places else ():
            for at in places if year else []:
                if isinstance(cell := row[at], str):
                    row[at] = with_year(cell, year) or cell

    def judge_order(self) -> None:
        starts, ends = self.columns["start_date"], self.columns["end_date"]
        for index, (start, end) in enumerate(zip(starts or (), ends or (), strict=False)):
            if start and end and ends_early(start, end):
                self.reader.error(index, "end_date", end, ENDS_EARLY.format(show_day(start)))


def ends_early(start: str, end: str) -> bool:
    """True where the end lies before the start. As text 2008-03 is after 2008, but begins within it."""
    return start > end and partial_span(start)[0] > partial_span(end)[1]
