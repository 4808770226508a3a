"""Days, lines, paces and schedules exactly on their bounds, on rows made by hand: no database."""

from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest

from reports.figures.milestones import state_on
from reports.figures.pace import at, between, paces_of
from reports.figures.plain import plain
from reports.figures.province import first_day_at
from reports.figures.records import AgencyRecords, Period
from reports.figures.schedule import SCHEDULES, days_between, expected, is_late, schedule_of, whole, worst
from reports.figures.shape import SUMMED, Figures, add_up

START, DEADLINE = date(2025, 4, 20), date(2025, 8, 14)
ENDS = tuple(date(2025, 4, 25) + timedelta(days=7 * week) for week in range(9))
DAY = ENDS[-1]  # 20/6


def even(pages_a_day):
    """The same pace in each quarter of the 28 days."""
    return (Fraction(pages_a_day),) * 4


def row(**fields):
    """117.000 pages in 117 days, reported to the day, 1.000 a day lately."""
    usual = {
        "planned_pages": 117_000,
        "scanned_pages": 62_000,
        "paces": even(1_000),
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
    assert [whole(Fraction(pages, 2)) for pages in (0, 1, 2, 3)] == [0, 1, 1, 2]
    assert [whole(Fraction(pages, 28)) for pages in (13, 14, 41, 42)] == [0, 1, 1, 2]


def test_the_worst_of_several_schedules():
    assert list(SCHEDULES) == ["none", "done", "waiting", "on_time", "at_risk", "unknown", "late"]
    assert (worst(["on_time", "late", "done"]), worst(["done", "none"]), worst([])) == ("late", "done", "none")
    assert [tuple(schedule) for schedule in SCHEDULES.values()] == [
        ("Không có chỉ tiêu", "idle"),
        ("Đã xong", "ok"),
        ("Chưa đến kỳ báo cáo", "idle"),
        ("Đúng tiến độ", "ok"),
        ("Dưới mức kế hoạch", "warn"),
        ("Chưa rõ", "warn"),
        ("Chậm", "bad"),
    ]


@pytest.mark.parametrize(
    ("schedule", "silent", "fields"),
    [
        ("on_time", False, {}),
        ("none", False, {"planned_pages": 0}),
        ("none", False, {"deadline": None}),
        ("done", False, {"scanned_pages": 117_000, "last_period_end": ENDS[0]}),
        ("at_risk", False, {"scanned_pages": 61_999, "unreported": Fraction(1)}),  # a page behind the line
        ("late", True, {"last_period_end": ENDS[-3], "paces": even(780)}),  # it was going to be, and nothing says more
        ("late", False, {"scanned_pages": 61_999}),  # at this pace a page is left on the last day on time
        ("unknown", False, {"paces": even(0)}),
        ("unknown", True, {"last_period_end": None, "paces": ()}),
        ("on_time", False, {"last_period_end": ENDS[-2]}),
        ("unknown", True, {"last_period_end": ENDS[-3]}),
        ("unknown", True, {"last_period_end": ENDS[-2] - timedelta(days=1)}),
        ("waiting", False, {"last_period_end": None, "period_ends": ()}),
        ("waiting", False, {"last_period_end": None, "period_ends": (DAY,)}),
        ("unknown", True, {"last_period_end": None, "period_ends": (DAY - timedelta(days=1),)}),
        ("unknown", True, {"last_period_end": None, "period_ends": ENDS[-2:]}),
        ("late", False, {"deadline": DAY - timedelta(days=1)}),
        ("late", True, {"deadline": DAY - timedelta(days=1), "last_period_end": None}),
        ("late", False, {"deadline": DAY - timedelta(days=1), "last_period_end": None, "period_ends": ()}),
        ("done", False, {"deadline": DAY - timedelta(days=1), "scanned_pages": 117_000}),
    ],
)
def test_the_schedule_of_a_row_and_beside_it_its_silence(schedule, silent, fields):
    one = row(**fields)
    assert (schedule_of(one), one.is_silent, is_late(one)) == (schedule, silent, schedule == "late")
    name, tone = SCHEDULES[schedule]
    assert one.schedule_name == (f"{name}, chưa báo cáo" if silent else name)
    assert one.schedule_tone == ("bad" if silent else tone)


@pytest.mark.parametrize(("days", "schedule"), [(0, "on_time"), (1, "late"), (14, "late"), (15, "late")])
def test_a_forecast_after_the_deadline_is_late_by_whatever_it_is(days, schedule):
    deadline = DAY + timedelta(days=55 - days)  # 55.000 pages are left, at 1.000 a day
    assert schedule_of(row(deadline=deadline, expected_by_report_pages=0)) == schedule


def test_who_ended_owes_no_report_and_a_period_that_ran_over_the_end_is_asked_of_nobody():
    ended = {"ends_on": ENDS[-4], "asked_until": ENDS[-4], "deadline": ENDS[-5]}
    assert row(**ended).asked_ends == ENDS[:-3] and row(**ended | {"asked_until": None}).asked_ends == ENDS
    over_the_end = ended | {"asked_until": ENDS[-4] - timedelta(days=1)}
    assert row(**over_the_end).asked_ends == ENDS[:-4]
    for last in (ENDS[-4], ENDS[-6]):
        assert not row(**ended, last_period_end=last).is_silent
        assert not row(**ended | {"asked_until": None}, last_period_end=last).is_silent


def test_nothing_is_forecast_beyond_the_end_of_an_agency():
    dying = row(ends_on=DAY + timedelta(days=54))
    assert (dying.forecast_done_on, dying.ends_at_this_pace_on) == (None, DAY + timedelta(days=55))
    assert row(ends_on=DAY + timedelta(days=55)).forecast_done_on == DAY + timedelta(days=55)
    assert row(ends_on=DAY - timedelta(days=1)).ends_at_this_pace_on is None
    assert is_late(row(ends_on=DAY + timedelta(days=9), deadline=DAY + timedelta(days=8)))


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
    ("scanned", "pace", "day"),
    [
        (62_000, 1_000, DAY + timedelta(days=55)),
        (62_001, 1_000, DAY + timedelta(days=55)),
        (116_999, 1_000, DAY + timedelta(days=1)),
        (117_000, 1_000, None),
        (62_000, 0, None),
        (62_000, -5, None),
        (62_000, Fraction(1, 28), DAY + timedelta(days=36_500)),
    ],
)
def test_the_day_it_will_be_done(scanned, pace, day):
    one = row(scanned_pages=scanned, paces=even(pace))
    assert one.forecast_done_on == day and one.pace_per_day == whole(max(Fraction(0), Fraction(pace)))


