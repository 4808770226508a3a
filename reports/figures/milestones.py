"""Milestones of the plan, for each agency: met on time, met late, due, overdue (Kế hoạch II.3; domain §3)."""

from collections.abc import Iterable, Mapping
from datetime import date

from agencies.models import Agency
from plans.declarations.deadlines import state_on
from plans.models import ExtensionDecision, Milestone
from plans.models.extension import extended_on
from plans.models.milestone import nearest

from .shape import AgencyFigures, MilestoneFigure

STATES = {
    "done_on_time": ("Hoàn thành đúng hạn", "ok"),
    "done_late": ("Hoàn thành trễ", "warn"),
    "overdue": ("Quá hạn", "bad"),
    "due_soon": ("Sắp đến hạn", "run"),
    "open": ("Chưa đến hạn", "idle"),
    "none": ("Không áp dụng", "idle"),
}


class Deadlines:
    """The milestones of a plan as they were on a day, for each agency the nearest (see plans.models.Milestone), with
    the days that were granted by then (`granted`: in the order in which they were decided)."""

    def __init__(self, milestones: Iterable[Milestone], day: date, granted: Iterable[ExtensionDecision] = ()) -> None:
        self.known = [each for each in milestones if not each.valid_from or each.valid_from <= day]
        self.extended = extended_on(granted, day)
        self.apart = {each.agency_id for each in self.known} - {None} | {agency for agency, _ in self.extended}
        self.by_group = {group: nearest(self.known, None, group) for group in Agency.Group.values}

    def of(self, agency_id: int | None, group: str) -> dict[str, Milestone]:
        """{key: Milestone} that bind the agency, in the order of their dates."""
        if agency_id not in self.apart:
            return self.by_group[group]
        return nearest(self.known, agency_id, group, self.extended)


def applies(milestone: Milestone, row: AgencyFigures, reporting_agency_id: int | None) -> bool:
    """Whether the milestone binds the agency: digitization needs a target of its own, the report is Sở Nội vụ's.

    A deadline before an agency's first day never bound it.
    """
    if row.begins_on and milestone.due_on < row.begins_on:
        return False
    if milestone.key == Milestone.Key.REPORT:
        return row.pk == reporting_agency_id
    return milestone.key != Milestone.Key.DIGITIZATION or row.planned_pages > 0


def figures_of(
    row: AgencyFigures,
    milestones: Mapping[str, Milestone],
    done_on: Mapping[str, date | None],
    reporting_agency_id: int | None,
) -> dict[str, MilestoneFigure]:
    """{key: MilestoneFigure} of one row, in the order of the plan's dates."""
    return {
        key: figure(milestone, done_on.get(key), row.as_of, applies(milestone, row, reporting_agency_id))
        for key, milestone in milestones.items()
    }


def figure(milestone: Milestone, done_on: date | None, as_of: date, applicable: bool = True) -> MilestoneFigure:
    """The milestone's state on the day; "none" where it does not apply."""
    state = state_on(as_of, milestone.due_on, done_on) if applicable else "none"
    days = (milestone.printed_date, milestone.last_day_on_time)
    return MilestoneFigure(milestone.key, state, *days, done_on if applicable else None, milestone.extended_to)
