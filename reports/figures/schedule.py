"""On time or late: the straight line of the plan, and the words and tones of every state (Kế hoạch II.3.c)."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple, Protocol

PACE_DAYS = 28
QUARTERS = 4  # parts of those days, which a forecast's range is made of


class Schedule(NamedTuple):
    """One state as people see it: Vietnamese name, tone of the look."""

    name: str
    tone: str


# The order is from good to bad: a sum has the state of its worst part.
SCHEDULES = {
    "none": Schedule("Không có chỉ tiêu", "idle"),
    "done": Schedule("Đã xong", "ok"),
    "waiting": Schedule("Chưa đến kỳ báo cáo", "idle"),
    "on_time": Schedule("Đúng tiến độ", "ok"),
    "at_risk": Schedule("Dưới mức kế hoạch", "warn"),
    "unknown": Schedule("Chưa rõ", "warn"),
    "late": Schedule("Chậm", "bad"),
}
BEHIND = ("late", "at_risk", "unknown")  # what is not known to end in time
SILENT = Schedule("Chưa báo cáo", "bad")  # beside a state, never instead of one
HEIR_SILENT = Schedule("Đơn vị kế thừa chưa báo cáo", "bad")  # the same of an agency that has ended
UNCONFIRMED = Schedule("Cần xác nhận", "warn")  # something it handed in does not count yet
UNCHECKED = Schedule("Huyện chưa xác nhận", "warn")  # its figures count, and the district has not confirmed them


class Progress(Protocol):
    """What a schedule is judged by: any row of figures."""

    planned_pages: int
    scanned_pages: int
    expected_by_report_pages: int
    as_of: date
    deadline: date | None
    last_period_end: date | None
    reported_until: date | None
    period_ends: tuple[date, ...]
    ends_on: date | None

    @property
    def asked_ends(self) -> tuple[date, ...]: ...

    @property
    def is_done(self) -> bool: ...

    @property
    def has_ended(self) -> bool: ...

    @property
    def ends_at_this_pace_on(self) -> date | None: ...


def schedule_of(row: Progress) -> str:
    """Key of SCHEDULES for one row of figures.

    "none": nothing planned for this agency itself, or no deadline. "done": everything scanned. "late": see `is_late`.
    "waiting": the first reporting period has not ended. "unknown": nothing that a forecast could be made of.
    "at_risk": in time at this pace, but the latest report is behind the straight line of its own day. Else "on_time".
    """
    if not row.planned_pages or row.deadline is None:
        return "none"
    if row.is_done:
        return "done"
    if is_late(row):
        return "late"
    if is_waiting(row):
        return "waiting"
    if row.ends_at_this_pace_on is None:
        return "unknown"
    return "at_risk" if row.scanned_pages < row.expected_by_report_pages else "on_time"


def is_late(row: Progress) -> bool:
    """Whether the forecast day, or the day asked about, lies after the last day on time while work is left."""
    if not row.planned_pages or row.deadline is None or row.is_done:
        return False
    return max(row.as_of, row.ends_at_this_pace_on or row.as_of) > row.deadline


def is_waiting(row: Progress) -> bool:
    """No report yet, and the first reporting period has not ended before the day."""
    return not row.last_period_end and len(row.period_ends) < 2 and row.as_of <= first_period_end(row)


def first_period_end(row: Progress) -> date:
    """The end of the first reporting period; the day itself while none has ended."""
    return row.period_ends[0] if row.period_ends else row.as_of


def is_silent(row: Progress) -> bool:
    """An agency that exists owes reports; who has ended owes none any more (domain §2)."""
    return not row.has_ended and lacks_reports(row)


def heirs_are_silent(row: Progress) -> bool:
    """Who took the work over owes its reports from the first period that ended since; not those missed before."""
    last = row.ends_on
    if last is None or not row.has_ended or not lacks_reports(row):
        return False
    return any(last < end < row.as_of for end in row.period_ends)


def lacks_reports(row: Progress) -> bool:
    """Work is left, and there is no report, or none of the last two periods that ended; late or not."""
    if not row.planned_pages or row.is_done or is_waiting(row):
        return False
    return not speaks_of_now(row, row.reported_until or row.last_period_end)


def is_fresh(row: Progress) -> bool:
    """The latest report that counts speaks of one of the last two periods that ended."""
    return speaks_of_now(row, row.last_period_end)


def speaks_of_now(row: Progress, reported_until: date | None) -> bool:
    if not reported_until:
        return False
    return len(row.asked_ends) < 2 or reported_until >= row.asked_ends[-2]


def worst(schedules: Iterable[str]) -> str:
    """The last of them in the order of SCHEDULES; "none" where there are none."""
    return max(schedules, key=list(SCHEDULES).index, default="none")


def days_between(first: date | None, last: date | None) -> int:
    """Days from the first to the last, both included; 0 where there are none."""
    return max(0, (last - first).days + 1) if first and last else 0


def expected(planned_pages: int, starts_on: date, deadline: date | None, day: date) -> int:
    """Pages the straight line of the plan asks for by the end of the day (trang A4)."""
    return next(expected_of_all([planned_pages], starts_on, deadline, day))


def expected_of_all(planned_pages: Iterable[int], starts_on: date, deadline: date | None, day: date) -> Iterator[int]:
    """The same of many who have these days."""
    whole = days_between(starts_on, deadline)
    gone = min(days_between(starts_on, day), whole)
    return (pages * gone // whole if whole else 0 for pages in planned_pages)


def whole(pages: Fraction) -> int:
    """Pages rounded half up."""
    return floor(pages + Fraction(1, 2))
