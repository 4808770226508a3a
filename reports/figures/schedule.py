"""On time or late: the straight line of the plan, and the words and tones of every state (Kế hoạch II.3.c)."""

from datetime import timedelta
from typing import NamedTuple

PACE_DAYS = 28
RISK_DAYS = 14


class Schedule(NamedTuple):
    """How one state is told: Vietnamese name, tone of the look."""

    name: str
    tone: str


# The order is from good to bad: a sum stands as its worst part does.
SCHEDULES = {
    "none": Schedule("Không có chỉ tiêu", "idle"),
    "done": Schedule("Đã xong", "ok"),
    "waiting": Schedule("Chưa đến kỳ báo cáo", "idle"),
    "on_time": Schedule("Đúng tiến độ", "ok"),
    "at_risk": Schedule("Có nguy cơ chậm", "warn"),
    "silent": Schedule("Chưa báo cáo", "bad"),
    "late": Schedule("Chậm", "bad"),
}


def schedule_of(row):
    """Key of SCHEDULES for one row of figures.

    "none": nothing planned for this agency itself, or no deadline. "done": everything scanned. "waiting": the first
    reporting period has not ended. "silent": no report at all, or none for the last two periods that ended. "late": the
    deadline has passed, nothing was done lately, or the forecast is more than 14 days after the deadline. "at_risk":
    the forecast is after the deadline, or the latest report is behind the straight line of its own day. Else "on_time".
    """
    if not row.planned_pages or row.deadline is None:
        return "none"
    if row.is_done:
        return "done"
    if row.as_of > row.deadline:
        return "silent" if is_silent(row) else "late"
    if not row.last_period_end and len(row.period_ends) < 2 and row.as_of <= first_period_end(row):
        return "waiting"
    return "silent" if is_silent(row) else outlook(row)


def first_period_end(row):
    return row.period_ends[0] if row.period_ends else row.as_of


def is_silent(row):
    """No report, or the latest one is older than the last two periods that ended."""
    if not row.last_period_end:
        return True
    return len(row.period_ends) >= 2 and row.last_period_end < row.period_ends[-2]


def outlook(row):
    forecast = row.forecast_done_on
    if forecast is None or forecast > row.deadline + timedelta(days=RISK_DAYS):
        return "late"
    if forecast > row.deadline or row.scanned_pages < row.expected_by_report_pages:
        return "at_risk"
    return "on_time"


def worst(schedules):
    return max(schedules, key=list(SCHEDULES).index, default="none")


def days_between(first, last):
    """Days from the first to the last, both included; 0 where there are none."""
    return max(0, (last - first).days + 1) if first and last else 0


def expected(planned_pages, starts_on, deadline, day):
    """Pages the straight line of the plan asks for by the end of the day (trang A4)."""
    whole = days_between(starts_on, deadline)
    if not whole:
        return 0
    return planned_pages * min(days_between(starts_on, day), whole) // whole


def per_day(pages, days):
    """Pages a day, rounded half up."""
    return (2 * pages + days) // (2 * days)
