"""Number of letters that urged each line of the plan: letters recorded as gone out by a day."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max

from agencies.formats.dates import format_date
from agencies.formats.numbers import pad_quantity
from plans.models import Plan

from ..models import UrgedAgency, UrgingLetter


class Urged(NamedTuple):
    """How many letters named a line, and the day that the latest of them bears."""

    times: int
    last_on: date


def times_urged(plan: Plan, day: date) -> dict[int, Urged]:
    """{key of the agency whose work it is: Urged} as recorded by the end of the day; one query."""
    letters = UrgingLetter.objects.filter(plan=plan).sent_by(day)
    rows = UrgedAgency.objects.filter(letter__in=letters).order_by().values("about")
    counted = rows.annotate(times=Count("letter", distinct=True), last=Max("letter__document__issued_on"))
    return {row["about"]: Urged(row["times"], row["last"]) for row in counted}


def letters_sent(plan: Plan, day: date) -> int:
    """How many letters had gone out by the end of the day."""
    return UrgingLetter.objects.filter(plan=plan).sent_by(day).count()


def urged_said(urged: Urged | None) -> str:
    """ "đã đôn đốc 02 lần, gần nhất ngày 16/6/2025"; nothing of who never was."""
    if urged is None:
        return ""
    return f"đã đôn đốc {pad_quantity(urged.times)} lần, gần nhất ngày {format_date(urged.last_on)}"
