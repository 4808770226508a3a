"""Judge the columns of times of a table: the beginning and the end of each file, in one column or in two."""

from collections.abc import Sequence

from plans.intake.cells import days, values
from plans.intake.cells.short_days import has_short_year, in_century
from plans.intake.cells.spans import parse_span
from plans.intake.cells.values import Cell, CellError, SheetRow
from plans.intake.headers.questions import CENTURY
from plans.intake.problems import ERROR, WARNING

from .read_columns import ColumnReader, ColumnValues, as_written, means_nothing
from .row_kinds import is_blank
from .table import Table

SERIAL = "số {} được hiểu là ngày {}; kiểm tra lại"
YEAR_AS_DAY = "ô ngày chứa số {0}: được hiểu là năm {0}; kiểm tra lại"
TWO_ENDS = "cột Bắt đầu đã ghi một khoảng thời gian khác; chỉ ghi ở một cột"

# (start or None, end or None) as partial dates; None where the cell is empty or wrong.
Times = tuple[str, str | None] | None


def judge_times(reader: ColumnReader, rows: Sequence[SheetRow]) -> tuple[ColumnValues | None, ColumnValues | None]:
    """(starts, ends) of the rows; None for what the table has no column of."""
    header = reader.table.header
    at, end_at = header.at("start_date"), header.at("end_date")
    at = header.at("dates") if at is None else at
    ends = None if end_at is None else [times and times[0] for times in read(reader, "end_date", rows, end_at)]
    if at is None:
        return None, ends
    spans = read(reader, "start_date", rows, at)
    starts = [span and span[0] for span in spans]
    if ends is None:
        return starts, [span and span[1] for span in spans]
    return starts, [one_end(reader, index, *both) for index, both in enumerate(zip(spans, ends, strict=True))]


def one_end(reader: ColumnReader, index: int, span: Times, end: str | None) -> str | None:
    """The end of a row where both columns may say one."""
    if span and span[1] and end and span[1] != end:
        reader.error(index, "end_date", end, TWO_ENDS)
    return end or (span and span[1])


def read(reader: ColumnReader, name: str, rows: Sequence[SheetRow], at: int) -> list[Times]:
    """The times in a column, with what is odd about them among the problems."""
    cells = reader.prepared(name, [row[at] for row in rows])
    known = reader.known(name, cells, lambda cell: read_time(reader.table, name, cell))
    found = list(map(known.__getitem__, cells))
    for index, (_, level, text) in enumerate(found):
        if level:
            reader.problem(level, index, name, as_written(cells[index]), text)
    return [times for times, _, _ in found]


def read_time(table: Table, name: str, cell: Cell) -> tuple[Times, str, str]:
    """(times, level and text of what is odd about the cell)."""
    if is_blank(cell) or means_nothing(name, cell):
        return None, "", ""
    if isinstance(cell, str) and has_short_year(cell):
        table.short_years = table.short_years or [cell]
        century = table.header.answers.get(CENTURY)
        if not century:
            return None, "", ""
        cell = in_century(cell, century)
    table.day_order.note(cell)
    try:
        start, end = parse_span(cell, table.today, iso=table.header.at("dates") is None)
    except CellError as error:
        return None, ERROR, values.fault_of(cell) or str(error)
    times = (end or start, None) if name == "end_date" else (start, end)
    if days.is_serial(cell):
        return times, WARNING, SERIAL.format(str(cell).removesuffix(".0"), values.show_day(times[0]))
    if days.is_year_as_day(cell):
        return times, WARNING, YEAR_AS_DAY.format(times[0])
    return times, "", ""
