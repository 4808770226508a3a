"""Judge the columns of sheets (tờ) and pages (trang) of a table."""

from collections.abc import Sequence

from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text
from plans.intake.cells import numbers, values
from plans.intake.cells.values import Cell, CellError, SheetRow
from plans.intake.columns import PAGE_FIELDS
from plans.intake.problems import WARNING

from .read_columns import ColumnReader, ColumnValues, means_nothing
from .row_kinds import is_blank
from .table import Table

NO_PAGES = "hồ sơ phải có ít nhất một trang ở một khổ giấy"
TOO_MANY_PAGES = "{} trang mà chỉ {} tờ (mỗi tờ tối đa 2 trang); kiểm tra lại"
Counts = tuple[int | None, int | None]


def read_both(reader: ColumnReader, rows: Sequence[SheetRow], at: int) -> tuple[ColumnValues, ColumnValues]:
    """(sheets, pages) of the column 'Số tờ/Số trang': 45/88 is 45 sheets and 88 pages; one number alone is pages."""
    both = [read_counts(reader, index, row[at]) for index, row in enumerate(rows)]
    return [sheets for sheets, _ in both], [pages for _, pages in both]


def read_counts(reader: ColumnReader, index: int, cell: Cell) -> Counts:
    if is_blank(cell) or means_nothing("page_count", cell):
        return None, None
    try:
        both = numbers.both_quantities(clean_text(cell)) if isinstance(cell, str) else None
        return both or one_count(reader.table, cell)
    except CellError as error:
        reader.error(index, "page_count", cell, values.fault_of(cell) or str(error))
        return None, None


def one_count(table: Table, cell: Cell) -> Counts:
    """'60 tờ' is sheets; a number alone is pages."""
    try:
        pages = numbers.page_quantity(cell)
    except CellError:
        if not isinstance(cell, str):
            raise
        return numbers.sheet_quantity(cell), None
    table.single_numbers = True
    return None, pages


def judge_counts(reader: ColumnReader, columns: dict[str, ColumnValues | None]) -> None:
    """Adds the problems of rows of no page, or with more pages than their sheets have sides; empty cells are pages that
    nobody has counted yet."""
    pages = [column for column in map(columns.__getitem__, PAGE_FIELDS) if column is not None]
    if not pages:
        return  # reported once for the sheet
    sums = [sum(filter(None, each)) for each in zip(*pages, strict=True)]
    sheets = columns["sheet_count"] or [None] * len(sums)
    broken = {problem.at for problem in reader.problems if problem.field in PAGE_FIELDS}
    for index, (total, sheet_count) in enumerate(zip(sums, sheets, strict=True)):
        if not total and index not in broken and any(column[index] is not None for column in pages):
            reader.error(index, "page_count", columns["page_count"] and columns["page_count"][index], NO_PAGES)
        elif sheet_count and total > 2 * sheet_count:
            reader.problem(WARNING, index, "sheet_count", sheet_count, too_many_pages(total, sheet_count))


def too_many_pages(page_count: int, sheet_count: int) -> str:
    return TOO_MANY_PAGES.format(format_int(page_count), format_int(sheet_count))
