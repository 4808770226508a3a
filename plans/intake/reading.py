"""Reading of a workbook: sheets and how their columns were read, rows ready to be stored, and everything odd in it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int

from .columns import BY_FIELD, DEFAULTS, FIELD_ORDER, PAGE_FIELDS
from .problems import ERROR, WARNING, Problem
from .sandbox import Answer, ask_child

# Headers that are read as two columns of ours.
BOTH = {"dates": ("start_date", "end_date"), "sheets_pages": ("sheet_count", "page_count")}
# (level, index of the sheet, row, field, letter, header, value, text)
RawProblem = tuple[str, int, int, str, str, str, str, str]
CUT = "Còn {} lỗi và cảnh báo khác không liệt kê hết; sửa các lỗi trên rồi tải lên lại."


# The values of a field, None where the file says nothing or its cell cannot be read.
ColumnValues = list[Any]


@dataclass(frozen=True)
class SheetReading:
    """A sheet with a table: header rows as Excel numbers them, {field: header as written}, and every column found."""

    name: str
    header_rows: tuple[int, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    mapping_source: str = "spelling"  # spelling, given (by a person), continued (from the sheet before)
    headers: tuple[tuple[str, str, str], ...] = ()  # (letter, header as written, field or "") of all columns
    examples: dict[str, list[str]] = field(default_factory=dict)  # {letter: a few of the cells under it}
    sample: list[list[str]] = field(default_factory=list)  # the first rows of files, a text for each of `headers`
    conversion: str = ""  # TCVN3 or VNI, where the text was converted to Unicode
    samples: tuple[tuple[str, str], ...] = ()  # ((before, after), …) of the conversion
    questions: tuple[str, ...] = ()  # keys of what is asked once for the file (headers.questions)
    cells: dict[str, int] = field(default_factory=dict)  # filled cells: "in", and what became of them (rows.account)

    @property
    def missing_cells(self) -> int:
        """Filled cells of which nothing is known: always 0 unless the reader has a fault."""
        return 2 * self.cells.get("in", 0) - sum(self.cells.values())


@dataclass(frozen=True)
class LeftOutRow:
    """A row that is no file, and why (Vietnamese)."""

    sheet: str
    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a sheet, by columns in FIELD_ORDER (None: the sheet has no such column, or says nothing here)."""

    sheet: int  # index among all sheets
    table: int  # number among the sheets with a table, from 1
    numbers: list[int]  # as Excel numbers rows
    columns: list[ColumnValues | None] = field(repr=False)
    broken: frozenset[int] = frozenset()  # numbers of the rows with errors

    def filled(self) -> list[ColumnValues]:
        """The columns with the model's default in place of None: ready to be stored."""
        size = len(self.numbers)
        return [filled(column, default, size) for column, default in zip(self.columns, DEFAULTS, strict=True)]


@dataclass
class Reading:
    """The whole workbook. `rows()` may be walked more than once; problems are `problems.Problem`."""

    sheets: list[SheetReading] = field(default_factory=list)
    row_count: int = 0
    has_more: bool = False  # than `at_once` rows: only the names of its sheets and its shape are known then
    error_count: int = 0
    warning_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOutRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shape: str = ""  # a key of the headers: files of one making share it
    names: list[str] = field(default_factory=list)  # of all sheets, also of those without a table
    incomplete: set[int] = field(default_factory=set)  # indices of sheets without a needed column, not stored
    chunks: list[Chunk] = field(default_factory=list, repr=False)
    corrected: list[int] = field(default_factory=list)  # cells that each correction of a person reached

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """(sheet name, row number, *values in FIELD_ORDER); None where the file says nothing or cannot be read."""
        for chunk in self.chunks:
            size = len(chunk.numbers)
            columns = [column or [None] * size for column in chunk.columns]
            yield from zip([self.names[chunk.sheet]] * size, chunk.numbers, *columns, strict=True)

    def stored_rows(self) -> Iterator[tuple[Any, ...]]:
        """(whether it must not be stored, *values with the model's defaults)."""
        for chunk in self.chunks:
            lost = chunk.sheet in self.incomplete
            broken = [lost or number in chunk.broken for number in chunk.numbers]
            yield from zip(broken, *chunk.filled(), strict=True)


def filled(column: ColumnValues | None, default: object, size: int) -> ColumnValues:
    if column is None:
        return [default] * size
    return [default if value is None else value for value in column] if None in column else column


