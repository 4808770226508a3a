"""On which days offices work: Monday to Friday but for the holidays that the administrator has entered."""

from datetime import date, timedelta

from .models import Holiday

WORKING = 5  # Monday to Friday


def is_working_day(day: date) -> bool:
    return day.weekday() < WORKING and not Holiday.objects.filter(day=day).exists()


def next_working_day(day: date) -> date:
    """The first day after this one on which offices work."""
    return working_days_after(day, 1)


def working_days_after(day: date, number: int) -> date:
    """The day so many working days after the day, which itself is not counted."""
    closed = set(Holiday.objects.filter(day__gt=day).values_list("day", flat=True))
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < WORKING and day not in closed
    return day
