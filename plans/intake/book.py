"""In the child: open a workbook of any kind, look for secrets, and answer with its cells or with judged rows."""

import io
import json
from datetime import date, datetime
from itertools import islice

import python_calamine as calamine

from .containers import MAX_SHEETS, Refusal, kind_of
from .delimited import read_csv
from .problems import ERROR
from .secrecy import HEADER_ROWS, LevelColumns, file_name_is_marked, hints_at_mark, is_marked
from .tables import SUMMED, SheetWalk

CHUNK = 2_000
MAX_CELL = 32_767
MAX_PROBLEMS = 100_000
WorkSheet, Visible = calamine.SheetTypeEnum.WorkSheet, calamine.SheetVisibleEnum.Visible


class Opened:
    """A sheet: name, whether it is shown, merged ranges, and rows from Excel's row 1, all of one width."""

    def __init__(self, name, visible, rows, merged=()):
        self.name, self.visible, self.rows, self.merged = name, visible, rows, merged


def sheets_of(data, kind, limits):
    """Every worksheet, opened one at a time. Raises Refusal."""
    if kind == "csv":
        rows = read_csv(data)
        check_size(len(rows), len(rows[0]) if rows else 0, limits)
        yield Opened(limits["stem"], True, iter(rows))
        return
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        told = [each for each in book.sheets_metadata if each.typ == WorkSheet]
        if any(
            each.typ in (calamine.SheetTypeEnum.MacroSheet, calamine.SheetTypeEnum.Vba) for each in book.sheets_metadata
        ):
            raise Refusal("macro")
        if len(told) > MAX_SHEETS:
            raise Refusal("sheets")
        for each in told:
            sheet = book.get_sheet_by_name(each.name)
            yield Opened(each.name, each.visible == Visible, rows_of(sheet, limits), merged_of(sheet))
    except calamine.PasswordError:
        raise Refusal("encrypted") from None
    except (calamine.CalamineError, OSError, KeyError):
        raise Refusal("damaged") from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own alarm, which is no Exception
            raise Refusal("damaged") from None
        raise


def merged_of(sheet):
    return sheet.merged_cell_ranges or ()


def rows_of(sheet, limits):
    """Rows from Excel's row 1; empty rows and columns at the end (formats without content) do not count."""
    if sheet.start is None:
        return
    above, left = sheet.start
    if above >= limits["rows"]:
        raise Refusal("rows")
    width = max_width(sheet, left, limits)
    blanks = [""] * left
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = blanks + cells[: width - left] if left or len(cells) > width else cells
        if number > limits["rows"]:
            if any(cell != "" for cell in row):
                raise Refusal("rows")
            continue
        yield row


def max_width(sheet, left, limits):
    """The width that is read; content beyond the limit is refused, formats beyond it are not."""
    width = sheet.end[1] + 1
    if width <= limits["columns"]:
        return width
    if left >= limits["columns"] or any(
        cell != "" for row in sheet.iter_rows() for cell in row[limits["columns"] - left :]
    ):
        raise Refusal("columns")
    return limits["columns"]


def check_size(rows, columns, limits):
    if rows > limits["rows"]:
        raise Refusal("rows")
    if columns > limits["columns"]:
        raise Refusal("columns")


def answer(data, options):
    """The lines of the answer. Raises Refusal."""
    kind = kind_of(data, options["suffix"])
    if options["mode"] == "cells":
        return cells_answer(data, kind, options)
    return CatalogueBook(options).read(sheets_of(data, kind, options))


