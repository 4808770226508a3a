"""Signers of an agency's own papers of an estimate, from the history: the head, or who did in the head's place."""

from agencies.models import Delegation, Duty, Event, User
from budgets.models import Estimate

from .parties import delegated_lines, head_lines

UNIT_HEAD = "THỦ TRƯỞNG ĐƠN VỊ"
SIGNED = ("submit", "decide")


def signature_of(estimate: Estimate) -> tuple[str, str]:
    """(title in lines, name) of who handed the estimate in or decided on it; the name is empty while it is a draft, or
    where a clerk sent what was signed on paper alone."""
    agency, plan = estimate.agency, estimate.plan
    actor, given = (None, None) if estimate.is_changeable else who_signed(estimate)
    if given is not None:
        return delegated_lines(agency, given), given.name
    return head_lines(agency, plan), actor.full_name if actor and actor.duty == Duty.SIGNS else ""


def who_signed(estimate: Estimate) -> tuple[User | None, Delegation | None]:
    """(who sent it out the last time, by which delegation in the head's place)"""
    event = Event.objects.about(estimate).filter(action__in=SIGNED).latest_first().first()
    if event is None:
        return None, None
    given = Delegation.objects.filter(pk=event.after.get("delegation")).first() if event.after else None
    return event.actor, given
