"""Giấy nhận số liệu: every submission has one, numbered by the year, with its second."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from agencies.models import Agency, Decision, Duty, Event, User
from plans.models import ProgressReceipt, ProgressReport, ReceiptLine
from plans.progress import receipts
from plans.progress.services import submit_progress
from tests.helpers import factories as make
from tests.helpers.delegations import in_force

FIGURES = {"scanned_files": 10, "scanned_pages": 900, "checked_files": 9, "checked_pages": 800}
FIGURES |= {"integrated_files": 5, "integrated_pages": 400}
WHY = "Số hóa thử."
PERIOD = date(2025, 6, 13)
LIST = "/tien-do/giay-nhan/"


def sent(agency, plan, actor, period_end=PERIOD):
    return submit_progress(agency, plan=plan, actor=actor, period_end=period_end, figures=FIGURES, reason=WHY)


def test_a_submission_has_a_receipt_with_its_second(plan, lan, as_user, clock):
    clock("09:05:07")
    report = sent(lan.agency, plan, lan)
    receipt = ReceiptLine.objects.get(report=report).receipt
    assert (receipt.written_number, receipt.given_to, receipt.way) == ("1/2025", lan, "form")
    page = as_user(lan).get(reverse("progress_receipt", args=[receipt.pk])).content.decode()
    assert "09:05:07 ngày 20/6/2025" in page and "Trần Thị Lan" in page and ">900<" in page
    assert "data-print" in page
    of_report = as_user(lan).get(reverse("progress_report", args=[report.pk])).content.decode()
    assert "Số 1/2025" in of_report and "09:05:07" in of_report


def test_numbers_follow_each_other_and_begin_anew_with_the_year(plan, lan, binh, day):
    sent(lan.agency, plan, lan)
    sent(binh.agency, plan, binh)
    day("2026-01-02")
    sent(lan.agency, plan, lan, date(2025, 6, 20))
    numbers = [one.written_number for one in ProgressReceipt.objects.order_by("pk")]
    assert numbers == ["1/2025", "2/2025", "1/2026"]


def test_a_refused_submission_uses_no_number(plan, lan, binh):
    with pytest.raises(Exception, match="lý do"):
        submit_progress(lan.agency, plan=plan, actor=lan, period_end=PERIOD, figures=FIGURES)
    sent(binh.agency, plan, binh)
    assert [one.written_number for one in ProgressReceipt.objects.all()] == ["1/2025"]


def test_one_receipt_for_several_shows_each_reader_what_they_see(plan, lan, binh, hoa, thu, as_user):
    reports = [make.a_progress_report(lan.agency, PERIOD, 1_234), make.a_progress_report(binh.agency, PERIOD, 5_678)]
    receipt = receipts.give(reports, actor=hoa, way=ProgressReceipt.Way.BOOK)
    address = reverse("progress_receipt", args=[receipt.pk])
    page = as_user(binh).get(address).content.decode()
    assert "5.678" in page and "1.234" not in page
    page = as_user(hoa).get(address).content.decode()
    assert "5.678" in page and "1.234" in page
    assert as_user(thu).get(address).status_code == 404


def test_the_list_holds_ones_receipts(plan, lan, binh, as_user):
    sent(lan.agency, plan, lan)
    sent(binh.agency, plan, binh)
    page = as_user(lan).get("/tien-do/giay-nhan/").content.decode()
    assert "1/2025" in page and "2/2025" not in page
    assert "2/2025" not in as_user(lan).get("/tien-do/giay-nhan/?q=Bình").content.decode()


@pytest.fixture
def of_two(plan, lan, binh, hoa):
    """Hoa's receipt for figures of Sở Y tế and of Sở Xây dựng."""
    reports = [make.a_progress_report(lan.agency, PERIOD, 1_234), make.a_progress_report(binh.agency, PERIOD, 5_678)]
    return receipts.give(reports, actor=hoa, way=ProgressReceipt.Way.BOOK)


def readings(browser, receipt):
    """Whose figures the person finds on the page, in the list and in its workbook."""
    page = browser.get(reverse("progress_receipt", args=[receipt.pk]))
    lines = page.content.decode().partition("Số liệu đã nhận")[2] if page.status_code == 200 else ""
    listed = browser.get(LIST).content.decode().partition("<tbody>")[2]
    sheet = load_workbook(io.BytesIO(browser.get("/tien-do/giay-nhan.xlsx").getvalue())).worksheets[0]
    cells = str(list(sheet.iter_rows(values_only=True)))
    return [{name for name in ("Sở Y tế", "Sở Xây dựng") if name in text} for text in (lines, listed, cells)]


def test_the_list_and_the_page_show_the_same_of_a_receipt(of_two, lan, binh, hoa, mai, thu, as_user):
    both, own, other = {"Sở Y tế", "Sở Xây dựng"}, {"Sở Y tế"}, {"Sở Xây dựng"}
    for user, seen in ((hoa, both), (mai, both), (lan, own), (binh, other), (thu, set())):
        assert readings(as_user(user), of_two) == [seen] * 3, user


def test_who_moved_to_another_agency_reads_there_and_no_longer_here(plan, lan, nam, agencies, as_user):
    sent(lan.agency, plan, lan)
    receipt = ProgressReceipt.objects.get()
    User.objects.filter(pk=lan.pk).update(agency=agencies["SXD"])
    assert readings(as_user(User.objects.get(pk=lan.pk)), receipt) == [set()] * 3
    assert readings(as_user(nam), receipt) == [{"Sở Y tế"}] * 3


def test_who_saw_all_by_a_delegation_reads_them_until_its_last_day(of_two, hoa, as_user, day):
    stand_in = make.a_user(hoa.agency, duty=Duty.READS)
    in_force(hoa, stand_in, Decision.APPRAISE_CATALOGUES)
    assert readings(as_user(stand_in), of_two) == [{"Sở Y tế", "Sở Xây dựng"}] * 3
    day("2025-06-28")
    assert readings(as_user(User.objects.get(pk=stand_in.pk)), of_two) == [set()] * 3


def test_a_successor_reads_what_its_predecessor_sent(of_two, lan, binh, agencies, as_user, day):
    Agency.objects.filter(code="SYT").update(active_to=date(2025, 6, 20), successor=agencies["SXD"])
    day("2025-06-23")
    assert readings(as_user(binh), of_two) == [{"Sở Y tế", "Sở Xây dựng"}] * 3


def test_the_list_asks_as_often_for_three_as_for_one(plan, lan, as_user, django_assert_max_num_queries):
    for end in (date(2025, 5, 30), date(2025, 6, 6), PERIOD):
        sent(lan.agency, plan, lan, end)
    as_user(lan).get("/tien-do/giay-nhan/")
    with django_assert_max_num_queries(20):
        as_user(lan).get("/tien-do/giay-nhan/")


def test_the_second_version_has_a_receipt_of_its_own(plan, lan):
    sent(lan.agency, plan, lan)
    sent(lan.agency, plan, lan)
    assert list(ReceiptLine.objects.order_by("pk").values_list("report__version", "receipt__number")) == [
        (1, 1),
        (2, 2),
    ]
    assert ProgressReport.objects.count() == 2 and Event.objects.filter(action="submit").count() == 2
