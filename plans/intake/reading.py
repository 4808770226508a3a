"""What a workbook says: sheets and how their columns were read, rows ready to be stored, and everything odd in it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from agencies.calendar import portal_today

from .columns import BY_FIELD, DEFAULTS, FIELD_ORDER
from .problems import Problem
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
    conversion: str = ""  # TCVN3 or VNI, where the text was converted to Unicode
    samples: tuple = ()  # ((before, after), …) of the conversion


@dataclass(frozen=True)
class LeftOut:
    """A row that is no file, and why (Vietnamese)."""

    sheet: str
    row: int
    why: str


class Broken:
    """Rows that must not be stored: those with errors, and all of a sheet whose columns are not complete."""

    def __init__(self, problems, header_rows):
        self.places = {(each.sheet, each.row) for each in problems if each.is_error}
        self.sheets = {sheet for sheet, row in self.places if row in header_rows.get(sheet, ())}

    def __contains__(self, place):
        return place[0] in self.sheets or place in self.places


@dataclass
class Reading:
    """The whole workbook. `rows()` may be walked more than once; problems are `problems.Problem`."""

    sheets: list = field(default_factory=list)
    row_count: int = 0
    problems: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    shape: str = ""  # a key of the headers: files of one making share it
    names: list = field(default_factory=list)  # of all sheets, also of those without a table
    chunks: list = field(default_factory=list, repr=False)

    @property
    def errors(self):
        return [problem for problem in self.problems if problem.is_error]

    @property
    def broken(self):
        """`(sheet, row) in reading.broken`: rows that must not be stored."""
        return Broken(self.problems, {sheet.name: {0, *sheet.header_rows} for sheet in self.sheets})

    def rows(self) -> Iterator[tuple]:
        """(sheet name, row number, *values in FIELD_ORDER); None where the file says nothing or cannot be read."""
        yield from self.walk(lambda column, default, size: column or [None] * size)

    def stored_rows(self) -> Iterator[tuple]:
        """As `rows`, with the model's default in place of None: ready for COPY."""
        yield from self.walk(filled)

    def walk(self, fill):
        for line in self.chunks:
            chunk = json.loads(line)
            numbers, name = chunk["numbers"], self.names[chunk["sheet"]]
            columns = [
                fill(column, default, len(numbers)) for column, default in zip(chunk["columns"], DEFAULTS, strict=True)
            ]
            yield from zip([name] * len(numbers), numbers, *columns, strict=True)


def filled(column, default, size):
    if column is None:
        return [default] * size
    return [default if value is None else value for value in column] if None in column else column


def read_catalogue(data: bytes, file_name: str, *, mapping=None) -> Reading:
    """Read and judge a catalogue's workbook in the limited child. Raises sandbox.Refused.

    `mapping` is a person's correction: {column letter or header as written: field, or "" to leave it out}.
    """
    lines = ask_child(data, file_name, mode="catalogue", mapping=mapping, today=portal_today().isoformat())
    told, names = json.loads(lines[0]), []
    names = [each["name"] for each in told["sheets"]]
    sheets = [each for each in told["sheets"] if "headers" in each]
    notes = told["notes"] + ([CUT.format(told["unlisted"])] if told["unlisted"] else [])
    return Reading(
        sheets=[sheet_of(each) for each in sheets],
        row_count=told["count"],
        problems=[problem_of(each, names) for each in told["problems"]],
        left_out=[LeftOut(names[index], row, why) for index, row, why in told["left_out"]],
        notes=notes,
        shape=sha256("\n".join(each["shape"] for each in sheets).encode()).hexdigest()[:32],
        names=names,
        chunks=lines[1:],
    )


def sheet_of(told):
    columns = {}
    for name, header in told["places"].items():
        for each in BOTH.get(name, (name,)):
            columns.setdefault(each, header)
    if "file_number" not in columns and "number" in columns:
        columns["file_number"] = columns["number"]
    return SheetReading(
        name=told["name"], header_rows=tuple(told["header_rows"]), mapping_source=told["source"],
        columns={name: columns[name] for name in FIELD_ORDER if name in columns},
        headers=tuple(map(tuple, told["headers"])), conversion=told["conversion"],
        samples=tuple(map(tuple, told["samples"])),
    )  # fmt: skip


def problem_of(told, names):
    level, index, row, name, letter, header, value, text = told
    shown = header or (BY_FIELD[name].header if name in BY_FIELD else "")
    return Problem(text=sentence(text), sheet=names[index], row=row, column=letter, header=shown, value=value,
                   level=level, field=name)  # fmt: skip


def sentence(text):
    """Begins with a capital and ends with one stop."""
    return text[0].upper() + text[1:].rstrip(".") + "."
