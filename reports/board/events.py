"""History for a reader: those who oversee the plan see what was handed in or decided, not the work on a draft."""

from agencies.models import Event

OWN_DESK = ("draft", "rename", "files", "revise", "delete")


def events_for(user):
    """Events the user may read, latest first."""
    events = Event.objects.visible_to(user).latest_first()
    return events.exclude(action__in=OWN_DESK) if user.oversees else events
