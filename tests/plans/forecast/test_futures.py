"""Futures drawn from an agency's own paces: a day, an interval, a chance, or nothing where too little is known."""

from dataclasses import replace
from datetime import date, timedelta

from plans.forecast.futures import DRAWS, Work, forecast_of, together
from plans.forecast.paces import Point, paces_of

START = date(2025, 4, 20)
DEADLINE = date(2025, 8, 14)


def reported(*weekly, planned=100_000, key="SYT"):
    """What an agency has left that scanned so many pages in each week of the plan."""
    ends = [START + timedelta(days=7 * number + 6) for number in range(len(weekly))]
    points = tuple(Point(end, sum(weekly[: number + 1])) for number, end in enumerate(ends))
    return Work(key, ends[-1] if ends else START, START, planned, points, DEADLINE)


def width(forecast):
    return (forecast.latest - forecast.earliest).days


def test_below_two_periods_nothing_is_forecast():
    assert forecast_of(reported()) is None
    assert forecast_of(reported(7_000)) is None
    assert forecast_of(reported(7_000, 7_000)) is not None


def test_who_has_scanned_nothing_has_no_pace_to_draw_from():
    assert forecast_of(reported(0, 0, 0)) is None


def test_who_is_done_needs_no_forecast():
    assert forecast_of(reported(60_000, 40_000)) is None


def test_a_steady_agency_ends_about_where_its_pace_leads():
    forecast = forecast_of(reported(*[7_000] * 6))
    straight = START + timedelta(days=100)
    assert abs((forecast.done_on - straight).days) <= 10
    assert forecast.earliest < forecast.done_on < forecast.latest


def test_little_history_means_a_wide_interval():
    short, long = forecast_of(reported(7_000, 7_000)), forecast_of(reported(*[7_000] * 8))
    assert width(short) > 2 * width(long)


def test_the_chance_follows_the_deadline():
    work = reported(*[7_000] * 6)
    assert forecast_of(replace(work, deadline=START + timedelta(days=60))).late_percent == 100
    assert forecast_of(replace(work, deadline=START + timedelta(days=300))).late_percent <= 2
    assert forecast_of(replace(work, deadline=None)).late_percent is None


def test_the_same_day_is_drawn_the_same_and_another_day_anew():
    work = reported(5_000, 7_000, 9_000)
    first = forecast_of(work).days
    forecast_of.cache_clear()
    assert forecast_of(work).days == first
    assert forecast_of(replace(work, as_of=work.as_of + timedelta(days=1))).days != first
    assert forecast_of(replace(work, key="SXD")).days != first


def test_more_pages_a_day_end_the_work_earlier():
    work = reported(*[4_000] * 5)
    days = [forecast_of(work, more).done_on for more in (0, 200, 1_000)]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == 3


def test_no_future_ends_before_the_day_asked_about():
    forecast = forecast_of(replace(reported(40_000, 59_000), as_of=date(2025, 6, 1)))
    assert forecast.days[0] == date(2025, 6, 1)


def test_a_start_late_in_the_plan_is_not_taken_for_a_slow_pace():
    late = forecast_of(reported(0, 0, 0, 0, 7_000, 7_000, 7_000))
    assert late.done_on < START + timedelta(days=150)
    assert [pace.per_day for pace in paces_of(reported(0, 0, 700).points, START)] == [100]


def test_a_standstill_puts_the_end_off():
    going, standing = reported(*[7_000] * 6), reported(*[7_000] * 6, 0, 0)
    assert forecast_of(standing).done_on > forecast_of(going).done_on + timedelta(days=14)


def test_an_old_report_makes_the_end_uncertain():
    work = replace(reported(*[7_000] * 6), as_of=START + timedelta(days=80))
    assert width(forecast_of(replace(work, is_fresh=False))) > width(forecast_of(work))


def test_a_correction_downwards_is_no_negative_pace():
    points = (Point(date(2025, 4, 26), 900), Point(date(2025, 5, 3), 800))
    assert [pace.per_day for pace in paces_of(points, START)] == [900 / 7, 0]


def test_together_the_last_one_counts_and_the_late_are_counted():
    forecasts = [forecast_of(reported(*[weekly] * 6, key=str(weekly))) for weekly in (3_000, 7_000, 14_000)]
    joint = together(forecasts, "province")
    assert len(joint.late) == DRAWS
    assert joint.late_at(50) in (1, 2)
    assert joint.last_days.done_on >= max(each.done_on for each in forecasts)
    assert together([], "province") is None
