"""Versions and decisions that count: what is usual, and what a second person has confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from agencies.calendar import portal_today
from plans.models import Plan, Target, UnusualValue

Kind = UnusualValue.Kind


@dataclass(frozen=True)
class Pending:
    """Keys of what was unconfirmed at the end of a day: reviews, reports, decisions, estimates handed in."""

    reviews: frozenset[int] = frozenset()
    reports: frozenset[int] = frozenset()
    decisions: frozenset[int] = frozenset()
    estimates: frozenset[int] = frozenset()
    values: tuple[UnusualValue, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.values)


def pending_on(values: Iterable[UnusualValue], day: date) -> Pending:
    """What of these values was unconfirmed at the end of the day."""
    found = [value for value in values if value.is_pending_on(day)]

    def keys(kind: str) -> frozenset[int]:
        return frozenset(value.object_id for value in found if value.kind == kind and value.decision is None)

    decisions = frozenset(value.decision for value in found if value.decision is not None)
    return Pending(keys(Kind.REVIEW), keys(Kind.PROGRESS), decisions, keys(Kind.ESTIMATE), tuple(found))


def values_by(plan: Plan, day: date) -> list[UnusualValue]:
    """Every value of the plan that was entered by the day, in one query."""
    return list(UnusualValue.objects.filter(plan=plan).known_by(day))


def has_targets(plan: Plan) -> bool:
    """Phụ lục I and II are loaded: who has no line in them, nor anything appraised, is then asked about."""
    return Target.objects.filter(plan=plan).exists()


def pending_now(plan: Plan) -> Pending:
    """What is unconfirmed today."""
    today = portal_today()
    return pending_on(values_by(plan, today), today)
