"""Read the cells of one column: what was seen once is not worked out twice, and ditto marks are written out."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from agencies.formats.text import clean_text, fold
from plans.intake.cells import texts, values
from plans.intake.cells.answers import DIGITIZED, DITTO, NOTHING
from plans.intake.cells.values import Cell, CellError
from plans.intake.columns import BY_FIELD
from plans.intake.problems import ERROR, WARNING

from .codes import sign_of
from .row_kinds import is_blank
from .table import Table

LONGEST_SHOWN, LONGEST_KEPT = 60, 2_000
MANY = 20_000  # values remembered per column
REPEATABLE = (
    "box_number",
    "catalogue_number",
    "fonds",
    "start_date",
    "end_date",
    "dates",
    "retention_years",
    "arranged",
    "condition",
)
PARSERS: dict[str, Callable[[Cell], Any]] = {name: column.parse for name, column in BY_FIELD.items()}
PARSERS |= {"fonds": texts.text(250), "row_code": texts.row_code}
REQUIRED = {name: column.help[0].lower() + column.help[1:] for name, column in BY_FIELD.items() if column.required}
LABELS = ("box_number", "file_number", "reference_code", "archive_number", "catalogue_number")
LONGEST_NOTHING = 12
ANSWERED = ("arranged", "digitized_before")
OPTIONAL_ANSWERS = ("priority", "digitized_before", "condition")
NOT_UNDERSTOOD = "không hiểu “{}” nên để trống cột này ở hồ sơ; nếu cần, {}"
READ_AS_DIGITIZED = "“{}” được đọc là đã số hóa trước đây, tình trạng vật lý để trống"
SPLIT = "Excel giữ số này là số lẻ, được hiểu là {}; kiểm tra lại (1.10 cũng bị đổi thành 1.1)"
LOST_LETTER = "có chữ bị hỏng (�): chữ này mất khi tệp được lưu; sửa lại theo hồ sơ giấy hoặc tệp gốc"
NOT_ENTERED = "chưa nhập; {}"

# The values of a field in each row, None where a cell is empty or wrong.
ColumnValues = list[Any]
Value = TypeVar("Value")


class Fault(str):
    """What is wrong with a cell, in place of its value."""

    __slots__ = ()


class Doubtful(str):
    """A number of a box or file, or of the archive, that Excel may have changed."""

    __slots__ = ()


class Broken(str):
    """A text in which a letter was lost on its way."""

    __slots__ = ()


ODD = {Fault, Doubtful, Broken}


class RowProblem(NamedTuple):
    """What is wrong with a cell of the row at an index."""

    level: str
    at: int
    field: str
    value: object
    text: str


class ColumnReader:
    """Reads columns of a table and collects what is wrong in them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[RowProblem] = []
        self.digitized: list[int] = []  # indices of rows whose condition says that they were scanned

    def read(self, name: str, cells: Sequence[Cell]) -> ColumnValues:
        """The values of a column."""
        cells = self.prepared(name, cells)
        needed = REQUIRED.get(name, "")
        known = self.known(name, cells, lambda cell: read_cell(name, cell, needed))
        found = list(map(known.__getitem__, cells))
        if not ODD.isdisjoint(map(type, found)):
            for index, value in enumerate(found):
                if type(value) is Fault:
                    self.fault(index, name, as_written(cells[index]), str(value))
                    found[index] = None
                elif type(value) is Doubtful:
                    found[index] = str(value)
                    self.problem(WARNING, index, name, cells[index], SPLIT.format(value))
                elif type(value) is Broken:
                    found[index] = str(value)
                    self.problem(WARNING, index, name, cells[index], LOST_LETTER)
        return found

    def known(self, name: str, cells: Sequence[Cell], work_out: Callable[[Cell], Value]) -> dict[Cell, Value]:
        """{cell: its value}; a column repeats itself, and what was seen once is remembered."""
        memo = self.table.memos.setdefault(name, {})
        if len(memo) > MANY:
            memo.clear()
        for cell in set(cells):
            if cell not in memo:
                memo[cell] = work_out(cell)
        return memo

    def prepared(self, name: str, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Booleans as words (True equals 1 in a dictionary), ditto marks and merged boxes written out."""
        if bool in set(map(type, cells)):
            cells = [values.as_text(cell) if type(cell) is bool else cell for cell in cells]
        if name in self.table.translated:
            words = self.table.translated[name]
            cells = [words.get(sign_of(cell), cell) for cell in cells]
        if name in self.table.ticked:
            cells = ["Không" if is_blank(cell) else cell for cell in cells]
        return self.carried(name, cells) if name in REPEATABLE and not self.table.stands_alone else cells

    def carried(self, name: str, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The cells, with ditto marks and carried blanks replaced by the value above."""
        fills, last = name in self.table.carried, self.table.last.get(name)
        out = cells
        if any(repeats(cell, fills) for cell in set(cells)):
            out = [last := (last if repeats(cell, fills) else cell) for cell in cells]
        self.table.last[name] = out[-1]
        return out

    def fault(self, index: int, name: str, value: Cell, text: str) -> None:
        """An error; but what an optional column answers in words of its own keeps no file out."""
        if name == "condition" and isinstance(value, str) and fold(value) in DIGITIZED:
            self.digitized.append(index)
            self.problem(WARNING, index, name, value, READ_AS_DIGITIZED.format(value.strip()))
        elif name in OPTIONAL_ANSWERS and not is_blank(value) and not values.fault_of(value):
            self.problem(WARNING, index, name, value, NOT_UNDERSTOOD.format(shortened(value), text))
        else:
            self.error(index, name, value, text)

    def error(self, index: int, name: str, value: object, text: str) -> None:
        self.problem(ERROR, index, name, value, text)

    def problem(self, level: str, index: int, name: str, value: object, text: str) -> None:
        self.problems.append(RowProblem(level, index, name, value, text))


def read_cell(name: str, cell: Cell, needed: str) -> Any:
    """Its value, None where it is empty, or a Fault; `needed` says what to enter where it must not be empty."""
    if is_blank(cell) or means_nothing(name, cell):
        return Fault(NOT_ENTERED.format(needed)) if needed else None
    if name != "row_code" and type(cell) is str and cell[0] in "#Eƒ " and (fault := values.fault_of(cell)):
        return Fault(fault)
    try:
        value = PARSERS[name](cell)
    except CellError as error:
        return Fault(error)
    if type(value) is str and values.BROKEN_LETTER in value:
        return Broken(value)
    return Doubtful(value) if type(cell) is float and cell % 1 and name in LABELS else value


def means_nothing(name: str, cell: Cell) -> bool:
    """True for a dash, but not in a column of yes and no, where it means no."""
    if type(cell) is not str or len(cell) >= LONGEST_NOTHING or name in ANSWERED:
        return False
    return cell.strip() in NOTHING or ("\n" in cell and NOTHING.issuperset(map(str.strip, cell.splitlines())))


def repeats(cell: Cell, fills: bool) -> bool:
    """True where the cell means the one above: a ditto mark, or an empty one where empty ones do (`fills`)."""
    return (fills and is_blank(cell)) or (type(cell) is str and cell.strip() in DITTO)


def as_written(cell: Cell) -> Cell:
    return None if is_blank(cell) else cell


def shortened(value: object, longest: int = LONGEST_SHOWN) -> str:
    """A cell as it is shown beside its problem."""
    return "" if value is None else clean_text(values.as_text(value))[:longest]
