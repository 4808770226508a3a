"""By when a question is to be answered: working days from the day it was asked, by the setting of that day."""

from datetime import date

from agencies.working_days import working_days_after
from plans.models import AnswerTime


def due_after(day: date) -> date:
    """The last day on which a question of the day is answered in time."""
    known = AnswerTime.objects.in_force_on(day)
    return working_days_after(day, known.working_days if known else AnswerTime.USUAL)
