"""The one function every number of the portal comes from: one row per agency as of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from agencies.models import Agency, User
from plans.models import Plan
from plans.models.progress import FIGURES
from plans.targets.reconciliation import ControlRow, TargetRow, counted_on, reconcile

from .milestones import Deadlines, figure, figures_of
from .pace import SCANNED_FILES, SCANNED_PAGES, History, at, between, paces_of
from .records import AgencyRecords, PlanRecords
from .schedule import expected, heirs_are_silent, is_fresh
from .shape import AgencyFigures, Figures, add_up

Shape = TypeVar("Shape", bound=Figures)


@dataclass
class ProvinceFigures:
    """All rows and sums of one plan as of one day. `agencies` are own figures in the official order."""

    as_of: date
    records: PlanRecords
    agencies: list[AgencyFigures] = field(default_factory=list)
    history: dict[str, History] = field(default_factory=dict)  # by the agency's code

    @property
    def plan(self) -> Plan:
        return self.records.plan

    @property
    def price_dong(self) -> int:
        """Đồng per A4 page that the plan was made with."""
        return self.records.price_dong

    def reconciled(self) -> list[ControlRow]:
        """The targets against the plan's control figures, from what is already known here."""
        return reconcile(self.plan, self.records.price_dong, counted_on(self.records.agencies, self.as_of))

    def on(self, day: date) -> "ProvinceFigures":
        """The figures of an earlier day, without any further query. ValueError for a day after these figures'."""
        if day > self.records.until:
            raise ValueError(f"gathered until {self.records.until}, asked about {day}")
        return built(self.records, day)

    @cached_property
    def by_code(self) -> dict[str, AgencyFigures]:
        return {row.code: row for row in self.agencies}

    @cached_property
    def groups(self) -> dict[str, Figures]:
        """{"departments": Figures, "districts": Figures}: a district with its communes is one of the units."""
        sums = {group: self.sum_of(self.rolled_up_rows_of(group.value)) for group in Agency.Group}
        return {group.value: self.bound(row, None, group) for group, row in sums.items()}

    @cached_property
    def total(self) -> Figures:
        """The province: the sum of both groups, which are its `parts`."""
        parts = tuple(self.groups.values())
        return replace(self.sum_of(parts), parts=parts)

    @cached_property
    def rolled_up(self) -> list[AgencyFigures]:
        """Rows of Phụ lục I (departments) and Phụ lục II (districts with their communes in `children`)."""
        return [self.with_children(row) for row in self.agencies if not row.parent_code]

    def rows_of(self, group: str) -> list[AgencyFigures]:
        return [row for row in self.agencies if row.group == group]

    def rolled_up_rows_of(self, group: str) -> list[AgencyFigures]:
        return [row for row in self.rolled_up if row.group == group]

    def district(self, code: str) -> AgencyFigures:
        """The district's own figures plus its communes', which are its `children`. KeyError for an unknown code."""
        return next((row for row in self.rolled_up if row.code == code), None) or self.by_code[code]

    def known_pages(self, day: date) -> dict[str, int]:
        """Pages scanned by agency code, as they had been handed in by an earlier day (trang A4)."""
        pages = self.records.scanned_by(day)
        return {row.code: pages.get(row.pk, 0) for row in self.agencies}

    def visible(self, user: User) -> list[AgencyFigures]:
        """Rows of the agencies the user may see."""
        codes = set(Agency.objects.visible_to(user).values_list("code", flat=True))
        return [row for row in self.agencies if row.code in codes]

    def sum_of(self, rows: Iterable[Figures]) -> Figures:
        """Figures added up over the rows."""
        return add_up(rows, self.blank(Figures))

    @cached_property
    def deadlines(self) -> Deadlines:
        return self.records.deadlines(self.as_of)

    def bound(self, row: Shape, agency_id: int | None, group: str) -> Shape:
        """The row with the deadline of the agency or of its group, whatever later one binds a part of it."""
        if digitization := self.deadlines.of(agency_id, group).get("digitization"):
            row.deadline, row.printed_deadline = digitization.due_on, digitization.printed_date
            row.extended_deadline = digitization.extended_to
        return row

    @cached_property
    def districts(self) -> dict[str, TargetRow]:
        """By code the districts that exist on the day."""
        known = (one for one in self.records.agencies if one["kind"] == Agency.Kind.DISTRICT)
        return {one["code"]: one for one in known if one["ends_on"] is None or one["ends_on"] >= self.as_of}

    def awaits_district(self, target: TargetRow, known: AgencyRecords) -> bool:
        """A commune's latest report is to be confirmed by its district, and was not by the day."""
        if not known.history or known.is_confirmed or target["kind"] != Agency.Kind.COMMUNE:
            return False
        rule = self.plan.rule_on(known.history[-1].ends_on)
        return rule is not None and rule.district_confirms and target["parent_code"] in self.districts

    def blank(self, shape: type[Shape], **named: Any) -> Shape:
        """Figures of the plan and day in which everything is still 0."""
        ends = tuple(end for end in self.plan.period_ends(self.as_of) if end <= self.as_of)
        return shape(as_of=self.as_of, starts_on=self.plan.starts_on, period_ends=ends, **named)

    def with_children(self, row: AgencyFigures) -> AgencyFigures:
        """The row with its communes' figures added; as it is where it has none."""
        children = [child for child in self.agencies if child.parent_code == row.code]
        if not children:
            return row
        at_work = [each for each in (row, *children) if each.planned_pages or each.last_period_end]
        heirs = tuple(dict.fromkeys(heir for each in at_work for heir in each.heirs))
        blank = replace(row, milestones=dict(row.milestones), children=children, heirs=heirs)
        rolled = self.bound(add_up([row, *children], blank), row.pk, row.group)
        rolled.units = ()  # a line of the plan: its communes' volume is inside it
        digitization = self.deadlines.of(row.pk, row.group).get("digitization")
        if digitization and rolled.planned_pages:
            done_on = first_day_at(rolled.planned_pages, [self.history.get(each.code, []) for each in (row, *children)])
            rolled.milestones["digitization"] = figure(digitization, done_on, self.as_of)
        return rolled


