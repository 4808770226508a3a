"""Khó khăn, vướng mắc as they were at the end of a day: open, overdue, answered (Kế hoạch III.5)."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.utils import timezone

from plans.models import Difficulty, DifficultyReply, Plan

from .gather import Row, end_of

OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
ASKED, SAID = DifficultyReply.Kind.QUESTION, DifficultyReply.Kind.ANSWER


class Turn(NamedTuple):
    """An answer or question of a day; a question keeps by when the one before it was to be answered."""

    day: date
    kind: str
    due_before: date | None


class Raised(NamedTuple):
    """One difficulty: who raised it when, the replies since, when it was closed, by when the last question is due."""

    agency: int
    day: date
    turns: tuple[Turn, ...]
    closed_on: date | None
    due_on: date


def day_of(moment: datetime) -> date:
    return timezone.localdate(moment)


def raised(plan: Plan, until: date) -> list[Raised]:
    """All difficulties of the plan raised by the day, with all replies to them; one query."""
    said = ("replies__kind", "replies__written_at", "replies__due_before")
    rows = Difficulty.objects.filter(plan=plan, submitted_at__lt=end_of(until)).order_by("pk", "replies__pk")
    columns = ("pk", "agency_id", "submitted_at", "state", "state_since", "due_on")
    found: list[Raised] = []
    for _, turns in groupby(rows.values(*columns, *said), key=itemgetter("pk")):
        each = list(turns)
        found.append(one_raised(each[0], [row for row in each if row["replies__kind"]]))
    return found


def one_raised(row: Row, turns: Iterable[Row]) -> Raised:
    closed_on = day_of(row["state_since"]) if row["state"] == Difficulty.State.CLOSED else None
    said = (
        Turn(day_of(each["replies__written_at"]), each["replies__kind"], each["replies__due_before"]) for each in turns
    )
    return Raised(row["agency_id"], day_of(row["submitted_at"]), tuple(said), closed_on, row["due_on"])


def standing(one: Raised, day: date) -> str:
    """How it was at the end of the day."""
    if one.closed_on and one.closed_on <= day:
        return CLOSED
    last = next((turn.kind for turn in reversed(one.turns) if turn.day <= day), ASKED)
    return ANSWERED if last == SAID else OPEN


def due_on(one: Raised, day: date) -> date:
    """By when what was asked by the day is to be answered."""
    later = (turn.due_before for turn in one.turns if turn.kind == ASKED and turn.day > day)
    return next((due for due in later if due), one.due_on)


def add_difficulties(found: Any, rows: list[Raised], day: date) -> None:
    """Counts by agency at the end of the day."""
    for one in rows:
        if one.day > day:
            continue
        sums, state = found[one.agency].sums, standing(one, day)
        if state == OPEN:
            sums["open_difficulties"] += 1
            sums["overdue_difficulties"] += day > due_on(one, day)
        elif state == ANSWERED:
            sums["answered_difficulties"] += 1
