"""Phân loại: what a difficulty is about, set by who may answer it, of one or of several at once; taking that back.

All that is set at once has one moment in the history, by which it is also taken back together.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F

from agencies.calendar import portal_now
from agencies.history import of, record
from agencies.models import Event, User
from agencies.refusal import NotAllowed, Overtaken, WorkflowError
from plans.models import Difficulty, DifficultyKind

from .effects import held
from .permissions import answers

SORTED, UNSORTED = "sort_difficulty", "unsort_difficulty"
NO_KIND = "Chưa phân loại"
CHANGED = "Có người vừa sửa {}. Xem lại rồi thực hiện."
SAME_KIND = "Các vướng mắc đã chọn đều thuộc loại này."
NOTHING_TO_UNDO = "Lần phân loại này đã được sửa tiếp hoặc đã hoàn tác, không còn gì để hoàn tác."
Kind = DifficultyKind | None


def kind_name(kind: Kind) -> str:
    return str(kind or NO_KIND)


@transaction.atomic
def sort_many(
    chosen: Iterable[Difficulty], *, kind: DifficultyKind, actor: User, versions: Mapping[int, int]
) -> list[Difficulty]:
    """Set the kind of all of them or of none; returns those that had another one. Raises NotAllowed, Overtaken.

    `versions`: those that the person's page showed, by key.
    """
    wanted, at = Difficulty.objects.filter(pk__in=[one.pk for one in chosen]), portal_now()
    rows = list(held(wanted).select_related("agency", "kind"))
    for row in rows:
        refuse(row, actor)
        if row.version != versions.get(row.pk):
            raise Overtaken(CHANGED.format(row))
    others = [row for row in rows if row.kind_id != kind.pk]
    if not others:
        raise WorkflowError(SAME_KIND)
    for row in others:
        record_kind(row, kind, actor=actor, action="sort_difficulty", sentence=f"phân loại {row}: {kind}", at=at)
    return others


@transaction.atomic
def undo_sorting(one: Difficulty, *, actor: User, expected_version: int) -> int:
    """Give back their kinds to all that were sorted with this one and not again since; returns how many.

    Raises NotAllowed, and Overtaken where this one was changed since the person's page showed it.
    """
    event = last_sorting(one)
    if event is None:
        raise Overtaken(NOTHING_TO_UNDO)
    before = {each.object_id: each for each in together(event)}
    rows, at = list(held(Difficulty.objects.filter(pk__in=before)).select_related("agency", "kind")), portal_now()
    kinds = DifficultyKind.objects.in_bulk()
    if expected_version != next(row.version for row in rows if row.pk == one.pk):
        raise Overtaken(CHANGED.format(one))
    rows = [row for row in rows if stands(row, before[row.pk])]
    for row in rows:
        refuse(row, actor)
        kind = kinds.get(before[row.pk].before.get("kind"))
        sentence = f"hoàn tác phân loại {row}: {kind_name(kind)}"
        record_kind(row, kind, actor=actor, action="unsort_difficulty", sentence=sentence, at=at)
    return len(rows)


def refuse(row: Difficulty, actor: User) -> None:
    allowed, why = answers(actor, row)
    if not allowed:
        raise NotAllowed(why)


def record_kind(row: Difficulty, kind: Kind, *, actor: User, action: str, sentence: str, at: datetime) -> None:
    """Write the kind and its Event; the version moves on, so that an older page changes nothing."""
    old = row.kind
    Difficulty.objects.filter(pk=row.pk).update(kind=kind, version=F("version") + 1)
    record(
        row,
        actor=actor,
        action=action,
        sentence=sentence,
        before={"kind": row.kind_id, "kind_name": kind_name(old)},
        after={"kind": kind.pk if kind else None, "kind_name": kind_name(kind)},
        at=at,
    )


def last_sorting(row: Difficulty) -> Event | None:
    """The Event of the last sorting, while the difficulty still has the kind that it gave."""
    event = of(row).filter(action__in=(SORTED, UNSORTED)).first()
    return event if event and event.action == SORTED and stands(row, event) else None


def stands(row: Difficulty, event: Event) -> bool:
    """It has the kind that was set then, and nobody set it since."""
    later = of(row).filter(action__in=(SORTED, UNSORTED), pk__gt=event.pk)
    return bool(row.kind_id == event.after.get("kind")) and not later.exists()


def still_together(event: Event) -> int:
    """How many of those that were sorted at once still have the kind that it gave, and are taken back with it."""
    before = {each.object_id: each for each in together(event)}
    return sum(stands(row, before[row.pk]) for row in Difficulty.objects.filter(pk__in=before))


def together(event: Event) -> list[Event]:
    """The Events of all that were sorted at once."""
    kind = ContentType.objects.get_for_model(Difficulty)
    same = {"action": SORTED, "actor": event.actor, "happened_at": event.happened_at, "content_type": kind}
    return list(Event.objects.filter(**same))
