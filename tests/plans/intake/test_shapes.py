"""Where the table is in an office's workbook: each shape is read as it is, and no number is misread."""

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Border, PatternFill, Side

from tests.helpers.shapes import CLINIC, FOOTER, HEAD, LETTERHEAD, STATION, A, B, Shapes, changed
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once
shape = Shapes()
# -- where the table is
shape("plain", xlsx(HEAD, CLINIC, STATION))
shape(
    "letterhead above",
    xlsx(*LETTERHEAD, HEAD, CLINIC, STATION),
    A | {"fonds": "Sở Y tế"},
    B | {"fonds": "Sở Y tế"},
    left_out=[1, 2, 4, 5],
)
shape("a long letterhead", xlsx(*LETTERHEAD, *[("Ghi thêm",)] * 30, HEAD, CLINIC, STATION))
shape("title merged over the table", xlsx(("MỤC LỤC HỒ SƠ",), HEAD, CLINIC, STATION, merge=["A1:I1"]))
shape("table begins at column C and row 3", xlsx((), (), *[(None, None, *row) for row in (HEAD, CLINIC, STATION)]))
shape("blank rows between", xlsx(HEAD, (), CLINIC, (), (), STATION, ()))
shape("blank rows of spaces", xlsx(HEAD, CLINIC, (" ", "  ", None), STATION))
shape("footer with count, place, names", xlsx(HEAD, CLINIC, STATION, (), *FOOTER), left_out=[5, 6, 7, 8, 9, 10])
shape(
    "footer whose count is wrong",
    xlsx(HEAD, CLINIC, STATION, ("Mục lục này gồm: 25 hồ sơ (đơn vị bảo quản).",)),
    warns="không khớp",
)
shape("letterhead and footer", xlsx(*LETTERHEAD, HEAD, CLINIC, STATION, *FOOTER))
shape(
    "numbering (1) (2) (3) under the header",
    xlsx(HEAD, [f"({n})" for n in range(1, 10)], CLINIC, STATION),
    left_out=[2],
)
shape("numbering 1 2 3 as numbers", xlsx(HEAD, list(range(1, 10)), CLINIC, STATION), left_out=[2])
shape("numbering A B 1 2", xlsx(HEAD, ["A", "B", *range(1, 8)], CLINIC, STATION), left_out=[2])
shape("header repeated on every page", xlsx(HEAD, CLINIC, HEAD, STATION), left_out=[3])
shape(
    "letterhead and header repeated", xlsx(HEAD, CLINIC, ("MỤC LỤC HỒ SƠ (tiếp theo)",), HEAD, STATION), left_out=[3, 4]
)
shape(
    "formats far below and to the right",
    xlsx(
        HEAD,
        CLINIC,
        STATION,
        change=lambda book, sheet: (
            setattr(sheet["A5000"], "number_format", "@"),
            setattr(sheet["ZZ3"], "number_format", "@"),
        ),
    ),
)
# -- sheets
shape("two sheets with headers of their own", xlsx(HEAD, CLINIC, name="Hộp 1", more={"Hộp 2": [HEAD, STATION]}))
shape("second sheet goes on without a header", xlsx(HEAD, CLINIC, name="Trang 1", more={"Trang 2": [STATION]}))
shape(
    "a map has no A4 pages",
    xlsx((*HEAD, "Khổ A0"), (*changed(CLINIC, c6=None, c7=None), 2), (*STATION, None)),
    A | {"sheet_count": None, "page_count": None, "page_count_a0": 2},
    B,
)
shape("second sheet goes on, narrower", xlsx(HEAD, STATION, name="Trang 1", more={"Trang 2": [CLINIC[:8]]}), B, A)
shape(
    "letterhead and footer on every sheet",
    xlsx(*LETTERHEAD, HEAD, CLINIC, *FOOTER, more={"2": [*LETTERHEAD, HEAD, STATION, *FOOTER]}),
    warns="không khớp",
)
shape("sheets of different columns", xlsx(HEAD, CLINIC, more={"Khác": [HEAD[::-1], STATION[::-1]]}))
shape(
    "guide sheet beside the list",
    xlsx(HEAD, CLINIC, STATION, more={"Hướng dẫn": [("Cách ghi", "Ví dụ")]}),
    notes="Hướng dẫn",
)
shape("empty sheets beside the list", xlsx(HEAD, CLINIC, STATION, more={"Sheet2": [], "Sheet3": []}))
shape("list on the second sheet", xlsx(("Bìa mục lục",), name="Bìa", more={"Mục lục": [HEAD, CLINIC, STATION]}))
shape("another table further down", xlsx(HEAD, CLINIC, (), HEAD[::-1], STATION[::-1]), left_out=[4])
# -- further tables and sheets
SUMMARY = [("TT", "Hộp số", "Số hồ sơ", "Số tờ", "Số trang"), (1, "1", 2, 55, 100), ("Tổng cộng", None, 2, 55, 100)]


