"""Judge rows of a catalogue: the same rules for an uploaded workbook and for the web form (domain §4)."""

from dataclasses import dataclass, field

from agencies.formats.numbers import format_int
from agencies.formats.text import as_sentence, clean_text

from ..models.pages import PAGE_FIELDS
from . import values
from .columns import BY_FIELD, COLUMNS
from .layout import find_tables
from .problems import WARNING, Problem
from .secrecy import is_marked
from .values import CellError

SHOWN = 60


@dataclass
class Judgement:
    """Rows that can be read, and everything that is wrong; each row is {field: value, "_sheet": …, "_row": …,
    "_typed": {field: what stands in a cell that cannot be read}}."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def errors(self):
        return [problem for problem in self.problems if problem.is_error]


def judge(sheets):
    """Read every table of the workbook and collect all of its problems at once."""
    judgement = Judgement()
    tables, judgement.problems = find_tables(sheets)
    if judgement.errors:
        return judgement
    for table in tables:
        for number, cells in table.rows():
            judge_row(table, number, cells, judgement)
    judgement.problems += duplicates(judgement.rows, tables)
    if not judgement.rows and not judgement.problems:
        judgement.problems.append(Problem.of_file("Tệp chưa có hồ sơ nào dưới dòng tiêu đề."))
    return judgement


def judge_row(table, number, cells, judgement):
    row, errors = read_row(cells)
    place = {"sheet": table.sheet.name, "row": number}
    for name, text in (row_errors(row, unread=errors) | errors).items():
        judgement.problems.append(told(table, place, name, cells.get(name), text))
    for name, text in row_warnings(row).items() if not errors else ():
        judgement.problems.append(told(table, place, name, cells.get(name), text, level=WARNING))
    typed = {name: written(cells.get(name)) for name in errors}
    judgement.rows.append(row | {"_sheet": table.sheet.name, "_row": number, "_typed": typed})


def told(table, place, name, value, text, **level):
    return Problem(
        text=as_sentence(text),
        column=table.letter(name),
        header=BY_FIELD[name].header,
        value=written(value),
        **place,
        **level,
    )


def written(value):
    """What stands in a cell, as far as a message needs it."""
    return "" if value is None else clean_text(values.as_text(value))[:SHOWN]


def read_row(cells):
    """({field: value}, {field: what is wrong}) of one row's cells; what cannot be read stays at its default."""
    row, errors = {}, {}
    for column in COLUMNS:
        try:
            row[column.field] = column.read(cells.get(column.field))
        except CellError as error:
            row[column.field], errors[column.field] = column.default, str(error)
    return row, errors


def row_errors(row, unread=()):
    """Rules over several cells of a row; those that need a cell of `unread` wait until it can be read."""
    errors = {}
    if row.get("start_date") and row.get("end_date"):
        if values.partial_span(row["start_date"])[0] > values.partial_span(row["end_date"])[1]:
            errors["end_date"] = f"kết thúc trước khi bắt đầu ({values.show_day(row['start_date'])}); kiểm tra hai ngày"
    if not any(name in unread for name in PAGE_FIELDS.values()) and not pages_of(row):
        errors["page_count"] = "hồ sơ phải có ít nhất một trang ở một khổ giấy"
    if any(is_marked(value) for value in row.values()):
        errors["title"] = MARKED
    return errors


MARKED = "có dấu hiệu bí mật nhà nước, không được đưa lên cổng; xóa dòng này và chỉ kê số lượng theo độ mật"


def row_warnings(row):
    """What is unlikely but may be so."""
    if row["sheet_count"] and pages_of(row) > 2 * row["sheet_count"]:
        text = f"{format_int(pages_of(row))} trang mà chỉ {format_int(row['sheet_count'])} tờ (mỗi tờ tối đa 2 trang)"
        return {"sheet_count": text + "; kiểm tra lại"}
    return {}


def pages_of(row):
    """Pages of every size, each counted once (trang)."""
    return sum(row[name] for name in PAGE_FIELDS.values())


def duplicates(rows, tables):
    """The same file number twice in one box of the same workbook."""
    first, found = {}, []
    letters = {table.sheet.name: table.letter("file_number") for table in tables}
    for row in rows:
        key = key_of(row)
        if not key[1]:
            continue
        if earlier := first.get(key):
            where = f"dòng {earlier['_row']}" + (
                f", trang tính “{earlier['_sheet']}”" if earlier["_sheet"] != row["_sheet"] else ""
            )
            found.append(Problem(
                sheet=row["_sheet"], row=row["_row"], column=letters[row["_sheet"]], header="Hồ sơ số", value=key[1],
                text=f"Trùng hộp số và hồ sơ số với {where}: sửa số hoặc xóa một dòng.",
            ))  # fmt: skip
        else:
            first[key] = row
    return found


def key_of(row):
    """What a file is recognised by within its catalogue: hộp/cặp số and hồ sơ số."""
    return row["box_number"], row["file_number"]
