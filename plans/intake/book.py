"""In the child: open a workbook of any kind, look for secrets, then answer with its cells or with judged rows."""

import json
from collections.abc import Callable
from datetime import date, datetime
from itertools import islice
from math import inf, isfinite

from plans.intake.cells.values import UNCALCULATED, Cell
from plans.intake.columns import FIELD_ORDER
from plans.intake.headers.header import Header
from plans.intake.headers.questions import DOCUMENTS, SUM, leaves_out
from plans.intake.rows.collect_files import AddFiles
from plans.intake.rows.corrections import Corrections
from plans.intake.rows.read_columns import ColumnValues
from plans.intake.rows.sheet_walk import SheetWalk
from plans.intake.rows.sums import FILES, no_figures
from plans.intake.secrets.screening import CHUNK, Screening
from plans.intake.workbook.archives import Refusal
from plans.intake.workbook.column_letters import letter_of
from plans.intake.workbook.file_kinds import kind_of
from plans.intake.workbook.options import Options
from plans.intake.workbook.sheets import Sheets, SheetStream

from .collected import Collected, Found
from .problems import ERROR

MAX_CELL = 32_767
BOX, FILE, CATALOGUE, FONDS = map(FIELD_ORDER.index, ("box_number", "file_number", "catalogue_number", "fonds"))
DUPLICATE = "trùng hộp số và hồ sơ số với {}: sửa số hoặc xóa một dòng"
RESTARTS = (
    "số hồ sơ bắt đầu lại theo phông: mỗi Mục lục của Cổng thuộc một phông, nên nạp từng phông vào một Mục lục riêng"
)
NOT_CHOSEN = "không đọc, theo lựa chọn của người tải"
Say = Callable[[str], None]  # takes a line of the answer


def answer(data: bytes, options: Options, say: Say) -> None:
    """Says the lines of the answer, a catalogue's after a look at every cell. Raises Refusal."""
    if options["mode"] == "attachment":
        from plans.intake.secrets.attachment import look_at  # a workbook need not wait for the reader of PDFs

        look_at(data, options["file_name"], options["suffix"])
        say(dumps({}))
        return
    data, options = apart(data, options)
    kind = kind_of(data, options["suffix"])
    sheets = Sheets(data, kind, options)
    if options["mode"] == "cells":
        say(cells_answer(sheets, options["text"]))
    else:
        CatalogueBook(options, say).read(sheets)


def apart(data: bytes, options: Options) -> tuple[bytes, Options]:
    """The workbook, and the options with the corrections that came ahead of it."""
    ahead = options.get("ahead", 0)
    if not ahead:
        return data, options
    more: Options = {**options, "corrections": json.loads(data[:ahead])}
    return data[ahead:], more


