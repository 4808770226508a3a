"""Every spelling of a header means one column, and heads that speak of the archive are kept apart."""

from collections import defaultdict

import pytest

from agencies.formats.text import fold
from plans.intake.columns import COLUMNS
from plans.intake.headers.meaning import field_of_text, in_full, meaning
from plans.intake.headers.spellings import EXTRA, spelt
from tests.helpers.shapes import CLINIC, HEAD, RUNNING, STATION, A, B, Shapes
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once
shape = Shapes()


def test_no_spelling_means_two_columns():
    spellings = [(name, column.field) for column in COLUMNS for name in (column.header, *column.aliases)]
    spellings += [(name, field) for field in EXTRA for name in spelt(field)]
    meant = defaultdict(set)
    for name, field in spellings:
        meant[in_full(fold(name))].add(field)
        assert field_of_text(name) == field, name
    assert {name: fields for name, fields in meant.items() if len(fields) > 1} == {}


@pytest.mark.parametrize(
    ("field", "heads"),
    [
        (
            "archive_number",
            "Số lưu trữ|SỐ LƯU TRỮ|So luu tru|SO_LUU_TRU|SoLuuTru|Số LT|Số L.T|S.LT|Số lưu trữ (nếu có)|1. Số lưu trữ|"
            "Ký hiệu lưu trữ|KH lưu trữ|Kí hiệu LT|Số, ký hiệu lưu trữ|Lưu trữ số|Số lưu trữ (hồ sơ số)|archiveNumber",
        ),
        ("retention_years", "Thời hạn lưu trữ|Thời hạn LT|T.hạn LT|TH lưu trữ|Thời hạn lưu trữ (năm)"),
        ("box_number", "Hộp lưu trữ|Số hộp lưu trữ|Hộp LT|Hộp lưu trữ số|Số hộp LT"),
        ("file_number", "Hồ sơ số (số lưu trữ)|Số hồ sơ|Mã hồ sơ"),
        ("fonds", "Phông lưu trữ|Phông LT|Phông lưu trữ số"),
        ("reference_code", "Ký hiệu|Số, ký hiệu|Ký hiệu hồ sơ"),
        ("", "Lưu trữ|Kho lưu trữ số|Nơi lưu trữ|Số năm lưu trữ|Thời gian lưu trữ|Số lượng lưu trữ|Số hồ sơ lưu trữ"),
    ],
)
def test_heads_that_speak_of_the_archive_are_kept_apart(field, heads):
    assert {head: field_of_text(head) for head in heads.split("|")} == dict.fromkeys(heads.split("|"), field)


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        (["Lưu trữ", "Số"], "archive_number"),
        (["Số", "Lưu trữ"], "archive_number"),
        (["Thời hạn", "Lưu trữ"], "retention_years"),
        (["Số lưu trữ", "Hộp"], "box_number"),
        (["Số lưu trữ", "Hồ sơ"], "file_number"),
        (["Lưu trữ", "Hồ sơ số"], "file_number"),
        (["Lưu trữ", "Thời hạn"], "retention_years"),
    ],
)
def test_a_head_of_two_rows_is_not_drawn_to_the_archive(texts, field):
    assert meaning(texts) == field


for head in ("Số lưu trữ", "Số LT", "Ký hiệu lưu trữ", "Lưu trữ số"):
    shape(
        f"{head} beside box, file number and retention",
        xlsx((head, *HEAD), ("1234", *CLINIC), ("LT-05", *STATION)),
        A | {"archive_number": "1234"},
        B | {"archive_number": "LT-05"},
    )
shape(
    "the archive's number and its retention",
    xlsx((*HEAD[:5], "Thời hạn lưu trữ", "Số lưu trữ", *HEAD[6:]), (*CLINIC[:6], "0123", *CLINIC[6:])),
    A | {"archive_number": "0123"},
)
shape(
    "the archive's number without a file number",
    xlsx(("STT", "Hộp số", "Số lưu trữ", *HEAD[2:]), (7, "1", "1234", *CLINIC[2:])),
    A | {"file_number": "7", "archive_number": "1234"},
    notes="không có cột Hồ sơ số: số thứ tự",
    mapping=RUNNING,
)
shape(
    "numbers of the archive that Excel keeps as numbers",
    xlsx((*HEAD, "Số LT"), (*CLINIC, 1234), (*STATION, 1.5)),
    A | {"archive_number": "1234"},
    B | {"archive_number": "1.5"},
    warns="số lẻ",
)


@pytest.mark.parametrize("name", shape)
def test_a_list_with_the_archives_number_is_read(name):
    shape.check(name)
