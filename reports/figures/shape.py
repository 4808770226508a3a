"""The shape of the figures: plain dataclasses that screen, chart, Excel, Word, PDF and API read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TypeVar

from .quantities import Quantities
from .schedule import (
    HEIR_SILENT,
    SCHEDULES,
    SILENT,
    UNCHECKED,
    UNCONFIRMED,
    Schedule,
    days_between,
    is_fresh,
    is_silent,
    schedule_of,
    whole,
    worst,
)


@dataclass(frozen=True)
class MilestoneFigure:
    """One agency's state at one milestone, derived from dates and the day asked about (domain §3).

    state: "done_on_time", "done_late", "overdue", "due_soon", "open", or "none" where it does not apply.
    """

    key: str
    state: str
    printed_date: date
    last_day_on_time: date
    done_on: date | None = None
    extended_to: date | None = None  # the last day on time that Sở Nội vụ granted

    @property
    def due_on(self) -> date:
        """The last day on which it is reached in time."""
        return max(self.last_day_on_time, self.extended_to or self.last_day_on_time)


@dataclass
class Figures(Quantities):
    """Quantities of one agency, group or the province as of one day, and what follows from them.

    Days are counted at their ends: figures as of a day hold that whole day, and `days_left` are the days after it up
    to and including the last day on time. So days gone and days left always make up the plan's days: 71 for huyện and
    117 for sở from 20/4/2025, which is the pace the plan demands (593.648 and 252.762 pages a day).
    What follows from the pace is worked out once: it is asked about when all fields are set.
    """

    parts: tuple["Figures", ...] = ()  # sums with different deadlines, which the pace asked for is judged by
    units: tuple["Figures", ...] = ()  # of a sum, its lines: it ends with the last of them and is as late as the worst

    @property
    def unevidenced_pages(self) -> int:
        """Reported as scanned and not to be shown (trang A4); of a sum what its units lack, whatever others have."""
        if self.units:
            return sum(unit.unevidenced_pages for unit in self.units)
        return max(0, self.scanned_pages - self.evidenced_pages)

    @property
    def remaining_pages(self) -> int:
        """Of a sum what its units have left: what one did beyond its target does none of another's work."""
        if self.units:
            return sum(unit.remaining_pages for unit in self.units)
        return max(0, self.planned_pages - self.scanned_pages)

    @property
    def remaining_files(self) -> int:
        if self.units:
            return sum(unit.remaining_files for unit in self.units)
        return max(0, self.planned_files - self.scanned_files)

    @property
    def is_done(self) -> bool:
        return self.planned_pages > 0 and not self.remaining_pages

    @property
    def total_days(self) -> int:
        """Days the plan gives, first and last included."""
        return days_between(self.starts_on, self.deadline)

    @property
    def days_left(self) -> int | None:
        """Days after the day asked about, the last day on time included; 0 from that day on, None without deadline."""
        return None if self.deadline is None else max(0, (self.deadline - self.as_of).days)

    @property
    def planned_per_day(self) -> int:
        """Pages a day the plan demands from its first day to its last."""
        if self.parts:
            return sum(part.planned_per_day for part in self.parts)
        return self.planned_pages // self.total_days if self.total_days else 0

    @property
    def needed_per_day(self) -> int | None:
        """Pages a day that still reach the deadline, rounded up; None when there is work but no day left."""
        if self.parts:
            needed = [pages for part in self.parts if (pages := part.needed_per_day) is not None]
            return sum(needed) if len(needed) == len(self.parts) else None
        if not self.remaining_pages:
            return 0
        return -(-self.remaining_pages // self.days_left) if self.days_left else None

    @cached_property
    def asked_ends(self) -> tuple[date, ...]:
        """Periods that ended by the day, while there was somebody to report on them who was not excused."""
        ends = (end for end in self.period_ends if end not in self.excused_ends)
        return tuple(end for end in ends if not self.asked_until or end <= self.asked_until)

    @property
    def has_ended(self) -> bool:
        """The agency exists no more on the day asked about."""
        return self.ends_on is not None and self.ends_on < self.as_of

    @cached_property
    def pace(self) -> Fraction:
        """Pages a day lately done: the mean of `paces`, 0 where there are none."""
        return max(Fraction(0), sum(self.paces, Fraction(0)) / len(self.paces)) if self.paces else Fraction(0)

    @property
    def pace_per_day(self) -> int:
        """Pages a day lately done, rounded to the nearest."""
        return whole(self.pace)

    @cached_property
    def slowest(self) -> Fraction:
        """Pages a day of the slowest quarter that the pace is the mean of."""
        return max(Fraction(0), min(self.paces, default=Fraction(0)))

    @cached_property
    def fastest(self) -> Fraction:
        """Pages a day of the fastest quarter that the pace is the mean of."""
        return max(Fraction(0), max(self.paces, default=Fraction(0)))

    @cached_property
    def ends_at_this_pace_on(self) -> date | None:
        """The day the work would end at the recent pace, never before the day asked about; of a sum its last unit's.

        None when it is done, nothing was done lately, nothing was reported, or the agency has ended. An old
        report shows only that the agency was going to be late: that holds until a later one says otherwise.
        """
        if self.units:
            return max((day for unit in self.units if (day := unit.ends_at_this_pace_on)), default=None)
        if not self.remaining_pages or not self.pace or self.has_ended:
            return None
        days = max(0, ceil((self.remaining_pages - self.unreported) / self.pace))
        day = self.forecast_from + timedelta(days=min(days, 36_500))
        is_known_late = self.deadline is not None and day > max(self.deadline, self.as_of)
        return day if is_fresh(self) or is_known_late else None

    @property
    def forecast_from(self) -> date:
        """The day from which the pace goes on: the one asked about, or the last one that an old report speaks of."""
        return self.as_of if is_fresh(self) or self.last_period_end is None else self.last_period_end

    @property
    def forecast_done_on(self) -> date | None:
        """The day the work ends at the recent pace; None where that is not known, or lies beyond the agency's end.

        Of a sum the latest of its units', beside `units_without_forecast`.
        """
        if self.units:
            return max((day for unit in self.units if (day := unit.forecast_done_on)), default=None)
        day = self.ends_at_this_pace_on
        return None if day and self.ends_on and day > self.ends_on else day

    @property
    def units_without_forecast(self) -> int:
        """How many units with work left have no day on which it ends."""
        return sum(bool(unit.remaining_pages) and unit.forecast_done_on is None for unit in self.units or (self,))

    @property
    def schedule(self) -> str:
        """Key of SCHEDULES; of a sum that of its worst unit."""
        return worst(unit.schedule for unit in self.units) if self.units else schedule_of(self)

    @property
    def is_silent(self) -> bool:
        """The agency exists, work is left and nothing was reported for the last two periods that ended."""
        return is_silent(self)

    @property
    def is_fresh(self) -> bool:
        """The latest report speaks of one of the last two periods that ended: so does the pace."""
        return is_fresh(self)

    @property
    def silent_since(self) -> date:
        """The end of the first period of those that make a row silent which nothing was sent for."""
        return self.asked_ends[-2:][0] if self.asked_ends else self.as_of

    @property
    def schedule_states(self) -> list[Schedule]:
        """Its schedule, and beside it whether it is silent or waits to be confirmed: one does not hide the other."""
        return (
            [SCHEDULES[self.schedule], *([SILENT] if self.is_silent else [])]
            + ([HEIR_SILENT] if self.silent_heirs else [])
            + ([UNCONFIRMED] if self.has_unconfirmed_progress else [])
            + ([UNCHECKED] if self.unchecked else [])
        )

    @property
    def schedule_name(self) -> str:
        """ "Chậm, chưa báo cáo": the names of `schedule_states`."""
        first, *more = (state.name for state in self.schedule_states)
        return ", ".join([first, *map(str.lower, more)])

    @property
    def schedule_tone(self) -> str:
        beside = (UNCONFIRMED, UNCHECKED)  # these hide nothing worse
        return [state for state in self.schedule_states if state not in beside][-1].tone


@dataclass
class AgencyFigures(Figures):
    """One agency's own figures; a district's communes have rows of their own.

    `rolled_up` rows of districts have the same shape: own plus communes, which are in `children`.
    """

    pk: int | None = None
    code: str = ""
    name: str = ""
    short_name: str = ""
    group: str = ""
    kind: str = ""
    parent_code: str = ""
    begins_on: date | None = None  # its first day, where it began in the plan's time
    heirs: tuple[str, ...] = ()  # who goes on with its work after its end: names
    lacks_heir: bool = False  # it ends, and for its own part nobody is recorded to go on
    milestones: dict[str, MilestoneFigure] = field(default_factory=dict)  # by key
    children: list["AgencyFigures"] = field(default_factory=list)


SUMMED = tuple(each.name for each in fields(Figures) if each.type is int)


Sum = TypeVar("Sum", bound=Figures)


def add_up(rows: Iterable[Figures], into: Sum) -> Sum:
    """Set every summed field of `into` to the sum over the rows, its dates to the latest of theirs, its units to them.

    A row that is a sum itself brings its own units.
    """
    rows = list(rows)
    into.units = tuple(unit for row in rows for unit in row.units or (row,))
    for name in SUMMED:
        setattr(into, name, sum(getattr(row, name) for row in rows))
    lasting = [row for row in rows if row.ends_on is None]
    into.ends_on = None if lasting else max((row.ends_on for row in rows if row.ends_on), default=None)
    reporting = [row.asked_until for row in rows if row.planned_pages or row.last_period_end]
    into.asked_until = None if None in reporting else max(filter(None, reporting), default=None)
    into.paces = tuple(sum(each, Fraction(0)) for each in zip(*(row.paces for row in rows if row.paces), strict=True))
    into.silent_heirs = tuple(dict.fromkeys(heir for row in rows for heir in row.silent_heirs))
    into.unreported = sum((row.unreported for row in rows), Fraction(0))
    for name in ("deadline", "printed_deadline", "extended_deadline", "last_period_end", "reported_until"):
        setattr(into, name, max((day for row in rows if (day := getattr(row, name))), default=None))
    return into