def province_figures(plan: Plan, as_of: date, progress: bool = True) -> ProvinceFigures:
    """All figures of the plan as of the end of the day: a fixed number of queries however many agencies there are.

    As of a day counts what was handed in by then and speaks of days up to then: the latest version of each review,
    the latest version of each period's progress report, the latest appraisal of each catalogue and estimate. Targets
    are those of now, at the unit price of the plan's first day. Without `progress`, which is most of the records,
    they hold for the plan, what was handed in, appraised and paid, and have nothing of the work.
    """
    return built(PlanRecords.gathered(plan, as_of, progress), as_of)


def built(records: PlanRecords, day: date) -> ProvinceFigures:
    """The figures as the records make them at the end of the day."""
    province = ProvinceFigures(day, records)
    found, blank = records.by(day), province.blank(Figures)
    context = {name: getattr(blank, name) for name in ("as_of", "starts_on", "period_ends")}
    for target in counted_on(records.agencies, day):
        known = found.get(target["pk"]) or AgencyRecords()
        province.history[target["code"]] = known.history
        province.agencies.append(own_figures(province, target, context, known))
    return province


def own_figures(
    province: ProvinceFigures, target: TargetRow, context: Mapping[str, Any], known: AgencyRecords
) -> AgencyFigures:
    """One agency's row from its target and what it handed in."""
    records, group = province.records, Agency.GROUP_OF_KIND[target["kind"]]
    row = AgencyFigures(group=group, **from_its_first_day(context, target["begins_on"]), **named(target))
    row.planned_cost_dong = row.planned_pages * records.price_dong
    for name, value in known.sums.items():
        setattr(row, name, value)
    row.saved_dong = row.saved_pages * records.price_dong
    row.duplicate_dong = row.duplicate_pages * records.price_dong
    row.put_off_dong = row.put_off_pages * records.price_dong
    row.unchecked = int(province.awaits_district(target, known))
    row.excused_ends = tuple(end for end in row.period_ends if records.plan.excuses(row.pk, end))
    milestones = province.deadlines.of(row.pk, group)
    province.bound(row, row.pk, group)
    row.reported_until = known.reported_until
    add_progress(row, known.history)
    row.silent_heirs = row.heirs if heirs_are_silent(row) else ()
    digitized_on = first_day_at(row.planned_pages, [known.history])
    done_on: Mapping[str, date | None] = known.done_on | {"digitization": digitized_on}
    row.milestones = figures_of(row, milestones, done_on, records.plan.reporting_agency_id)
    return row


def from_its_first_day(context: Mapping[str, Any], begins_on: date | None) -> Mapping[str, Any]:
    """An agency that began in the plan's time owes nothing for the days before it."""
    if begins_on is None or begins_on <= context["starts_on"]:
        return context
    ends = tuple(end for end in context["period_ends"] if end >= begins_on)
    return {**context, "starts_on": begins_on, "period_ends": ends}


def named(target: TargetRow) -> dict[str, Any]:
    """The agency and its target as fields of AgencyFigures."""
    fields: dict[str, Any] = {name: value for name, value in target.items() if name != "heir"}
    fields |= {name: target[name] or 0 for name in ("planned_files", "planned_pages")}
    heir = target["heir"]
    asked_until = None if heir else target["ends_on"]
    return fields | {
        "parent_code": target["parent_code"] or "",
        "heirs": (heir,) if heir else (),
        "lacks_heir": target["ends_on"] is not None and not heir,
        "asked_until": asked_until,
    }


def add_progress(row: AgencyFigures, history: History) -> None:
    """The latest report's cumulative figures, what the last period brought, the pace, and the plan's line."""
    if history:
        row.last_period_end = history[-1].ends_on
        for name, value in zip(FIGURES, history[-1].figures, strict=True):
            setattr(row, name, value)
    ends = row.period_ends
    if ends:
        before = ends[-2] if len(ends) > 1 else row.starts_on - timedelta(days=1)
        row.period_scanned_pages = between(history, before, ends[-1], SCANNED_PAGES)
        row.period_scanned_files = between(history, before, ends[-1], SCANNED_FILES)
    row.expected_pages = expected(row.planned_pages, row.starts_on, row.deadline, row.as_of)
    told_on = row.last_period_end or row.as_of
    row.expected_by_report_pages = expected(row.planned_pages, row.starts_on, row.deadline, told_on)
    if not row.has_ended:
        add_pace(row, history)


def add_pace(row: AgencyFigures, history: History) -> None:
    """The pace up to the latest report, and what it has likely added since, while the report is fresh."""
    row.paces = paces_of(history, row.starts_on)
    if row.last_period_end and is_fresh(row):
        since = (row.as_of - row.last_period_end).days
        row.unreported = min(Fraction(row.remaining_pages), since * row.pace)


def first_day_at(planned_pages: int, histories: Iterable[History]) -> date | None:
    """The first period end at which the agencies together had scanned what is planned; None if they have not now."""
    reported = [history for history in histories if history]
    if not planned_pages or sum(history[-1].figures[SCANNED_PAGES] for history in reported) < planned_pages:
        return None
    ends = sorted({period.ends_on for history in reported for period in history})
    together = (end for end in ends if sum(at(history, end, SCANNED_PAGES) for history in reported) >= planned_pages)
    return next(together, None)
