"""The check of every reading: each filled cell that a table spans ends as a value, a left-out row or an unused column.

Cells go in as the sheet has them and come out with what became of their row, so that no row is lost without a word;
within the rows of files a cell that gave neither a value nor a problem is named.
"""

from collections.abc import Sequence

from plans.intake.cells.values import SheetRow
from plans.intake.columns import PAGE_FIELDS
from plans.intake.headers.header import Header
from plans.intake.workbook.column_letters import letter_of

from .read_columns import ColumnValues, RowProblem, means_nothing
from .row_kinds import is_blank

HEAD, FILE, LEFT_OUT, BLANK = "head", "file", "left_out", "blank"
LOST = "ô này có dữ liệu mà không được đọc ở cột nào; kiểm tra lại"
UNHEADED = "cột không có tiêu đề nên không được đọc: {}"
NOT_BALANCED = "{} ô có dữ liệu mà Cổng không rõ đã đọc hay chưa; kiểm tra lại các hồ sơ của trang tính này"
# What a cell of these columns gives is worked into other columns, or is not stored.
WORKED_IN = {"number", "level", "row_code", "paper_size", "fonds"}
GIVES = {"dates": ("start_date", "end_date"), "sheets_pages": ("sheet_count", *PAGE_FIELDS)}
GIVES |= dict.fromkeys(PAGE_FIELDS, PAGE_FIELDS)


def count_filled(row: SheetRow) -> int:
    """How many cells of a row hold anything (spaces count as well: they have to go somewhere too)."""
    return len(row) - row.count("") - row.count(None)


class CellAccount:
    """Of one sheet: how many cells went in, what became of them, and columns that no head is over."""

    def __init__(self) -> None:
        self.cells_in = 0
        self.became = dict.fromkeys((HEAD, FILE, LEFT_OUT, BLANK), 0)
        self.unheaded: dict[int, int] = {}  # {column index: cells in rows of files}

    def take_in(self, rows: Sequence[SheetRow]) -> None:
        self.cells_in += sum(map(count_filled, rows))

    @property
    def missing(self) -> int:
        """Cells that went in and did not come out."""
        return self.cells_in - sum(self.became.values())

    def note_unheaded(self, header: Header, rows: Sequence[SheetRow]) -> None:
        """Counts what the rows of files hold under no head at all."""
        known = {*header.written, *header.places, *header.joined}
        for at in range(len(rows[0]) if rows else 0):
            if at not in known and (count := sum(not is_blank(row[at]) for row in rows)):
                self.unheaded[at] = self.unheaded.get(at, 0) + count

    def unheaded_in_words(self) -> str:
        return ", ".join(f"{letter_of(at)} ({count} ô)" for at, count in sorted(self.unheaded.items()))


def lost_cells(
    header: Header, rows: Sequence[SheetRow], columns: dict[str, ColumnValues | None], problems: Sequence[RowProblem]
) -> list[tuple[int, str]]:
    """[(index of the row, column of ours)] of filled cells that gave neither a value nor a problem."""
    found = []
    said = {(problem.at, problem.field) for problem in problems}
    for at, name in header.places.items():
        fields = GIVES.get(name, (name,))
        values = [column for field in fields if (column := columns.get(field)) is not None]
        if name in WORKED_IN:
            continue
        first = values[0] if values else [None] * len(rows)
        unread = [index for index, value in enumerate(first) if value is None and rows[index][at] != ""]
        for index in unread:
            if any(column[index] is not None for column in values[1:]) or is_blank(rows[index][at]):
                continue
            if not means_nothing(name, rows[index][at]) and not any((index, field) in said for field in fields):
                found.append((index, name))
    return found
