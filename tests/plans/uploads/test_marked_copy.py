"""The marked copy of a workbook: their own file with colours, notes and a summary, made after the preview."""

import io
import re

import pytest
from django.core.files.storage import default_storage

from agencies import tasks
from plans.models import ArchivalFile, CatalogueUpload, UploadProblem
from plans.uploads import marking
from tests.helpers.grids import page_of
from tests.helpers.uploads import BAD, GOOD, WARNED, at, book_at, filled, only, upload
from tests.helpers.workbooks import bytes_of

RUN = marking.run_child  # as the portal starts its children: when tests run, they are forked from one that waits


def test_their_own_workbook_comes_back_with_colours_notes_and_a_summary(browser, catalogue, monkeypatch):
    monkeypatch.setattr(marking, "run_child", RUN)
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD, WARNED))
    assert "Tải lại tệp của bạn có đánh dấu lỗi" in page_of(browser.get(at()))
    book = book_at(browser, "marked")
    assert book.sheetnames[0] == "Lỗi cần sửa"
    line = [cell.value for cell in book.worksheets[0][4]]
    assert line[1:4] == ["Cần sửa", "Mục lục", 6] and line[5] == "1,234"
    assert all(cell.font.bold for cell in book.worksheets[0][3])
    sheet = book["Mục lục"]
    assert sheet["I6"].fill.fgColor.rgb.endswith("FFC7CE") and "Dấu phẩy" in sheet["I6"].comment.text
    assert sheet["H7"].fill.fgColor.rgb.endswith("FFEB9C") and sheet["I5"].comment is None
    assert sheet["I5"].value == "150" and sheet.freeze_panes == "C5"


def test_a_marked_copy_that_was_corrected_is_read_and_marked_anew(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    book = book_at(browser, "marked")
    book["Mục lục"]["I6"] = 123
    book["Mục lục"]["E5"] = "31/2/2008"
    upload(browser, catalogue, bytes_of(book))
    assert only().counts["errors"] == 1 and only().counts["read"] == 2
    again = book_at(browser, "marked")
    assert again.sheetnames.count("Lỗi cần sửa") == 1
    assert again["Mục lục"]["I6"].comment is None and again["Mục lục"]["E5"].comment


def test_the_preview_comes_first_and_the_marked_copy_when_a_worker_made_it(browser, catalogue, by_a_worker):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    tasks.run_job(only().pk)
    page = page_of(browser.get(at()))
    assert "Chỉ ghi các dòng đúng" in page and 'role="progressbar"' in page and "Tải lại tệp của bạn" not in page
    assert 'http-equiv="refresh"' not in page
    browser.submit(at("ghi/"), {"only_good": "on"})
    tasks.run_job(only().pk)
    assert 'role="progressbar"' in page_of(browser.get(at())) and ArchivalFile.objects.count() == 1
    tasks.run_job(only().marking.pk)
    answer = browser.get(at("tien-do/"))
    assert "HX-Refresh" not in answer and "Tải các dòng chưa ghi được" in page_of(answer)
    assert book_at(browser, "rest").worksheets[0].max_row == 3
    assert "Tải các dòng chưa ghi được" in page_of(browser.get(at()))


def test_a_page_that_waited_for_the_reading_shows_the_preview_though_the_marked_copy_is_made_already(
    browser, catalogue, by_a_worker
):
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD)))
    [asks] = re.findall(r'hx-get="([^"]+)"', page)
    tasks.run_job(only().pk)
    assert browser.get(asks)["HX-Refresh"] == "true"
    tasks.run_job(only().marking.pk)
    assert browser.get(asks)["HX-Refresh"] == "true"


def test_a_marked_copy_that_cannot_be_made_can_be_tried_again(browser, catalogue, by_a_worker, monkeypatch):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    tasks.run_job(only().pk)
    with monkeypatch.context() as patch:
        patch.setattr("plans.uploads.marking.ask_child", lambda *args: None)
        tasks.run_job(only().marking.pk)
    page = page_of(browser.get(at()))
    assert "Chưa tạo được bản đánh dấu lỗi" in page and "Làm lại" in page and "Chỉ ghi các dòng đúng" in page
    browser.submit(at("lam-lai/"))
    tasks.run_job(only().marking.pk)
    assert "Tải lại tệp của bạn có đánh dấu lỗi" in page_of(browser.get(at()))


def test_read_again_without_errors_the_old_marks_are_gone(browser, catalogue, by_a_worker):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    tasks.run_job(only().pk)
    tasks.run_job(only().marking.pk)
    assert only().marked
    CatalogueUpload.objects.update(phase="reading", state="queued")
    default_storage.delete(only().workbook.name)
    default_storage.save(only().workbook.name, io.BytesIO(filled(browser, catalogue, GOOD)))
    tasks.run_job(only().pk)
    assert not only().marked and not only().rest


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_csv_is_marked_in_the_cells_where_it_was_read(browser, catalogue, encoding):
    lines = ["sep=;", "Hộp số;Hồ sơ số;Tiêu đề hồ sơ;Bắt đầu;THBQ;Trang A4;Đã chỉnh lý"]
    lines += ['1;05;"Y tế; xã, phường, thị trấn";2008;20 năm;1,234;Có']
    upload(browser, catalogue, "\r\n".join(lines).encode(encoding), name="muc-luc.csv")
    (row,) = UploadProblem.objects.filter(level="error", field="page_count").values_list("row", flat=True)
    sheet = book_at(browser, "marked").worksheets[1]
    assert sheet.cell(row, 6).value == "1,234" and sheet.cell(row, 6).comment
    assert sheet.cell(row, 3).value == "Y tế; xã, phường, thị trấn"
