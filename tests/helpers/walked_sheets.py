"""A sheet given as rows and read without a workbook: its files, what is odd, what is left out, what it comes to."""

from dataclasses import dataclass, field
from datetime import date

from plans.intake.collected import Collected
from plans.intake.columns import FIELD_ORDER
from plans.intake.rows.sheet_walk import SheetWalk
from plans.intake.rows.sums import no_figures

HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Kết thúc", "THBQ", "Số tờ", "Số trang", "Đã chỉnh lý")
FIELDS = "box_number|file_number|title|start_date|end_date|retention_years|sheet_count|page_count|arranged".split("|")
TITLE = "Hồ sơ xây dựng Trạm Y tế xã Tam Thăng"


@dataclass
class Walked:
    """What was read: `files` are dicts of fields, with their row; `odd` are (row, column, text) of problems."""

    files: list = field(default_factory=list)
    collected: Collected = field(default_factory=Collected)
    sums: dict = field(default_factory=no_figures)
    headers: list = field(default_factory=list)
    calls: int = 0

    def add(self, header, numbers, columns):
        self.calls += 1
        columns = [column or [None] * len(numbers) for column in columns]
        self.files += [
            {"row": number} | dict(zip(FIELD_ORDER, row, strict=True))
            for number, *row in zip(numbers, *columns, strict=True)
        ]

    def column(self, name):
        return [file[name] for file in self.files]

    @property
    def rows(self):
        return self.column("row")

    @property
    def odd(self):
        return [(each.row, each.letter, each.text) for each in self.collected.problems]

    @property
    def levels(self):
        return [each.level for each in self.collected.problems]

    @property
    def left_out(self):
        return {row: why for _, row, why in self.collected.left_out}


def walked(*rows, name="Mục lục", merged=(), mapping=None, before=None, chunk=2_000):
    """Reads the rows as they come from a workbook: empty cells are "", numbers are floats, all rows of one width."""
    result, rows = Walked(), as_read(rows)
    walk = SheetWalk(0, name, result.collected, result.sums, date(2025, 6, 1), result.add)
    why = walk.begin(rows[:chunk], merged, mapping, before)
    for at in range(0, 0 if why else len(rows), chunk):
        walk.walk(at + 1, rows[at : at + chunk])
    result.headers = walk.headers if not why else []
    return result


def as_read(rows):
    width = max(map(len, rows))
    cells = [[float(cell) if type(cell) is int else "" if cell is None else cell for cell in row] for row in rows]
    return [row + [""] * (width - len(row)) for row in cells]


def file_row(number, **changes):
    """A file's row under HEAD, with other cells by field."""
    row = {
        "box_number": "1",
        "file_number": f"{number:02d}",
        "title": f"{TITLE} số {number}",
        "start_date": "15/3/2008",
    }
    row |= {
        "end_date": "20/12/2008",
        "retention_years": "20 năm",
        "sheet_count": 10,
        "page_count": 12,
        "arranged": "Có",
    }
    row |= changes
    return tuple(row[name] for name in FIELDS)
