"""Events whose process died before it bound them: the sweep binds those that are as the portal writes them."""

import logging
from collections.abc import Iterable

from django.db.models import Count

from ..models import Event, EventLink
from . import digests

log = logging.getLogger(__name__)
AT_ONCE = 2_000


def link_what_waits() -> None:
    """Bind what is not yet in a chain; what the portal did not write stays out, for `verify_history` to name."""
    waiting = list(Event.objects.not_linked()[:AT_ONCE])
    copied = salts_used_twice(waiting)
    genuine = [event for event in waiting if is_intact(event) and event.salt not in copied]
    EventLink.objects.append(genuine)
    for event in set(waiting) - set(genuine):
        log.error("event %s was not written by the portal", event.pk)


def is_intact(event: Event) -> bool:
    """True where the values are those that were sealed when the event was written."""
    return bool(event.salt) and digests.sealed(event.salt, event.purgeable_values) == event.sealed


def salts_used_twice(events: Iterable[Event]) -> set[str]:
    """Salts of these events that others have too: a row of the history was copied."""
    known = Event.objects.filter(salt__in=[event.salt for event in events]).order_by()
    return set(known.values_list("salt", flat=True).annotate(times=Count("pk")).filter(times__gt=1))
