"""Cells merged over several rows, and lists of documents: nothing is counted twice, nothing is lost."""

import pytest

from plans.intake.cells.numbers import ASK_EACH
from plans.intake.reading import read_catalogue
from plans.intake.rows.documents import OF_THE_FILE
from tests.helpers.shapes import CLINIC, HEAD, STATION, Shapes, assert_accounted, changed, values
from tests.helpers.workbooks import xlsx

shape = Shapes()
ONE_FILE = [f"{letter}2:{letter}3" for letter in "ABDEFGHI"]
shape(
    "a title of two rows in a file that is merged",
    xlsx(HEAD, changed(CLINIC, c2="Hồ sơ về quy hoạch"), (None, None, "mạng lưới y tế cơ sở"), STATION, merge=ONE_FILE),
    left_out=[3],
)
shape("a file merged over an empty row", xlsx(HEAD, CLINIC, (), STATION, merge=[*ONE_FILE, "C2:C3"]), left_out=[])
shape(
    "a heading inside a merged box",
    xlsx(HEAD, CLINIC, (None, None, "II. Xây dựng"), changed(STATION, c0=None), merge=["A2:A4"]),
    left_out=[3],
)


@pytest.mark.parametrize("name", shape)
def test_what_is_merged(name):
    shape.check(name)


@pytest.mark.parametrize(
    "heads, column, count, fields",
    [
        (HEAD, "H", 100, ["page_count"]),
        (HEAD, "G", 50, ["sheet_count"]),
        (changed(HEAD, c7="Trang A4", c8="Trang A3"), "I", 6, ["page_count_a3"]),
        (changed(HEAD, c6="Ghi chú", c7="Số tờ/Số trang", c8="Khác"), "H", "50/100", ["page_count"]),
    ],
)
def test_a_count_of_several_files_is_no_files_own(heads, column, count, fields):
    at = f"c{ord(column) - ord('A')}"
    rows = [changed(CLINIC, **{at: count}), changed(STATION, **{at: None})]
    reading = read_catalogue(xlsx(heads, *rows, merge=[f"{column}2:{column}3"]), "muc-luc.xlsx")
    said = [(each.row, each.field, each.value) for each in reading.errors if ASK_EACH[1:] in each.text]
    assert said == [(row, name, f"{count} (ô gộp 2 dòng)") for name in fields for row in (2, 3)]
    assert [row[name] for row in values(reading) for name in fields] == [None, None]
    assert_accounted(reading)


OF_DOCUMENT = ("Số thứ tự văn bản trong hồ sơ", "Tên loại văn bản", "Số, ký hiệu văn bản", "Trích yếu nội dung")


def summed(*rows, **options):
    """What the files of a list of documents come to: [(number, sheets, pages)]."""
    documents = [(number, "Hồ sơ cấp phép", sheets, 1, "Công văn", "1/CV", "Về việc", p) for number, sheets, p in rows]
    book = xlsx(("Mã hồ sơ", "Tiêu đề hồ sơ", "Số lượng tờ", *OF_DOCUMENT, "Số trang"), *documents, **options)
    reading = read_catalogue(book, "muc-luc.xlsx", mapping={"?documents": "sum"})
    assert_accounted(reading)
    files = [(row["file_number"], row["sheet_count"], row["page_count"]) for row in values(reading)]
    assert reading.error_count == sum((sheets, pages).count(None) for _, sheets, pages in files)
    return files, any(OF_THE_FILE[1:] in each.text for each in reading.problems)


def test_sheets_of_documents_are_all_added():
    rows = [("1", 2, 2), ("1", 2, 3), ("1", 3, 3), ("2", 4, 4), ("2", 4, 8)]
    assert summed(*rows) == ([("1", 7, 8), ("2", 8, 12)], False)


def test_sheets_that_every_row_repeats_are_those_of_the_file_and_that_is_told():
    assert summed(("1", 45, 20), ("1", 45, 60), ("2", 5, 8)) == ([("1", 45, 80), ("2", 5, 8)], True)


def test_sheets_merged_over_the_documents_are_counted_once():
    rows = [("1", 45, 20), (None, None, 60), ("2", 5, 8)]
    assert summed(*rows, merge=["A2:A3", "C2:C3"]) == ([("1", 45, 80), ("2", 5, 8)], False)


def test_a_file_whose_documents_go_on_in_the_rows_read_next_stays_one():
    files, _ = summed(*[(str(number), 3, 2) for number in range(700) for _ in range(3)])
    assert files == [(str(number), 3, 6) for number in range(700)]


@pytest.mark.parametrize("pages", [("x", 2), (2, "x"), ("x", None), (1.234, 2), (2, 1.234)])
def test_pages_of_a_document_that_cannot_be_read_leave_the_file_without_a_sum(pages):
    assert summed(*[("1", 3, each) for each in (*pages, 5)], ("2", 4, 8)) == ([("1", 3, None), ("2", 4, 8)], True)


@pytest.mark.parametrize("said", [("x", 2), (2, "x")])
def test_sheets_of_a_document_that_cannot_be_read_leave_the_file_without_a_sum(said):
    assert summed(*[("1", each, 2) for each in said], ("2", 4, 8)) == ([("1", None, 4), ("2", 4, 8)], False)


def test_pages_merged_over_documents_of_two_files_are_neither_files_own():
    rows = [("1", 3, 20), ("1", 3, 40), ("2", 4, None), ("2", 4, 5)]
    assert summed(*rows, merge=["H3:H4"]) == ([("1", 3, None), ("2", 4, None)], True)
