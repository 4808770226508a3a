"""A district sees, confirms or returns what its communes report; what is not confirmed counts, and says so."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import DistrictCheck, Plan, ProgressReport, ReportingRule
from plans.progress import district
from plans.progress.services import submit_progress
from plans.progress.table import progress_table
from reports.figures import province_figures
from tests.helpers import factories as make

PERIOD = date(2025, 6, 13)
CONFIRM = "/tien-do/xac-nhan/"


@pytest.fixture
def asked(plan, agencies):
    """Districts confirm what their communes report on periods that end from June on."""
    make.a_target(agencies["20335"], 9_000)
    make.a_target(agencies["502"], 90_000)
    dated = {"valid_from": date(2025, 6, 1), "source": "Công văn 45/SNV"}
    ReportingRule.objects.create(plan=plan, district_confirms=True, **dated)
    return Plan.current()


@pytest.fixture
def report(asked, agencies):
    return make.a_progress_report(agencies["20335"], PERIOD, 1_234)


def confirm(report, actor):
    return district.answer(report, actor=actor, outcome="confirmed")


def give_back(report, actor, reason="Số trang cao hơn sổ của huyện."):
    return district.answer(report, actor=actor, outcome="returned", reason=reason)


def test_hai_confirms_what_the_commune_sent(report, hai, thu, as_user):
    browser = as_user(hai)
    assert "Xác nhận 1 số liệu của xã" in browser.get("/tien-do/").content.decode()
    assert "Xác nhận 1 số liệu tiến độ của xã" in browser.get("/").content.decode()
    assert "1.234" in browser.get(CONFIRM).content.decode()
    done = browser.submit(CONFIRM, {"chon": str(report.pk)}, follow=True).content.decode()
    assert "Đã xác nhận 1 số liệu." in done and "Không có số liệu nào chờ" in done
    check = DistrictCheck.objects.get()
    assert (check.outcome, check.said_by, check.district.code) == ("confirmed", hai, "502")
    assert "Huyện đã xác nhận" in as_user(thu).get(reverse("progress_report", args=[report.pk])).content.decode()
    assert Event.objects.about(report).get(action="confirm_figures").actor == hai


def test_hai_returns_it_with_a_reason(report, hai, thu, as_user):
    url = reverse("progress_return", args=[report.pk])
    assert "Ghi lý do" in as_user(hai).submit(url, {"reason": ""}).content.decode()
    as_user(hai).submit(url, {"reason": "Số trang cao hơn sổ của huyện."})
    assert "Cấp huyện trả lại: Số trang cao hơn" in as_user(thu).get("/").content.decode()
    page = as_user(thu).get(reverse("progress_report", args=[report.pk])).content.decode()
    assert "Huyện trả lại" in page and "Số trang cao hơn sổ của huyện." in page
    with pytest.raises(Overtaken):
        confirm(report, hai)


def test_a_new_version_is_asked_about_anew(report, hai, thu, asked):
    give_back(report, hai)
    figures = {name: getattr(report, name) for name in ("scanned_files", "checked_files", "checked_pages")}
    figures |= {"scanned_pages": 1_200, "integrated_files": 0, "integrated_pages": 0}
    again = submit_progress(
        report.agency, plan=asked, actor=thu, period_end=PERIOD, figures=figures, reason="Đếm lại theo sổ của huyện."
    )
    assert district.waiting(hai, asked) == [again]
    with pytest.raises(Overtaken, match="bản mới hơn"):
        confirm(report, hai)
    assert confirm(again, hai).outcome == "confirmed"


def test_only_the_district_answers(report, hai, thu, lan, hoa, as_user):
    for stranger in (thu, lan, hoa):
        with pytest.raises(NotAllowed):
            confirm(report, stranger)
    with pytest.raises(WorkflowError, match="lý do"):
        give_back(report, hai, reason=" ")
    assert as_user(lan).get(CONFIRM).status_code == 302
    assert as_user(lan).get(reverse("progress_return", args=[report.pk])).status_code == 404
    assert as_user(thu).get(reverse("progress_return", args=[report.pk])).status_code == 302


def test_what_is_not_confirmed_counts_and_is_shown_as_such(report, hai, hoa, asked, as_user, agencies):
    row = province_figures(asked, date(2025, 6, 20)).by_code["20335"]
    assert (row.scanned_pages, row.unchecked) == (1_234, 1)
    assert "huyện chưa xác nhận" in row.schedule_name
    shown = next(row for row in progress_table(asked, PERIOD, hoa) if row.agency.code == "20335")
    assert (shown.scanned_pages, shown.district) == (1_234, ("warn", "Huyện chưa xác nhận"))
    assert "Huyện chưa xác nhận" in as_user(hoa).get("/tien-do/?ky=2025-06-13").content.decode()
    assert "huyện chưa xác nhận" in as_user(hoa).get("/co-quan/20335/").content.decode()
    confirm(report, hai)
    figures = province_figures(asked, date(2025, 6, 20))
    assert (figures.by_code["20335"].scanned_pages, figures.by_code["20335"].unchecked) == (1_234, 0)
    assert figures.total.unchecked == 0


def test_a_past_day_knows_what_was_confirmed_by_then(report, hai, asked, day):
    confirm(report, hai)
    assert province_figures(asked, date(2025, 6, 19)).by_code["20335"].unchecked == 1
    assert province_figures(asked, date(2025, 6, 20)).by_code["20335"].unchecked == 0


def test_after_the_districts_nobody_is_asked(report, hai, hoa, asked, day):
    Agency.objects.filter(code="502").update(active_to=date(2025, 6, 30))
    asked = Plan.current()
    assert province_figures(asked, date(2025, 6, 30)).by_code["20335"].unchecked == 1
    day("2025-07-01")
    assert province_figures(asked, date(2025, 7, 1)).by_code["20335"].unchecked == 0
    fresh = ProgressReport.objects.select_related("agency__parent").get(pk=report.pk)
    assert district.standing(asked, fresh.agency, fresh) is None
    with pytest.raises(NotAllowed):
        confirm(fresh, hai)


def test_without_the_rule_nobody_is_asked(plan, agencies, hai, as_user):
    report = make.a_progress_report(agencies["20335"], PERIOD, 1_234)
    assert district.waiting(hai, plan) == [] and district.standing(plan, report.agency, report) is None
    assert province_figures(plan, date(2025, 6, 20)).by_code["20335"].unchecked == 0


def test_the_report_says_how_many_are_not_confirmed(report, asked):
    from reports.unconfirmed import of_districts

    sentence = of_districts(province_figures(asked, date(2025, 6, 20)).rolled_up)
    assert "của 01 đơn vị cấp xã" in sentence and "chưa được UBND cấp huyện xác nhận" in sentence
