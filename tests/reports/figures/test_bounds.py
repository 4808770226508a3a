"""Days, lines, paces and schedules exactly on their bounds, on rows made by hand: no database."""

from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest

from reports.figures.milestones import state_on
from reports.figures.plain import plain
from reports.figures.province import at, between, first_day_at, measured_on
from reports.figures.records import AgencyRecords, Period
from reports.figures.schedule import SCHEDULES, days_between, expected, per_day, schedule_of, worst
from reports.figures.shape import SUMMED, Figures, add_up

START, DEADLINE = date(2025, 4, 20), date(2025, 8, 14)
ENDS = tuple(date(2025, 4, 25) + timedelta(days=7 * week) for week in range(9))
DAY = ENDS[-1]  # 20/6


def row(**fields):
    """117.000 pages in 117 days, reported to the day, 1.000 a day lately."""
    usual = {
        "planned_pages": 117_000,
        "scanned_pages": 62_000,
        "recent_scanned_pages": 28_000,
        "expected_by_report_pages": 62_000,
        "deadline": DEADLINE,
        "last_period_end": DAY,
        "period_ends": ENDS,
    }
    return Figures(DAY, START, **usual | fields)


def test_days_are_counted_with_both_ends():
    assert [days_between(START, START), days_between(START, START - timedelta(days=1))] == [1, 0]
    assert days_between(START, date(2025, 4, 18)) == 0
    assert (days_between(None, START), days_between(START, None), days_between(START, DEADLINE)) == (0, 0, 117)


@pytest.mark.parametrize(
    ("day", "pages"),
    [
        (date(2025, 4, 19), 0),
        (date(2025, 4, 20), 1_000),
        (date(2025, 8, 13), 116_000),
        (date(2025, 8, 14), 117_000),
        (date(2025, 8, 15), 117_000),
    ],
)
def test_the_straight_line(day, pages):
    assert expected(117_000, START, DEADLINE, day) == pages
    assert expected(117_000, START, None, day) == 0


def test_pages_a_day_are_rounded_half_up():
    assert [per_day(pages, 2) for pages in (0, 1, 2, 3)] == [0, 1, 1, 2]
    assert [per_day(pages, 28) for pages in (13, 14, 41, 42)] == [0, 1, 1, 2]


def test_the_worst_of_several_schedules():
    assert list(SCHEDULES) == ["none", "done", "waiting", "on_time", "at_risk", "silent", "late"]
    assert (worst(["on_time", "late", "done"]), worst(["done", "none"]), worst([])) == ("late", "done", "none")
    assert [tuple(schedule) for schedule in SCHEDULES.values()] == [
        ("Không có chỉ tiêu", "idle"),
        ("Đã xong", "ok"),
        ("Chưa đến kỳ báo cáo", "idle"),
        ("Đúng tiến độ", "ok"),
        ("Có nguy cơ chậm", "warn"),
        ("Chưa báo cáo", "bad"),
        ("Chậm", "bad"),
    ]


@pytest.mark.parametrize(
    ("schedule", "fields"),
    [
        ("on_time", {}),
        ("none", {"planned_pages": 0}),
        ("none", {"deadline": None}),
        ("done", {"scanned_pages": 117_000}),
        ("at_risk", {"scanned_pages": 61_999}),  # a page behind the line
        ("late", {"recent_scanned_pages": 0}),
        ("silent", {"last_period_end": None}),
        ("on_time", {"last_period_end": ENDS[-2]}),
        ("silent", {"last_period_end": ENDS[-3]}),
        ("silent", {"last_period_end": ENDS[-2] - timedelta(days=1)}),
        ("waiting", {"last_period_end": None, "period_ends": ()}),
        ("waiting", {"last_period_end": None, "period_ends": (DAY,)}),
        ("silent", {"last_period_end": None, "period_ends": (DAY - timedelta(days=1),)}),
        ("silent", {"last_period_end": None, "period_ends": ENDS[-2:]}),
        ("late", {"deadline": DAY - timedelta(days=1)}),
        ("silent", {"deadline": DAY - timedelta(days=1), "last_period_end": None}),
    ],
)
def test_the_schedule_of_a_row(schedule, fields):
    one = row(**fields)
    assert (schedule_of(one), one.schedule_name, one.schedule_tone) == (schedule, *SCHEDULES[schedule])


