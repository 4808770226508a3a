"""Khó khăn, vướng mắc as they were at the end of a day: open, overdue, answered (Kế hoạch III.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.utils import timezone

from plans.models import Difficulty, DifficultyReply, Plan
from plans.models.difficulty import Answerer

from .gather import Row, end_of

OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
ASKED, SAID = DifficultyReply.Kind.QUESTION, DifficultyReply.Kind.ANSWER
STATES = {ANSWERED: Difficulty.State.ANSWERED, CLOSED: Difficulty.State.CLOSED}


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


@dataclass(frozen=True)
class Entry:
    """One difficulty of the register as it stood at the end of a day; `raised` is the same for the figures."""

    difficulty: Difficulty
    raised: Raised
    said: tuple[DifficultyReply, ...]  # by the day
    day: date

    @property
    def state(self) -> str:
        """As the list of the register has it, with what is overdue named."""
        now = standing(self.raised, self.day)
        if now != OPEN:
            return str(STATES[now].label)
        is_joined = self.difficulty.state == Difficulty.State.JOINED
        waits = Difficulty.State.JOINED if is_joined else Difficulty.State.RAISED
        return f"{waits.label}{', quá hạn' if self.day > due_on(self.raised, self.day) else ''}"

    @property
    def answers(self) -> list[DifficultyReply]:
        return [one for one in self.said if one.kind == SAID]

    @property
    def answerer(self) -> str:
        """Who answered it, else who is to."""
        whose = self.answers[-1].answerer if self.answers else self.difficulty.answerer
        return str(Answerer(whose).label)


def register_of(plan: Plan, until: date) -> list[Entry]:
    """The difficulties of the plan raised by the day, in the official order of who raised them; two queries."""
    rows = Difficulty.objects.filter(plan=plan, submitted_at__lt=end_of(until))
    known = rows.select_related("agency", "kind", "report").prefetch_related("replies")
    return [entry_of(one, until) for one in known.order_by("agency__official_order", "agency__code", "pk")]


def entry_of(one: Difficulty, day: date) -> Entry:
    replies = one.replies.all()
    turns = tuple(Turn(day_of(each.written_at), each.kind, each.due_before) for each in replies)
    closed_on = day_of(one.state_since) if one.state == Difficulty.State.CLOSED else None
    raised_so = Raised(one.agency_id, day_of(one.submitted_at or one.state_since), turns, closed_on, one.due_on)
    said = tuple(each for each in replies if day_of(each.written_at) <= day)
    return Entry(one, raised_so, said, day)


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
