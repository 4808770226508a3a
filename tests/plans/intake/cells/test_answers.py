"""Cells that hold one of a few answers, and the numbers and titles of files: understood, or asked."""

from datetime import date, datetime

import pytest

from plans.intake.cells.texts import arranged, digitized, label, retention, title
from plans.intake.cells.values import CellError
from plans.intake.columns import BY_FIELD
from plans.intake.rows.read_columns import read_cell

pytestmark = pytest.mark.once
RETENTIONS = {
    0: "Vĩnh viễn|vĩnh viễn|VĨNH VIỄN|Vĩnh  viễn.|Vĩnhviễn|Vinh vien|VV|vv|V.V|v.v.|V/V|Vĩnh viển|vỉnh viễn|vĩnh viên|"
    "Bảo quản vĩnh viễn|Vĩnh viễn (VV)|VV (vĩnh viễn)|Vĩnh viễn\u200b",
    20: "20 năm|20 Năm|20NĂM|20năm|20 nam|20n|20 n|20|20,0|20.0|20 năm.|20 năm (hai mươi)|20 năm (sau khi kết thúc)|"
    "hai mươi năm",
    70: "70|70 năm|bảy mươi năm",
    50: "50 năm (năm mươi)|năm mươi năm",
    40: "bốn mươi năm|Bốn mươi năm.",
    30: "ba mươi năm",
    15: "mười lăm năm",
    10: "mười năm",
    5: "5|05|5 năm|năm năm",
    1: "1|01|1 năm",
}
NO_RETENTION = (
    "0|71|100|100 năm|-5|20.5|1.5|20,5|20%|20+|>20|trên 20 năm|5-10 năm|5/10|20 tháng|20 ngày|20 years|"
    "Vĩnh viễn/20 năm|VVV|V|x|2028|đến 2028|Hủy|Hết giá trị|02 70 năm|1.234|Có|nhiều năm"
)
UNDECIDED = (
    "Lâu dài|LÂU DÀI|LD|Tạm thời|TT|Đến khi văn bản hết hiệu lực|Đến khi VB hết hiệu lực|Theo tuổi thọ công trình|"
    "Có thời hạn|Hết hiệu lực"
)
SAID_YES = "Có|có|co|x|X|✓|✔|☑|☒|√|1|TRUE|True|Rồi|Đã|v|Yes|Y|Đúng|þ|ü|(x)|ok"
SAID_NO = "Không|khong|Chưa|chua|0|FALSE|☐|□|-|–|No|k|Không có|Chưa có"
ARRANGED = "Đã chỉnh lý|đã chỉnh lý hoàn chỉnh|Đã chỉnh lí|Chỉnh lý hoàn chỉnh|Hoàn chỉnh|Đã CL|Đã được chỉnh lý"
UNARRANGED = (
    "Chưa chỉnh lý|chưa chỉnh lí|chỉnh lý sơ bộ|đã chỉnh lý sơ bộ|Đang chỉnh lý|Chưa chỉnh lý hoàn chỉnh|Chưa CL"
)
UNSURE = "?|...|một phần|Có (2015)|2015|2|Không đạt|xx|✗|o|chỉnh lý|có thể"
CONDITIONS = {
    "good": "Tốt|tốt|TỐT|tot|Còn tốt|Rất tốt|Nguyên vẹn|01 Tốt|good",
    "fair": "Bình thường|BÌNH THƯỜNG|bt|BT|B.thường|Trung bình|TB|02. Bình thường",
    "damaged": "Hỏng|hỏng|Hư hỏng|Bị hỏng|hỏng nặng|Rách|Rách nát|mục nát|Mục|ẩm mốc|Bị ẩm mốc|mối mọt|Giòn|03 Hỏng",
}


def each(texts):
    return texts.split("|")


@pytest.mark.parametrize("years, said", [(years, said) for years, texts in RETENTIONS.items() for said in each(texts)])
def test_retention_is_read(years, said):
    assert retention(said) == years


@pytest.mark.parametrize("cell", [20, 20.0], ids=repr)
def test_retention_as_a_number_is_years(cell):
    assert retention(cell) == 20


@pytest.mark.parametrize("cell", [*each(NO_RETENTION), 0, 71, 20.5, 2008, True, date(2008, 1, 20)], ids=repr)
def test_what_is_no_retention_is_asked(cell):
    with pytest.raises(CellError, match="ghi “Vĩnh viễn” hoặc số năm từ 1 đến 70"):
        retention(cell)


@pytest.mark.parametrize("said", each(UNDECIDED))
def test_retention_of_the_old_rules_needs_a_decision(said):
    with pytest.raises(CellError, match="cơ quan phải xác định lại"):
        retention(said)


