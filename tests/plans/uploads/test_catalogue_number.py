"""Numbers that begin anew in each Mục lục số: files of one catalogue on every way in, matched, moved and printed."""

import pytest

from budgets.acceptances.lists import find_files
from plans.catalogues.files import write_files
from plans.catalogues.moving import move_files
from plans.catalogues.numbering import Numbering, differing
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue
from plans.scanning.lists import wanted_of
from plans.uploads.command import run_import
from plans.uploads.matching import UNCLEAR
from reports.documents.catalogue import lines
from tests.helpers import money
from tests.helpers.catalogues import row
from tests.helpers.grids import TYPED, grid, page_of
from tests.helpers.uploads import at, book_at, only, upload
from tests.helpers.workbooks import xlsx

HEAD = ("Mục lục số", "Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "THBQ", "Số tờ", "Trang A4")
WITHOUT = HEAD[1:]
CLINIC = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế", "2008", "Vĩnh viễn", 60, 100)
STATION = ("1", "01", "Hồ sơ xây dựng Trạm Y tế xã", "2009", "20 năm", 40, 70)
COUNTS = ("new", "changed", "unchanged", "missing", "broken")


def known(catalogue):
    """{(Mục lục số, file number): title's first words}"""
    rows = catalogue.files.values_list("catalogue_number", "file_number", "title")
    return {(book, number): title[:12] for book, number, title in rows}


def brought(browser, catalogue, *rows):
    """What the preview of a workbook of these rows counts; it is confirmed where nothing is wrong in it."""
    upload(browser, catalogue, xlsx(*rows))
    counts = {name: only().counts[name] for name in COUNTS}
    if not only().counts["errors"]:
        browser.post(at("ghi/"), {"seen": browser.get(at()).context["seen"]})
    return counts


@pytest.fixture
def restarted(browser, catalogue):
    """File 01 of box 1 twice: in Mục lục số 01 and 02."""
    brought(browser, catalogue, HEAD, ("01", *CLINIC), ("02", *STATION))
    catalogue.refresh_from_db()
    return catalogue


def test_numbers_that_restart_are_written_and_a_second_time_unchanged(browser, restarted):
    assert known(restarted) == {("01", "01"): "Hồ sơ về quy", ("02", "01"): "Hồ sơ xây dự"}
    again = brought(browser, restarted, HEAD, ("01", *CLINIC), ("02", *STATION[:-1], 71))
    assert again == {"new": 0, "changed": 1, "unchanged": 1, "missing": 0, "broken": 0}
    assert restarted.files.get(catalogue_number="02").page_count == 71
    assert "Mục lục số 02" in page_of(browser.get(f"/muc-luc/{restarted.pk}/"))


def test_a_line_over_the_files_says_it_as_well_as_a_column(browser, restarted):
    rows = [WITHOUT, ("Mục lục số 01",), CLINIC, ("Mục lục số 02",), STATION]
    assert brought(browser, restarted, *rows)["unchanged"] == 2


def test_twice_in_one_book_is_still_a_double(browser, catalogue):
    assert brought(browser, catalogue, HEAD, ("01", *CLINIC), ("01", *STATION))["broken"] == 1
    assert "trùng hộp số và hồ sơ số" in page_of(browser.get(at())).lower()


def test_the_first_workbook_that_says_it_tells_the_files_that_are_there(browser, catalogue):
    other = ("1", "02", *STATION[2:])
    brought(browser, catalogue, WITHOUT, CLINIC, other)
    counts = brought(browser, catalogue, HEAD, ("01", *CLINIC), ("01", *other))
    assert counts == {"new": 0, "changed": 2, "unchanged": 0, "missing": 0, "broken": 0}
    assert set(known(catalogue)) == {("01", "01"), ("01", "02")}
    browser.submit(f"/muc-luc/{catalogue.pk}/hoan-tac/")
    assert set(known(catalogue)) == {("", "01"), ("", "02")}


def test_a_workbook_that_says_none_means_the_one_file_of_that_number(browser, catalogue):
    other = ("1", "02", *STATION[2:])
    brought(browser, catalogue, HEAD, ("01", *CLINIC), ("02", *other))
    counts = brought(browser, catalogue, WITHOUT, (*CLINIC[:-1], 101), other)
    assert counts == {"new": 0, "changed": 1, "unchanged": 1, "missing": 0, "broken": 0}
    assert set(known(catalogue)) == {("01", "01"), ("02", "02")}


def test_where_several_could_be_meant_it_asks(browser, restarted):
    counts = brought(browser, restarted, WITHOUT, CLINIC)
    assert counts["broken"] == 1 and counts["new"] == counts["changed"] == 0
    assert UNCLEAR in page_of(browser.get(at())) and only().counts["errors"] == 1
    assert restarted.files.count() == 2


def test_pages_alone_find_their_file_by_it(browser, restarted):
    pages = ("Mục lục số", "Hộp số", "Hồ sơ số", "Trang A4")
    counts = brought(browser, restarted, pages, ("02", "1", "01", 88))
    assert counts["changed"] == 1 and restarted.files.get(catalogue_number="02").page_count == 88


def test_the_command_counts_as_the_page_does(browser, restarted, tmp_path):
    path = tmp_path / "muc-luc.xlsx"
    path.write_bytes(xlsx(HEAD, ("02", *STATION), ("03", *CLINIC)))
    run = run_import(str(path), agency="SYT", dry_run=True)
    assert run.counts == {"read": 2, "new": 1, "changed": 0, "unchanged": 1, "missing": 1}
    path.write_bytes(xlsx(WITHOUT, CLINIC))
    assert UNCLEAR in str(run_import(str(path), agency="SYT").message)
    assert restarted.files.count() == 2


def test_the_grid_takes_the_same_number_in_another_book_and_no_double(browser, catalogue):
    path = f"/muc-luc/{catalogue.pk}/ho-so/nhap/"
    browser.submit(path, grid(TYPED | {"catalogue_number": "01"}, TYPED | {"catalogue_number": "02"}))
    assert catalogue.files.count() == 2
    page = browser.submit(path, grid(TYPED | {"catalogue_number": "02"}))
    assert "Trùng hộp số và hồ sơ số" in page_of(page) and catalogue.files.count() == 2


def test_files_move_beside_the_same_number_of_another_book_and_each_is_numbered_for_itself(plan, lan, restarted):
    other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Khác", fonds_name="Sở Y tế")
    write_files(other, actor=lan, added=[row("01", catalogue_number="01")])
    assert move_files(restarted, restarted.files.filter(catalogue_number="02"), other, actor=lan) == 1
    assert sorted(other.files.values_list("catalogue_number", flat=True)) == ["01", "02"]
    for numbering in (Numbering(first=5, by_box=True), Numbering(first=5)):
        changing = differing(ArchivalFile.objects.filter(catalogue=other), numbering)
        assert [number for _, number in changing] == ["5", "5"]


def test_a_line_of_the_official_form_says_where_another_begins(lan, restarted):
    write_files(restarted, actor=lan, added=[row("09", box_number="2")])
    printed = list(lines(Catalogue.objects.get(pk=restarted.pk)))
    drawn = [(serial, number if serial else title) for serial, number, title, *_ in printed]
    assert drawn == [
        ("", "MỤC LỤC SỐ 01"),
        (1, "01"),
        ("", "MỤC LỤC SỐ 02"),
        (2, "01"),
        ("", "KHÔNG GHI MỤC LỤC SỐ"),
        (3, "09"),
    ]
    assert [line[-1] for line in printed if line[0]] == ["Hộp 1", "Hộp 1", "Hộp 2"]


def test_rows_to_correct_keep_what_a_line_over_them_said(browser, catalogue):
    brought(browser, catalogue, WITHOUT, ("Mục lục số 03",), CLINIC, ("1", "02", *STATION[2:-1], "ba"))
    cells = [cell.value for cells in book_at(browser, "rest").worksheets[0].iter_rows() for cell in cells]
    assert "Mục lục số" in cells and "03" in cells


def test_minutes_of_acceptance_name_the_book_where_they_must(lan, hoa):
    catalogue = money.an_appraised(lan, hoa)
    catalogue.files.filter(file_number="02").update(file_number="01", catalogue_number="02")
    found = find_files(catalogue, wanted_of("1\t01\t02\n1\t01\n1\t03"))
    assert [(one.file_number, one.catalogue_number) for one in found.rows] == [("01", "02"), ("01", ""), ("03", "")]
    catalogue.files.filter(file_number="01", catalogue_number="").update(catalogue_number="01")
    assert find_files(catalogue, wanted_of("1\t01")).faults == [
        "Dòng 1, hộp 1, hồ sơ số 01: có ở nhiều Mục lục số, ghi thêm Mục lục số sau hồ sơ số."
    ]
