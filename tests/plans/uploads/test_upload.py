"""Lan hands a workbook over: a job reads it, the page shows progress, marks and choices; she confirms or undoes."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from agencies import tasks
from agencies.calendar import portal_now
from plans.intake.columns import ROW_CODE
from plans.models import ArchivalFile, CatalogueUpload, HeaderMapping, StagedFile, UploadProblem
from plans.tasks import clear_old_uploads
from plans.uploads import storage
from plans.uploads.first_rows import typed_in
from tests.helpers.grids import page_of
from tests.helpers.uploads import BAD, GOOD, at, book_at, filled, only, stored, upload
from tests.helpers.uploads import MANY_PAGES as MANY_PAGES
from tests.helpers.workbooks import bytes_of


def test_a_large_workbook_shows_its_progress_until_a_worker_read_it(browser, catalogue, by_a_worker):
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, GOOD)))
    assert 'role="progressbar"' in page and "Đang chờ đến lượt" in page and 'http-equiv="refresh"' in page
    assert 'id="job"' in page_of(browser.get(at("tien-do/")))
    tasks.run_job(only().pk)
    assert browser.get(at("tien-do/"))["HX-Refresh"] == "true"
    assert "Xác nhận ghi vào Mục lục" in page_of(browser.get(at()))


def test_confirming_is_a_job_too_and_ends_on_the_result(browser, catalogue, by_a_worker):
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    tasks.run_job(only().pk)
    assert 'role="progressbar"' in page_of(browser.submit(at("ghi/"), follow=True))
    assert not ArchivalFile.objects.exists()
    tasks.run_job(only().pk)
    page = page_of(browser.get(at()))
    assert "Đã thêm 1 hồ sơ" in page and "Hoàn tác lần ghi này" in page and ArchivalFile.objects.count() == 1


def test_the_workbook_lies_in_the_private_folder_under_a_random_name(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, GOOD), name="Mục lục của Lan.xlsx")
    assert len(stored()) == 1 and "Lan" not in stored()[0]


def test_a_broken_workbook_can_be_repeated_or_thrown_away(browser, catalogue, by_a_worker):
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    default_storage.delete(only().workbook.name)
    tasks.run_job(only().pk)
    assert "Làm lại" in page_of(browser.get(at()))
    browser.submit(at("lam-lai/"))
    assert only().state == "queued"
    browser.submit(at("bo/"))
    assert not CatalogueUpload.objects.exists()


def test_cancelling_leaves_neither_rows_nor_files(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    assert len(stored()) == 3 and StagedFile.objects.exists() and UploadProblem.objects.exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda call, **options: call())
        browser.submit(at("bo/"))
    assert not stored() and not StagedFile.objects.exists() and not UploadProblem.objects.exists()


def test_good_rows_are_written_and_the_rest_is_a_workbook_to_correct(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    page = page_of(browser.get(at()))
    assert "Chỉ ghi các dòng đúng" in page and "Xác nhận ghi vào Mục lục" not in page
    browser.submit(at("ghi/"))
    assert not ArchivalFile.objects.exists()
    page = page_of(browser.submit(at("ghi/"), {"only_good": "on"}, follow=True))
    assert "Còn 1 dòng có lỗi chưa ghi" in page and ArchivalFile.objects.get().file_number == "05"
    book = book_at(browser, "rest")
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert len(rows) == 3 and rows[1][0] == "Lỗi cần sửa" and "1,234" in rows[2] and "Trang A4" in rows[2][0]
    assert book.worksheets[0].cell(3, rows[2].index("-Hồ sơ cũ") + 1).data_type == "s"
    book.worksheets[0].cell(3, rows[2].index("1,234") + 1).value = 123
    upload(browser, catalogue, bytes_of(book))
    browser.submit(at("ghi/"))
    assert sorted(ArchivalFile.objects.values_list("file_number", flat=True)) == ["05", "06"]


def test_the_rest_holds_every_row_of_a_sheet_that_lacks_a_column(browser, catalogue):
    book = Workbook()
    book.active.append(["Hồ sơ số", "Việc", "Năm", "THBQ", "Số trang", "Đã chỉnh lý"])
    book.active.append(["01", "Quy hoạch mạng lưới y tế", "2005", "20 năm", 12, "Có"])
    book.active.append(["02", "Trạm Y tế xã Tam Thăng", "2006", "20 năm", "ba", "Có"])
    upload(browser, catalogue, bytes_of(book))
    rest = book_at(browser, "rest")
    rows = list(rest.active.iter_rows(values_only=True))
    assert "Thiếu cột bắt buộc “Tiêu đề hồ sơ”" in rows[0][0] and rows[1][1] == "Việc"
    assert (
        [row[0] for row in rows[2:]] == ["01", "02"] and "Nhập một số nguyên" in rows[3][6] and rows[1][7] == ROW_CODE
    )
    rest.active["B2"], rest.active["E4"] = "Tiêu đề hồ sơ", 3
    upload(browser, catalogue, bytes_of(rest))
    assert only().counts["new"] == 2 and only().counts["errors"] == 0


def test_missing_files_are_removed_only_where_the_box_is_ticked(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, GOOD | {"Hồ sơ số": "06"}))
    browser.submit(at("ghi/"))
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    assert "Xóa khỏi Mục lục các hồ sơ không có trong tệp: 1 hồ sơ" in page_of(browser.get(at()))
    browser.submit(at("ghi/"), {"remove_missing": "on"})
    assert ArchivalFile.objects.get().file_number == "05"


def test_lan_takes_an_import_back(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    browser.submit(at("ghi/"))
    path = f"/muc-luc/{catalogue.pk}/hoan-tac/"
    assert "Hoàn tác: ghi từ tệp muc-luc.xlsx" in page_of(browser.get(f"/muc-luc/{catalogue.pk}/"))
    assert "Hoàn tác lần ghi từ tệp" in page_of(browser.get(path)) and ArchivalFile.objects.exists()
    assert "Đã hoàn tác" in page_of(browser.submit(path, follow=True))
    assert not ArchivalFile.objects.exists() and "Đã hoàn tác" in page_of(browser.get(at()))
    assert "Không còn lần tải nào" in page_of(browser.submit(path, follow=True))


def odd_workbook():
    """A column that says nothing to the portal, and one with a misleading name."""
    book = Workbook()
    book.active.title = "Mục lục"
    heads = ["Hộp số", "Hồ sơ số", "Nội dung chính của hồ sơ ấy", "Bắt đầu", "THBQ", "Trang A4", "Đã chỉnh lý"]
    book.active.append([*heads, "Tiêu đề hồ sơ"])
    book.active.append(["1", "01", "Quy hoạch mạng lưới y tế", "2008", "Vĩnh viễn", 12, "Có", "A-12"])
    return bytes_of(book)


def test_columns_are_corrected_once_and_remembered_for_files_of_the_same_make(browser, catalogue):
    page = page_of(upload(browser, catalogue, odd_workbook()))
    assert "Cổng hiểu các cột như sau" in page
    headers = [header[:3] for header in only().sheets[0]["headers"]]
    chosen = {f"column-{n}": field for n, (letter, _, field) in enumerate(headers, 1)}
    chosen |= {"column-3": "title", "column-8": "reference_code"}
    page = page_of(browser.submit(at("cot/"), chosen, follow=True))
    assert "theo lựa chọn của cơ quan" in page and "Quy hoạch mạng lưới y tế" in page
    browser.submit(at("ghi/"))
    file = ArchivalFile.objects.get()
    assert (file.title, file.reference_code) == ("Quy hoạch mạng lưới y tế", "A-12")
    upload(browser, catalogue, odd_workbook())
    assert only().counts["unchanged"] == 1 and HeaderMapping.objects.count() == 1


def test_each_column_shows_a_few_of_its_cells_beside_the_choice(browser, catalogue):
    rows = [GOOD | {"Hồ sơ số": f"{number:02}", "Tiêu đề hồ sơ": f"Hồ sơ <b>{number}</b>"} for number in range(5, 10)]
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, *rows)))
    assert "Trong tệp: 05 · 06 · 07<" in page and "Trong tệp: Hồ sơ &lt;b&gt;5&lt;/b&gt; · " in page
    assert "Trong tệp: các dòng đầu để trống" in page


def test_one_field_is_not_chosen_for_two_columns(browser, catalogue):
    upload(browser, catalogue, odd_workbook())
    page = page_of(browser.submit(at("cot/"), {"column-1": "title", "column-2": "title"}, follow=True))
    assert "nhiều nhất một lần" in page and only().mapping is None


@pytest.mark.parametrize("name", ["binh", "minh", "nam", "hoa"])
def test_nobody_else_downloads_what_lan_uploaded(browser, client, cast, catalogue, name):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    pk = only().pk
    client.force_login(cast(name), backend="django.contrib.auth.backends.ModelBackend")
    for path in ("tep/marked/", "tep/rest/", "tien-do/", ""):
        assert client.get(at(path, pk)).status_code in (403, 404)
    for path in ("cot/", "lam-lai/", "ghi/", "bo/"):
        assert client.submit(at(path, pk), {"column-1": "title"}).status_code in (403, 404)
    assert only().phase == "waiting"


def test_a_file_that_was_never_made_is_not_found(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    assert browser.get(at("tep/marked/")).status_code == 404
    assert browser.get(at("tep/workbook/")).status_code == 404


def test_lan_who_moved_away_writes_nothing_more(browser, catalogue, lan, agencies, by_a_worker):
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    lan.agency = agencies["SXD"]
    lan.save()
    tasks.run_job(only().pk)
    assert only().state == "failed" and "không còn quyền" in only().message


def test_what_nobody_confirmed_is_cleared_by_the_daily_task(browser, catalogue, django_capture_on_commit_callbacks):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    default_storage.save(f"{storage.FOLDER}/lost.xlsx", io.BytesIO(b"PK"))
    assert storage.clear_uploads() == 0 and CatalogueUpload.objects.exists() and len(stored()) == 4
    CatalogueUpload.objects.update(created_at=portal_now() - timedelta(days=31))
    upload_files_day = timezone.now() + timedelta(days=2)
    with pytest.MonkeyPatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(timezone, "now", lambda: upload_files_day)
        assert storage.clear_uploads() == 1
    assert not stored() and not StagedFile.objects.exists() and not UploadProblem.objects.exists()


def test_staged_rows_of_a_catalogue_deleted_a_while_ago_are_cleared(browser, catalogue, day):
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    browser.submit(f"/muc-luc/{catalogue.pk}/xoa/")
    assert CatalogueUpload.objects.exists() and StagedFile.objects.exists()
    day("2025-07-21")
    clear_old_uploads()
    assert not CatalogueUpload.objects.exists() and not StagedFile.objects.exists()


def test_what_lan_typed_is_shown_in_the_sheet_where_she_typed_it(browser, catalogue):
    book = load_workbook(io.BytesIO(filled(browser, catalogue, GOOD, BAD)))
    second = book.copy_worksheet(book.worksheets[0])
    second.title = "Mục lục 2"
    book.move_sheet(second, 1 - book.index(second))
    second["B5"], second["B6"], second["I6"], second["E6"] = "15", "16", 77, "31/2/2008"
    upload(browser, catalogue, bytes_of(book))
    rows = {(row.sheet, row.row): row for row in StagedFile.objects.all()}
    (one, two) = sorted(place for place in rows if place[1] == 6)
    typed = typed_in(only(), rows.values())
    assert typed[one] == {"page_count": "1,234"} and typed[two] == {"start_date": "31/2/2008"}


def test_the_choice_of_columns_says_which_sheet_has_another_head(browser, catalogue):
    book = Workbook()
    book.active.title = "Hộp 1"
    book.active.append(["Hồ sơ số", "Tiêu đề hồ sơ", "Năm", "THBQ", "Số trang", "Đã chỉnh lý"])
    book.active.append(["01", "Quy hoạch mạng lưới y tế", "2005", "20 năm", 12, "Có"])
    second = book.create_sheet("Hộp 2")
    second.append(["Hồ sơ số", "Tiêu đề hồ sơ", "Năm", "THBQ", "Số trang", "Xếp gọn"])
    second.append(["02", "Trạm Y tế xã Tam Thăng", "2006", "20 năm", 30, "Có"])
    page = page_of(upload(browser, catalogue, bytes_of(book)))
    assert "F: Xếp gọn · trang tính Hộp 2" in page and "F: Đã chỉnh lý<" in page
