"""Who must report, and until which hour: dated rules, read by the form, the table, home and the figures."""

from datetime import date

import pytest

from plans.models import Plan, ReportingException, ReportingRule
from plans.progress.services import late_periods, owed_periods
from plans.progress.table import EXCUSED, MISSING, progress_table
from reports.figures import province_figures
from tests.helpers import factories as make

HOME = "/quan-tri/plans/"
AGREED = {"_agreed": "1"}
END = date(2025, 6, 20)
BASIS = {"source": "Công văn 45/SNV"}


@pytest.fixture
def at_five(plan, agencies):
    """Reports on periods that end from 14/6/2025 on are due at 17:00."""
    make.a_target(agencies["SYT"], 50_000)
    ReportingRule.objects.create(plan=plan, valid_from=date(2025, 6, 14), cutoff_hour=17, **BASIS)
    return Plan.current()


def excuse(plan, agency, day, must_report=False):
    ReportingException.objects.create(plan=plan, agency=agency, valid_from=day, must_report=must_report, **BASIS)
    return Plan.current()


def test_a_report_is_missing_the_minute_after_the_cut_off(at_five, agencies, clock, day):
    syt = agencies["SYT"]
    clock("16:59:59")
    assert not at_five.is_over(END) and END not in late_periods(syt, at_five)
    clock("17:00")
    assert at_five.is_over(END) and late_periods(syt, at_five)[-1] == END


def test_without_a_rule_a_period_is_over_at_midnight(plan, day, clock):
    clock("23:59:59")
    assert not plan.is_over(END)
    day("2025-06-21")
    clock("00:00")
    assert plan.is_over(END)


def test_the_rule_is_that_of_the_last_day_of_the_period(at_five, clock, day):
    assert (at_five.cut_off(date(2025, 6, 13)).hour, at_five.cut_off(END).hour) == (0, 17)
    assert at_five.cut_off(date(2025, 6, 13)).day == 14


def test_pages_know_the_cut_off(at_five, as_user, lan, hoa, clock):
    clock("16:59")
    assert "đang mở" in as_user(lan).get("/tien-do/").content.decode()
    assert "chốt 17 giờ hôm nay" in as_user(lan).get("/").content.decode()
    assert "kỳ đang mở" in as_user(hoa).get("/tien-do/").content.decode()
    clock("17:00")
    assert "chưa gửi, quá 17 giờ" in as_user(lan).get("/tien-do/").content.decode()
    assert "quá 17 giờ hôm nay" in as_user(lan).get("/").content.decode()
    page = as_user(hoa).get("/tien-do/").content.decode()
    assert "kỳ đang mở" not in page and "chốt lúc 17 giờ" in page


def test_a_late_report_is_taken_all_the_same(at_five, as_user, lan, clock):
    clock("17:01")
    assert as_user(lan).get("/tien-do/ky/2025-06-20/").status_code == 200


def test_an_excused_agency_owes_nothing_from_its_day(plan, agencies):
    syt = agencies["SYT"]
    make.a_target(syt, 50_000)
    plan = excuse(plan, syt, date(2025, 6, 14))
    assert owed_periods(syt, plan, END)[-1] == date(2025, 6, 13)
    row = next(row for row in progress_table(plan, END, make.a_user(syt)) if row.agency == syt)
    assert (row.state, row.is_asked, row.who_sends) == (EXCUSED, False, "được miễn báo cáo")
    before = next(row for row in progress_table(plan, date(2025, 6, 13), make.a_user(syt)) if row.agency == syt)
    assert before.state == MISSING


def test_an_excused_agency_is_not_silent_in_the_figures(plan, agencies, day):
    syt = agencies["SYT"]
    make.a_target(syt, 50_000)
    make.a_progress_report(syt, date(2025, 5, 30), 900)
    asked = day("2025-06-27")
    assert province_figures(plan, asked).by_code["SYT"].is_silent
    plan = excuse(plan, syt, date(2025, 6, 1))
    row = province_figures(plan, asked).by_code["SYT"]
    assert not row.is_silent and row.asked_ends[-1] == date(2025, 5, 30) and row.scanned_pages == 900
    assert row.period_ends[-1] == date(2025, 6, 27)


def test_an_agency_without_target_is_asked_by_name(plan, agencies, as_user, hoa, lan):
    make.a_target(agencies["SXD"], 9_000)
    assert "SYT" not in {row.agency.code for row in progress_table(plan, END, hoa)}
    assert "Gửi báo cáo tiến độ" not in as_user(lan).get("/").content.decode()
    plan = excuse(plan, agencies["SYT"], date(2025, 6, 14), must_report=True)
    assert {row.agency.code: row.state for row in progress_table(plan, END, hoa)}["SYT"] == MISSING
    assert "Gửi báo cáo tiến độ kỳ đến 20/6/2025" in as_user(lan).get("/").content.decode()


def test_a_later_exception_takes_the_place_of_an_earlier_one(plan, agencies):
    excuse(plan, agencies["SYT"], date(2025, 6, 1))
    plan = excuse(plan, agencies["SYT"], date(2025, 6, 14), must_report=True)
    owed = owed_periods(agencies["SYT"], plan, END)
    assert date(2025, 6, 6) not in owed and date(2025, 6, 13) not in owed and END in owed


def test_quy_dates_a_rule_and_reads_what_changes(as_user, quy, plan):
    url, data = f"{HOME}reportingrule/add/", {"valid_from": "28/6/2025", "cutoff_hour": "16", **BASIS}
    asked = as_user(quy).submit(url, data | {"district_confirms": "on"}).content.decode()
    assert "từ 24 giờ thành 16 giờ" in asked and "được UBND cấp huyện xác nhận" in asked
    as_user(quy).submit(url, data | {"valid_from": "20/6/2025"} | AGREED)
    assert not ReportingRule.objects.exists()
    as_user(quy).submit(url, data | AGREED)
    assert ReportingRule.objects.get().cutoff_hour == 16


def test_a_rule_in_force_is_changed_by_a_new_one(as_user, quy, at_five):
    rule = ReportingRule.objects.get()
    as_user(quy).submit(f"{HOME}reportingrule/{rule.pk}/change/", {"cutoff_hour": "9", **BASIS} | AGREED)
    rule.refresh_from_db()
    assert rule.cutoff_hour == 17
    assert as_user(quy).submit(f"{HOME}reportingrule/{rule.pk}/delete/", {"post": "yes"}).status_code == 403


def test_quy_excuses_an_agency(as_user, quy, plan, agencies):
    url = f"{HOME}reportingexception/add/"
    data = {"agency": str(agencies["SYT"].pk), "valid_from": "28/6/2025", **BASIS}
    asked = as_user(quy).submit(url, data).content.decode()
    assert "Sở Y tế được miễn báo cáo từ kỳ kết thúc ngày 28/6/2025 trở đi" in asked
    as_user(quy).submit(url, data | AGREED)
    assert not ReportingException.objects.get().must_report


def test_rules_cost_no_query_where_there_are_none(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = Plan.current()
        assert found.rule_on(END) is None and found.said_of(1, END) is None
