"""The child process that marks errors in a workbook: a task and the workbook by stdin, two workbooks by stdout.

Started as `python -I marking_child.py`; it limits itself before it reads anything, and imports nothing of Django.
"""

import io
import json
import re
import resource
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

if TYPE_CHECKING:
    from plans.uploads.marking import Task
    from plans.uploads.rest import RestSheet

MEMORY_BYTES, CPU_SECONDS = 1536 * 1024**2, 60
FILE_BYTES = 512 * 1024**2  # openpyxl writes sheets to temporary files, in the folder that TMPDIR names
SUMMARY, AUTHOR = "Lỗi cần sửa", "Cổng số hóa"
ROW_CODE = "Mã dòng của cổng"  # as plans/intake/columns.py has it (a test compares them)
COLORS = {"error": "FFC7CE", "warning": "FFEB9C"}
LEVELS = {"error": "Cần sửa", "warning": "Nên kiểm tra lại"}
HEADS = ("TT", "Mức", "Trang tính", "Dòng", "Cột", "Đang ghi", "Cần làm")
WIDTHS = (6, 18, 18, 8, 24, 30, 90)
# Excel becomes slow with more notes than a person will ever read.
MOST_NOTES, MOST_LISTED, NOTE_LENGTH = 3_000, 20_000, 500
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # in the XML of a workbook

SheetCells = Sequence[object]  # cells of one row of a sheet
Place = tuple[int, int]  # row and column, from 1
Mark = tuple[str, str]  # level and text
FaultsByRow = dict[int, list[str]]


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))


def main() -> None:
    limit()
    task = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    marked = marked_as_it_is(data, task) if task["as_it_is"] else marked_anew(data, task)
    rest = rest_of(data, task) if task["rest"]["sheets"] or task["rest"]["codes"] else b""
    sys.stdout.buffer.write(struct.pack(">QQ", len(marked), len(rest)) + marked + rest)


def marked_as_it_is(data: bytes, task: "Task") -> bytes:
    """Their own .xlsx with its formats and formulas, coloured, with notes and a summary in front."""
    book = load_workbook(io.BytesIO(data))
    if SUMMARY in book.sheetnames:
        del book[SUMMARY]
    for sheet in book.worksheets:
        forget_old_marks(sheet)
    for sheet, cells in found(task).items():
        if sheet in book.sheetnames:
            for (row, column), (level, text) in cells.items():
                paint(book[sheet].cell(row, column), level, text)
    write_summary(book.create_sheet(SUMMARY, 0), task)
    book.active = 0
    return saved(book)


def forget_old_marks(sheet: Worksheet) -> None:
    for cell in list(sheet._cells.values()):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment, cell.fill = None, PatternFill()


def marked_anew(data: bytes, task: "Task") -> bytes:
    """The same cells in a new .xlsx, written as a stream: for other formats, and for workbooks too large to rewrite."""
    book, marks = Workbook(write_only=True), found(task)
    write_summary(book.create_sheet(SUMMARY), task)
    for name, rows in sheets_of(data, task):
        sheet, cells = book.create_sheet(sheet_name(name)), marks.get(name, {})
        touched: dict[int, dict[int, Mark]] = {}
        for (row, column), mark in cells.items():
            touched.setdefault(row, {})[column] = mark
        for number, values in enumerate(rows, 1):
            line = [plain(sheet, value) for value in values]
            for column, (level, text) in touched.get(number, {}).items():
                line += [None] * (column - len(line))
                cell = line[column - 1]
                line[column - 1] = cell = cell if hasattr(cell, "data_type") else WriteOnlyCell(sheet, cell)
                paint(cell, level, text)
            sheet.append(line)
    return saved(book)


def rest_of(data: bytes, task: "Task") -> bytes:
    """Broken rows alone as they were understood, each with what is wrong, to correct and upload again; a sheet that
    lacks a column as it came, under what it lacks."""
    book, errors, codes = Workbook(write_only=True), faults(task), task["rest"]["codes"]
    headers = {sheet["name"]: set(sheet["header_rows"]) for sheet in task["sheets"]}
    for rest in task["rest"]["sheets"]:
        write_understood(book.create_sheet(sheet_name(rest["name"])), rest)
    for name, rows in sheets_of(data, task) if codes else ():
        if name in codes:
            write_rest(book.create_sheet(sheet_name(name)), rows, headers[name], errors[name], codes[name])
    return saved(book)


