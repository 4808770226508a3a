"""The S-curve as data: planned, scanned, needed and forecast pages (trang A4) at the end of each reporting period.

Geometry is drawn elsewhere (reports.charts); every number comes from the same figures as the tables.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from plans.models import Plan

from .figures import AgencyFigures, Figures, ProvinceFigures, province_figures
from .figures.province import SCANNED_PAGES, at, between, measured_on
from .figures.schedule import PACE_DAYS, days_between, expected

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
    sums: Figures  # of the same agencies
    points: list[Point] = field(default_factory=list)
    low_per_day: int = 0
    high_per_day: int = 0

    @property
    def today(self) -> Point | None:
        """The point of the day asked about, None before the plan's first day."""
        return next((point for point in self.points if point.day == self.as_of), None)


def s_curve(
    plan: Plan,
    as_of: date,
    group: str | None = None,
    codes: Collection[str] | None = None,
    figures: ProvinceFigures | None = None,
) -> SCurve:
    """The curve of the whole province, of one group ("departments", "districts") or of the agencies with these codes.

    `figures` (of the same plan and day) saves the queries. The forecast goes on at the pace of the last 28 days; its
    range is between the slowest and the fastest of the last 14 days, the last 28 days and the time since the start.
    """
    province = figures or province_figures(plan, as_of)
    of_group = [row for row in province.agencies if not group or row.group == group]
    rows = [row for row in of_group if codes is None or row.code in codes]
    sums, parts = province.sum_of(rows), by_deadline(province, rows)
    sums.parts = tuple(part.sums for part in parts) if len(parts) > 1 else ()
    curve = SCurve(as_of, sums)
    curve.low_per_day, curve.high_per_day = (int(sum(pick(part.paces) for part in parts)) for pick in (min, max))
    curve.points = [point(province, curve, parts, rows, day) for day in days(plan, as_of, sums)]
    return curve


@dataclass(frozen=True)
class Part:
    """Agencies with one deadline, and their pages a day over 28 days, over 14 days and since the start."""

    sums: Figures
    paces: tuple[Fraction, ...]


def by_deadline(province: ProvinceFigures, rows: Iterable[AgencyFigures]) -> list[Part]:
    """Parts of the rows, the earliest deadline first."""
    members: dict[date, list[AgencyFigures]] = defaultdict(list)
    for row in rows:
        members[row.deadline or date.max].append(row)
    return [part_of(province, members[deadline]) for deadline in sorted(members)]


def part_of(province: ProvinceFigures, rows: list[AgencyFigures]) -> Part:
    """The rows as one part."""
    spans = (PACE_DAYS, SHORT_PACE_DAYS, None)
    return Part(province.sum_of(rows), tuple(pace(province, rows, span) for span in spans))


def days(plan: Plan, as_of: date, sums: Figures) -> list[date]:
    """The eve of the plan, its period ends, deadlines and the day asked about, as far as the forecast is drawn."""
    deadline = sums.deadline or as_of
    forecast = sums.forecast_done_on or deadline
    horizon = max(deadline, as_of, min(forecast, deadline + timedelta(days=DAYS_AFTER_DEADLINE)))
    marks = {plan.starts_on - timedelta(days=1), as_of, horizon, *(part.deadline for part in sums.parts or (sums,))}
    marks.update(plan.period_ends(horizon))
    return sorted(day for day in marks if day and plan.starts_on - timedelta(days=1) <= day <= horizon)


def point(
    province: ProvinceFigures, curve: SCurve, parts: Sequence[Part], rows: Sequence[AgencyFigures], day: date
) -> Point:
    """What each line says at the end of the day: the past has reports, the future a need and a forecast."""
    ahead = (day - curve.as_of).days
    line = sum(expected(row.planned_pages, row.starts_on, row.deadline, day) for row in rows if row.planned_pages)
    if ahead < 0:
        return Point(day, line, scanned_on(province, rows, day))
    lines = {
        "scanned": curve.sums.scanned_pages if not ahead else None,
        "needed": needed_on([part.sums for part in parts], ahead),
        "forecast": sum(reached(part.sums, ahead * part.paces[0]) for part in parts),
        "forecast_low": sum(reached(part.sums, ahead * min(part.paces)) for part in parts),
        "forecast_high": sum(reached(part.sums, ahead * max(part.paces)) for part in parts),
    }
    return Point(day, line, **lines)


def scanned_on(province: ProvinceFigures, rows: Iterable[AgencyFigures], day: date) -> int:
    """What the agencies together had scanned by the day; one that did not report keeps its last figure."""
    return sum(at(province.history.get(row.code, ()), day, SCANNED_PAGES) for row in rows)


def reached(sums: Figures, more_pages: Fraction) -> int:
    """Pages after so many more, no more than planned."""
    return max(sums.scanned_pages, min(sums.planned_pages, sums.scanned_pages + int(more_pages)))


def needed_on(parts: Sequence[Figures], ahead: int) -> int | None:
    """The straight line from today to each deadline; None after the last one or where one passed with work left."""
    scanned = sum(part.scanned_pages for part in parts)
    left = [(part.remaining_pages, part.days_left or 0) for part in parts if part.remaining_pages]
    if not left or not all(days for _, days in left) or ahead > max(days for _, days in left):
        return None
    return scanned + sum(pages * min(ahead, days) // days for pages, days in left)


def pace(province: ProvinceFigures, rows: Iterable[AgencyFigures], days: int | None) -> Fraction:
    """Pages a day (Fraction) over the days before each agency's latest report (None: since the start)."""
    pages_by_span: dict[int, int] = defaultdict(int)
    for row in rows:
        until = measured_on(row)
        span = max(1, min(days or 36_500, days_between(row.starts_on, until)))
        history = province.history.get(row.code, ())
        pages_by_span[span] += between(history, until - timedelta(days=span), until, SCANNED_PAGES)
    whole = sum((Fraction(pages, span) for span, pages in pages_by_span.items()), Fraction(0))
    return max(Fraction(0), whole)
