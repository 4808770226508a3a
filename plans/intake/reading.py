"""What a workbook says: sheets and how their columns were read, rows ready to be stored, and everything odd in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .checks import judge
from .columns import COLUMNS, FIELDS
from .layout import find_tables
from .sandbox import read_workbook

# The order of the values of a row: the model's fields first, so that `row[:len(FIELDS)]` can be stored.
FIELD_ORDER = (*FIELDS, "fonds")
DEFAULTS = tuple(column.default for column in COLUMNS) + ("",)


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


@dataclass
class Reading:
    """The whole workbook. `rows()` may be walked more than once; problems are `problems.Problem`."""

    sheets: list = field(default_factory=list)
    row_count: int = 0
    problems: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    shape: str = ""  # a key of the headers: files of one making share it
    chunks: list = field(default_factory=list, repr=False)

    @property
    def errors(self):
        return [problem for problem in self.problems if problem.is_error]

    def rows(self) -> Iterator[tuple]:
        """(sheet name, row number, *values in FIELD_ORDER); None where the file says nothing or cannot be read."""
        yield from self.chunks

    def stored_rows(self) -> Iterator[tuple]:
        """As `rows`, with the model's default in place of None: ready for COPY."""
        for sheet, row, *values in self.rows():
            yield sheet, row, *(default if v is None else v for v, default in zip(values, DEFAULTS, strict=True))


def read_catalogue(data: bytes, file_name: str, *, mapping=None) -> Reading:
    """Read and judge a catalogue's workbook in the limited child. Raises sandbox.Refused.

    `mapping` is a person's correction: {column letter or header as written: field, or "" to leave it out}.
    """
    sheets = read_workbook(data, file_name)
    judgement, (tables, _) = judge(sheets), find_tables(sheets)
    rows = [(row["_sheet"], row["_row"], *(row[name] for name in FIELDS), None) for row in judgement.rows]
    found = [
        SheetReading(
            table.sheet.name, (table.header_row,), {column.field: column.header for column in table.places.values()}
        )
        for table in tables
    ]
    return Reading(sheets=found, row_count=len(rows), problems=judgement.problems, chunks=rows)
