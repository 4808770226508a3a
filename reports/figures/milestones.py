"""Milestones of the plan, for each agency: met on time, met late, due, overdue (Kế hoạch II.3; domain §3)."""

from collections.abc import Iterable, Mapping
from datetime import date

from agencies.models import Agency
from plans.declarations.deadlines import state_on
from plans.models import Milestone
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
    """The milestones of a plan as they stood on a day, for each agency the nearest (see plans.models.Milestone)."""

    def __init__(self, milestones: Iterable[Milestone], day: date) -> None:
        self.known = [each for each in milestones if not each.valid_from or each.valid_from <= day]
        self.apart = {each.agency_id for each in self.known} - {None}
        self.by_group = {group: nearest(self.known, None, group) for group in Agency.Group.values}

    def of(self, agency_id: int | None, group: str) -> dict[str, Milestone]:
        """{key: Milestone} that bind the agency, in the order of their dates."""
        return nearest(self.known, agency_id, group) if agency_id in self.apart else self.by_group[group]


def applies(milestone: Milestone, row: AgencyFigures, reporting_agency_id: int | None) -> bool:
    """Whether the milestone binds the agency: digitization needs a target of its own, the report is Sở Nội vụ's.

    A deadline before an agency's first day never bound it.
    """
    if row.begins_on and milestone.last_day_on_time < row.begins_on:
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
    last_day = milestone.last_day_on_time
    state = state_on(as_of, last_day, done_on) if applicable else "none"
    return MilestoneFigure(milestone.key, state, milestone.printed_date, last_day, done_on if applicable else None)
