"""Shapes of catalogues: a workbook, the rows in it, and how the one is compared with the other."""

from plans.intake.columns import FIELD_ORDER
from plans.intake.reading import read_catalogue
from plans.intake.rows.account import LOST
from tests.helpers.workbooks import MOTTO, xlsx

HEAD = (
    "Hộp số",
    "Hồ sơ số",
    "Tiêu đề hồ sơ",
    "Bắt đầu",
    "Kết thúc",
    "Thời hạn bảo quản",
    "Số tờ",
    "Số trang",
    "Ghi chú",
)
CLINIC = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế cơ sở", "2005", "2010", "Vĩnh viễn", 45, 88, None)
STATION = (
    "1",
    "02",
    "Hồ sơ xây dựng Trạm Y tế xã Tam Thăng",
    "15/3/2008",
    "20/12/2008",
    "20 năm",
    10,
    12,
    "Thiếu tờ 3",
)
A = {
    "box_number": "1",
    "file_number": "01",
    "title": CLINIC[2],
    "start_date": "2005",
    "end_date": "2010",
    "retention_years": 0,
    "sheet_count": 45,
    "page_count": 88,
    "note": None,
}
B = {
    "box_number": "1",
    "file_number": "02",
    "title": STATION[2],
    "start_date": "2008-03-15",
    "end_date": "2008-12-20",
    "retention_years": 20,
    "sheet_count": 10,
    "page_count": 12,
    "note": "Thiếu tờ 3",
}
LETTERHEAD = [
    ("UBND TỈNH QUẢNG NAM", None, None, None, None, MOTTO[0]),
    ("SỞ Y TẾ", None, None, None, None, MOTTO[1]),
    (None,),
    ("MỤC LỤC HỒ SƠ, TÀI LIỆU SỐ HÓA",),
    ("Phông: Sở Y tế",),
    (None,),
]
FOOTER = [
    ("Mục lục này gồm: 02 hồ sơ (đơn vị bảo quản).",),
    ("Viết bằng chữ: hai hồ sơ.",),
    (None, None, None, None, None, "Tam Kỳ, ngày 05 tháng 4 năm 2025"),
    (None, "Người lập", None, None, None, "GIÁM ĐỐC"),
    (None, "(Ký, ghi rõ họ tên)"),
    (None, "Trần Thị Lan", None, None, None, "Phạm Văn Nam"),
]
TWO = [
    ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", None, "THBQ", "Số lượng", None, "Ghi chú"),
    (None, None, None, "Bắt đầu", "Kết thúc", None, "Tờ", "Trang", None),
]
SPAN = (*HEAD[:3], "Thời gian tài liệu", *HEAD[5:])
SHORT = (*HEAD[:3], "Thời gian", *HEAD[5:])
MARKED = (*HEAD, "Đã chỉnh lý")


RUNNING = {"?number": "running"}  # a person's answer: STT stands for the file number


class Shapes(dict):
    """Shapes of one theme by name: a call adds one; A and B are its rows where none are given."""

    def __call__(self, name, data, *rows, file="muc-luc.xlsx", warns="", left_out=None, notes="", mapping=None):
        assert name not in self
        self[name] = (file, data, rows or (A, B), warns, left_out, notes, mapping)

    def check(self, name):
        """Every row and value as given, no error, no warning but the one given, and left out what is given."""
        file, data, rows, warns, left_out, notes, mapping = self[name]
        reading = read_catalogue(data, file, mapping=mapping)
        read = values(reading)
        assert [{key: row[key] for key in given} for row, given in zip(read, rows, strict=False)] == list(rows)
        assert len(read) == len(rows) == reading.row_count
        assert [problem.text for problem in reading.errors] == []
        warnings = " ".join(f"{each.text} {each.value}" for each in reading.problems if each.field != "arranged")
        assert warns in warnings and (warns or not warnings), warnings
        assert_accounted(reading)
        if left_out is not None:
            assert [each.row for each in reading.left_out] == left_out
        assert all(each.why for each in reading.left_out) and notes in " ".join(reading.notes)


def values(reading):
    return [dict(zip(("sheet", "row", *FIELD_ORDER), row, strict=True)) for row in reading.rows()]


def cut(row, *places):
    return tuple(value for at, value in enumerate(row) if at not in places)


def changed(row, **places):
    """The row with other cells: c3="…" is the fourth cell."""
    return tuple(places.get(f"c{at}", value) for at, value in enumerate(row))


def in_time(row, time):
    """The row with one cell of time instead of its beginning and end, as SHORT heads it."""
    return (*row[:3], time, *row[5:])


def heads(**places):
    return changed(HEAD, **places)


def errors_of(*rows, **options):
    """The errors of a workbook with these rows, as one text."""
    reading = read_catalogue(xlsx(*rows, **options), "muc-luc.xlsx")
    assert_accounted(reading)
    return " ".join(problem.text for problem in reading.errors)


def assert_accounted(reading):
    """Every filled cell of each table's sheet ended somewhere, and none in a row of a file was passed over."""
    assert [sheet.missing_cells for sheet in reading.sheets] == [0] * len(reading.sheets)
    assert LOST not in {problem.text[0].lower() + problem.text[1:].rstrip(".") for problem in reading.problems}
