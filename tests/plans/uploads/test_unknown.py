"""Lan brings a list that knows sheets only: it is read with its pages unknown, and a second file fills them in."""

import pytest

from agencies.workflow import WorkflowError, perform
from plans.catalogues.files import counted, totals_of
from plans.catalogues.undoing import undo_change
from plans.models import ArchivalFile, Catalogue, CatalogueChange, StagedFile
from plans.models.pages import PageBasis
from plans.uploads.command import CommandImport
from tests.helpers.grids import page_of, shown
from tests.helpers.uploads import at, only, upload
from tests.helpers.workbooks import xlsx

HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian", "THBQ", "Số tờ", "Đã chỉnh lý")
PAGES_HEAD = ("Hộp số", "Hồ sơ số", "Số trang")


def line(number, sheets=60, days="2008–2009", kept="Vĩnh viễn"):
    return ("1", f"{number:02}", f"Hồ sơ khám chữa bệnh số {number}", days, kept, sheets, "Có")


def send(browser, catalogue, *rows, head=HEAD, confirmed=True):
    """The preview of the workbook; then it is confirmed."""
    page = page_of(upload(browser, catalogue, xlsx(head, *rows)))
    if confirmed:
        browser.submit(at("ghi/"), page=at(), follow=True)
    return page


def now(catalogue):
    return Catalogue.objects.get(pk=catalogue.pk)


def pages(catalogue):
    files = catalogue.files.order_by("position")
    return list(files.values_list("file_number", "page_count", "page_basis"))


def opened(catalogue):
    one = now(catalogue)
    assert totals_of(one) == counted(one)
    return one.unknown_pages, one.unknown_retentions, one.unknown_dates


def test_a_list_of_sheets_alone_is_read_with_one_word_for_the_file(browser, catalogue):
    page = send(browser, catalogue, *map(line, range(1, 31)))
    assert only().counts["errors"] == 0 and only().counts["warnings"] == 1
    assert (only().counts["new"], only().counts["changed"], only().counts["unchanged"]) == (30, 0, 0)
    assert "30 hồ sơ</b>, chưa rõ số trang;" in page_of(browser.get(f"/muc-luc/{catalogue.pk}/"))
    assert "Tệp chỉ có số tờ, chưa có số trang" in page and "Chưa rõ số trang" in page and "30 hồ sơ" in page
    assert opened(catalogue) == (30, 0, 0) and now(catalogue).sheet_count == 1_800
    assert set(catalogue.files.values_list("page_count", "page_basis")) == {(0, PageBasis.UNKNOWN)}


def test_empty_cells_of_pages_retention_and_time_are_counted_and_keep_nothing_back(browser, catalogue):
    head = (*HEAD, "Số trang")
    rows = [(*line(1), 90), (*line(2), None), (*line(3, days=None), 80), (*line(4, kept="-"), 70)]
    page = send(browser, catalogue, *rows, head=head)
    assert "không có lỗi" in page and only().counts["errors"] == 0
    assert opened(catalogue) == (1, 1, 1)
    second, third, fourth = (catalogue.files.get(file_number=number) for number in ("02", "03", "04"))
    assert not second.knows_pages and third.start_date == "" and fourth.retention_years is None
    assert fourth.retention_name == "chưa rõ" and second.known_page_count is None


def test_what_is_wrong_or_unclear_still_is_an_error(browser, catalogue):
    rows = [(*line(1), 0), (*line(2), "nhiều"), (*line(3, kept="Lâu dài"), 70)]
    send(browser, catalogue, *rows, head=(*HEAD, "Số trang"), confirmed=False)
    assert only().counts["errors"] == 3


def test_the_catalogue_says_what_it_does_not_know_lists_these_files_and_is_not_handed_in(browser, catalogue, lan):
    send(browser, catalogue, (*line(1), 90), (*line(2), None), head=(*HEAD, "Số trang"))
    page = page_of(browser.get(f"/muc-luc/{catalogue.pk}/"))
    assert "Cần bổ sung trước khi trình" in page and "Chưa rõ số trang: 1 hồ sơ" in page
    assert "chưa kể 1 hồ sơ chưa rõ số trang" in page and "Trình thẩm định" not in page
    listed = page_of(browser.get(f"/muc-luc/{catalogue.pk}/?check=unknown_pages"))
    assert "bệnh số 2" in listed and "bệnh số 1<" not in listed
    refused = page_of(browser.get(f"/muc-luc/{catalogue.pk}/thao-tac/submit/", follow=True))
    assert "Còn 1 hồ sơ chưa rõ số trang: nhập số trang" in refused
    with pytest.raises(WorkflowError, match="Còn 1 hồ sơ chưa rõ số trang"):
        perform(now(catalogue), "submit", actor=lan, secrecy_declared=True)
    assert "chưa rõ số trang: 1 hồ sơ" in page_of(browser.get("/muc-luc/"))


def test_a_second_file_of_pages_fills_by_box_and_number_and_is_undone_like_any_other(browser, catalogue, lan):
    send(browser, catalogue, *map(line, range(1, 4)))
    page = send(
        browser, catalogue, ("1", "01", 100), ("1", "03", 110), ("9", "77", 50), ("Cộng", None, 260), head=PAGES_HEAD
    )
    counts = only().counts
    assert (counts["changed"], counts["filled"], counts["unmatched"], counts["new"]) == (2, 2, 1, 0)
    assert "Dòng khớp hộp số, hồ sơ số" in page and "Không khớp hồ sơ nào, không ghi" in page
    assert "chỉ bổ sung số liệu cho hồ sơ đã có" in page and "Chưa rõ" not in page.split("Các dòng đầu")[0]
    assert pages(catalogue) == [("01", 100, ""), ("02", 0, "unknown"), ("03", 110, "")]
    assert opened(catalogue) == (1, 0, 0) and catalogue.files.get(file_number="01").sheet_count == 60
    assert catalogue.files.search("kham chua benh so 1").count() == 1  # what search looks at stays
    undo_change(CatalogueChange.objects.latest("pk"), actor=lan)
    assert opened(catalogue) == (3, 0, 0)


