"""On time or late: the straight line of the plan, and the words and tones of every state (Kế hoạch II.3.c)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple, Protocol

PACE_DAYS = 28
RISK_DAYS = 14


class Schedule(NamedTuple):
    """One state as people see it: Vietnamese name, tone of the look."""

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


class Progress(Protocol):
    """What a schedule is judged by: any row of figures."""

    planned_pages: int
    scanned_pages: int
    expected_by_report_pages: int
    as_of: date
    deadline: date | None
    last_period_end: date | None
    period_ends: tuple[date, ...]

    @property
    def is_done(self) -> bool: ...

    @property
    def forecast_done_on(self) -> date | None: ...


def schedule_of(row: Progress) -> str:
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
    return "silent" if is_silent(row) else outlook(row, row.deadline)


def first_period_end(row: Progress) -> date:
    """The end of the first reporting period; the day itself while none has ended."""
    return row.period_ends[0] if row.period_ends else row.as_of


def is_silent(row: Progress) -> bool:
    """No report, or the latest one is older than the last two periods that ended."""
    if not row.last_period_end:
        return True
    return len(row.period_ends) >= 2 and row.last_period_end < row.period_ends[-2]


def outlook(row: Progress, deadline: date) -> str:
    """Key "late", "at_risk" or "on_time", by the forecast and the straight line of the plan."""
    forecast = row.forecast_done_on
    if forecast is None or forecast > deadline + timedelta(days=RISK_DAYS):
        return "late"
    if forecast > deadline or row.scanned_pages < row.expected_by_report_pages:
        return "at_risk"
    return "on_time"


def worst(schedules: Iterable[str]) -> str:
    """The last of them in the order of SCHEDULES; "none" where there are none."""
    return max(schedules, key=list(SCHEDULES).index, default="none")


def days_between(first: date | None, last: date | None) -> int:
    """Days from the first to the last, both included; 0 where there are none."""
    return max(0, (last - first).days + 1) if first and last else 0


def expected(planned_pages: int, starts_on: date, deadline: date | None, day: date) -> int:
    """Pages the straight line of the plan asks for by the end of the day (trang A4)."""
    whole = days_between(starts_on, deadline)
    if not whole:
        return 0
    return planned_pages * min(days_between(starts_on, day), whole) // whole


def per_day(pages: int, days: int) -> int:
    """Pages a day, rounded half up."""
    return (2 * pages + days) // (2 * days)
