"""Totals and footers of a list against the files above them: what differs is named with both figures."""

import pytest

from plans.intake.rows.row_kinds import FOOTER, SECTION, TOTAL, TOTAL_AHEAD
from tests.helpers.walked_sheets import HEAD, file_row, walked

A, B = file_row(1), file_row(2)


def total(text, sheets=None, pages=None):
    return (text, None, None, None, None, None, sheets, pages)


def test_a_total_that_adds_up_is_only_left_out():
    sheet = walked(HEAD, A, B, total("Cộng", 20, 24))
    assert sheet.rows == [2, 3] and sheet.odd == [] and sheet.left_out == {4: TOTAL}
    assert {name: count for name, count in sheet.sums.items() if count} == {
        "sheet_count": 20,
        "page_count": 24,
        "files": 2,
    }


def test_each_figure_that_differs_is_named_with_what_the_rows_come_to():
    sheet = walked(HEAD, A, B, total("Tổng cộng: 3 hồ sơ", 21, 1025))
    sheets = "số tờ ghi 21, các dòng cộng lại là 20"
    pages = "trang A4 ghi 1.025, các dòng cộng lại là 24"
    files = "số hồ sơ ghi 3, các dòng cộng lại là 2"
    assert sheet.odd == [
        (4, "G", f"dòng cộng không khớp: {sheets}; kiểm tra lại"),
        (4, "H", f"dòng cộng không khớp: {pages}; kiểm tra lại"),
        (4, "", f"dòng cộng không khớp: {files}; kiểm tra lại"),
    ]
    assert sheet.levels == ["warning"] * 3
    assert [problem.value for problem in sheet.collected.problems] == ["21", "1025", "3"]
    assert [problem.header for problem in sheet.collected.problems] == ["Số tờ", "Số trang", ""]
    assert sheet.left_out == {4: f"{TOTAL}; không khớp: {sheets}; {pages}; {files}"}


@pytest.mark.parametrize(
    ("name", "sheets", "pages"), [("of the page", 10, 12), ("of the section", 20, 24), ("of the sheet", 30, 36)]
)
def test_a_total_may_sum_up_the_page_the_section_or_the_sheet(name, sheets, pages):
    rows = (A, total("II. Phần hai"), B, total("Cộng trang", 10, 12), file_row(3), total("Cộng", sheets, pages))
    sheet = walked(HEAD, *rows)
    assert sheet.left_out == {3: SECTION, 5: TOTAL, 7: TOTAL} and sheet.odd == []


def test_two_pages_of_another_section_are_no_sum_of_this_one():
    rows = (A, B, total("II. Phần hai"), file_row(3), total("Cộng", 20, 24))
    assert [row for row, _, _ in walked(HEAD, *rows).odd] == [6, 6]


def test_a_page_of_the_book_may_be_summed_up_over_sheets():
    assert walked(HEAD, A, total("Lũy kế", 10, 12)).odd == []
    carried = walked(HEAD, A, total("Chuyển sang", 11, 13))
    assert "các dòng cộng lại là 10;" in carried.odd[0][2]


def test_totals_ahead_of_their_rows_are_not_compared():
    sheet = walked(HEAD, total("Tổng cộng", 99, 99), A, B, total("Cộng", 1, 1))
    assert sheet.left_out == {2: TOTAL_AHEAD, 5: TOTAL_AHEAD} and sheet.odd == []


def test_where_cells_are_wrong_the_sum_says_that_it_lacks_them():
    sheet = walked(HEAD, A, file_row(2, page_count="?"), total("Cộng", 20, 25))
    text = "trang A4 ghi 25, các dòng cộng lại là 12 (chưa kể những ô còn lỗi)"
    assert sheet.odd[1:] == [(4, "H", f"dòng cộng không khớp: {text}; kiểm tra lại")]
    assert sheet.left_out == {4: f"{TOTAL}; không khớp: {text}"}


def test_figures_without_a_word_are_a_total_only_where_they_add_up():
    assert walked(HEAD, A, B, total(None, 20, 24)).left_out == {4: TOTAL}
    assert walked(HEAD, A, B, total(None, "20", "24")).left_out == {4: TOTAL}
    assert walked(HEAD, A, B, total(None, 20, 25)).rows == [2, 3, 4]
    assert walked(HEAD, A, B, total(None, 20, "24 trang")).rows == [2, 3, 4]


def test_what_cannot_be_read_in_a_total_is_not_compared():
    assert walked(HEAD, A, total("Cộng", "mười", True)).left_out == {3: TOTAL}


def test_sheets_and_pages_together_are_compared_each():
    head = (*HEAD[:6], "Số tờ/Số trang", "Đã chỉnh lý")
    row = (*A[:6], "10/12", "Có")
    assert walked(head, row, ("Cộng", *[None] * 5, "10/12")).odd == []
    assert walked(head, row, ("Cộng", *[None] * 5, "99")).odd == []
    texts = [text for _, _, text in walked(head, row, ("Cộng", *[None] * 5, "11/1.312")).odd]
    assert "số tờ ghi 11, các dòng cộng lại là 10;" in texts[0] and "trang A4 ghi 1.312, " in texts[1]


def test_the_footer_counts_the_files():
    names = [(None, "Người lập"), (None, None, "Trần Thị Lan")]
    spaced = walked(HEAD, A, B, ("Mục lục này gồm: 2 . hồ sơ",), *names)
    assert spaced.odd == []
    right = walked(HEAD, A, B, ("Mục lục này gồm: 02 hồ sơ (đơn vị bảo quản).",), *names)
    assert right.left_out == dict.fromkeys((4, 5, 6), FOOTER) and right.odd == []
    wrong = walked(HEAD, A, B, ("Mục lục này gồm: 03 hồ sơ",), *names)
    assert wrong.odd == [(4, "", "dòng cộng không khớp: số hồ sơ ghi 3, các dòng cộng lại là 2; kiểm tra lại")]
    assert wrong.left_out[4] == f"{FOOTER}; không khớp: số hồ sơ ghi 3, các dòng cộng lại là 2"


def test_a_file_after_the_footer_ends_it():
    """A list of two boxes on one sheet, each with its own footer: a name after the second file is none of it."""
    sheet = walked(HEAD, A, (None, None, "Người lập"), (None, None, "Trần Thị Lan"), B, (None, None, "Trần Thị Lan"))
    assert sheet.rows == [2, 5] and sheet.left_out == {3: FOOTER, 4: FOOTER, 6: SECTION}


@pytest.mark.parametrize("word", ["Cộng", "Tổng cộng", "Lũy kế", "Chuyển sang", "Mang sang"])
def test_a_total_in_the_title_beside_a_number_is_no_file(word):
    assert walked(HEAD, A, B, (None, "3", word, None, None, None, 20, 24)).left_out == {4: TOTAL}