def test_a_file_of_pages_says_which_numbers_it_replaces(browser, three):
    page = send(browser, three, ("1", "01", 100), ("1", "02", 120), ("1", "03", None), head=PAGES_HEAD)
    counts = only().counts
    assert (counts["changed"], counts["filled"], counts["unchanged"]) == (1, 0, 1)  # 03 has nothing to supply
    assert "Hồ sơ đã có số liệu khác, sẽ được thay" in page
    assert pages(three) == [("01", 100, ""), ("02", 120, ""), ("03", 100, "")]


def test_a_file_of_pages_removes_nothing_and_an_empty_catalogue_asks_for_titles(browser, catalogue, three):
    send(browser, three, ("1", "01", 7), head=PAGES_HEAD, confirmed=False)
    browser.submit(at("ghi/"), {"remove_missing": "on"}, page=at(), follow=True)
    assert three.files.count() == 3 and three.files.get(file_number="01").page_count == 100


def test_what_a_later_file_does_not_know_takes_nothing_away(browser, catalogue):
    head = (*HEAD, "Số trang")
    send(browser, catalogue, (*line(1), 90), (*line(2), 80), head=head)
    send(browser, catalogue, (*line(1), None), (*line(2, kept=None, days=None), 85), head=head)
    assert pages(catalogue) == [("01", 90, ""), ("02", 85, "")] and opened(catalogue) == (0, 0, 0)
    assert only().counts["unchanged"] == 1 and only().counts["changed"] == 1


def test_titles_under_a_strange_head_are_no_file_of_pages(browser, three):
    rows = [("1", f"0{n}", f"Xây dựng Trạm Y tế xã Tam Thăng {n}", 90) for n in (1, 2)]
    send(browser, three, *rows, head=("Hộp số", "Hồ sơ số", "Việc", "Số trang"), confirmed=False)
    assert "thiếu cột bắt buộc “Tiêu đề hồ sơ”" in page_of(browser.get(at())).lower().replace("tiêu đề", "Tiêu đề")
    assert not StagedFile.objects.filter(broken=False).exists()


def test_the_command_compares_as_the_web_does(catalogue, browser, tmp_path):
    head = (*HEAD, "Số trang")
    send(browser, catalogue, (*line(1), 90), (*line(2), None), head=head)
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(head, (*line(1), None), (*line(2), 70)))
    run = CommandImport(str(path), agency="SYT")
    run.read()
    run.compare()
    assert (run.counts["changed"], run.counts["unchanged"], run.counts["new"]) == (1, 1, 0)


def test_a_file_typed_without_pages_stays_open_and_a_nought_is_refused(browser, three):
    file = three.files.get(file_number="01")
    address = f"/muc-luc/ho-so/{file.pk}/sua/"
    filled = shown(browser, address)
    wrong = browser.submit(address, filled | {"page_count": "0", "page_count_a3": ""})
    assert "ít nhất một trang" in page_of(wrong)
    unknown = dict.fromkeys(("page_count", "page_count_a3", "start_date", "end_date"), "")
    browser.submit(address, filled | unknown)
    file.refresh_from_db()
    assert (file.page_count, file.page_basis, file.start_date) == (0, "unknown", "") and opened(three) == (1, 0, 1)
    assert "Để trống nếu chưa rõ" in page_of(browser.get(address))


def test_many_get_their_pages_and_their_start_at_once(browser, catalogue):
    send(browser, catalogue, *[line(n, days=None) for n in (1, 2, 3)])
    address = f"/muc-luc/{catalogue.pk}/ho-so/hang-loat/?pham_vi=tat-ca&check=unknown_pages"
    preview = page_of(browser.get(f"{address}&dat-pages=40&dat-start=3/2008&xem=1"))
    assert "Chưa rõ số trang: 3 hồ" in preview and "Sẽ thay đổi 3 hồ sơ" in preview
    browser.submit(
        address, {"dat-pages": "40", "dat-start": "3/2008"}, page=f"{address}&dat-pages=40&dat-start=3/2008&xem=1"
    )
    assert (
        opened(catalogue) == (0, 0, 0) and ArchivalFile.objects.filter(page_count=40, start_date="2008-03").count() == 3
    )


def test_a_list_of_300_files_without_pages_is_handed_in_from_the_browser(browser, catalogue, as_user, nam):
    """Lan uploads it, Nam states what a sheet holds, Lan hands in: nobody opened a spreadsheet."""
    send(browser, catalogue, *[line(number, sheets=number) for number in range(1, 301)])
    estimate = f"/muc-luc/{catalogue.pk}/uoc-tinh-so-trang/"
    as_user(nam).submit(estimate, {"factor": "1,8"}, page=f"{estimate}?factor=1,8")
    assert opened(catalogue) == (0, 0, 0)
    expected = sum(-(-number * 18 // 10) for number in range(1, 301))
    assert now(catalogue).page_count == now(catalogue).estimated_pages == expected
    facts = page_of(as_user(nam).get(f"/muc-luc/{catalogue.pk}/thao-tac/submit/"))
    assert "Ước tính từ số tờ" in facts and "300 hồ sơ" in facts
    perform(now(catalogue), "submit", actor=nam, secrecy_declared=True)
    assert now(catalogue).state == "submitted"