def write_understood(sheet: WriteOnlyWorksheet, rest: "RestSheet") -> None:
    """The rows under our own heads; what could not be read is coloured, and what is corrected stays a text."""
    for number, (_, width) in enumerate(rest["heads"], 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.number_format = width, "@"
    sheet.freeze_panes, sheet.row_dimensions[2].height = "B3", 34
    sheet.append([rest["note"]])
    sheet.append([head_cell(sheet, head) for head, _ in rest["heads"]])
    for values, unread in zip(rest["rows"], rest["unread"], strict=True):
        line = [as_text_cell(sheet, value) for value in values]
        for at in unread:
            line[at] = colored(sheet, line[at])
        sheet.append(line)


def head_cell(sheet: WriteOnlyWorksheet, head: str) -> Cell:
    cell = WriteOnlyCell(sheet, head)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    return cell


def as_text_cell(sheet: WriteOnlyWorksheet, value: str | int) -> object:
    """A number as it is, a text as a cell that stays text."""
    if not value or not isinstance(value, str):
        return plain(sheet, value)
    cell = as_cell(sheet, plain(sheet, value))
    cell.number_format = "@"
    return cell


def colored(sheet: WriteOnlyWorksheet, value: object) -> Cell:
    cell = as_cell(sheet, value)
    cell.fill = PatternFill("solid", fgColor=COLORS["error"])
    return cell


def as_cell(sheet: WriteOnlyWorksheet, value: object) -> Cell:
    return value if isinstance(value, Cell) else WriteOnlyCell(sheet, value)


def faults(task: "Task") -> dict[str, FaultsByRow]:
    """{sheet: {row: [what is wrong]}} of the errors."""
    errors: dict[str, FaultsByRow] = {}
    for sheet, row, _, level, header, _, text in task["problems"]:
        if level == "error" and row:
            errors.setdefault(sheet, {}).setdefault(row, []).append(f"{header}: {text}" if header else text)
    return errors


def write_rest(
    sheet: WriteOnlyWorksheet, rows: Sequence[SheetCells], headers: set[int], errors: FaultsByRow, codes: dict[str, str]
) -> None:
    """The sheet from its header on, with what is wrong in each row and the row's code behind it."""
    width = max(map(len, rows))
    sheet.append([plain(sheet, "; ".join(text for row in sorted(headers) for text in errors.get(row, ())))])
    for number, values in enumerate(rows, 1):
        line = [*(plain(sheet, value) for value in values), *[None] * (width - len(values))]
        if number not in headers:
            line += [plain(sheet, "; ".join(errors.get(number, ()))), codes.get(str(number))]
        elif number + 1 not in headers:
            line += [SUMMARY, ROW_CODE]
        if number >= min(headers):
            sheet.append(line)


def sheets_of(data: bytes, task: "Task") -> list[tuple[str, Sequence[SheetCells]]]:
    """[(name, rows)] with rows as Excel numbers them, whatever the format, as the intake reads them."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    # `python -I` knows nothing of the project: its modules can be imported only now that its folder is on the path.
    from plans.intake.sandbox import MAX_COLUMNS, MAX_ROWS
    from plans.intake.workbook.file_kinds import kind_of
    from plans.intake.workbook.sheets import Sheets

    name = task["sheets"][0]["name"] if task["sheets"] else "Bảng"
    sheets = Sheets(
        data,
        kind_of(data, f".{task['format']}"),
        {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "stem": name, "trim": "trim" in task},
    )
    return [(each.name, list(each.rows)) for each in sheets if each.name != SUMMARY]


def found(task: "Task") -> dict[str, dict[Place, Mark]]:
    """{sheet: {(row, column): (level, text)}}; several problems in one cell become one, errors win."""
    cells: dict[str, dict[Place, Mark]] = {}
    for sheet, row, column, level, _, _, text in task["problems"]:
        if not row:
            continue
        marks, place = cells.setdefault(sheet, {}), (row, column_index_from_string(column) if column else 1)
        if place in marks:
            earlier, earlier_text = marks[place]
            marks[place] = ("error" if "error" in (earlier, level) else level, f"{earlier_text}\n{text}")
        else:
            marks[place] = (level, text)
    return cells


def sheet_name(name: str) -> str:
    """A name that a new sheet may bear."""
    return re.sub(r"[\\/*?:\[\]]|^'|'$", " ", FORBIDDEN.sub("", name))[:31].strip() or "Bảng"


notes_left = MOST_NOTES


def paint(cell: Cell | MergedCell, level: str, text: str) -> None:
    global notes_left
    cell.fill = PatternFill("solid", fgColor=COLORS[level])
    if notes_left > 0 and hasattr(cell, "_comment"):  # a cell inside a merged area takes no note
        cell.comment = Comment(f"{LEVELS[level]}: {text}"[:NOTE_LENGTH], AUTHOR, width=360, height=110)
        notes_left -= 1


def write_summary(sheet: Worksheet | WriteOnlyWorksheet, task: "Task") -> None:
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    sheet.append([task["title"]])
    sheet.append([])
    heads = [WriteOnlyCell(sheet, head) for head in HEADS]
    for head in heads:
        head.font = Font(bold=True)
    if sheet.parent.write_only:
        sheet.append(heads)
    else:
        sheet.append(HEADS)
        for cell in (sheet["A1"], *sheet[3]):
            cell.font = Font(bold=True)
    for number, (name, row, column, level, header, value, text) in enumerate(task["problems"][:MOST_LISTED], 1):
        place = f"{column} ({header})" if column and header else column or header
        line = [number, LEVELS[level], name or "Cả tệp", row or None, place, value, text]
        sheet.append([plain(sheet, each) for each in line])


def plain(sheet: Worksheet | WriteOnlyWorksheet, value: object) -> object:
    """A cell that is never taken for a formula; empty text is an empty cell."""
    if not isinstance(value, str):
        return value
    value = FORBIDDEN.sub("", value)
    if not value.startswith(("=", "+", "-", "@")):
        return value or None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
