"""The demo's calendar: offices are closed at weekends and from 30/4 to 4/5/2025.

The story goes on until LAST_DAY; in a portal set to an earlier day it ends on that day.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from agencies.calendar import portal_now, portal_today, start_of

PLAN_DAY = date(2025, 4, 16)
LAST_DAY = date(2025, 6, 20)
LAST_MORNING = timedelta(hours=10)  # nothing happens later on the last day
HOLIDAYS = {date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)}


def last_known_day() -> date:
    """The last day of which the portal may know: nothing dated later is written."""
    return min(LAST_DAY, portal_today())


def workday(day: date) -> date:
    """The day, or the next one offices are open, never after the demo's day."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day += timedelta(days=1)
    return min(day, LAST_DAY)


def days_later(day: date, number: int) -> date:
    return workday(day + timedelta(days=number))


def moment(day: date, random: Random, hour: int | None = None) -> datetime:
    """A minute of that day's office hours; early on the last day, so that nothing happens after "now"."""
    hour = hour or random.choice((7, 8, 9, 10, 13, 14, 15, 16))
    if day == last_known_day():
        hour = min(hour, 9)
    at = timezone.make_aware(datetime.combine(day, time(hour, random.randint(31, 58), random.randint(0, 59))))
    return before_now(at) if day == portal_today() else at


def before_now(at: datetime) -> datetime:
    """The moment of the portal's day; where the demo is loaded earlier than that morning ends, it is drawn together
    so that it lies before the present minute and keeps its order."""
    begins, now = start_of(at.date()), portal_now()
    ends = begins + LAST_MORNING
    if now >= ends:
        return at
    return begins + timedelta(seconds=int((at - begins) / LAST_MORNING * (now - begins).total_seconds()))
