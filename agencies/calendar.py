"""The portal's day. What the calendar decides is derived from it, never stored."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone


def portal_today() -> date:
    """The day in Asia/Ho_Chi_Minh; in demo mode the day that PORTAL_TODAY (YYYY-MM-DD) sets."""
    if settings.PORTAL_TODAY:
        return date.fromisoformat(settings.PORTAL_TODAY)
    return timezone.localdate()


def portal_now() -> datetime:
    """This moment on the portal's day, so that demo actions land on the demo's day (aware datetime).

    Of a real day it is one look at the clock: a second one, after midnight, would put the moment a day ahead.
    """
    now = timezone.localtime()
    return datetime.combine(portal_today(), now.timetz()) if settings.PORTAL_TODAY else now


def start_of(day: date) -> datetime:
    """The first moment of the day, in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_of(moment: datetime) -> date:
    """The day of the moment in Vietnam: what the database gives back is in UTC, a day behind until 7 in the morning."""
    return timezone.localtime(moment).date()


def days_since(moment: datetime, day: date) -> int:
    """Whole days from the day of the moment in Vietnam to the day."""
    return (day - day_of(moment)).days