def read_catalogue(
    data: bytes,
    file_name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    corrections: Sequence[Mapping[str, Any]] = (),
    each: Callable[[Chunk, int], object] | None = None,
    at_once: int | None = None,
    wall_seconds: float | None = None,
    may_supplement: bool = False,
) -> Reading:
    """Read and judge a catalogue's workbook in the limited child. Raises sandbox.Refused.

    `mapping` is a person's choice: {column letter or header as written: field, or "" to leave it out}; `corrections`
    are what a person wrote in place of values, cells and missing columns (rows.corrections).
    `each(chunk, rows)` gets the chunks one by one, instead of the reading, and how many rows the workbook has in all:
    only after every cell was looked at for secrets. With `at_once` a workbook of more files is not read any further.
    Where it `may_supplement` a catalogue that has files, a table without titles is read as more about these.
    `wall_seconds` in place of the usual time for a workbook of its size.
    """
    today = portal_today().isoformat()
    options = {"mode": "catalogue", "mapping": mapping, "at_once": at_once, "today": today}
    options["may_supplement"] = may_supplement
    ahead = json.dumps(list(corrections)).encode() if corrections else b""
    with closing(ask_child(data, file_name, wall_seconds=wall_seconds, ahead=ahead, **options)) as answers:
        return gathered(answers, each)


def gathered(answers: Iterable[Answer], each: Callable[[Chunk, int], object] | None = None) -> Reading:
    """The reading that the lines of an answer make; `each` as `read_catalogue` takes it."""
    problems: list[RawProblem] = []
    chunks: list[Chunk] = []
    known: dict[Any, Any] = {}  # one object for all parts of problems that are the same
    rows = 0
    for answer in answers:
        for problem in answer.get("problems", ()):
            level, sheet, row, *rest = (known.setdefault(part, part) for part in problem)
            problems.append((level, sheet, row, *rest))
        rows = answer.get("rows", rows)
        if "columns" in answer:
            chunk = chunk_of(answer)
            each(chunk, rows) if each else chunks.append(chunk)
    return reading_of(answer, problems, [] if answer["more"] else chunks)


def chunk_of(answer: Answer) -> Chunk:
    broken = frozenset(answer["broken"])
    return Chunk(answer["sheet"], answer["table"], answer["numbers"], answer["columns"], broken)


def reading_of(answer: Answer, problems: list[RawProblem], chunks: list[Chunk]) -> Reading:
    """The reading from the last of the answers and what the others held."""
    names = [each["name"] for each in answer["sheets"]]
    sheets = [each for each in answer["sheets"] if "headers" in each]
    unlisted = sum(answer["found"].values()) - len(problems)
    return Reading(
        sheets=[sheet_of(each) for each in sheets],
        row_count=answer["count"],
        has_more=answer["more"],
        error_count=answer["found"][ERROR],
        warning_count=answer["found"][WARNING],
        problems=[problem_of(each, names) for each in problems],
        left_out=[LeftOutRow(names[index], row, why) for index, row, why in answer["left_out"]],
        notes=answer["notes"] + ([CUT.format(format_int(unlisted))] if unlisted else []),
        shape=sha256("\n".join(each["shape"] for each in sheets).encode()).hexdigest()[:32],
        names=names,
        incomplete=set(answer["broken"]),
        chunks=chunks,
        corrected=answer.get("corrected", []),
    )


def sheet_of(answer: Answer) -> SheetReading:
    columns: dict[str, str] = {}
    for name, header in answer["places"].items():
        for each in BOTH.get(name, (name,)):
            columns.setdefault(each, header)
    if "paper_size" in answer["places"]:
        columns = dict.fromkeys(PAGE_FIELDS, answer["places"]["paper_size"]) | columns
    if answer["number_from"]:
        columns.setdefault("file_number", answer["number_from"])
    return SheetReading(
        name=answer["name"],
        header_rows=tuple(answer["header_rows"]),
        mapping_source=answer["source"],
        columns={name: columns[name] for name in FIELD_ORDER if name in columns},
        headers=tuple(map(tuple, answer["headers"])),
        examples=answer["examples"],
        sample=answer.get("sample", []),
        conversion=answer["conversion"],
        samples=tuple(map(tuple, answer["samples"])),
        questions=tuple(answer["questions"]),
        cells=answer["cells"],
    )


def problem_of(problem: RawProblem, names: list[str]) -> Problem:
    level, index, row, name, letter, header, value, text = problem
    shown = header or (BY_FIELD[name].header if name in BY_FIELD else "")
    return Problem(sentence(text), names[index], row, letter, shown, value, level, name)


def sentence(text: str) -> str:
    """Begins with a capital and ends with one stop."""
    return text[0].upper() + text[1:].rstrip(".") + "."
