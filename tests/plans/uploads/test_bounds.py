"""A workbook with more mistakes than anybody can read: all are counted, the first are listed, none slips through."""

import json

import pytest
from django.db.models import Count

from plans.intake import book, collected
from plans.intake import reading as readings
from plans.models import ArchivalFile, CatalogueUpload, StagedFile, UploadProblem
from tests.helpers.grids import page_of
from tests.helpers.uploads import upload
from tests.helpers.workbooks import xlsx

HEADS = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "THBQ", "Số tờ", "Trang A4", "Đã chỉnh lý")
TODAY = "2025-06-20"


def row(number, pages="không rõ", sheets=50):
    return ("1", f"{number:03}", f"Hồ sơ y tế dự phòng {number}", "2008", "20 năm", sheets, pages, "Có")


@pytest.fixture
def few_listed(monkeypatch):
    """The child's work in this process, where ten of a kind are listed."""

    def answers(data, file_name, **options):
        lines = []
        limits = {"rows": 200_000, "columns": 100, "text": 1_000_000, "suffix": ".xlsx", "stem": "a"}
        book.answer(data, limits | options | {"file_name": file_name}, lines.append)
        yield from map(json.loads, lines)

    monkeypatch.setattr(collected, "MAX_PROBLEMS", 10)
    monkeypatch.setattr(readings, "ask_child", answers)


def test_lan_is_told_how_many_mistakes_are_not_listed(as_user, lan, catalogue, few_listed):
    browser = as_user(lan)
    rows = [row(n, pages=150, sheets=5) for n in range(1, 16)] + [row(n) for n in range(16, 41)] + [row(41, pages=9)]
    page = page_of(upload(browser, catalogue, xlsx(HEADS, *rows)))
    counts = CatalogueUpload.objects.get().counts
    assert (counts["errors"], counts["warnings"], counts["broken"], counts["new"]) == (25, 15, 25, 16)
    listed = dict(UploadProblem.objects.order_by().values_list("level").annotate(Count("number")))
    assert listed == {"error": 10, "warning": 10}
    assert "25 vị trí cần sửa" in page and "Còn 20 lỗi và cảnh báo khác không liệt kê hết" in page


def test_a_mistake_that_is_not_listed_keeps_its_row_out_all_the_same(as_user, lan, catalogue, few_listed):
    browser = as_user(lan)
    upload(browser, catalogue, xlsx(HEADS, *(row(n) for n in range(1, 31)), row(31, pages=9)))
    pk = CatalogueUpload.objects.get().pk
    assert StagedFile.objects.filter(broken=True).count() == 30
    browser.submit(f"/muc-luc/tai-len/{pk}/ghi/", {"only_good": "on"})
    assert ArchivalFile.objects.get().file_number == "031"


def test_of_many_warnings_no_error_is_lost(few_listed):
    rows = [row(n, pages=150, sheets=5) for n in range(1, 31)] + [row(31)]
    reading = readings.read_catalogue(xlsx(HEADS, *rows), "a.xlsx")
    assert (reading.error_count, reading.warning_count, len(reading.errors)) == (1, 30, 1)


def test_a_sheet_that_lacks_a_column_further_down_is_not_stored_at_all(as_user, lan, catalogue):
    """The second table has no numbers of files; the rows above were staged before that was seen."""
    browser = as_user(lan)
    turned = [7, 3, 2, 4, 0, 6, 5]
    second = [[row(n, pages=9)[at] for at in turned] for n in range(11, 16)]
    upload(
        browser, catalogue, xlsx(HEADS, *(row(n, pages=9) for n in range(1, 6)), [HEADS[at] for at in turned], *second)
    )
    assert StagedFile.objects.count() == StagedFile.objects.filter(broken=True).count() == 10


def test_chunks_come_only_after_every_cell_was_looked_at():
    """A mark in the last row of the last sheet: not a word of what is before it is shown."""
    said = []
    data = xlsx(HEADS, *(row(n, pages=9) for n in range(1, 2500)), more={"Hai": [("Báo cáo (MẬT)",)]})
    limits = {"rows": 200_000, "columns": 100, "suffix": ".xlsx", "stem": "a", "file_name": "a.xlsx", "at_once": None}
    with pytest.raises(book.Refusal) as refusal:
        book.answer(data, limits | {"mode": "catalogue", "mapping": None, "today": TODAY}, said.append)
    assert not said and refusal.value.details["places"] == [(1, "Hai", [1])]


def test_a_workbook_for_a_worker_is_not_judged_while_its_sender_waits():
    data = xlsx(HEADS, *(row(n, pages=9) for n in range(1, 31)))
    reading = readings.read_catalogue(data, "a.xlsx", at_once=5)
    assert reading.has_more and not reading.chunks and reading.shape
    assert reading.shape == readings.read_catalogue(data, "a.xlsx").shape