@pytest.mark.parametrize("parse", [arranged, digitized], ids=["arranged", "digitized"])
def test_yes_and_no_are_understood(parse):
    assert [said for said in [*each(SAID_YES), True, 1, 1.0] if parse(said) is not True] == []
    assert [said for said in [*each(SAID_NO), False, 0, 0.0] if parse(said) is not False] == []
    for said in [*each(UNSURE), 2, date(2015, 1, 1)]:
        with pytest.raises(CellError, match="ghi “Có” hoặc “Không”"):
            parse(said)


def test_each_column_knows_its_own_words():
    assert all(map(arranged, each(ARRANGED))) and not any(map(arranged, each(UNARRANGED)))
    assert digitized("Đã số hoá") and digitized("đã scan") and not digitized("Chưa số hóa")
    for parse, strange in ((arranged, "Đã số hóa"), (digitized, "Đã chỉnh lý"), (digitized, "đã số hóa một phần")):
        with pytest.raises(CellError):
            parse(strange)


@pytest.mark.parametrize("state, said", [(state, said) for state, texts in CONDITIONS.items() for said in each(texts)])
def test_the_condition_is_understood(state, said):
    assert BY_FIELD["condition"].parse(said) == state


@pytest.mark.parametrize("said", each("Khá|hơi cũ|ố vàng|Không tốt|không hỏng|Tương đối tốt|1|x|đảm bảo"))
def test_a_condition_between_two_is_asked(said):
    with pytest.raises(CellError, match="chọn một trong"):
        BY_FIELD["condition"].parse(said)


LABELS = {
    "007": "007",
    "7": "7",
    7: "7",
    "7.0": "7.0",
    "12A": "12A",
    " 12 ": "12",
    "12\u200b": "12",
    "1/2": "1/2",
    "1-2": "1-2",
    "'007": "007",
    "Hộp 5": "Hộp 5",
    "1.234": "1.234",
    1234.0: "1234",
    7.5: "7.5",
    "12\n13": "12 13",
    "00": "00",
    "0": "0",
    "I": "I",
    "x" * 30: "x" * 30,
    "Hô\u0323p 1": "Hộp 1",
}


@pytest.mark.parametrize("cell, text", LABELS.items(), ids=lambda each: repr(each)[:20])
def test_the_number_of_a_box_stays_as_it_is_written(cell, text):
    assert label(30)(cell) == text


@pytest.mark.parametrize(
    "cell, words",
    [
        (datetime(2025, 1, 2), "Excel đã đổi"),
        (date(2008, 5, 1), "Excel đã đổi"),
        (123456789012345678, "15 chữ số"),
        (1.5e17, "15 chữ số"),
        ("x" * 31, "tối đa 30 ký tự"),
        ("#REF!", "lỗi công thức"),
        ("######", "lỗi công thức"),
        ("2-Jan", "Excel đã đổi"),
        ("Jan-25", "Excel đã đổi"),
        ("02-thg 1", "Excel đã đổi"),
        ("1.23E+17", "15 chữ số"),
        ("-", "ghi số"),
        ("", "ghi số"),
    ],
    ids=str,
)
def test_what_excel_made_of_a_number_is_asked(cell, words):
    assert words in read_cell("file_number", cell, "ghi số")


def test_a_number_that_excel_may_have_cut_is_doubted():
    assert read_cell("file_number", 1.1, "") == "1.1" and type(read_cell("file_number", 1.1, "")) is not str
    assert type(read_cell("file_number", "1.1", "")) is str


TITLES = {
    "Hồ sơ về việc\r\n xây  dựng": "Hồ sơ về việc xây dựng",
    "Hô\u0300 sơ": "Hồ sơ",
    "Hoà Bình": "Hoà Bình",
    "Hòa Bình": "Hòa Bình",
    "a\u200bb\u202ec": "abc",
    "Hồ sơ 😀": "Hồ sơ 😀",
    "Hồ sơ\x07 chuông": "Hồ sơ chuông",
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    "<b>Hồ sơ</b>": "<b>Hồ sơ</b>",
    "\ud800Hồ sơ": "Hồ sơ",
    "Correspondance reçue à Hué": "Correspondance reçue à Hué",
    "t" * 1000: "t" * 1000,
}


@pytest.mark.parametrize("cell, text", TITLES.items(), ids=lambda each: ascii(each)[:30])
def test_a_title_stays_as_it_is_written(cell, text):
    assert title(1000)(cell) == text


@pytest.mark.parametrize(
    "cell, words",
    [
        ("t" * 1001, "tối đa 1.000"),
        ("...", "phải có chữ"),
        ("2008", "phải có chữ"),
        (12345, "phải có chữ"),
        ("nt", "như trên"),
        ("như trên", "như trên"),
        ('"', "phải có chữ"),
        (date(2008, 3, 15), "phải có chữ"),
    ],
    ids=lambda each: str(each)[:15],
)
def test_a_title_without_words_is_asked(cell, words):
    with pytest.raises(CellError, match=words):
        title(1000)(cell)
