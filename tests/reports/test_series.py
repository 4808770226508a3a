"""The S-curve's figures: planned, scanned, needed, forecast at the end of each period."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.charts import curve as draw
from reports.figures import province_figures
from reports.series import s_curve
from tests.helpers import factories as make

DAY = date(2025, 6, 20)
PERIODS = [date(2025, 4, 25) + timedelta(days=7 * week) for week in range(9)]


@pytest.fixture
def two_groups(agencies):
    """Sở Y tế at its pace, Tam Kỳ at half of it, with Tân Thạnh's share in it."""
    make.a_target(agencies["SYT"], 117_000)
    make.a_target(agencies["502"], 71_000)
    for week, end in enumerate(PERIODS, 1):
        make.a_progress_report(agencies["SYT"], end, 7_000 * week)
        make.a_progress_report(agencies["502"], end, 3_000 * week)
    make.a_progress_report(agencies["20335"], PERIODS[2], 4_500)


def on(curve, day):
    return next(point for point in curve.points if point.day == day)


def test_the_curve_starts_at_nothing_and_ends_with_the_plan(plan, two_groups):
    curve = s_curve(plan, DAY)
    first, last = curve.points[0], curve.points[-1]
    assert (first.day, first.planned, first.scanned) == (date(2025, 4, 19), 0, 0)
    assert last.planned == 188_000
    assert on(curve, date(2025, 6, 29)).planned == 71_000 + 71_000
    assert on(curve, date(2025, 8, 14)).planned == 188_000
    assert [point.day for point in curve.points] == sorted({point.day for point in curve.points})


def test_scanned_pages_carry_over_periods_without_report(plan, two_groups):
    curve = s_curve(plan, DAY)
    assert on(curve, PERIODS[1]).scanned == 20_000
    assert on(curve, PERIODS[2]).scanned == 30_000 + 4_500
    assert on(curve, PERIODS[3]).scanned == 40_000 + 4_500
    assert curve.today.scanned == 90_000 + 4_500 == province_figures(plan, DAY).total.scanned_pages
    assert on(curve, date(2025, 6, 29)).scanned is None


def test_today_meets_all_lines(plan, two_groups):
    today = s_curve(plan, DAY).today
    assert today.scanned == today.needed == today.forecast == today.forecast_low == today.forecast_high
    assert today.planned == province_figures(plan, DAY).total.expected_pages


def test_the_needed_line_reaches_the_plan_on_each_deadline(plan, two_groups):
    curve = s_curve(plan, DAY)
    assert on(curve, date(2025, 8, 14)).needed == 188_000
    districts = s_curve(plan, DAY, group="districts")
    assert on(districts, date(2025, 6, 29)).needed == 71_000


def test_the_forecast_lies_in_its_range_and_never_above_the_plan(plan, two_groups):
    curve = s_curve(plan, DAY, group="districts")
    for point in curve.points:
        if point.forecast is not None:
            assert point.forecast_low <= point.forecast <= point.forecast_high <= 71_000


def test_the_districts_forecast_goes_no_further_than_they_exist(plan, two_groups):
    assert s_curve(plan, DAY, group="districts").points[-1].day == date(2025, 6, 29)
    both = s_curve(plan, DAY)
    alone = s_curve(plan, DAY, group="departments")
    ended = on(both, date(2025, 7, 4)).forecast - on(alone, date(2025, 7, 4)).forecast
    assert ended == on(both, date(2025, 8, 14)).forecast - on(alone, date(2025, 8, 14)).forecast < 71_000


def test_the_middle_of_the_forecast_is_no_end_of_its_range(plan, agencies):
    make.a_target(agencies["SYT"], 500_000)
    for end, pages in zip(PERIODS, (1, 2, 4, 6, 9, 9, 14, 18, 30), strict=True):
        make.a_progress_report(agencies["SYT"], end, pages * 1_000)
    last = s_curve(plan, DAY).points[-1]
    assert last.forecast_low < last.forecast < last.forecast_high


def test_the_curve_and_the_page_of_a_past_day_say_what_was_known_then(plan, two_groups, agencies):
    make.a_progress_report(agencies["SYT"], PERIODS[3], 30_000, day=date(2025, 6, 10), version=2)
    make.a_progress_report(agencies["503"], PERIODS[0], 900, day=date(2025, 5, 20))
    for point in s_curve(plan, DAY).points:
        if point.scanned is not None:
            assert point.scanned == province_figures(plan, point.day).total.scanned_pages


def test_without_a_fresh_report_nothing_is_forecast(plan, two_groups):
    for day in (date(2025, 4, 20), date(2025, 8, 1)):
        curve = s_curve(plan, day)
        assert not curve.is_forecast and {point.forecast for point in curve.points} == {None}


def test_who_was_late_by_an_old_report_is_forecast_from_its_day(plan, agencies):
    for code, target, pages in (("SYT", 117_000, 4_000), ("SXD", 117_000, 8_000)):
        make.a_target(agencies[code], target)
        for week, end in enumerate(PERIODS[:7], 1):
            make.a_progress_report(agencies[code], end, pages * week)
    alone, curve = s_curve(plan, DAY, codes=["SYT"]), s_curve(plan, DAY, group="departments")
    assert (alone.today.forecast, alone.sums.is_silent) == (28_000, True)
    on_the_last_day = 28_000 + (date(2025, 8, 14) - PERIODS[6]).days * 4_000 // 7
    assert on(alone, date(2025, 8, 14)).forecast == on_the_last_day
    assert on(curve, date(2025, 8, 14)).forecast == on_the_last_day + 56_000  # of Sở Xây dựng nothing is known
    (name,) = [line["name"] for line in draw(curve)["lines"] if line["kind"] == "forecast"]
    assert name.endswith("(1 đơn vị theo báo cáo cũ; 1 đơn vị chưa có dự báo, giữ nguyên số đã báo cáo)")


def test_one_agency_or_a_district_with_its_communes(plan, two_groups):
    assert s_curve(plan, DAY, codes=["SYT"]).today.scanned == 63_000
    assert s_curve(plan, DAY, codes=["502", "20335"]).today.scanned == 27_000 + 4_500
    assert s_curve(plan, DAY, codes=[]).points[-1].planned == 0


def test_after_the_deadline_there_is_nothing_left_to_need(plan, two_groups):
    curve = s_curve(plan, date(2025, 7, 4), group="districts")
    assert curve.today.needed is None
    assert curve.today.scanned == 31_500


def test_an_empty_portal_draws_a_flat_line(plan):
    assert {point.planned for point in s_curve(plan, DAY).points} == {0}


def test_known_figures_cost_no_query(plan, two_groups):
    figures = province_figures(plan, DAY)
    with CaptureQueriesContext(connection) as caught:
        curve = s_curve(plan, DAY, figures=figures)
    assert (len(caught), curve.today.scanned) == (0, figures.total.scanned_pages)