class CatalogueBook:
    """The catalogue in a workbook: rows in chunks of columns, problems, rows left out, notes, and secrets' places."""

    def __init__(self, options):
        self.options, self.today = options, date.fromisoformat(options["today"])
        self.chunks, self.problems, self.left_out, self.notes = [], [], [], []
        self.sheets, self.secret, self.last_header = [], [], None
        self.sums = dict.fromkeys((*SUMMED, "files"), 0)
        self.seen, self.unlisted, self.anything = {}, 0, False

    def read(self, sheets):
        for index, sheet in enumerate(sheets):
            if is_marked(sheet.name):
                self.secret.append([index, []])
            self.sheets.append({"name": sheet.name})
            self.read_sheet(index, sheet)
        self.refuse()
        head = {
            "sheets": self.sheets, "count": self.sums["files"], "problems": self.problems, "unlisted": self.unlisted,
            "left_out": self.left_out, "notes": self.notes,
        }  # fmt: skip
        return [dumps(head), *self.chunks]

    def refuse(self):
        if self.secret or file_name_is_marked(self.options["file_name"]):
            places = [[index, None if is_marked(self.sheets[index]["name"]) else self.sheets[index]["name"], rows]
                      for index, rows in self.secret]  # fmt: skip
            raise Refusal("secret", places=places)
        if not self.anything:
            raise Refusal("empty")
        if not self.last_header:
            raise Refusal("no_header")
        if not self.sums["files"]:
            raise Refusal("no_rows")

    def read_sheet(self, index, sheet):
        walk, levels, number = SheetWalk(self, index, sheet.name), LevelColumns(), 1
        secret, walking = [], None
        while rows := list(islice(sheet.rows, CHUNK)):
            self.anything = self.anything or any(cell != "" for row in rows for cell in row)
            if walking is None:
                walking = sheet.visible and walk.begin(rows, sheet.merged, self.options.get("mapping"))
            secret += self.secrets(number, rows, walk, levels)
            if walking:
                walk.walk(number, rows)
            number += len(rows)
        if secret:
            self.secret.append([index, secret])
        if number > 1 and not walking:
            why = "không có bảng hồ sơ nên không đọc" if sheet.visible else "đang ẩn nên không đọc"
            self.note(sheet.name, why)
        if walking:
            self.sheets[index] |= told_of(walk)

    def secrets(self, first, rows, walk, levels):
        """Numbers of the rows with a mark or a level; most chunks are settled by one look."""
        levels.learn(first, walk.decode(rows[:HEADER_ROWS]) if first == 1 else ())
        marked = hints_at_mark("\n".join([cell for row in rows for cell in row if type(cell) is str]))
        if not marked and not levels.tops:
            return []
        read = walk.decode(rows) if levels.tops else rows
        return [
            number for number, (row, raw) in enumerate(zip(read, rows, strict=True), first)
            if levels.names_level(number, row) or (marked and any(
                is_marked(cell) and not levels.is_header(number, at) for at, cell in enumerate(raw)))
        ]  # fmt: skip

    def add(self, index, numbers, columns):
        """Keep a judged stretch as a line of the answer; the same file twice is a problem."""
        self.find_duplicates(index, numbers, columns)
        told = [column if column and any(each is not None for each in column) else None for column in columns]
        self.chunks.append(dumps({"sheet": index, "numbers": numbers, "columns": told}))

    def find_duplicates(self, index, numbers, columns):
        boxes, files = columns[0] or [None] * len(numbers), columns[1] or [None] * len(numbers)
        for number, box, file in zip(numbers, boxes, files, strict=True):
            if file is None:
                continue
            first = self.seen.setdefault((box or "", file), (index, number))
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

    def problem(self, *problem):
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
        else:
            self.unlisted += 1

    def note(self, sheet, text):
        where = f"Trang tính “{sheet}”: " if sheet else ""
        self.notes.append(where + text + "." if where else text[0].upper() + text[1:] + ".")


def told_of(walk):
    """What the preview shows of a sheet."""
    header = walk.headers[0]
    rows = [number for each in walk.headers for number in range(each.first, each.last + 1) if number]
    return {
        "header_rows": rows, "places": {name: header.written.get(at, "") for at, name in header.places.items()},
        "headers": header.headers(), "source": header.source, "shape": header.shape,
        "conversion": " và ".join(sorted(walk.codes)), "samples": walk.samples,
    }  # fmt: skip


def cells_answer(data, kind, options):
    """All cells, for lists that are judged elsewhere (Phụ lục I, II)."""
    sheets, text = [], 0
    for sheet in sheets_of(data, kind, options):
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
    return [dumps({"sheets": sheets})]


def plain(value):
    """A cell as JSON can carry it; whole floats become integers, because Excel knows floats only."""
    if isinstance(value, str):
        return value[:MAX_CELL] if value.strip() else None
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, bool | int | float) else str(value)


def dumps(value):
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
