"""In the child: open a workbook of any kind, look for secrets, then answer with its cells or with judged rows."""

import json
from datetime import date, datetime
from itertools import islice
from math import isfinite

from plans.intake.headers.find import letter_of
from plans.intake.rows.walk import SUMMED, SheetWalk
from plans.intake.secrets.screening import CHUNK, Screen
from plans.intake.workbook.kinds import Refusal, kind_of
from plans.intake.workbook.sheets import Sheets
from plans.intake.workbook.trimming import trimmed

from .problems import ERROR, WARNING

MAX_CELL = 32_767
MAX_PROBLEMS = 50_000  # of errors, and of warnings


def answer(data, options, say):
    """Say the lines of the answer, a catalogue's after a look at every cell. Raises Refusal."""
    kind = kind_of(data, options["suffix"])
    sheets = Sheets(trimmed(data, options) if options.get("trim") else data, kind, options)
    if options["mode"] == "cells":
        say(cells_answer(sheets, options))
    else:
        CatalogueBook(options, say).read(sheets)


class CatalogueBook:
    """The catalogue in a workbook: rows in chunks of columns, problems, rows left out, and notes.

    With the option `at_once` it reads no further than so many files: then the answer only says that there are more.
    """

    def __init__(self, options, say):
        self.options, self.say, self.today = options, say, date.fromisoformat(options["today"])
        self.most = float("inf") if options["at_once"] is None else options["at_once"]
        self.problems, self.left_out, self.notes = [], [], []
        self.sheets, self.last_header, self.tables = [], None, 0
        self.sums = dict.fromkeys((*SUMMED, "files"), 0)
        self.seen, self.found, self.wrong = {}, {ERROR: 0, WARNING: 0}, set()

    def read(self, sheets):
        self.say(dumps({"rows": Screen(self.options["file_name"]).look(sheets)}))
        for index, sheet in enumerate(sheets):
            self.sheets.append({"name": sheet.name})
            self.read_sheet(index, sheet)
        if not self.last_header:
            raise Refusal("no_header")
        if not self.sums["files"] and not self.has_enough:
            raise Refusal("no_rows")
        self.say(
            dumps(
                {
                    "sheets": self.sheets,
                    "count": self.sums["files"],
                    "more": self.has_enough,
                    "found": self.found,
                    "problems": self.problems,
                    "broken": self.broken_sheets(),
                    "left_out": self.left_out,
                    "notes": self.notes,
                }
            )
        )

    @property
    def has_enough(self):
        return self.sums["files"] > self.most

    def read_sheet(self, index, sheet):
        walk, number, walking = SheetWalk(self, index, sheet.name), 1, None
        while rows := list(islice(sheet.rows, CHUNK)):
            if walking is None:
                walking = sheet.visible and walk.begin(rows, sheet.merged, self.options.get("mapping"))
                self.tables += walking
            if not walking or self.has_enough:
                break
            walk.walk(number, rows)
            number += len(rows)
        if walking:
            self.sheets[index] |= told_of(walk)
        elif walking is not None:
            why = f"{walk.why} nên không đọc" if sheet.visible else "đang ẩn nên không đọc"
            self.note(sheet.name, why)

    def add(self, index, numbers, columns):
        """Say a judged stretch and what is wrong in it; the same file twice is a problem."""
        self.find_duplicates(index, numbers, columns)
        broken = {(index, number) for number in numbers} & self.wrong
        self.wrong -= broken
        self.say(
            dumps(
                {
                    "sheet": index,
                    "table": self.tables,
                    "numbers": numbers,
                    "broken": sorted(row for _, row in broken),
                    "columns": [column if column and column.count(None) < len(column) else None for column in columns],
                    "problems": self.problems,
                }
            )
        )
        self.problems = []

    def broken_sheets(self):
        """Indices of sheets whose columns are not complete: what is wrong there stands in no file's row."""
        return sorted(
            {index for index, number in self.wrong if number in (0, *self.sheets[index].get("header_rows", ()))}
        )

    def find_duplicates(self, index, numbers, columns):
        boxes = [box or "" for box in columns[0]] if columns[0] else [""] * len(numbers)
        files = columns[1] or [None] * len(numbers)
        here = dict(zip(zip(boxes, files, strict=True), numbers, strict=True))
        if len(here) == len(numbers) and None not in files and self.seen.keys().isdisjoint(here):
            self.seen.update({key: (index, number) for key, number in here.items()})
            return
        for number, box, file in zip(numbers, boxes, files, strict=True):
            if file is None:
                continue
            first = self.seen.setdefault((box, file), (index, number))
            if first != (index, number):
                where = f"dòng {first[1]}"
                if first[0] != index:
                    where += f", trang tính “{self.sheets[first[0]]['name']}”"
                text = f"trùng hộp số và hồ sơ số với {where}: sửa số hoặc xóa một dòng"
                self.duplicate(index, number, file, text)

    def duplicate(self, index, number, value, text):
        header = self.last_header
        letter = header.letter("file_number") or header.letter("number")
        self.problem(ERROR, index, number, "file_number", letter, "", value, text)

    def problem(self, level, index, number, *told):
        """Every one is counted; of each level only so many are told."""
        if not self.has_told_enough(level):
            self.problems.append((level, index, number, *told))
        self.count(level, index, number)

    def has_told_enough(self, level):
        return self.found[level] >= MAX_PROBLEMS

    def count(self, level, index, number):
        self.found[level] += 1
        if level == ERROR:
            self.wrong.add((index, number))

    def note(self, sheet, text):
        where = f"Trang tính “{sheet}”: " if sheet else ""
        self.notes.append(where + text + "." if where else text[0].upper() + text[1:] + ".")


def told_of(walk):
    """What the preview shows of a sheet."""
    header = walk.headers[0]
    rows = [number for each in walk.headers for number in range(each.first, each.last + 1) if number]
    return {
        "header_rows": rows,
        "places": {name: header.written.get(at, "") for at, name in header.places.items()},
        "headers": header.headers(),
        "source": header.source,
        "shape": header.shape,
        "examples": {letter_of(at): cells for at, cells in header.examples.items()},
        "conversion": " và ".join(sorted(walk.codes.names)),
        "samples": walk.codes.samples,
    }


def cells_answer(opened, options):
    """All cells, for lists that are judged elsewhere (Phụ lục I, II)."""
    sheets, text = [], 0
    for sheet in opened:
        rows = []
        for cells in sheet.rows:
            row = [plain(cell) for cell in cells]
            while row and row[-1] is None:
                row.pop()
            rows.append(row)
            text += sum(len(cell) for cell in row if type(cell) is str)
        while rows and not rows[-1]:
            rows.pop()
        if text > options["text"]:
            raise Refusal("cells")
        sheets.append({"name": sheet.name, "visible": sheet.visible, "rows": rows})
    return dumps({"sheets": sheets})


def plain(value):
    """A cell as JSON can carry it; whole floats become integers, because Excel knows floats only."""
    if isinstance(value, str):
        return value[:MAX_CELL] if value.strip() else None
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, float) and not isfinite(value):
        return "#NUM!"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, bool | int | float) else str(value)


def dumps(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
