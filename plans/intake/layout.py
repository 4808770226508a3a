"""Find the header row of our template on a sheet and map its columns."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from agencies.formats.text import clean_text, fold

from .columns import COLUMNS, IGNORED_HEADERS
from .problems import Problem

HEADER_WITHIN = 20
ENOUGH_HEADERS = 4
KNOWN = {fold(name): column for column in COLUMNS for name in (column.header, *column.aliases)}
IGNORED = {fold(name) for name in IGNORED_HEADERS}


@dataclass(frozen=True)
class Table:
    """A sheet that holds our template: where its header stands and which cell is which column."""

    sheet: object
    header_row: int
    places: dict

    def rows(self):
        """(row number, cells) of every row below the header that holds anything in a known column."""
        for number, cells in enumerate(self.sheet.rows[self.header_row :], self.header_row + 1):
            picked = {column.field: cells[at] if at < len(cells) else None for at, column in self.places.items()}
            if any(value is not None for value in picked.values()):
                yield number, picked

    def letter(self, field):
        """The column's letter in Excel, for messages."""
        return next((get_column_letter(at + 1) for at, column in self.places.items() if column.field == field), "")


def find_tables(sheets):
    """(tables, problems): visible sheets with our header; what is missing or unknown is named."""
    tables, problems = [], []
    for sheet in sheets:
        header_row = find_header(sheet.rows) if sheet.visible else None
        if header_row:
            table, found = map_columns(sheet, header_row)
            tables.append(table)
            problems += found
    if not tables:
        problems.append(Problem.of_file(NO_HEADER))
    return tables, problems


NO_HEADER = (
    f"Không tìm thấy dòng tiêu đề của tệp mẫu trong {HEADER_WITHIN} dòng đầu. Tải tệp mẫu của cổng, "
    "chép dữ liệu vào đúng cột rồi tải lên lại."
)


def find_header(rows):
    """Number of the row with most of our headers, if it has enough of them."""
    scores = [(sum(fold_cell(cell) in KNOWN for cell in row), -at) for at, row in enumerate(rows[:HEADER_WITHIN])]
    best, at = max(scores, default=(0, 0))
    return 1 - at if best >= ENOUGH_HEADERS else None


def map_columns(sheet, header_row):
    places, problems = {}, []
    for at, cell in enumerate(sheet.rows[header_row - 1]):
        name = fold_cell(cell)
        if not name or name in IGNORED:
            continue
        column, place = KNOWN.get(name), get_column_letter(at + 1)
        shown = clean_text(str(cell))[:60]
        if column is None:
            text = f"Cột “{shown}” không có trong tệp mẫu: xóa cột này hoặc đổi lại tên cột cho đúng."
        elif column in places.values():
            text = f"Cột “{shown}” có hai lần: chỉ giữ một cột."
        else:
            places[at] = column
            continue
        problems.append(Problem(sheet=sheet.name, row=header_row, column=place, header=shown, text=text))
    missing = [column.header for column in COLUMNS if column.required and column not in places.values()]
    problems += [
        Problem(sheet=sheet.name, row=header_row, header=name, text=f"Thiếu cột bắt buộc “{name}”.") for name in missing
    ]
    return Table(sheet, header_row, places), problems


def fold_cell(cell):
    return fold(cell) if isinstance(cell, str) else ""