class CatalogueBook:
    """The catalogue in a workbook: rows in chunks of columns, problems, rows left out, and notes.

    With the option `at_once` it reads no further than so many files: then the answer only says that there are more.
    """

    def __init__(self, options: Options, say: Say) -> None:
        self.options, self.say, self.today = options, say, date.fromisoformat(options["today"])
        at_once = options.get("at_once")
        self.most = inf if at_once is None else at_once
        self.collected = Collected(options.get("may_supplement", False))
        self.duplicates, self.sums = Duplicates(), no_figures()
        self.corrections, self.mapping = Corrections(options.get("corrections", ())), options.get("mapping") or {}
        self.sheets: list[dict[str, object]] = []  # what the preview shows
        self.header_rows: dict[int, list[int]] = {}  # {index of a sheet with a table: rows of its headers}
        self.last_header: Header | None = None

    def read(self, sheets: Sheets) -> None:
        self.say(dumps({"rows": Screening(self.options["file_name"]).look(sheets)}))
        for index, sheet in enumerate(sheets):
            self.sheets.append({"name": sheet.name})
            self.read_sheet(index, sheet)
        if self.duplicates.restart:
            self.collected.note("", RESTARTS)
        if not self.header_rows:
            raise Refusal("no_header")
        if not self.sums[FILES] and not self.has_enough:
            raise Refusal("no_rows")
        self.say(
            dumps(
                {
                    "sheets": self.sheets,
                    "count": self.sums[FILES],
                    "more": self.has_enough,
                    "found": self.collected.counts,
                    "problems": self.collected.problems,
                    "broken": self.broken_sheets(),
                    "left_out": self.collected.left_out,
                    "notes": self.collected.notes,
                    "corrected": self.corrections.reached,
                }
            )
        )

    @property
    def has_enough(self) -> bool:
        return self.sums[FILES] > self.most

    def read_sheet(self, index: int, sheet: SheetStream) -> None:
        rows = list(islice(sheet.rows, CHUNK))
        if not rows:
            return
        if not sheet.visible:
            self.collected.note(sheet.name, "đang ẩn nên không đọc")
            return
        if leaves_out(self.mapping, sheet.name):
            self.collected.note(sheet.name, NOT_CHOSEN)
            return
        add = self.adder(index, sheet.name)
        walk = SheetWalk(index, sheet.name, self.collected, self.sums, self.today, add, self.corrections)
        if why := walk.begin(rows, sheet.merged, self.options.get("mapping"), self.last_header, sheet.hidden):
            self.collected.note(sheet.name, f"{why} nên không đọc")
            return
        self.header_rows[index] = []
        number = 1
        while rows and not self.has_enough:
            walk.walk(number, rows)
            number += len(rows)
            rows = list(islice(sheet.rows, CHUNK))
        self.last_header = walk.headers[-1]
        walk.end()
        self.header_rows[index] = rows_of_headers(walk.headers)
        self.sheets[index] |= shown_of(walk) | {"header_rows": self.header_rows[index]}

    def adder(self, index: int, name: str) -> AddFiles:
        """A function that takes the judged files of a sheet."""

        def add(header: Header, numbers: list[int], columns: list[ColumnValues | None]) -> None:
            keys = keys_of(len(numbers), columns[BOX], columns[CATALOGUE], columns[FONDS])
            if DOCUMENTS in header.asked and header.answers.get(DOCUMENTS) != SUM:
                return self.say_files(index, numbers, columns)  # what is there twice is reported once
            for found in self.duplicates.find(index, name, header, numbers, keys, columns[FILE]):
                self.collected.problem(found)
            self.say_files(index, numbers, columns)

        return add

    def say_files(self, index: int, numbers: list[int], columns: list[ColumnValues | None]) -> None:
        """Says judged files and what is wrong in them."""
        broken = {(index, number) for number in numbers} & self.collected.wrong
        self.collected.wrong -= broken
        self.say(
            dumps(
                {
                    "sheet": index,
                    "table": len(self.header_rows),
                    "numbers": numbers,
                    "broken": sorted(row for _, row in broken),
                    "columns": [column if column and column.count(None) < len(column) else None for column in columns],
                    "problems": self.collected.take_problems(),
                }
            )
        )

    def broken_sheets(self) -> list[int]:
        """Indices of sheets whose columns are not complete: what is wrong there is in no file's row."""
        wrong = self.collected.wrong
        return sorted({index for index, number in wrong if number in (0, *self.header_rows.get(index, ()))})


def keys_of(
    size: int, boxes: ColumnValues | None, catalogues: ColumnValues | None, fonds: ColumnValues | None
) -> list[str]:
    """What the number of each of so many files is unique in: box and Mục lục số, and behind a line break the fonds."""
    keys = [box or "" for box in boxes] if boxes else [""] * size
    if catalogues:
        keys = [f"{box}\t{number}" if number else box for box, number in zip(keys, catalogues, strict=True)]
    return [f"{key}\n{one or ''}" for key, one in zip(keys, fonds, strict=True)] if fonds else keys


