"""Days on which an agency's papers lay at Sở Nội vụ or Sở Tài chính, read from their events: one query for everybody.

A day counts once, however many papers wait on it. What the agency did in the meantime nobody knows: the days show where
a paper was, and not whose fault a delay is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from agencies.calendar import day_of
from agencies.models import Event
from budgets.models import Estimate
from plans.models import Catalogue, Plan

Days = frozenset[int]  # as date.toordinal() counts them
NO_DAYS: Days = frozenset()
Paper = type[Catalogue] | type[Estimate]
Move = tuple[int, int, int, str, datetime]  # agency id, kind of paper, its key, action, moment
Moves = Iterable[tuple[bool, date]]  # whether the paper waits from then on, and the day; oldest first


@dataclass(frozen=True)
class Waited:
    """Days on which a catalogue lay at Sở Nội vụ, and on which an estimate lay at Sở Tài chính."""

    catalogues: Days = NO_DAYS
    estimates: Days = NO_DAYS

    def __or__(self, other: "Waited") -> "Waited":
        return Waited(self.catalogues | other.catalogues, self.estimates | other.estimates)

    def own_days(self, first: date, last: date) -> int:
        """Days from the first to the last, both included, on which nothing of the agency's lay elsewhere."""
        everything = set(range(first.toordinal(), last.toordinal() + 1))
        return len(everything - self.catalogues - self.estimates)


def waited_by(plan: Plan, until: date) -> Mapping[int, Waited]:
    """{agency id: what it waited for} from the plan's first day to the day."""
    kinds: dict[int, Paper] = {ContentType.objects.get_for_model(model).pk: model for model in (Catalogue, Estimate)}
    papers: dict[tuple[int, int, int], list[tuple[bool, date]]] = defaultdict(list)
    for agency, kind, pk, action, at in moves(plan, kinds, until):
        waits = is_target(kinds[kind], action)
        papers[agency, kind, pk].append((waits, day_of(at)))
    found = defaultdict[int, Waited](Waited)
    for (agency, kind, _), steps in papers.items():
        days = days_of(steps, plan.starts_on, until)
        found[agency] |= Waited(catalogues=days) if kinds[kind] is Catalogue else Waited(estimates=days)
    return found


def moves(plan: Plan, kinds: Mapping[int, Paper], until: date) -> Iterable[Move]:
    """(agency id, kind, key, action, moment) of every move of the plan's papers by the day, oldest first."""
    wanted = Q()
    for kind, model in kinds.items():
        names = [action.name for action in model.workflow.actions]
        wanted |= Q(content_type=kind, action__in=names, object_id__in=model.objects.filter(plan=plan).values("pk"))
    columns = ("agency_id", "content_type_id", "object_id", "action", "happened_at")
    return Event.objects.filter(wanted).by(until).order_by("happened_at", "pk").values_list(*columns)


def is_target(model: Paper, name: str) -> bool:
    """After the action the paper waits to be appraised."""
    action = model.workflow.action(name)
    return action is not None and action.target in model.AWAITED


def days_of(steps: Moves, first: date, last: date) -> Days:
    """The days of the plan on which a paper waited: that on which it came counts, that on which it went does not."""
    days, since = set[int](), None
    for waits, day in steps:
        if since and not waits:
            days |= set(range(since.toordinal(), day.toordinal()))
        since = (since or day) if waits else None
    if since:
        days |= set(range(since.toordinal(), last.toordinal() + 1))
    return frozenset(day for day in days if first.toordinal() <= day <= last.toordinal())
