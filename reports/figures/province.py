"""The one function every number of the portal comes from: one row per agency as of a day."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from agencies.models import Agency
from plans.models.progress import FIGURES
from plans.targets.reconciliation import reconcile

from .milestones import figure, figures_of
from .records import AgencyRecords, PlanRecords
from .schedule import PACE_DAYS, expected
from .shape import AgencyFigures, Figures, add_up

SCANNED_PAGES = 1 + FIGURES.index("scanned_pages")
SCANNED_FILES = 1 + FIGURES.index("scanned_files")


@dataclass
class ProvinceFigures:
    """All rows and sums of one plan as of one day. `agencies` are own figures in the official order."""

    as_of: date
    facts: PlanRecords
    agencies: list = field(default_factory=list)
    history: dict = field(default_factory=dict)  # code -> [(period_end, *FIGURES)], oldest first

    @property
    def plan(self):
        return self.facts.plan

    @property
    def price_dong(self):
        """Đồng per A4 page that the plan was made with."""
        return self.facts.price_dong

    def reconciled(self):
        """Rows of plans.reconciliation, from what is already known here."""
        return reconcile(self.plan, self.facts.price_dong, self.facts.agencies)

    def on(self, day):
        """The figures of an earlier day, without any further query."""
        if day > self.facts.until:
            raise ValueError(f"gathered until {self.facts.until}, asked about {day}")
        return built(self.facts, day)

    @cached_property
    def by_code(self):
        return {row.code: row for row in self.agencies}

    @cached_property
    def groups(self):
        """{"departments": Figures, "districts": Figures}: own figures of all members, communes included."""
        return {group.value: self.sum_of(self.rows_of(group.value)) for group in Agency.Group}

    @cached_property
    def total(self):
        parts = tuple(self.groups.values())
        return replace(self.sum_of(parts), parts=parts)

    @cached_property
    def rolled_up(self):
        """Rows of Phụ lục I (departments) and Phụ lục II (districts with their communes in `children`)."""
        return [self.with_children(row) for row in self.agencies if not row.parent_code]

    def rows_of(self, group):
        return [row for row in self.agencies if row.group == group]

    def rolled_up_rows_of(self, group):
        return [row for row in self.rolled_up if row.group == group]

    def district(self, code):
        """The district's own figures plus its communes', which are its `children`. KeyError for a stranger's code."""
        return next((row for row in self.rolled_up if row.code == code), None) or self.by_code[code]

    def visible(self, user):
        """Rows of the agencies the user may see."""
        codes = set(Agency.objects.visible_to(user).values_list("code", flat=True))
        return [row for row in self.agencies if row.code in codes]

    def sum_of(self, rows):
        """Figures added up over the rows."""
        return add_up(list(rows), self.blank(Figures))

    def blank(self, shape, **named):
        ends = tuple(end for end in self.plan.period_ends(self.as_of) if end <= self.as_of)
        return shape(as_of=self.as_of, starts_on=self.plan.starts_on, period_ends=ends, **named)

    def with_children(self, row):
        children = [child for child in self.agencies if child.parent_code == row.code]
        if not children:
            return row
        rolled = add_up([row, *children], replace(row, milestones=dict(row.milestones), children=children))
        digitization = self.facts.milestones[row.group].get("digitization")
        if digitization and rolled.planned_pages:
            done_on = first_day_at(rolled.planned_pages, [self.history.get(each.code, []) for each in (row, *children)])
            rolled.milestones["digitization"] = figure(digitization, done_on, self.as_of)
        return rolled


def province_figures(plan, as_of):
    """All figures of the plan as of the end of the day: a fixed number of queries however many agencies there are.

    As of a day counts what was handed in by then and speaks of days up to then: the latest version of each review,
    the latest version of each period's progress report, the latest appraisal of each catalogue and estimate. Targets
    stand as they are now, at the unit price of the plan's first day.
    """
    return built(PlanRecords.gathered(plan, as_of), as_of)


def built(facts, day):
    province = ProvinceFigures(day, facts)
    found, blank = facts.by(day), province.blank(Figures)
    context = {name: getattr(blank, name) for name in ("as_of", "starts_on", "period_ends")}
    for fields in facts.agencies:
        known = found.get(fields["pk"]) or AgencyRecords()
        province.history[fields["code"]] = known.history
        province.agencies.append(own_figures(facts, fields | context, known))
    return province


def own_figures(facts, fields, known):
    """One agency's row from its target and what it handed in."""
    group = Agency.GROUP_OF_KIND[fields["kind"]]
    fields |= {"planned_files": fields["planned_files"] or 0, "planned_pages": fields["planned_pages"] or 0}
    row = AgencyFigures(group=group, **fields | {"parent_code": fields["parent_code"] or ""})
    row.planned_cost_dong = row.planned_pages * facts.price_dong
    for name, value in known.sums.items():
        setattr(row, name, value)
    row.saved_dong = row.left_out_pages * facts.price_dong
    milestones = facts.milestones[group]
    if digitization := milestones.get("digitization"):
        row.deadline, row.printed_deadline = digitization.last_day_on_time, digitization.printed_date
    add_progress(row, known.history)
    done_on = known.done_on | {"digitization": first_day_at(row.planned_pages, [known.history])}
    row.milestones = figures_of(row, milestones, done_on, facts.plan.reporting_agency_id)
    return row


def add_progress(row, history):
    """The latest report's cumulative figures, what the last period and 28 days brought, and the plan's line."""
    if history:
        row.last_period_end = history[-1][0]
        for name, value in zip(FIGURES, history[-1][1:], strict=True):
            setattr(row, name, value)
    ends = row.period_ends
    if ends:
        before = ends[-2] if len(ends) > 1 else row.starts_on - timedelta(days=1)
        row.period_scanned_pages = between(history, before, ends[-1], SCANNED_PAGES)
        row.period_scanned_files = between(history, before, ends[-1], SCANNED_FILES)
    until = measured_on(row)
    row.recent_scanned_pages = between(history, until - timedelta(days=PACE_DAYS), until, SCANNED_PAGES)
    row.expected_pages = expected(row.planned_pages, row.starts_on, row.deadline, row.as_of)
    row.expected_by_report_pages = expected(row.planned_pages, row.starts_on, row.deadline, until)


def measured_on(row):
    """The day pace is measured back from: the latest report's, unless it is too old to speak of now."""
    fresh = row.last_period_end and (len(row.period_ends) < 2 or row.last_period_end >= row.period_ends[-2])
    return row.last_period_end if fresh else row.as_of


def between(history, after, until, column):
    """What the cumulative column grew by from one day to another."""
    return at(history, until, column) - at(history, after, column)


def at(history, day, column):
    """The cumulative column as the latest report up to the day has it."""
    position = bisect_right(history, day, key=lambda period: period[0])
    return history[position - 1][column] if position else 0


def first_day_at(planned_pages, histories):
    """The first period end at which the agencies together had scanned what is planned; None if they have not now."""
    histories = [history for history in histories if history]
    if not planned_pages or sum(history[-1][SCANNED_PAGES] for history in histories) < planned_pages:
        return None
    ends = sorted({period[0] for history in histories for period in history})
    together = (end for end in ends if sum(at(history, end, SCANNED_PAGES) for history in histories) >= planned_pages)
    return next(together, None)