def test_what_was_likely_done_since_the_latest_report_is_not_left_any_more():
    assert row(unreported=Fraction(7_000)).forecast_done_on == DAY + timedelta(days=48)
    assert row(unreported=Fraction(55_000)).forecast_done_on == DAY  # no report says that it is done
    assert row(unreported=Fraction(7_000)).remaining_pages == 55_000


def test_the_range_of_the_pace_holds_its_mean():
    one = row(paces=tuple(map(Fraction, (500, 1_500, 900, 1_100))))
    assert (one.slowest, one.pace, one.fastest) == (500, 1_000, 1_500)
    assert row(paces=tuple(map(Fraction, (-9, 1, 1, 1)))).slowest == 0
    assert (row(paces=()).slowest, row(paces=()).pace, row(paces=()).fastest) == (0, 0, 0)


def together(*parts):
    return add_up(parts, Figures(DAY, START, parts=parts))


def test_a_sum_of_parts_needs_and_ends_as_its_parts_do():
    slow = row(paces=even(500))
    both = together(row(), slow)
    assert (both.planned_per_day, both.needed_per_day, both.pace_per_day) == (2_000, 2_000, 1_500)
    assert (both.forecast_done_on, both.schedule) == (DAY + timedelta(days=110), "late")
    assert together(row(), row(deadline=DAY)).needed_per_day is None
    known = together(row(), row(paces=even(0)))
    assert (known.forecast_done_on, known.units_without_forecast) == (row().forecast_done_on, 1)
    assert (known.schedule, together(row(paces=even(0))).forecast_done_on) == ("unknown", None)
    assert together(row(), row(scanned_pages=117_000, paces=even(0))).forecast_done_on == row().forecast_done_on
    assert together(row(scanned_pages=117_000)).forecast_done_on is None


def test_adding_up_sums_figures_and_takes_the_latest_dates():
    first, second = row(printed_deadline=date(2025, 8, 15)), row(deadline=date(2025, 6, 29), last_period_end=None)
    total = add_up(iter([first, second]), Figures(DAY, START))
    assert (total.planned_pages, total.scanned_pages) == (234_000, 124_000)
    assert (total.deadline, total.printed_deadline, total.last_period_end) == (DEADLINE, date(2025, 8, 15), DAY)
    empty = add_up([], row())
    assert (empty.deadline, empty.planned_pages, len(SUMMED)) == (None, 0, 64)


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


def test_a_week_without_a_report_is_no_week_of_rest():
    assert paces_of(history(*range(7_000, 64_000, 7_000)), START) == even(1_000)
    gap = [*history(*range(7_000, 57_000, 7_000))[:-1], Period(ENDS[-1], (0, 63_000, 0, 0, 0, 0))]
    assert paces_of(gap, START) == even(1_000)
    late_start = [Period(ENDS[-1], (0, 62_000, 0, 0, 0, 0))]  # in 62 days
    assert paces_of(late_start, START) == even(1_000)
    assert paces_of(history(6_000), START) == even(1_000) and paces_of([], START) == ()
    assert paces_of(history(*[5_000] * 9), START) == even(0)
    assert [int(pace * 7) for pace in paces_of(history(0, 0, 0, 0, 0, 7, 21, 42, 70), START)] == [7, 14, 21, 28]


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
