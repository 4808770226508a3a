"""Pace, forecast and schedule (Kế hoạch II.2; domain §3)."""

from datetime import date, timedelta

import pytest

from plans.models import Milestone
from reports.figures import SCHEDULES, province_figures
from tests.helpers import factories as make
from tests.helpers.figures import DAY, PERIODS, a_thousand_a_day, growing, row_of, weekly


@pytest.fixture
def syt(agencies):
    return a_thousand_a_day(agencies)


def test_pace_forecast_and_need_after_nine_equal_weeks(plan, syt):
    weekly(syt, 7_000)
    row = row_of(plan)
    assert (row.scanned_pages, row.pace_per_day) == (63_000, 1_000)
    assert row.forecast_done_on == DAY + timedelta(days=54)
    assert (row.days_left, row.needed_per_day) == (55, 982)
    assert float(row.share) == pytest.approx(63 / 117)


def test_pace_of_the_first_week_counts_its_days_only(plan, syt):
    make.a_progress_report(syt, PERIODS[0], 6_000)
    row = row_of(plan, day=PERIODS[0])
    assert row.pace_per_day == 1_000


def test_pace_is_measured_back_from_a_fresh_report(plan, syt):
    weekly(syt, 7_000, weeks=8)
    assert row_of(plan).pace_per_day == 1_000
    assert row_of(plan).expected_by_report_pages == 55_000
    assert row_of(plan).forecast_done_on == PERIODS[7] + timedelta(days=61)
    for day in range(7):
        assert row_of(plan, day=DAY + timedelta(days=day)).forecast_done_on == row_of(plan).forecast_done_on


def test_a_missing_report_makes_the_end_unknown_and_no_later(plan, syt):
    weekly(syt, 7_000, weeks=8)
    weeks_later = row_of(plan, day=date(2025, 7, 4))
    assert (weeks_later.pace_per_day, weeks_later.forecast_done_on) == (1_000, None)
    assert (weeks_later.schedule, weeks_later.is_silent) == ("unknown", True)


def test_who_was_late_by_the_last_report_stays_late_while_silent(plan, syt, agencies):
    weekly(syt, 4_000, weeks=7)
    make.a_target(agencies["502"], 71_000)
    weekly(agencies["502"], 2_000, weeks=7)
    for day in (PERIODS[7], DAY, date(2025, 6, 29)):
        rows = row_of(plan, day=day), row_of(plan, "502", day)
        assert [row.schedule for row in rows] == ["late", "late"]
        assert [row.is_silent for row in rows] == [day >= DAY] * 2
        assert rows[0].forecast_done_on == PERIODS[6] + timedelta(days=156)  # 89.000 pages are left, 4.000 a week
    assert (rows[1].forecast_done_on, rows[1].schedule_name) == (None, "Chậm, chưa báo cáo")
    assert row_of(plan, day=date(2026, 1, 5)).forecast_done_on is None  # that day has passed, and nothing shows it


def test_heirs_owe_no_period_that_ended_before_they_took_over(plan, agencies):
    make.a_target(agencies["20335"], 9_000)
    make.a_progress_report(agencies["20335"], PERIODS[3], 500)
    days = (date(2025, 7, 1), date(2025, 7, 4), date(2025, 7, 5))  # 27/6 was missed by the commune, 4/7 by its heir
    assert [bool(row_of(plan, "20335", day).silent_heirs) for day in days] == [False, False, True]


def test_late_and_silent_stand_beside_each_other(plan, syt):
    weekly(syt, 7_000)
    row = row_of(plan, day=date(2025, 8, 16))
    assert (row.schedule, row.is_silent, row.schedule_name) == ("late", True, "Chậm, chưa báo cáo")


@pytest.mark.parametrize(
    ("weeks", "schedule"),
    [
        ([117_000] * 9, "done"),
        (growing(8_000, 9), "on_time"),
        (growing(8_000, 8), "on_time"),
        (growing(6_300, 9), "late"),
        (growing(5_500, 9), "late"),
        ([70_000] * 9, "unknown"),
        (growing(8_000, 7), "unknown"),
        ([], "unknown"),
    ],
)
def test_on_time_or_late_on_the_day(plan, syt, weeks, schedule):
    for end, pages in zip(PERIODS, weeks, strict=False):
        make.a_progress_report(syt, end, pages)
    row = row_of(plan)
    assert row.schedule == schedule
    assert row.is_silent == (len(weeks) < 8)
    assert row.schedule_states[0] == SCHEDULES[schedule]


def test_behind_the_line_with_a_good_pace_is_a_risk(plan, syt):
    for end, pages in zip(PERIODS[5:], (1_000, 20_000, 40_000, 60_000), strict=True):
        make.a_progress_report(syt, end, pages)
    row = row_of(plan)
    assert row.forecast_done_on < row.deadline
    assert row.schedule == "at_risk"


def test_nobody_is_late_before_the_first_period_ends(plan, syt):
    assert row_of(plan, day=PERIODS[0]).schedule == "waiting"
    day_after = row_of(plan, day=PERIODS[0] + timedelta(days=1))
    assert (day_after.schedule, day_after.is_silent) == ("unknown", True)
    assert row_of(plan, "SXD").schedule == "none"


def test_after_the_deadline_the_unfinished_is_late(plan, agencies):
    make.a_target(agencies["502"], 100_000)
    for end, pages in zip(PERIODS, growing(10_900, 9), strict=True):
        make.a_progress_report(agencies["502"], end, pages)
    assert row_of(plan, "502", date(2025, 6, 29)).schedule == "on_time"
    assert row_of(plan, "502", date(2025, 6, 30)).schedule == "late"


def test_the_province_stands_as_its_worse_group(plan, agencies):
    make.a_target(agencies["SYT"], 117_000)
    make.a_target(agencies["502"], 71_000)
    weekly(agencies["SYT"], 8_000)
    weekly(agencies["502"], 1_000)
    province = province_figures(plan, DAY)
    assert [each.schedule for each in province.groups.values()] == ["on_time", "late"]
    total = province.total
    assert (total.schedule, total.deadline) == ("late", date(2025, 8, 14))
    assert total.needed_per_day == sum(each.needed_per_day for each in province.groups.values())
    assert total.ends_at_this_pace_on == province.groups["districts"].ends_at_this_pace_on
    assert total.forecast_done_on == province.groups["departments"].forecast_done_on  # districts end before
    assert total.units_without_forecast == 1
    assert total.planned_per_day == 2_000


def test_a_group_ends_with_its_last_unit_however_fast_the_others_are(plan, agencies):
    for code, pages in (("SYT", 8_000), ("SXD", 5_000)):
        make.a_target(agencies[code], 117_000)
        weekly(agencies[code], pages)
    make.a_target(agencies["STC"], 10)
    departments = province_figures(plan, DAY).groups["departments"]
    assert departments.forecast_done_on == row_of(plan, "SXD").forecast_done_on == DAY + timedelta(days=101)
    assert (departments.schedule, departments.units_without_forecast) == ("late", 1)


def test_an_empty_portal_has_figures_of_nothing(plan):
    total = province_figures(plan, DAY).total
    assert (total.planned_pages, total.share, total.forecast_done_on, total.schedule) == (0, None, None, "none")
    assert (total.needed_per_day, total.pace_per_day) == (0, 0)


def test_a_plan_without_milestones_judges_nobody(plan, syt):
    Milestone.objects.all().delete()
    row = row_of(plan)
    assert (row.deadline, row.days_left, row.schedule, row.expected_pages) == (None, None, "none", 0)
    assert province_figures(plan, DAY).total.schedule == "none"