def beside(*rows, after=1):
    """Rows of pairs: what is on the left, and on the right after some empty columns."""
    width = max(len(left) for left, _ in rows) + after
    return [(*left, *[None] * (width - len(left)), *right) for left, right in rows]


def framed(book, sheet):
    for row in range(4, 1004):
        sheet.cell(row, 1).border = sheet.cell(row, 9).border = Border(bottom=Side(style="thin"))
    for column in range(1, 703):
        sheet.cell(1, column).fill = PatternFill("solid", fgColor="FFFF00")


def folded(book, sheet):
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["G"].hidden = True
    sheet.auto_filter.ref, sheet.freeze_panes = "A1:I3", "A2"


def with_choices(book, sheet):
    hidden = book.create_sheet("DM")
    hidden.append(("THBQ", "Tình trạng", "Tiêu đề hồ sơ"))
    hidden.append(("Vĩnh viễn", "Tốt", "Mẫu"))
    hidden.sheet_state = "veryHidden"


def with_chart(book, sheet):
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=8, min_row=1, max_row=3), titles_from_data=True)
    book.create_chartsheet("Biểu đồ", 0).add_chart(chart)


shape(
    "letterhead of two merged halves",
    xlsx(*LETTERHEAD[:4], HEAD, CLINIC, STATION, merge=["A1:E1", "F1:I1", "A2:E2", "F2:I2", "A4:I4"]),
    left_out=[1, 2, 4],
)
shape(
    "fifty lines above the table",
    xlsx(*[(f"Căn cứ văn bản số {n}/QĐ-UBND",) for n in range(50)], HEAD, CLINIC, STATION),
)
shape("table at D20", xlsx(*[()] * 19, *[(None, None, None, *row) for row in (HEAD, CLINIC, STATION)]))
shape(
    "title merged over three columns",
    xlsx(*[(*row[:3], None, None, *row[3:]) for row in (HEAD, CLINIC, STATION)], merge=["C1:E1", "C2:E2", "C3:E3"]),
)
shape("two tables side by side", xlsx(*beside((HEAD, HEAD), (CLINIC, STATION))))
shape(
    "summary to the right of the list",
    xlsx(*beside(*zip((HEAD, CLINIC, STATION), SUMMARY, strict=True), after=2)),
    warns="cột này không được đọc",
)
shape("summary under the list", xlsx(HEAD, CLINIC, STATION, (), ("BẢNG TỔNG HỢP",), *SUMMARY), left_out=[5, 6, 7, 8])
shape("summary sheet after the list", xlsx(HEAD, CLINIC, STATION, more={"Tổng hợp": SUMMARY}), left_out=[1, 2, 3])
shape(
    "summary by year before the list",
    xlsx(
        ("Năm", "Số lượng hồ sơ", "Số tờ", "Số trang A4"),
        (2005, 2, 55, 100),
        name="Tổng hợp",
        more={"Chi tiết": [HEAD, CLINIC, STATION]},
    ),
    left_out=[1, 2],
)
shape("the list on a sheet named Tổng hợp", xlsx(("MỤC LỤC TỔNG HỢP",), HEAD, CLINIC, STATION, name="Tổng hợp"))
shape(
    "photographs on a sheet of their own",
    xlsx(
        HEAD,
        CLINIC,
        STATION,
        more={
            "Phim ảnh": [
                ("Số lưu trữ", "Tên sự kiện", "Tiêu đề ảnh", "Tác giả", "Địa điểm", "Thời gian", "Màu sắc", "Cỡ ảnh"),
                ("A01", "Hội nghị tổng kết", "Toàn cảnh hội nghị", "Lan", "Tam Kỳ", "2008", "Màu", "10x15"),
            ]
        },
    ),
    left_out=[1, 2],
)
shape(
    "cover, index of boxes and how to fill in",
    xlsx(
        ("SỞ Y TẾ",),
        ("Năm 2025",),
        name="Bìa",
        more={
            "DS hộp": [("STT", "Tên hộp", "Số lượng hồ sơ", "Liên kết"), (1, "Hộp 1", 2, "Xem")],
            "Hướng dẫn": [("Cột", "Cách nhập"), ("Hộp số", "Số của hộp"), ("THBQ", "Vĩnh viễn hoặc số năm")],
            "Mục lục": [HEAD, CLINIC, STATION],
        },
    ),
)
shape("hidden sheet of choices", xlsx(HEAD, CLINIC, STATION, change=with_choices), notes="đang ẩn")
shape("chart sheet before the list", xlsx(HEAD, CLINIC, STATION, change=with_chart))
shape("hidden row and column, filter, frozen head", xlsx(HEAD, CLINIC, STATION, change=folded))
shape("a thousand framed rows and colours up to ZZ", xlsx(HEAD, CLINIC, STATION, change=framed))
shape(
    "letterhead, head and numbering again on every printed page",
    xlsx(*LETTERHEAD[:4], HEAD, CLINIC, *LETTERHEAD[:4], HEAD, [f"({n})" for n in range(1, 10)], STATION),
    left_out=[1, 2, 4, 7, 8, 10, 11, 12],
)
shape(
    "signed list and a second list under it",
    xlsx(("DANH MỤC 1",), HEAD, CLINIC, ("Mục lục này gồm 01 hồ sơ",), *FOOTER[2:], ("DANH MỤC 2",), HEAD, STATION),
)
shape(
    "second list of other columns under the first",
    xlsx(
        HEAD,
        CLINIC,
        (),
        ("TT", "Số hồ sơ", "Cặp số", "Tên hồ sơ", "Thời hạn", "Thời gian", "Trang", "Tờ", "Chú thích"),
        (1, "02", "1", STATION[2], "20 năm", "15/3/2008-20/12/2008", 12, 10, "Thiếu tờ 3"),
    ),
)
shape(
    "box in the sheet's name only",
    xlsx(HEAD[1:], CLINIC[1:], name="Hộp 1", more={"Hộp 02": [HEAD[1:], STATION[1:]]}),
    A,
    B | {"box_number": "02"},
)
shape("box in the letterhead", xlsx(("MỤC LỤC",), ("Hộp số: 1",), HEAD[1:], CLINIC[1:], STATION[1:]))
shape(
    "box beside other things in the letterhead",
    xlsx(("Mục lục số 01      Hộp số: 17, năm 2008",), HEAD[1:], CLINIC[1:]),
    A | {"box_number": "17", "catalogue_number": "01"},
)
UNDATED = [(*row[:3], *row[5:]) for row in (HEAD, CLINIC, STATION)]
shape(
    "a sheet for each year and no column of times",
    xlsx(*UNDATED[:2], name="Năm 2005", more={"2008": [UNDATED[0], UNDATED[2]]}),
    A | {"end_date": None},
    B | {"start_date": "2008", "end_date": None},
    warns="tên trang tính",
)
shape("blank row between head and files", xlsx(HEAD, (), CLINIC, STATION))
shape(
    "notes, recipients and contact under the list",
    xlsx(
        HEAD,
        CLINIC,
        STATION,
        ("Ghi chú: hồ sơ số 01 có bản vẽ.",),
        ("- Số liệu đến ngày 31/3/2025.",),
        (),
        ("Nơi nhận:",),
        ("- Lưu: VT, KHTH.",),
        ("Người liên hệ: Trần Thị Lan",),
        ("Email: lan@quangnam.example",),
    ),
)
shape(
    "three signatures beside each other",
    xlsx(
        HEAD,
        CLINIC,
        STATION,
        (None, "NGƯỜI LẬP", None, "PHỤ TRÁCH", None, None, "THỦ TRƯỞNG CƠ QUAN"),
        (None, "(Ký)", None, "(Ký)", None, None, "(Ký tên, đóng dấu)"),
        (),
        (None, "Trần Thị Lan", None, "Lê Minh", None, None, "Phạm Văn Nam"),
    ),
    left_out=[4, 5, 7],
)


@pytest.mark.parametrize("name", shape)
def test_a_table_is_found_wherever_it_stands(name):
    shape.check(name)
