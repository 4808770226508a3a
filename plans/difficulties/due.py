"""By when a question is to be answered: working days from the day it was asked, by the setting of that day."""

from datetime import date, timedelta

from plans.models import AnswerTime

WORKING = 5  # Monday to Friday; holidays are not known and not taken off


def due_after(day: date) -> date:
    """The last day on which a question of the day is answered in time."""
    known = AnswerTime.objects.in_force_on(day)
    return working_days_after(day, known.working_days if known else AnswerTime.USUAL)


def working_days_after(day: date, number: int) -> date:
    """The day so many working days after the day, which itself is not counted."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < WORKING
    return day
