"""The shape of the figures: plain dataclasses that screen, chart, Excel, Word, PDF and API read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TypeVar

from plans.models.progress import FIGURES as PROGRESS

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

Paces = tuple[Fraction, ...]


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
class Figures:
    """Sums of one agency, group or the province as of one day.

    `*_files` hồ sơ, `*_pages` trang A4 quy đổi, `*_dong` đồng.
    Days are counted at their ends: figures as of a day hold that whole day, and `days_left` are the days after it up
    to and including the last day on time. So days gone and days left always make up the plan's days: 71 for huyện and
    117 for sở from 20/4/2025, which is the pace the plan demands (593.648 and 252.762 pages a day).
    What the pace tells is worked out once: it is asked about when all fields are set.
    """

    as_of: date
    starts_on: date
    planned_files: int = 0
    planned_pages: int = 0
    planned_cost_dong: int = 0
    reviewed_files: int = 0
    reviewed_pages: int = 0
    appraised_files: int = 0
    appraised_pages: int = 0
    estimated_files: int = 0  # of the appraised ones: their pages were worked out from sheets, nobody counted them
    estimated_pages: int = 0  # trang A4
    left_out_files: int = 0  # by the appraisals of whole catalogues, for whatever reason: the sum of the next five
    left_out_pages: int = 0
    duplicate_files: int = 0  # trùng
    duplicate_pages: int = 0
    superfluous_files: int = 0  # thừa
    superfluous_pages: int = 0
    worthless_files: int = 0  # hết giá trị
    worthless_pages: int = 0
    put_off_files: int = 0  # chưa chỉnh lý: put off, digitized and paid for later (Kế hoạch I.2)
    put_off_pages: int = 0
    other_files: int = 0  # lý do khác
    other_pages: int = 0
    saved_dong: int = 0  # what digitizing the pages left out for good would have cost at the plan's price
    duplicate_dong: int = 0  # the part of it that were duplicates
    put_off_dong: int = 0  # what digitizing the pages put off will cost at that price
    scanned_files: int = 0
    scanned_pages: int = 0
    checked_files: int = 0
    checked_pages: int = 0
    integrated_files: int = 0
    integrated_pages: int = 0
    evidenced_files: int = 0  # of which scans can be shown: manifests compared by the day (plans/evidence)
    evidenced_pages: int = 0  # trang A4 quy đổi
    period_scanned_pages: int = 0  # in the last reporting period that ended by the day
    period_scanned_files: int = 0
    expected_pages: int = 0  # where the straight line of the plan stands at the end of the day
    expected_by_report_pages: int = 0  # the same on the day the latest report speaks of: what it is judged by
    requested_dong: int = 0
    appraised_dong: int = 0
    decided_dong: int = 0  # the part of appraised_dong that huyện, xã decided themselves
    cut_dong: int = 0  # asked for and not granted, by the latest decisions
    cheaper_dong: int = 0  # by which contracts are cheaper than their pages in the estimate (prices.by_price)
    allocated_dong: int = 0  # by decisions of whoever pays, as recorded: parts and additions less what was taken back
    contracted_dong: int = 0  # by contracts with their amendments, as recorded
    accepted_dong: int = 0  # by minutes of acceptance
    disbursed_dong: int = 0  # advances and payments
    settled_dong: int = 0
    # What was handed in beyond a bound and waits for a second person: counted here and in no other figure. Each is
    # the difference it would make, so that a figure and its unconfirmed part add up to what was handed in.
    unconfirmed_values: int = 0  # how many
    unconfirmed_reviewed_files: int = 0
    unconfirmed_reviewed_pages: int = 0
    unconfirmed_scanned_files: int = 0
    unconfirmed_scanned_pages: int = 0
    unconfirmed_checked_files: int = 0
    unconfirmed_checked_pages: int = 0
    unconfirmed_integrated_files: int = 0
    unconfirmed_integrated_pages: int = 0
    unconfirmed_requested_dong: int = 0
    unconfirmed_appraised_dong: int = 0
    unconfirmed_decided_dong: int = 0
    unchecked: int = 0  # agencies whose latest report the district above is to confirm, and has not; it counts
    open_difficulties: int = 0  # vướng mắc without an answer at the end of the day
    overdue_difficulties: int = 0  # of these, those that should have been answered by then
    answered_difficulties: int = 0  # answered, and not closed by who asked
    awaiting_catalogues: int = 0
    awaiting_pages: int = 0
    deadline: date | None = None  # last day on time for digitization; of a sum, the latest one
    printed_deadline: date | None = None
    extended_deadline: date | None = None  # where that day was granted later
    last_period_end: date | None = None  # period of the latest progress report that counts
    reported_until: date | None = None  # of the latest that was handed in, where that waits to be confirmed
    period_ends: tuple[date, ...] = ()  # reporting periods that have ended by the day
    excused_ends: tuple[date, ...] = ()  # those of them on which the agency need not report
    ends_on: date | None = None  # the last day the agency exists; of a sum, the latest one where all of them end
    asked_until: date | None = None  # its end, where nobody goes on with its reports
    paces: Paces = ()  # pages a day in each quarter of the 28 days up to the latest report; of a sum, added up
    silent_heirs: tuple[str, ...] = ()  # who took work over and has not reported for the last two periods: names
    unreported: Fraction = Fraction(0)  # pages that the pace makes likely since a fresh latest report
    parts: tuple["Figures", ...] = ()  # sums with different deadlines, which the pace asked for is judged by
    units: tuple["Figures", ...] = ()  # of a sum, its lines: it ends with the last of them and stands as the worst

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
    def saved_files(self) -> int:
        """Left out for good: trùng, thừa, hết giá trị."""
        return self.duplicate_files + self.superfluous_files + self.worthless_files

    @property
    def saved_pages(self) -> int:
        """Trang A4 quy đổi left out for good."""
        return self.duplicate_pages + self.superfluous_pages + self.worthless_pages

    @property
    def useless_dong(self) -> int:
        """The part of `saved_dong` that was superfluous or worthless: thừa, hết giá trị."""
        return self.saved_dong - self.duplicate_dong

    @property
    def savings_dong(self) -> int:
        """Đồng not spent: rows left out for good, cuts of appraisals, contracts cheaper than estimated."""
        return self.saved_dong + self.cut_dong + self.cheaper_dong

    @property
    def share(self) -> Fraction | None:
        """Scanned part of the planned pages (Fraction), None where nothing is planned."""
        return Fraction(self.scanned_pages, self.planned_pages) if self.planned_pages else None

    @property
    def told_until(self) -> date | None:
        """Period of the latest progress report that was handed in, whether it counts yet or not."""
        return self.reported_until or self.last_period_end

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

        None when it is done, nothing was done lately, no report tells, or the agency has ended. A report that is no
        longer fresh tells no more than that the agency was going to be late: that stands until a report says otherwise.
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
        """The day the work ends at the recent pace; None where that cannot be told, or lies beyond the agency's end.

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
        """Key of SCHEDULES; a sum stands as its worst unit does."""
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
    def has_unconfirmed_progress(self) -> bool:
        """A progress report waits for a second person and would change a figure."""
        return any(getattr(self, f"unconfirmed_{name}") for name in PROGRESS)

    @property
    def standings(self) -> list[Schedule]:
        """How the row stands to its deadline, and beside it whether it is silent: one does not hide the other."""
        return (
            [SCHEDULES[self.schedule], *([SILENT] if self.is_silent else [])]
            + ([HEIR_SILENT] if self.silent_heirs else [])
            + ([UNCONFIRMED] if self.has_unconfirmed_progress else [])
            + ([UNCHECKED] if self.unchecked else [])
        )

    @property
    def schedule_name(self) -> str:
        """ "Chậm, chưa báo cáo": the names of `standings`."""
        first, *more = (standing.name for standing in self.standings)
        return ", ".join([first, *map(str.lower, more)])

    @property
    def schedule_tone(self) -> str:
        beside = (UNCONFIRMED, UNCHECKED)  # these hide nothing worse
        told = [standing for standing in self.standings if standing not in beside]
        return told[-1].tone


@dataclass
class AgencyFigures(Figures):
    """One agency's own figures; a district's communes have rows of their own.

    `rolled_up` rows of districts are the same shape: own plus communes, which stand in `children`.
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
