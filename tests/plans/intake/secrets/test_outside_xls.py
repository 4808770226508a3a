"""A mark of secrecy outside the cells of an old .xls refuses the list as it does in an .xlsx."""

import struct
from uuid import UUID

import pytest

from plans.intake.reading import read_catalogue
from plans.intake.sandbox import Refused
from plans.intake.secrets.outside_xls import marked_outside_xls
from tests.helpers.hostile_workbooks import xls_with
from tests.helpers.workbooks import ole, record, xls

HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số trang")
ROW = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế cơ sở", "2008", "20 năm", 120)
SUMMARY = UUID("f29f85e0-4ff9-1068-ab91-08002b27b3d9")
HEADER, FOOTER, NOTE, CONTINUE, CACHE, TEXT_OBJECT = 0x14, 0x15, 0x1C, 0x3C, 0x5A, 0x1B6


def counted(text):
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def text_box(text, wide=True):
    letters = text.encode("utf-16-le" if wide else "latin-1")
    return record(TEXT_OBJECT, b"\0" * 18) + record(CONTINUE, bytes([wide]) + letters)


def properties(title):
    """A summary of the file that holds its title alone."""
    text = title.encode() + b"\0"
    value = struct.pack("<II", 0x1E, len(text)) + text
    section = struct.pack("<IIII", 16 + len(value), 1, 2, 16) + value
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 2, b"\0" * 16, 1, SUMMARY.bytes_le, 48) + section


@pytest.mark.parametrize(
    ("records", "place"),
    [
        (record(HEADER, counted("&CTỐI MẬT")), "đầu trang"),
        (record(FOOTER, counted('&L&"Times New Roman,Bold"&14MẬT')), "chân trang"),
        (record(HEADER, bytes([7]) + b"TOI MAT"), "đầu trang"),
        (text_box("Kho K17 (Mật)"), "khung chữ"),
        (text_box("TOI MAT", wide=False), "khung chữ"),
        (record(NOTE, struct.pack("<HHHHHB", 1, 1, 0, 1, 9, 1) + "Độ mật: C".encode("utf-16-le")), "chú thích"),
        (record(CACHE, struct.pack("<BBHB", 0, 0, 0, 2) + counted("TUYỆT MẬT")), "dữ liệu đệm"),
    ],
)
def test_a_mark_beside_the_cells_is_found(records, place):
    with pytest.raises(Refused) as refused:
        read_catalogue(xls_with(records), "muc-luc.xls")
    assert refused.value.code == "secret" and place in refused.value.message and "K17" not in refused.value.message


def test_a_mark_in_the_properties_is_found():
    data = ole({"Workbook": b"\0", "\x05SummaryInformation": properties("Tài liệu mật")})
    assert marked_outside_xls(data) == ["thuộc tính tệp"]


@pytest.mark.parametrize("text", ["Sở Y tế", "&P/&N", "Kiểm tra mật độ dân số", "Bảo vệ bí mật nhà nước"])
def test_ordinary_words_beside_the_cells_pass(text):
    records = record(HEADER, counted(text)) + text_box(text)
    assert read_catalogue(xls_with(records), "muc-luc.xls").row_count == 1


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", xls(HEAD, ROW)[:3000]])
def test_a_container_that_cannot_be_walked_is_left_to_the_reader(data):
    assert marked_outside_xls(data) == []