@pytest.mark.parametrize(("days", "schedule"), [(0, "on_time"), (1, "at_risk"), (14, "at_risk"), (15, "late")])
def test_a_forecast_after_the_deadline(days, schedule):
    deadline = DAY + timedelta(days=55 - days)  # 55.000 pages are left, at 1.000 a day
    assert schedule_of(row(deadline=deadline, expected_by_report_pages=0)) == schedule


def test_what_is_left_and_how_fast_it_must_go():
    one = row()
    assert (one.remaining_pages, one.share, one.total_days, one.days_left) == (55_000, Fraction(62, 117), 117, 55)
    assert (one.planned_per_day, one.needed_per_day, one.pace_per_day) == (1_000, 1_000, 1_000)
    assert row(scanned_pages=61_999).needed_per_day == 1_001
    assert row(scanned_pages=118_000).remaining_pages == row(planned_files=3, scanned_files=4).remaining_files == 0
    assert row(planned_files=3, scanned_files=1).remaining_files == 2
    assert row(planned_pages=0).share is None and not row(planned_pages=0, scanned_pages=0).is_done
    assert (row(deadline=None).days_left, row(deadline=None).planned_per_day) == (None, 0)
    assert (row(deadline=DAY).days_left, row(deadline=DAY).needed_per_day) == (0, None)
    assert row(scanned_pages=117_000, deadline=DAY).needed_per_day == 0


@pytest.mark.parametrize(
    ("scanned", "recent", "day"),
    [
        (62_000, 28_000, DAY + timedelta(days=55)),
        (62_001, 28_000, DAY + timedelta(days=55)),
        (116_999, 28_000, DAY + timedelta(days=1)),
        (117_000, 28_000, None),
        (62_000, 0, None),
        (62_000, -5, None),
        (62_000, 1, DAY + timedelta(days=36_500)),
    ],
)
def test_the_day_it_will_be_done(scanned, recent, day):
    one = row(scanned_pages=scanned, recent_scanned_pages=recent)
    assert one.forecast_done_on == day and one.pace_per_day == per_day(max(0, recent), 28)


def test_pace_is_made_of_28_days_or_of_those_since_the_start():
    days = [Figures(date(2025, 4, 19) + timedelta(days=n), START).pace_days for n in (0, 1, 27, 28, 29)]
    assert days == [1, 1, 27, 28, 28]
    assert row(last_period_end=ENDS[0]).pace_days == 6
    assert Figures(ENDS[0], START, last_period_end=DAY).pace_days == 6


def whole(*parts):
    return add_up(parts, Figures(DAY, START, parts=parts))


def test_a_sum_of_parts_needs_and_ends_as_its_parts_do():
    slow = row(recent_scanned_pages=14_000)
    both = whole(row(), slow)
    assert (both.planned_per_day, both.needed_per_day, both.pace_days) == (2_000, 2_000, 28)
    assert (both.forecast_done_on, both.schedule) == (DAY + timedelta(days=110), "late")
    assert whole(row(), row(deadline=DAY)).needed_per_day is None
    assert whole(row(), row(recent_scanned_pages=0)).forecast_done_on is None
    assert whole(row(), row(scanned_pages=117_000, recent_scanned_pages=0)).forecast_done_on == row().forecast_done_on
    assert whole(row(scanned_pages=117_000)).forecast_done_on is None
    assert whole(row(last_period_end=ENDS[0])).pace_days == 28


