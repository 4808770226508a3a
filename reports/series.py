"""The S-curve as data: planned, scanned, needed and forecast pages (trang A4) at the end of each reporting period.

Geometry is drawn elsewhere (reports.charts); every number comes from the same figures as the tables.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .figures import province_figures
from .figures.province import SCANNED_PAGES, at, between, measured_on
from .figures.schedule import PACE_DAYS, days_between, expected, per_day

DAYS_AFTER_DEADLINE = 28  # how far a late forecast is drawn
SHORT_PACE_DAYS = 14


@dataclass(frozen=True)
class Point:
    """Cumulative pages at the end of one day; None where a line has nothing to say."""

    day: date
    planned: int
    scanned: int | None = None
    needed: int | None = None
    forecast: int | None = None
    forecast_low: int | None = None
    forecast_high: int | None = None


@dataclass
class SCurve:
    """Points of one agency, group or the province, with the paces the lines are made of (pages a day)."""

    as_of: date
    sums: object  # Figures of the same agencies
    points: list = field(default_factory=list)
    low_per_day: int = 0
    high_per_day: int = 0

    @property
    def today(self):
        """The point of the day asked about, None before the plan's first day."""
        return next((point for point in self.points if point.day == self.as_of), None)


def s_curve(plan, as_of, group=None, codes=None, figures=None):
    """The curve of the whole province, of one group ("departments", "districts") or of the agencies with these codes.

    `figures` (of the same plan and day) saves the queries. The forecast goes on at the pace of the last 28 days; its
    range is between the slowest and the fastest of the last 14 days, the last 28 days and the time since the start.
    """
    province = figures or province_figures(plan, as_of)
    rows = [
        row for row in province.agencies if (not group or row.group == group) and (codes is None or row.code in codes)
    ]
    sums = by_deadline(province, rows)
    low, high = range_of_paces(province, rows)
    curve = SCurve(as_of, sums, low_per_day=low, high_per_day=high)
    curve.points = [point(province, curve, rows, day) for day in days(plan, as_of, sums)]
    return curve


def by_deadline(province, rows):
    """Sums of the rows, with parts where their deadlines differ."""
    deadlines = sorted({row.deadline for row in rows if row.deadline})
    sums = province.sum_of(rows)
    if len(deadlines) > 1:
        sums.parts = tuple(province.sum_of(row for row in rows if row.deadline == day) for day in deadlines)
    return sums


def days(plan, as_of, sums):
    """The eve of the plan, its period ends, deadlines and the day asked about, as far as the forecast is drawn."""
    deadline = sums.deadline or as_of
    forecast = sums.forecast_done_on or deadline
    horizon = max(deadline, as_of, min(forecast, deadline + timedelta(days=DAYS_AFTER_DEADLINE)))
    marks = {plan.starts_on - timedelta(days=1), as_of, horizon, *(part.deadline for part in parts_of(sums))}
    marks.update(plan.period_ends(horizon))
    return sorted(day for day in marks if day and plan.starts_on - timedelta(days=1) <= day <= horizon)


def parts_of(sums):
    return sums.parts or (sums,)


def point(province, curve, rows, day):
    sums, ahead = curve.sums, (day - curve.as_of).days
    line = sum(expected(row.planned_pages, row.starts_on, row.deadline, day) for row in rows)
    if ahead < 0:
        return Point(day, line, scanned_on(province, rows, day))
    lines = {
        "scanned": sums.scanned_pages if not ahead else None,
        "needed": needed_on(sums, day),
        "forecast": reached(sums, ahead * sums.recent_scanned_pages // sums.pace_days),
        "forecast_low": reached(sums, ahead * curve.low_per_day),
        "forecast_high": reached(sums, ahead * curve.high_per_day),
    }
    return Point(day, line, **lines)


def scanned_on(province, rows, day):
    """What the agencies together had scanned by the day; one that did not report keeps its last figure."""
    return sum(at(province.history.get(row.code, ()), day, SCANNED_PAGES) for row in rows)


def reached(sums, more_pages):
    """Pages after so many more, no more than planned."""
    return max(sums.scanned_pages, min(sums.planned_pages, sums.scanned_pages + max(0, more_pages)))


def needed_on(sums, day):
    """The straight line from today to each deadline; None after the last one or where one passed with work left."""
    parts = [part for part in parts_of(sums) if part.remaining_pages]
    if not parts or not sums.deadline or day > sums.deadline or not all(part.days_left for part in parts):
        return None
    gone = (day - sums.as_of).days
    more = sum(part.remaining_pages * min(gone, part.days_left) // part.days_left for part in parts)
    return sums.scanned_pages + more


def range_of_paces(province, rows):
    """(slowest, fastest) pages a day over the last 14 days, the last 28 days and since the start."""
    paces = [pace(province, rows, days) for days in (SHORT_PACE_DAYS, PACE_DAYS, None)]
    return min(paces), max(paces)


def pace(province, rows, days):
    """Pages a day over the days before each agency's latest report (None: since the start)."""
    total = 0
    for row in rows:
        until = measured_on(row)
        span = days_between(row.starts_on, until)
        span = min(days, span) if days else span
        history = province.history.get(row.code, ())
        total += per_day(max(0, between(history, until - timedelta(days=span), until, SCANNED_PAGES)), max(1, span))
    return total
