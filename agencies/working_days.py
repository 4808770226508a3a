"""On which days offices work: Monday to Friday but for the holidays that the administrator has entered."""

from datetime import date, timedelta

from .models import Holiday

WORKING = 5  # Monday to Friday


def is_working_day(day: date) -> bool:
    return day.weekday() < WORKING and not Holiday.objects.filter(day=day).exists()


def next_working_day(day: date) -> date:
    """The first day after this one on which offices work."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