def test_adding_up_sums_figures_and_takes_the_latest_dates():
    first, second = row(printed_deadline=date(2025, 8, 15)), row(deadline=date(2025, 6, 29), last_period_end=None)
    total = add_up(iter([first, second]), Figures(DAY, START))
    assert (total.planned_pages, total.scanned_pages) == (234_000, 124_000)
    assert (total.deadline, total.printed_deadline, total.last_period_end) == (DEADLINE, date(2025, 8, 15), DAY)
    empty = add_up([], row())
    assert (empty.deadline, empty.planned_pages, len(SUMMED)) == (None, 0, 26)


def test_figures_of_nobody_are_all_nought():
    nobody = Figures(DAY, START)
    assert {getattr(nobody, name) for name in SUMMED} == {0}
    assert (nobody.deadline, nobody.printed_deadline, nobody.last_period_end) == (None, None, None)
    assert (nobody.period_ends, nobody.parts, nobody.schedule, nobody.needed_per_day) == ((), (), "none", 0)


@pytest.mark.parametrize(
    ("as_of", "done_on", "state"),
    [
        (date(2025, 4, 11), None, "open"),
        (date(2025, 4, 12), None, "due_soon"),
        (date(2025, 4, 19), None, "due_soon"),
        (date(2025, 4, 20), None, "overdue"),
        (date(2025, 4, 30), date(2025, 4, 19), "done_on_time"),
        (date(2025, 4, 30), date(2025, 4, 20), "done_late"),
    ],
)
def test_a_milestone_on_a_day(as_of, done_on, state):
    assert state_on(as_of, date(2025, 4, 19), done_on) == state


def history(*pages):
    return [Period(end, (0, count, 0, 0, 0, 0)) for end, count in zip(ENDS, pages, strict=False)]


def test_a_cumulative_column_on_a_day_and_between_two():
    periods = history(100, 250, 240)
    days = [ENDS[0] - timedelta(days=1), ENDS[0], ENDS[1] - timedelta(days=1), ENDS[1], DAY]
    assert [at(periods, day, 1) for day in days] == [0, 100, 100, 250, 240]
    assert (between(periods, ENDS[0], ENDS[1], 1), between(periods, ENDS[1], DAY, 1), at([], DAY, 1)) == (150, -10, 0)


def test_the_first_day_at_which_several_reached_the_plan_together():
    one, other = history(100, 100, 100), history(0, 50, 60)
    assert first_day_at(150, [one, other, []]) == ENDS[1]
    assert first_day_at(160, [one, other]) == ENDS[2]
    assert first_day_at(100, [one]) == ENDS[0]
    assert first_day_at(161, [one, other]) is None
    assert first_day_at(0, [one]) is None and first_day_at(1, []) is None
    assert first_day_at(200, [history(200, 150)]) is None  # corrected to less since


def test_pace_is_measured_from_a_fresh_report_only():
    assert measured_on(row()) == DAY
    assert measured_on(row(last_period_end=ENDS[-2])) == ENDS[-2]
    assert measured_on(row(last_period_end=ENDS[-3])) == DAY
    assert measured_on(row(last_period_end=None)) == DAY
    assert measured_on(row(last_period_end=START, period_ends=ENDS[:1])) == START


def test_the_first_day_a_milestone_was_met_stays():
    records = AgencyRecords()
    for day in (date(2025, 5, 2), date(2025, 5, 1), date(2025, 5, 3)):
        records.met("review", day)
    assert records.done_on == {"review": date(2025, 5, 1)}
    assert records.sums["anything"] == 0


def test_figures_as_plain_data_have_iso_days_and_numbers():
    data = plain(row())
    assert (data["deadline"], data["last_period_end"], data["printed_deadline"]) == ("2025-08-14", "2025-06-20", None)
    assert (data["forecast_done_on"], data["schedule"], data["days_left"]) == ("2025-08-14", "on_time", 55)
    assert plain(SimpleNamespace(**data)) == data
