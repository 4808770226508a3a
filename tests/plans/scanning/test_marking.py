"""Files marked scanned, checked, integrated: one by one, by filter, by list; and figures that are counted from them."""

from datetime import date

import pytest

from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import Catalogue, FileCounting, Marking, ProgressReport, ScanMark
from plans.progress.services import submit_progress
from plans.scanning import services
from plans.scanning.counting import counted, figures_by_files
from plans.scanning.finding import find
from plans.scanning.lists import wanted_of
from tests.helpers.catalogues import four_different_files

PERIOD = date(2025, 6, 20)


@pytest.fixture
def catalogue(plan, lan, day):
    """Four files of which Sở Nội vụ has accepted three: 01 of 500 pages, 02 of 40, 03 of 90, each with two A3."""
    day("2025-06-16")
    made = four_different_files(plan, lan)
    made.files.exclude(file_number="04").update(decision="accepted")
    Catalogue.objects.filter(pk=made.pk).update(state="appraised")
    return Catalogue.objects.get(pk=made.pk)


def keys(catalogue, *numbers):
    return list(catalogue.files.filter(file_number__in=numbers).values_list("pk", flat=True))


def figures(catalogue, until=PERIOD):
    return counted(catalogue.agency, catalogue.plan, until)


def test_a_stage_includes_those_before_it(catalogue, lan):
    made = services.mark(catalogue, keys(catalogue, "01"), "checked", actor=lan)
    services.mark(catalogue, keys(catalogue, "02"), "scanned", actor=lan)
    assert made.file_count == 1
    assert figures(catalogue) == {
        "scanned_files": 2,
        "scanned_pages": 548,  # 500 and two A3, which are two each; 40 and two A3
        "checked_files": 1,
        "checked_pages": 504,
        "integrated_files": 0,
        "integrated_pages": 0,
    }


def test_what_was_marked_stays_and_what_is_not_accepted_is_never_marked(catalogue, lan, binh):
    services.mark(catalogue, keys(catalogue, "01"), "scanned", actor=lan)
    made = services.mark(catalogue, keys(catalogue, "01", "02", "04"), "scanned", actor=lan)
    assert made.file_count == 1
    with pytest.raises(WorkflowError, match="đã được đánh dấu “Đã số hóa” trước đó"):
        services.mark(catalogue, keys(catalogue, "01"), "scanned", actor=lan)
    with pytest.raises(WorkflowError, match="đánh dấu sau khi Sở Nội vụ thẩm định"):
        services.mark(catalogue, keys(catalogue, "04"), "scanned", actor=lan)
    with pytest.raises(NotAllowed):
        services.mark(catalogue, keys(catalogue, "03"), "scanned", actor=binh)


def test_a_marking_is_taken_back_as_a_whole_and_not_below_a_later_stage(catalogue, lan):
    first = services.mark(catalogue, keys(catalogue, "01", "02"), "scanned", actor=lan)
    second = services.mark(catalogue, keys(catalogue, "01"), "integrated", actor=lan)
    with pytest.raises(WorkflowError, match="Có 1 hồ sơ của lần này đã được đánh dấu công đoạn sau"):
        services.undo(first, actor=lan)
    services.undo(second, actor=lan)
    assert figures(catalogue)["integrated_files"] == 0 and figures(catalogue)["scanned_files"] == 2
    services.undo(first, actor=lan)
    assert not ScanMark.objects.exists()
    with pytest.raises(Overtaken):
        services.undo(first, actor=lan)
    assert Marking.objects.exclude(undone_at=None).count() == 2


def test_a_day_counts_what_was_marked_by_its_end(catalogue, lan, day):
    services.mark(catalogue, keys(catalogue, "01"), "scanned", actor=lan)
    day("2025-06-21")
    services.mark(catalogue, keys(catalogue, "02"), "scanned", actor=lan)
    assert [figures(catalogue, date(2025, 6, n))["scanned_files"] for n in (15, 16, 20, 21)] == [0, 1, 1, 2]


def test_a_file_left_out_since_counts_no_more(catalogue, lan):
    services.mark(catalogue, keys(catalogue, "01", "02"), "scanned", actor=lan)
    catalogue.files.filter(file_number="01").update(decision="left_out", left_out_reason="duplicate")
    assert figures(catalogue)["scanned_files"] == 1


