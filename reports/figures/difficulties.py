"""Khó khăn, vướng mắc as they were at the end of a day: open, overdue, answered (Kế hoạch III.5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, cast

from agencies.calendar import day_of
from agencies.formats.dates import format_date
from plans.difficulties.sorting import NO_KIND
from plans.models import Difficulty, DifficultyKind, DifficultyReply, Plan
from plans.models.difficulty import Answerer

from .difficulty_days import Done, done_after, was
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
    was_joined: bool
    kind: str
    is_to_answer: str

    @property
    def state(self) -> str:
        """As the list of the register has it, with what is overdue named."""
        now = standing(self.raised, self.day)
        if now != OPEN:
            return str(STATES[now].label)
        waits = Difficulty.State.JOINED if self.was_joined else Difficulty.State.RAISED
        return f"{waits.label}{', quá hạn' if self.day > due_on(self.raised, self.day) else ''}"

    @property
    def answers(self) -> list[DifficultyReply]:
        return [one for one in self.said if one.kind == SAID]

    @property
    def answerer(self) -> str:
        """Who answered it, else who was to."""
        return str(Answerer(self.answers[-1].answerer).label) if self.answers else self.is_to_answer


def register_of(plan: Plan, until: date) -> list[Entry]:
    """The difficulties of the plan raised by the day, in the official order of who raised them; four queries."""
    rows = Difficulty.objects.filter(plan=plan, submitted_at__lt=end_of(until))
    known = rows.select_related("agency", "report").prefetch_related("replies")
    done, kinds = done_after(until), DifficultyKind.objects.in_bulk()
    ordered = known.order_by("agency__official_order", "agency__code", "pk")
    return [entry_of(one, until, done.get(one.pk, []), kinds) for one in ordered]


def entry_of(one: Difficulty, day: date, done: Sequence[Done], kinds: Mapping[int, DifficultyKind]) -> Entry:
    replies = one.replies.all()
    turns = tuple(Turn(day_of(each.written_at), each.kind, each.due_before) for each in replies)
    closed_on = day_of(one.state_since) if one.state == Difficulty.State.CLOSED else None
    raised_so = Raised(one.agency_id, day_of(one.submitted_at or one.state_since), turns, closed_on, one.due_on)
    said = tuple(each for each in replies if day_of(each.written_at) <= day)
    kind, whose = was("kind", done, one.kind_id), was("answerer", done, one.answerer)
    return Entry(
        one,
        raised_so,
        said,
        day,
        was_joined=was("state", done, one.state).value == Difficulty.State.JOINED,
        kind=noted(str(kinds.get(cast(int, kind.value), NO_KIND)), kind.recorded_on),
        is_to_answer=noted(str(Answerer(str(whose.value)).label), whose.recorded_on),
    )


def noted(text: str, recorded_on: date | None) -> str:
    """The text, with the day that wrote it where it is not known for the day itself."""
    return f"{text} (như ghi ngày {format_date(recorded_on)})" if recorded_on else text


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
