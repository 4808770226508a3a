"""Requests that wait for a head's signature, and the last answer to one."""

from collections.abc import Iterable
from typing import Any

from agencies.models import Agency, Decision, User, Workflowed
from agencies.signatures import is_head_of, signs_for
from plans.models import SignOff
from plans.models.sign_off import SignOffQuerySet


def latest(obj: Workflowed) -> SignOff | None:
    """The last time that the object was put before the head."""
    return SignOff.objects.about(obj).with_people().first()


def standing(obj: Workflowed) -> SignOff | None:
    """The request that waits, of the object as it is now; None where none does or somebody changed the object since."""
    found = SignOff.objects.open().about(obj).first()
    return found if found and obj.is_changeable and found.stands_for(obj) else None


def answers_of(obj: Workflowed) -> dict[str, Any]:
    """What the clerk answered for whoever hands the object in, by field."""
    found = standing(obj)
    return dict(found.content) if found else {}


def signed_by(user: User) -> list[Agency]:
    """Agencies for which the user signs today: as their head, or in the head's place."""
    own = [agency for agency in user.answers_for if is_head_of(user, agency)]
    given = user.delegation_for(Decision.HAND_IN)
    others = [agency for agency in given.giver.answers_for if signs_for(user, agency)] if given else []
    return list({agency.pk: agency for agency in [*own, *others]}.values())


def visible_to(user: User) -> SignOffQuerySet:
    """What the user's own agencies have asked or, who oversees the plan too, only what waits for the own signature."""
    agencies = {agency.pk for agency in signed_by(user)}
    if not user.oversees:
        agencies |= {agency.pk for agency in user.answers_for}
    return SignOff.objects.filter(agency__in=agencies).with_people()


def last_by_object(kind: str, keys: Iterable[int]) -> dict[int, SignOff]:
    """{key of the object: the last request about it}, in one query."""
    rows = SignOff.objects.filter(kind=kind, object_id__in=list(keys)).with_people()
    return {row.object_id: row for row in rows.order_by("pk")}