class Duplicates:
    """The files of a workbook by box and number: the same one twice is a problem."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], tuple[int, int]] = {}  # {(box …, file): (index of the sheet, row number)}
        self.names: dict[int, str] = {}  # {index of a sheet: its name}
        self.outer: dict[tuple[str, str], str] = {}  # {(box …, file): fonds}
        self.restart = False  # whether numbers begin anew in another fonds

    def find(
        self, index: int, name: str, header: Header, numbers: list[int], boxes: list[str], files: ColumnValues | None
    ) -> list[Found]:
        """The problems of files that have been seen before; `boxes` say all that a number is unique in."""
        self.names[index] = name
        self.look_for_restarts(boxes, files)
        files = files or [None] * len(numbers)
        here = dict(zip(zip(boxes, files, strict=True), numbers, strict=True))
        if len(here) == len(numbers) and None not in files and self.seen.keys().isdisjoint(here):
            self.seen.update({key: (index, number) for key, number in here.items()})
            return []
        letter = header.letter("file_number") or header.letter("number")
        found = []
        for number, box, file in zip(numbers, boxes, files, strict=True):
            first = self.seen.setdefault((box, file), (index, number)) if file is not None else (index, number)
            if first != (index, number):
                text = DUPLICATE.format(self.place(index, *first))
                found.append(Found(ERROR, index, number, "file_number", letter, "", file, text))
        return found

    def look_for_restarts(self, boxes: list[str], files: ColumnValues | None) -> None:
        if self.restart or not any("\n" in box for box in boxes):
            return
        for key, file in zip(boxes, files or (), strict=False):
            box, _, outer = key.partition("\n")
            self.restart = self.restart or self.outer.setdefault((box, file), outer) != outer

    def place(self, index: int, other: int, row: int) -> str:
        """Where the first of two files is, as the message about a row of the sheet `index` words it."""
        return f"dòng {row}" if other == index else f"dòng {row}, trang tính “{self.names[other]}”"


def rows_of_headers(headers: list[Header]) -> list[int]:
    return [number for each in headers for number in range(each.first, each.last + 1) if number]


def shown_of(walk: SheetWalk) -> dict[str, object]:
    """What the preview shows of a sheet with a table."""
    header = walk.headers[0]
    return {
        "places": {name: header.written.get(at, "") for at, name in header.places.items()},
        "headers": header.headers(),
        "number_from": number_from(header),
        "source": header.source,
        "shape": header.shape,
        "examples": {letter_of(at): cells for at, cells in header.examples.items()},
        "sample": header.sample,
        "conversion": " và ".join(sorted(walk.codes.names)),
        "samples": walk.codes.samples,
        "questions": sorted({key for each in walk.headers for key in each.asked}),
        "cells": {"in": walk.account.cells_in, **walk.account.became},
    }


def number_from(header: Header) -> str:
    """What is written over the column that stands for the numbers of files, or an empty string."""
    at = None if header.lacks_answer_on_number else header.stand_in_of_number()
    return "" if at is None else header.written[at]


def cells_answer(sheets: Sheets, most: int) -> str:
    """All cells, at most so many characters, for lists that are judged elsewhere (Phụ lục I, II). Raises Refusal."""
    answers, length = [], 0
    for sheet in sheets:
        rows = []
        for cells in sheet.rows:
            row = without_end([plain(cell) for cell in cells])
            rows.append(row)
            length += sum(len(cell) for cell in row if type(cell) is str)
        while rows and not rows[-1]:
            rows.pop()
        if length > most:
            raise Refusal("cells")
        answers.append({"name": sheet.name, "visible": sheet.visible, "rows": rows})
    return dumps({"sheets": answers})


def without_end(row: list[object]) -> list[object]:
    """The row without the empty cells at its end."""
    while row and row[-1] is None:
        row.pop()
    return row


def plain(value: Cell) -> object:
    """A cell as JSON can carry it; whole floats become integers, because Excel knows floats only. None for a formula
    that nobody worked out: our own templates hold such ones."""
    if isinstance(value, str):
        return value[:MAX_CELL] if value.strip() and not value.startswith(UNCALCULATED) else None
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, float) and not isfinite(value):
        return "#NUM!"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, bool | int | float) else str(value)


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