@pytest.mark.parametrize(
    "text, numbers, faults",
    [
        ("1\t01\n2;03", ["01", "03"], []),
        ("01", ["01"], []),
        ("1\t01\n1\t01", ["01"], ["Dòng 2, hộp 1, hồ sơ số 01: đã có ở dòng 1."]),
        ("1\t99", [], ["Dòng 1, hộp 1, hồ sơ số 99: không có trong Mục lục."]),
        (
            "2\t04\n9",
            [],
            [
                "Dòng 1, hộp 2, hồ sơ số 04: chưa được thẩm định, hoặc bị loại.",
                "Dòng 2, hồ sơ số 9: không có trong Mục lục.",
            ],
        ),
    ],
)
def test_a_pasted_list_names_files_and_all_its_faults(catalogue, text, numbers, faults):
    found = find(catalogue, wanted_of(text))
    assert list(catalogue.files.filter(pk__in=found.keys).values_list("file_number", flat=True)) == numbers
    assert found.faults == faults


def test_who_counts_by_files_reports_what_they_come_to(catalogue, lan, as_user):
    plan, agency = catalogue.plan, catalogue.agency
    assert figures_by_files(agency, plan, PERIOD) is None
    services.count_by_files(agency, plan, actor=lan, by_files=True)
    services.mark(catalogue, keys(catalogue, "01"), "checked", actor=lan)
    typed = dict.fromkeys(figures(catalogue), 7)
    with pytest.raises(WorkflowError, match="không nhập tay"):
        submit_progress(agency, plan=plan, actor=lan, period_end=PERIOD, figures=typed)
    address = f"/tien-do/ky/{PERIOD}/"
    page = as_user(lan).get(address).content.decode()
    assert "tính từ" in page and 'value="504"' in page and "disabled" in page
    as_user(lan).submit(address, {**typed, "version": "0", "reason": "Theo hồ sơ"})
    sent = ProgressReport.objects.get()
    assert (sent.scanned_files, sent.scanned_pages, sent.integrated_pages) == (1, 504, 0)
    services.count_by_files(agency, plan, actor=lan, by_files=False)
    assert figures_by_files(agency, plan, PERIOD) is None


def test_files_are_ticked_marked_by_filter_and_taken_back_on_the_page(catalogue, as_user, lan, binh, minh):
    browser, address = as_user(lan), f"/danh-dau/{catalogue.pk}/"
    page = browser.get(address).content.decode()
    assert "Đánh dấu cả 3 hồ sơ" in page and "Ảnh tư liệu" not in page
    browser.post(f"{address}ghi/", {"stage": "scanned", "ho_so": keys(catalogue, "01")})
    assert figures(catalogue)["scanned_files"] == 1
    browser.post(f"{address}ghi/", {"stage": "checked", "tat_ca": "1", "hop": "2"})
    assert figures(catalogue)["checked_files"] == 1 and figures(catalogue)["scanned_files"] == 2
    assert "Đã kiểm tra đạt" in browser.get(f"{address}?cong_doan=checked&sort=-pages").content.decode()
    latest = Marking.objects.first()
    assert as_user(minh).post(f"/danh-dau/lan/{latest.pk}/bo/").status_code == 403
    assert as_user(binh).get(address).status_code == 404
    as_user(lan).post(f"/danh-dau/lan/{latest.pk}/bo/")
    assert figures(catalogue)["checked_files"] == 0
    assert "Tiến độ theo từng hồ sơ" in as_user(lan).get("/danh-dau/").content.decode()


def test_a_list_is_pasted_on_the_page_with_all_errors_shown(catalogue, as_user, lan):
    browser, address = as_user(lan), f"/danh-dau/{catalogue.pk}/danh-sach/"
    page = browser.post(address, {"stage": "scanned", "files_listed": "1\t99\n2\t04"}).content.decode()
    assert "hồ sơ số 99: không có trong Mục lục" in page and "chưa được thẩm định, hoặc bị loại" in page
    browser.post(address, {"stage": "scanned", "files_listed": "1\t01\n2\t03"})
    assert figures(catalogue)["scanned_files"] == 2


def test_a_form_that_does_not_say_which_way_changes_none(as_user, lan, plan):
    browser = as_user(lan)
    assert browser.submit("/danh-dau/cach-bao-cao/", {"cach": "ho-so"}).status_code == 302
    for sent in ({}, {"cach": "0"}):
        assert browser.submit("/danh-dau/cach-bao-cao/", sent).status_code == 400
    assert FileCounting.objects.get().agency == lan.agency
