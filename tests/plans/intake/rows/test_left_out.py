"""Rows under a header that are no files: each is left out with its reason, and the files around it are read."""

import pytest

from plans.intake.rows import row_kinds
from tests.helpers.walked_sheets import HEAD, TITLE, file_row, walked

pytestmark = pytest.mark.once
A, B = file_row(1), file_row(2)
OTHERS = {
    "header again": (HEAD, row_kinds.REPEATED),
    "half of the header again": ((*HEAD[:5], *[None] * 4), row_kinds.REPEATED),
    "numbers of columns": (tuple(range(1, 10)), row_kinds.NUMBERING),
    "numbers of columns in brackets": (tuple(f"({n})" for n in range(1, 10)), row_kinds.NUMBERING),
    "letters and numbers of columns": (("A", "B", "1", "2", "3", "4"), row_kinds.NUMBERING),
    "motto": ((None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), row_kinds.LETTERHEAD),
    "rest of a title": ((None, None, "và các văn bản liên quan"), row_kinds.CONTINUED),
    "number only": ((None, "03"), row_kinds.ONLY_NUMBER),
    "number with letters only": ((None, "HS-007"), row_kinds.ONLY_NUMBER),
    "foot of a page": (("Trang 2/3",), row_kinds.PAGE_MARK),
    "number of a page": ((None, None, "- 2 -"), row_kinds.PAGE_MARK),
    "section": (("II. Hồ sơ xây dựng",), row_kinds.SECTION),
    "section with its number beside": (("II", "Hồ sơ xây dựng"), row_kinds.SECTION),
    "section with a number": ((1.2, "Hồ sơ xây dựng"), row_kinds.SECTION),
    "box": (("Hộp số 5",), row_kinds.SECTION),
    "box and a count": (("Hộp số 5", None, None, None, None, None, 3.0), row_kinds.SECTION),
    "total": (("Cộng",), row_kinds.TOTAL),
    "footer": ((None, None, "Tam Kỳ, ngày 05 tháng 4 năm 2025"), row_kinds.FOOTER),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_row_that_is_no_file_is_left_out_with_its_reason(name):
    row, why = OTHERS[name]
    sheet = walked(HEAD, A, row, B)
    assert (sheet.rows, sheet.left_out, sheet.odd) == ([2, 4], {3: why}, [])


FILES = {
    "title that sounds like a total": {"title": "Cộng đồng dân cư xã Tam Thăng"},
    "title that sounds like a footer": {"title": "Người lập hồ sơ đất đai xã Tam Thăng"},
    "title that is a header": {"title": "Ghi chú"},
    "title of four letters": {"title": "Đất A"},
    "number in letters": {"file_number": "abc"},
    "no title": {"title": None},
    "no number": {"file_number": None},
    "no dates": {"start_date": None, "end_date": None, "retention_years": None},
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_stays_a_file_whatever_its_cells_say(name):
    sheet = walked(HEAD, A, file_row(2, **FILES[name]), file_row(3))
    assert sheet.rows == [2, 3, 4] and sheet.left_out == {}


def test_blank_rows_are_no_rows():
    sheet = walked(HEAD, A, (None, " "), B)
    assert sheet.rows == [2, 4] and sheet.left_out == {}


def test_the_rest_of_a_title_goes_to_the_file_above_it():
    sheet = walked(HEAD, A, B, (None, None, "và các văn bản"), (None, None, "liên quan"))
    assert sheet.column("title") == [f"{TITLE} số 1", f"{TITLE} số 2 và các văn bản liên quan"]
    first = walked(HEAD, (None, None, "và các văn bản liên quan"), A)
    assert first.column("title") == [f"{TITLE} số 1"] and first.left_out == {2: row_kinds.SECTION}


def test_a_number_and_a_title_open_the_files_numbered_under_it():
    opened = walked(HEAD, (None, 1, "Công tác tổ chức"), file_row(1, file_number="1.1"), B)
    assert opened.rows == [3, 4] and opened.left_out == {2: row_kinds.SECTION}
    assert walked(HEAD, (None, 1, "Công tác tổ chức"), file_row(1, file_number="2.1"), B).rows == [2, 3, 4]
    assert walked(HEAD, (None, 1, "Công tác tổ chức"), (None,), file_row(1, file_number="1.1")).rows == [4]


def test_a_section_names_box_and_fonds_for_the_files_under_it_that_name_none():
    a, c = file_row(1, box_number=None), file_row(3, box_number=None)
    sheet = walked(HEAD, ("Hộp số 5",), a, B, ("Phông: Sở Y tế.",), c)
    assert sheet.column("box_number") == ["5", "1", "5"]
    assert sheet.column("fonds") == [None, None, "Sở Y tế"]


def test_years_stand_over_the_files_of_a_list_without_times():
    head = tuple(text for text in HEAD if text not in ("Bắt đầu", "Kết thúc"))
    a, b, c = (file_row(n)[:3] + file_row(n)[5:] for n in (1, 2, 3))
    by_rows = walked(head, a, ("Năm 2007",), b, ("Năm 2008",), c)
    assert by_rows.column("start_date") == [None, "2007", "2008"]
    assert by_rows.odd[0] == (1, "", "không có cột thời gian: lấy năm ở dòng đề mục hoặc tên trang tính; kiểm tra lại")
    assert by_rows.odd[1:] == []  # the first one's year is not known
    by_name = walked(head, a, b, name="Năm 2005")
    assert by_name.column("start_date") == ["2005", "2005"]
    assert walked(head, a, b, name="Năm 2025").column("start_date") == [None, None]


def test_the_name_of_a_sheet_and_its_letterhead_say_the_box():
    no_boxes, row = HEAD[1:], A[1:]
    assert walked(no_boxes, row, name="Hộp 07").column("box_number") == ["07"]
    assert walked(HEAD, file_row(1, box_number=None), name="Hộp 07").column("box_number") == [None]
    above = walked(("Mục lục số 01    Hộp số: 05",), ("Phông: UBND xã Tam Thăng",), no_boxes, row, name="Hộp 07")
    assert above.column("box_number") == ["05"] and above.column("fonds") == ["UBND xã Tam Thăng"]
    assert above.left_out == dict.fromkeys((1, 2), row_kinds.LETTERHEAD)


def test_a_summary_under_the_list_is_not_read():
    summary = [("Hộp số", "Số tờ", "Số trang", "Hồ sơ số"), ("1", 10, 12, "01"), ("2", 20, 24, "02")]
    sheet = walked(HEAD, A, *summary)
    assert sheet.rows == [2] and sheet.left_out == dict.fromkeys((3, 4, 5), row_kinds.SUMMARY)
    again = walked(HEAD, A, *summary, HEAD, B)
    assert again.rows == [2, 7] and again.left_out[6] == row_kinds.REPEATED


def test_a_table_of_another_make_goes_on_under_the_first():
    other = ("Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Kết thúc", "THBQ", "Số trang", "Đã chỉnh lý")
    sheet = walked(HEAD, A, other, ("05", TITLE, "2001", "2002", "10 năm", 33, "Có"))
    assert sheet.rows == [2, 4] and sheet.left_out == {3: row_kinds.REPEATED}
    assert sheet.files[1] | {"title": TITLE} == sheet.files[1]
    assert (sheet.column("start_date"), sheet.column("page_count")) == (["2008-03-15", "2001"], [12, 33])
    assert [(header.first, header.last) for header in sheet.headers] == [(1, 1), (3, 3)]


def test_two_tables_side_by_side_are_read_one_after_the_other():
    sheet = walked(HEAD + HEAD, A + file_row(9, page_count="?"), B + file_row(8))
    assert sheet.column("file_number") == ["01", "02", "09", "08"] and sheet.rows == [2, 3, 2, 3]
    assert sheet.odd == [(2, "Q", "nhập một số nguyên, ví dụ 1.250")]
    assert sheet.calls == 2 and sheet.sums["files"] == 4


def test_cells_merged_downwards_hold_for_every_row_they_cover():
    rows = [file_row(n, box_number="7" if n == 2 else "1" if n == 1 else None) for n in range(1, 6)]
    merged = [((2, 0), (3, 0)), ((0, 1), (1, 1)), ((4, 0), (4, 8))]
    expected = ["1", "7", "7", None, None]
    assert walked(HEAD, *rows, file_row(6, box_number="9"), merged=merged).column("box_number")[:3] == expected[:3]
    over_chunks = walked(HEAD, *rows, merged=[((2, 0), (5, 0))], chunk=3)
    assert over_chunks.column("box_number") == ["1", "7", "7", "7", "7"]
    own = walked(HEAD, A, B, file_row(3, box_number="8"), merged=[((1, 0), (3, 0))])
    assert own.column("box_number") == ["1", "1", "8"]


def test_a_sheet_narrower_than_the_header_that_goes_on_is_read_as_if_wide():
    first = walked(HEAD, A, B).headers[-1]
    narrow = [file_row(n)[:8] for n in (3, 4)]
    on = walked(*narrow, before=first)
    assert on.rows == [1, 2] and on.column("page_count") == [12, 12] and on.column("arranged") == [None, None]
    assert on.headers[0].source == "continued" and [row for row, _, _ in on.odd] == [1, 2]
    exact = walked(file_row(3), file_row(4), before=first)
    assert exact.odd == [] and exact.rows == [1, 2]
    assert walked(("Ghi chép khác",), ("về việc khác",), before=first).rows == []


def test_a_title_of_thirty_letters_that_is_a_header_is_looked_at_twice():
    """'Ghi chú' among the cells of a repeated header is one; a long title is a file at once."""
    repeated = (None, "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Kết thúc", "THBQ", None, None, None)
    assert walked(HEAD, A, repeated, B).left_out == {3: row_kinds.REPEATED}


@pytest.mark.parametrize(("sign", "is_file"), [("abc", True), ("abcd", False), ("abc1", True), (" abc ", True)])
def test_a_short_sign_may_be_the_number_of_a_file(sign, is_file):
    """What follows the footer is a name, unless it is numbered as a file."""
    row = (None, sign, "Trần Thị Lan")
    sheet = walked(HEAD, A, (None, None, "Người lập"), row)
    assert (row_kinds.FOOTER not in sheet.left_out.get(4, "")) is is_file


@pytest.mark.parametrize(("mark", "why"), [("HS-00000001", row_kinds.ONLY_NUMBER), ("HS-000000001", row_kinds.SECTION)])
def test_a_number_written_beforehand_has_less_than_twelve_letters(mark, why):
    assert walked(HEAD, A, (None, mark), B).left_out == {3: why}
