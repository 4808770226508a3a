"""Rows that could not be written come back as they were understood, and find their place when they are corrected."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.intake.columns import FIELDS, ROW_CODE
from plans.models import ArchivalFile, StagedFile
from plans.uploads import marking_child
from tests.helpers.catalogues import row
from tests.helpers.grids import page_of
from tests.helpers.uploads import at, book_at, only, upload
from tests.helpers.workbooks import bytes_of

HEAD = ["Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "THBQ", "Số trang", "Đã chỉnh lý", "Ghi chú"]
WRONG = "mười hai"


def ten_files(pages=WRONG):
    """A workbook that writes the box once; nine of ten files lack a readable number of pages."""
    book = Workbook()
    book.active.append(HEAD)
    for number in range(1, 11):
        box = 7 if number == 1 else None
        page_count = 40 if number == 4 else pages
        book.active.append(
            [box, f"{number:02}", f"Hồ sơ số {number}", "2005", "20 năm", page_count, "Có", f"tủ {number}"]
        )
    return bytes_of(book)


def write_good(browser, catalogue, data):
    upload(browser, catalogue, data)
    browser.submit(at("ghi/"), {"only_good": "on"})


def heads_of(sheet):
    """{head of the rest: its column}, heads without stars and brackets."""
    return {str(cell.value).split(" *")[0].split(" (")[0]: cell.column for cell in sheet[2]}


def corrected(rest, head="Trang A4", value=50):
    """The rest as Lan corrects it: the same value in a column of every row."""
    for sheet in rest.worksheets:
        for number in range(3, sheet.max_row + 1):
            sheet.cell(number, heads_of(sheet)[head]).value = value
    return bytes_of(rest)


def counts():
    return {name: only().counts[name] for name in ("new", "changed", "unchanged", "missing", "errors")}


def test_nine_corrected_rows_come_in_with_their_box_and_in_their_place(browser, catalogue):
    write_good(browser, catalogue, ten_files())
    upload(browser, catalogue, corrected(book_at(browser, "rest")))
    assert counts() == {"new": 9, "changed": 0, "unchanged": 0, "missing": None, "errors": 0}
    assert "Đây là các dòng chưa ghi được của tệp muc-luc.xlsx" in page_of(browser.get(at()))
    browser.submit(at("ghi/"))
    files = list(catalogue.files.by_position())
    assert [file.file_number for file in files] == [f"{number:02}" for number in range(1, 11)]
    assert {file.box_number for file in files} == {"7"} and files[8].note == "tủ 9"


def test_the_whole_corrected_workbook_counts_the_nine_as_existing(browser, catalogue):
    write_good(browser, catalogue, ten_files())
    upload(browser, catalogue, corrected(book_at(browser, "rest")))
    browser.submit(at("ghi/"))
    upload(browser, catalogue, ten_files(pages=50))
    assert counts() == {"new": 0, "changed": 0, "unchanged": 10, "missing": 0, "errors": 0}
    upload(browser, catalogue, ten_files(pages=51))
    assert counts() == {"new": 0, "changed": 9, "unchanged": 1, "missing": 0, "errors": 0}


def test_files_written_before_and_after_stay_in_their_order(browser, catalogue):
    write_good(browser, catalogue, ten_files())
    rest = book_at(browser, "rest")
    late = Workbook()
    late.active.append(HEAD)
    late.active.append([8, "01", "Hồ sơ của hộp sau", "2006", "20 năm", 5, "Có"])
    upload(browser, catalogue, bytes_of(late))
    browser.submit(at("ghi/"))
    upload(browser, catalogue, corrected(rest))
    browser.submit(at("ghi/"))
    assert catalogue.files.by_position().last().box_number == "8" and catalogue.files.count() == 11


def test_a_rest_that_is_corrected_in_part_leaves_a_rest_with_the_same_places(browser, catalogue):
    write_good(browser, catalogue, ten_files())
    rest = book_at(browser, "rest")
    pages = heads_of(rest.active)["Trang A4"]
    for number in (3, 11):
        rest.active.cell(number, pages).value = 60
    write_good(browser, catalogue, bytes_of(rest))
    assert catalogue.files.count() == 3
    upload(browser, catalogue, corrected(book_at(browser, "rest")))
    browser.submit(at("ghi/"))
    assert [file.file_number for file in catalogue.files.by_position()] == [f"{number:02}" for number in range(1, 11)]


def test_the_rest_never_asks_for_the_removal_of_what_it_does_not_name(browser, catalogue):
    write_good(browser, catalogue, ten_files())
    upload(browser, catalogue, corrected(book_at(browser, "rest")))
    assert 'name="remove_missing"' not in page_of(browser.get(at()))
    page = page_of(browser.submit(at("ghi/"), {"remove_missing": "on"}, follow=True))
    assert "không xóa hồ sơ nào khác được" in page and catalogue.files.count() == 1


def test_rows_of_another_catalogue_are_called_so_and_take_no_place(browser, catalogue, lan, plan):
    write_good(browser, catalogue, ten_files())
    other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Mục lục khác", fonds_name="Sở Y tế")
    upload(browser, other, corrected(book_at(browser, "rest")))
    assert "Các dòng này là của một Mục lục khác" in page_of(browser.get(at()))
    browser.submit(at("ghi/"))
    assert list(other.files.by_position().values_list("position", flat=True)) == list(range(1, 10))


def test_sections_give_their_box_and_year_to_each_row(browser, catalogue):
    book = Workbook()
    book.active.append(["Hồ sơ số", "Tiêu đề hồ sơ", "THBQ", "Số trang", "Đã chỉnh lý"])
    for year, box in ((2004, 3), (2005, 4)):
        book.active.append([None, f"Hộp số {box}"])
        book.active.append([None, f"Năm {year}"])
        book.active.append(["01", f"Báo cáo năm của hộp {box}", "20 năm", WRONG, "Có"])
    upload(browser, catalogue, bytes_of(book))
    rest = book_at(browser, "rest")
    heads = heads_of(rest.active)
    rows = [[cell.value for cell in row] for row in rest.active.iter_rows(min_row=3)]
    assert [row[heads["Hộp/cặp số"] - 1] for row in rows] == ["3", "4"]
    assert [row[heads["Bắt đầu"] - 1] for row in rows] == ["2004", "2005"]
    upload(browser, catalogue, corrected(rest))
    browser.submit(at("ghi/"))
    assert set(catalogue.files.values_list("box_number", "start_date")) == {("3", "2004"), ("4", "2005")}


def test_the_fonds_of_a_row_stays_with_it(browser, catalogue):
    book = Workbook()
    book.active.append([*HEAD, "Phông"])
    book.active.append([1, "01", "Báo cáo", "2005", "20 năm", WRONG, "Có", "", "Ban Bảo vệ sức khỏe"])
    upload(browser, catalogue, bytes_of(book))
    upload(browser, catalogue, corrected(book_at(browser, "rest")))
    assert StagedFile.objects.get(upload=only()).fonds == "Ban Bảo vệ sức khỏe"


def test_a_file_that_is_there_keeps_what_the_first_workbook_did_not_say(browser, catalogue, lan):
    write_files(catalogue, actor=lan, added=[row("01", condition="damaged", priority="at_risk", box_number="7")])
    book = Workbook()
    book.active.append(["Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "THBQ", "Số trang"])
    book.active.append([7, "01", "Tiêu đề đã sửa", "2005", "20 năm", WRONG])
    book.active.append([7, "02", "Hồ sơ mới", "2005", "20 năm", 3])
    write_good(browser, catalogue, bytes_of(book))
    upload(browser, catalogue, corrected(book_at(browser, "rest")))
    assert counts() == {"new": 0, "changed": 1, "unchanged": 0, "missing": None, "errors": 0}
    browser.submit(at("ghi/"))
    file = catalogue.files.get(file_number="01")
    assert (file.title, file.condition, file.priority, file.arranged) == ("Tiêu đề đã sửa", "damaged", "at_risk", True)


def test_what_could_not_be_read_stands_in_full_and_is_coloured(browser, catalogue):
    title = "Hồ sơ về việc " + "rất dài " * 200
    book = Workbook()
    book.active.append(HEAD)
    book.active.append([1, "05", title, "2005", "20 năm", 12, "Có"])
    upload(browser, catalogue, bytes_of(book))
    assert "rất dài " * 20 not in page_of(browser.get(at()))
    rest = book_at(browser, "rest")
    cell = rest.active.cell(3, heads_of(rest.active)["Tiêu đề hồ sơ"])
    assert cell.value == title.strip() and cell.fill.fgColor.rgb.endswith("FFC7CE")
    assert rest.active.cell(3, heads_of(rest.active)["Hồ sơ số"]).number_format == "@"


def test_taking_back_the_rest_leaves_the_rows_of_the_first_workbook(browser, catalogue):
    write_good(browser, catalogue, ten_files())
    upload(browser, catalogue, corrected(book_at(browser, "rest")))
    browser.submit(at("ghi/"))
    browser.submit(f"/muc-luc/{catalogue.pk}/hoan-tac/")
    assert [file.file_number for file in ArchivalFile.objects.all()] == ["04"]


def test_the_child_heads_the_codes_as_the_reader_knows_them():
    assert marking_child.ROW_CODE == ROW_CODE and set(FIELDS).isdisjoint({"row_code"})


@pytest.mark.parametrize("code", ["T1", "T0D1", "D1", "T1D1x", "=T1D1", "T99999999999999999999D1", 12])
def test_a_code_that_is_none_is_no_mistake(browser, catalogue, code):
    book = load_workbook(io.BytesIO(ten_files(pages=3)))
    book.active.cell(1, 9).value = ROW_CODE
    book.active.cell(2, 9).value = code
    upload(browser, catalogue, bytes_of(book))
    assert counts()["new"] == 10 and counts()["errors"] == 0
