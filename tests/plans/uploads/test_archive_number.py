"""Lan's archive numbers (Số lưu trữ) on every way in and out; who has none goes on as before."""

import io
import json

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from agencies.models import Event
from plans.catalogues.files import write_files
from plans.intake.columns import FIELDS
from plans.intake.template import HEADER_ROW
from plans.models import Catalogue, CatalogueUpload
from tests.helpers.catalogues import row
from tests.helpers.grids import TYPED, grid, page_of, shown
from tests.helpers.uploads import HEADERS, MANY_PAGES, at, filled, only, upload
from tests.helpers.workbooks import bytes_of, xlsx

HEADER = "Số lưu trữ"


@pytest.fixture
def numbered(catalogue, lan):
    """Two files, the first with a number of the archive."""
    write_files(catalogue, actor=lan, added=[row("01", archive_number="1234"), row("02")])
    catalogue.refresh_from_db()
    return catalogue


def archived(catalogue):
    return dict(catalogue.files.values_list("file_number", "archive_number"))


def confirmed(browser, catalogue, data):
    """Counts of the upload that was read, and what the catalogue holds after it was confirmed."""
    upload(browser, catalogue, data)
    counts = {name: only().counts[name] for name in ("new", "changed", "unchanged", "missing")}
    browser.post(at("ghi/"), {"seen": browser.get(at()).context["seen"]})
    return counts, archived(catalogue)


def working_workbook(browser, catalogue, change):
    """The working workbook after `change(sheet, column of the archive's number)`."""
    book = load_workbook(io.BytesIO(b"".join(browser.get(f"/muc-luc/{catalogue.pk}/tep/"))))
    sheet = book.worksheets[0]
    headers = [cell.value for cell in sheet[HEADER_ROW]]
    change(sheet, headers.index(HEADER) + 1)
    return bytes_of(book)


def test_it_stands_behind_the_remarks_so_that_no_older_column_moves():
    assert HEADERS[-3:-1] == ["Ghi chú", HEADER] and FIELDS[-3:-1] == ("note", "archive_number")


def test_the_template_brings_it_in_and_the_preview_shows_it(browser, catalogue):
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES | {HEADER: "0123"})))
    assert f"{HEADER}</th>" in page and ">0123<" in page
    browser.submit(at("ghi/"))
    assert archived(catalogue) == {"05": "0123"}


def test_what_is_too_long_or_spoilt_by_excel_is_said_with_its_column(browser, catalogue):
    rows = [MANY_PAGES | {HEADER: "x" * 31}, MANY_PAGES | {"Hồ sơ số": "06", HEADER: "1E+16"}]
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, *rows)))
    assert "Dòng 5, cột S (Số lưu trữ)" in page and "rút gọn còn tối đa 30 ký tự" in page
    assert "Dòng 6, cột S (Số lưu trữ)" in page and "15 chữ số" in page


def test_a_workbook_changes_it_and_taking_the_upload_back_brings_it_back(browser, numbered):
    data = working_workbook(browser, numbered, lambda sheet, column: sheet.cell(HEADER_ROW + 2, column, "77"))
    counts, now = confirmed(browser, numbered, data)
    assert counts == {"new": 0, "changed": 1, "unchanged": 1, "missing": 0} and now == {"01": "1234", "02": "77"}
    browser.submit(f"/muc-luc/{numbered.pk}/hoan-tac/")
    assert archived(numbered) == {"01": "1234", "02": ""}


def test_a_workbook_prepared_before_there_was_the_column_changes_nothing_of_it(browser, numbered):
    data = working_workbook(browser, numbered, lambda sheet, column: sheet.delete_cols(column))
    counts, now = confirmed(browser, numbered, data)
    assert counts["unchanged"] == 2 and only().phase == CatalogueUpload.Phase.SAME and now["01"] == "1234"

    def retitled(sheet, column):
        sheet.delete_cols(column)
        sheet.cell(HEADER_ROW + 1, HEADERS.index("Tiêu đề hồ sơ") + 1, "Tiêu đề đã sửa")

    counts, now = confirmed(browser, numbered, working_workbook(browser, numbered, retitled))
    assert counts["changed"] == 1 and now == {"01": "1234", "02": ""}
    assert numbered.files.get(file_number="01").title == "Tiêu đề đã sửa"


def test_it_is_emptied_by_a_workbook_that_has_the_column(browser, numbered):
    def emptied(sheet, column):
        sheet.cell(HEADER_ROW + 1, column).value = None

    data = working_workbook(browser, numbered, emptied)
    assert confirmed(browser, numbered, data)[1] == {"01": "", "02": ""}


def test_the_grid_takes_it_and_the_history_of_the_file_shows_it(browser, catalogue):
    browser.submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", grid(TYPED | {"archive_number": "1234"}, empty=2))
    assert archived(catalogue) == {"01": "1234"}
    path = f"/muc-luc/{catalogue.pk}/ho-so/sua/"
    browser.submit(path, shown(browser, path) | {"form-0-archive_number": "LT-05"})
    file = catalogue.files.get()
    assert file.archive_number == "LT-05"
    assert Event.objects.about(file).get().sentence == "sửa Số lưu trữ: “1234” → “LT-05”"
    assert "<dt>Số lưu trữ</dt>" in page_of(browser.get(f"/muc-luc/ho-so/{file.pk}/"))


def test_the_form_of_one_file_has_a_place_for_it(browser, numbered):
    file = numbered.files.get(file_number="01")
    path = f"/muc-luc/ho-so/{file.pk}/sua/"
    data = shown(browser, path)
    assert data["archive_number"] == ["1234"]
    browser.submit(path, data | {"archive_number": "4321"})
    assert archived(numbered) == {"01": "4321", "02": ""}


def test_the_command_prints_and_writes_it(plan, lan, tmp_path, capsys):
    path = tmp_path / "muc-luc.xlsx"
    path.write_bytes(
        xlsx(
            ("Hộp số", "Hồ sơ số", "Số LT", "Tiêu đề hồ sơ", "Bắt đầu", "Thời hạn lưu trữ", "Số trang"),
            ("1", "01", "1234", "Hồ sơ về quy hoạch mạng lưới y tế", 2008, "20 năm", 12),
        )
    )
    call_command("import_catalogue", str(path), "--agency", "SYT", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["sheets"][0]["columns"]["archive_number"] == "Số LT"
    values = answer["rows"][0]["values"]
    assert (values["archive_number"], values["file_number"], values["retention"]) == ("1234", "01", 20)
    assert Catalogue.objects.get().files.get().archive_number == "1234"
