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
from .figures.schedule import expected_of_all

DAYS_AFTER_DEADLINE = 28  # how far a late forecast is drawn


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
    """Points of one agency, group or the province."""

    as_of: date
    sums: Figures  # of the same agencies
    points: list[Point] = field(default_factory=list)

    @property
    def today(self) -> Point | None:
        """The point of the day asked about, None before the plan's first day."""
        return next((point for point in self.points if point.day == self.as_of), None)

    @property
    def is_forecast(self) -> bool:
        """Whether any unit's end follows from its reports; units without stay where they are."""
        return any(map(can_be_forecast, self.sums.units))


def s_curve(
    plan: Plan,
    as_of: date,
    group: str | None = None,
    codes: Collection[str] | None = None,
    figures: ProvinceFigures | None = None,
) -> SCurve:
    """The curve of the whole province, of one group ("departments", "districts") or of the agencies with these codes.

    `figures` (of the same plan and day) saves the queries. Past days show what had been handed in by then, as the pages
    of those days do. The forecast goes on at the pace of the last 28 days; its range is between the slowest and the
    fastest quarter of them.
    """
    province = figures or province_figures(plan, as_of)
    of_group = [row for row in province.agencies if not group or row.group == group]
    rows = [row for row in of_group if codes is None or row.code in codes]
    units = units_of(province, rows)
    sums, parts = province.sum_of(units), by_deadline(province, units)
    sums.parts = tuple(parts) if len(parts) > 1 else ()
    curve = SCurve(as_of, sums)
    curve.points = [point(province, curve, parts, rows, day) for day in days(plan, as_of, sums)]
    return curve


def units_of(province: ProvinceFigures, rows: Sequence[AgencyFigures]) -> list[AgencyFigures]:
    """What ends by itself: a district with all its communes, or each of the rows whose district is not whole."""
    codes = {row.code for row in rows}
    whole = [row for row in province.rolled_up if codes.issuperset(each.code for each in (row, *row.children))]
    inside = {each.code for row in whole for each in (row, *row.children)}
    return [*whole, *(row for row in rows if row.code not in inside)]


def by_deadline(province: ProvinceFigures, rows: Iterable[AgencyFigures]) -> list[Figures]:
    """Sums of the rows that have one deadline, the earliest deadline first."""
    members: dict[date, list[AgencyFigures]] = defaultdict(list)
    for row in rows:
        members[row.deadline or date.max].append(row)
    return [province.sum_of(members[deadline]) for deadline in sorted(members)]


def days(plan: Plan, as_of: date, sums: Figures) -> list[date]:
    """The eve of the plan, its period ends, deadlines and the day asked about, as far as the forecast is drawn."""
    deadline = sums.deadline or as_of
    forecast = sums.forecast_done_on or deadline
    horizon = max(deadline, as_of, min(forecast, deadline + timedelta(days=DAYS_AFTER_DEADLINE)))
    marks = {plan.starts_on - timedelta(days=1), as_of, horizon, *(part.deadline for part in sums.parts or (sums,))}
    marks.update(plan.period_ends(horizon))
    return sorted(day for day in marks if day and plan.starts_on - timedelta(days=1) <= day <= horizon)


def point(
    province: ProvinceFigures, curve: SCurve, parts: Sequence[Figures], rows: Sequence[AgencyFigures], day: date
) -> Point:
    """What each line says at the end of the day: the past has reports, the future a need and a forecast."""
    ahead = (day - curve.as_of).days
    line = planned_on(rows, day)
    if ahead < 0:
        pages = province.known_pages(day)
        return Point(day, line, sum(pages[row.code] for row in rows))
    scanned, needed = (curve.sums.scanned_pages if not ahead else None), needed_on(parts, ahead)
    if not curve.is_forecast:
        return Point(day, line, scanned, needed)
    units = curve.sums.units
    paces = ([unit.pace for unit in units], [unit.slowest for unit in units], [unit.fastest for unit in units])
    reached = (sum(map(reached_on, units, pace, [day] * len(units))) for pace in paces)
    return Point(day, line, scanned, needed, *reached)


def planned_on(rows: Iterable[AgencyFigures], day: date) -> int:
    """Pages that the straight lines of the plan ask for by the end of the day; days are counted once for all alike."""
    alike: dict[tuple[date, date | None], list[int]] = defaultdict(list)
    for row in rows:
        if row.planned_pages:
            alike[row.starts_on, row.deadline].append(row.planned_pages)
    return sum(sum(expected_of_all(pages, *days, day)) for days, pages in alike.items())


def can_be_forecast(unit: Figures) -> bool:
    """Whether the unit works on after the day asked about, at a pace that its reports show."""
    return unit.ends_at_this_pace_on is not None


def reached_on(unit: Figures, pace: Fraction, day: date) -> int:
    """Pages at the end of a coming day, no more than planned; nothing is added after the agency's end."""
    if day <= unit.as_of or not can_be_forecast(unit):
        return unit.scanned_pages
    days = (min(day, unit.ends_on or day) - unit.forecast_from).days
    return max(unit.scanned_pages, min(unit.planned_pages, unit.scanned_pages + int(unit.unreported + days * pace)))


def needed_on(parts: Sequence[Figures], ahead: int) -> int | None:
    """The straight line from today to each deadline; None after the last one or where one passed with work left."""
    scanned = sum(part.scanned_pages for part in parts)
    left = [(part.remaining_pages, part.days_left or 0) for part in parts if part.remaining_pages]
    if not left or not all(days for _, days in left) or ahead > max(days for _, days in left):
        return None
    return scanned + sum(pages * min(ahead, days) // days for pages, days in left)
