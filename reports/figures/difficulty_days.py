"""Kind, office and joining of difficulties at the end of a day, from what was done later and kept what was before.

What a later change kept of before is how it was on the day; without one it is as it is now.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType

from agencies.calendar import day_of
from agencies.models import Event
from plans.models import Difficulty

from .gather import end_of

KEPT = ("kind", "answerer", "state")
# Actions that could change a value and, in earlier versions, kept nothing of before; what was taken along by an earlier
# handing over has no event of its own.
CHANGED_BY = {"kind": ("hand_over_difficulty",), "answerer": ("hand_over_difficulty", "join_difficulty"), "state": ()}


class Done(NamedTuple):
    """A change of a difficulty after the day, and what was before it."""

    action: str
    at: datetime
    before: Mapping[str, object]


class Was(NamedTuple):
    """A value at the end of the day; `recorded_on` where only what a later day wrote is known."""

    value: object
    recorded_on: date | None = None


def done_after(day: date) -> dict[int, list[Done]]:
    """{key of a difficulty: what was done to it after the day, the oldest first}; one query."""
    found: dict[int, list[Done]] = {}
    events = Event.objects.filter(
        content_type=ContentType.objects.get_for_model(Difficulty), happened_at__gte=end_of(day)
    )
    for pk, *done in events.order_by("pk").values_list("object_id", "action", "happened_at", "before"):
        found.setdefault(pk, []).append(Done(*done))
    return found


def was(key: str, done: Sequence[Done], now: object) -> Was:
    """A value of the KEPT ones on the day."""
    recorded_on = None
    for one in done:
        if key in one.before:
            return Was(one.before[key], recorded_on)
        if one.action in CHANGED_BY[key] and "answerer" not in one.before:
            recorded_on = day_of(one.at)
    return Was(now, recorded_on)
