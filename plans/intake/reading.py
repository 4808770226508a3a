"""What a workbook says: sheets and how their columns were read, rows ready to be stored, and everything odd in it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int

from .columns import BY_FIELD, DEFAULTS, FIELD_ORDER
from .problems import ERROR, WARNING, Problem
from .sandbox import ask_child

# Headers that are read as two columns of ours.
BOTH = {"dates": ("start_date", "end_date"), "sheets_pages": ("sheet_count", "page_count")}
CUT = "Còn {} lỗi và cảnh báo khác không liệt kê hết; sửa các lỗi trên rồi tải lên lại."


@dataclass(frozen=True)
class SheetReading:
    """A sheet with a table: header rows as Excel numbers them, {field: header as written}, and every column found."""

    name: str
    header_rows: tuple = ()
    columns: dict = field(default_factory=dict)
    mapping_source: str = "spelling"  # spelling, given (by a person), continued (from the sheet before)
    headers: tuple = ()  # ((letter, header as written, field or ""), …) of all columns, for correction
    examples: dict = field(default_factory=dict)  # {letter: a few of the cells under it}
    conversion: str = ""  # TCVN3 or VNI, where the text was converted to Unicode
    samples: tuple = ()  # ((before, after), …) of the conversion


@dataclass(frozen=True)
class LeftOut:
    """A row that is no file, and why (Vietnamese)."""

    sheet: str
    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a sheet, by columns in FIELD_ORDER (None: the sheet has no such column, or says nothing here)."""

    sheet: int  # index among all sheets
    table: int  # number among the sheets with a table, from 1
    numbers: list  # as Excel numbers rows
    columns: list = field(repr=False)
    broken: frozenset = frozenset()  # numbers of the rows with errors

    def filled(self):
        """The columns with the model's default in place of None: ready to be stored."""
        size = len(self.numbers)
        return [filled(column, default, size) for column, default in zip(self.columns, DEFAULTS, strict=True)]


@dataclass
class Reading:
    """The whole workbook. `rows()` may be walked more than once; problems are `problems.Problem`."""

    sheets: list = field(default_factory=list)
    row_count: int = 0
    has_more: bool = False  # than `at_once` rows: nothing else than names and shape is told then
    error_count: int = 0
    warning_count: int = 0
    problems: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    shape: str = ""  # a key of the headers: files of one making share it
    names: list = field(default_factory=list)  # of all sheets, also of those without a table
    incomplete: set = field(default_factory=set)  # indices of sheets that lack columns: none of their rows is stored
    chunks: list = field(default_factory=list, repr=False)

    @property
    def errors(self):
        return [problem for problem in self.problems if problem.is_error]

    def rows(self) -> Iterator[tuple]:
        """(sheet name, row number, *values in FIELD_ORDER); None where the file says nothing or cannot be read."""
        for chunk in self.chunks:
            size = len(chunk.numbers)
            columns = [column or [None] * size for column in chunk.columns]
            yield from zip([self.names[chunk.sheet]] * size, chunk.numbers, *columns, strict=True)

    def stored_rows(self) -> Iterator[tuple]:
        """(whether it must not be stored, *values with the model's defaults)."""
        for chunk in self.chunks:
            lost = chunk.sheet in self.incomplete
            broken = [lost or number in chunk.broken for number in chunk.numbers]
            yield from zip(broken, *chunk.filled(), strict=True)


def filled(column, default, size):
    if column is None:
        return [default] * size
    return [default if value is None else value for value in column] if None in column else column


def read_catalogue(data: bytes, file_name: str, *, mapping=None, each=None, at_once=None) -> Reading:
    """Read and judge a catalogue's workbook in the limited child. Raises sandbox.Refused.

    `mapping` is a person's correction: {column letter or header as written: field, or "" to leave it out}.
    `each(chunk, rows)` gets the chunks one by one, instead of the reading, and how many rows the workbook has in all:
    only after every cell was looked at for secrets. With `at_once` a workbook of more files is not read any further.
    """
    problems, chunks, same, rows = [], [], {}, 0
    options = {"mapping": mapping, "at_once": at_once, "today": portal_today().isoformat()}
    with closing(ask_child(data, file_name, mode="catalogue", **options)) as answers:
        for told in answers:
            problems += [tuple(same.setdefault(part, part) for part in problem) for problem in told.get("problems", ())]
            rows = told.get("rows", rows)
            if "columns" in told:
                chunk = Chunk(*map(told.get, ("sheet", "table", "numbers", "columns")), frozenset(told["broken"]))
                each(chunk, rows) if each else chunks.append(chunk)
    return reading_of(told, problems, [] if told["more"] else chunks)


def reading_of(told, problems, chunks):
    """From the last of the answers."""
    names = [each["name"] for each in told["sheets"]]
    sheets = [each for each in told["sheets"] if "headers" in each]
    unlisted = sum(told["found"].values()) - len(problems)
    return Reading(
        sheets=[sheet_of(each) for each in sheets],
        row_count=told["count"],
        has_more=told["more"],
        error_count=told["found"][ERROR],
        warning_count=told["found"][WARNING],
        problems=[problem_of(each, names) for each in problems],
        left_out=[LeftOut(names[index], row, why) for index, row, why in told["left_out"]],
        notes=told["notes"] + ([CUT.format(format_int(unlisted))] if unlisted else []),
        shape=sha256("\n".join(each["shape"] for each in sheets).encode()).hexdigest()[:32],
        names=names,
        incomplete=set(told["broken"]),
        chunks=chunks,
    )


def sheet_of(told):
    columns = {}
    for name, header in told["places"].items():
        for each in BOTH.get(name, (name,)):
            columns.setdefault(each, header)
    if "file_number" not in columns and "number" in columns:
        columns["file_number"] = columns["number"]
    return SheetReading(
        name=told["name"],
        header_rows=tuple(told["header_rows"]),
        mapping_source=told["source"],
        columns={name: columns[name] for name in FIELD_ORDER if name in columns},
        headers=tuple(map(tuple, told["headers"])),
        examples=told["examples"],
        conversion=told["conversion"],
        samples=tuple(map(tuple, told["samples"])),
    )


def problem_of(told, names):
    level, index, row, name, letter, header, value, text = told
    shown = header or (BY_FIELD[name].header if name in BY_FIELD else "")
    return Problem(
        text=sentence(text),
        sheet=names[index],
        row=row,
        column=letter,
        header=shown,
        value=value,
        level=level,
        field=name,
    )


def sentence(text):
    """Begins with a capital and ends with one stop."""
    return text[0].upper() + text[1:].rstrip(".") + "."
