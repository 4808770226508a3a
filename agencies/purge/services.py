"""Asking for a purge, withdrawing it, carrying it out; and what follows once the transaction is through."""

import logging
from collections.abc import Iterable
from datetime import date
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.models import Min
from django.utils import timezone

from ..calendar import portal_now
from ..formats.dates import format_date
from ..formats.numbers import format_int
from ..formats.text import fold
from ..history import DocumentReference, record
from ..models import Event, PortalSession, Purge, PurgedPlace, User
from ..secrecy.finding import Place
from ..workflow import Overtaken, WorkflowError
from .emptying import EVENTS, empty
from .places import AROUND, NOTE, REGISTER, row_at
from .searching import reach

log = logging.getLogger("portal.history")
NOTHING_THERE = "Các chỗ đã nêu không có nội dung nào cần xóa: có thể đã xóa trước đó."
REPEATED = "Lý do nhắc lại nội dung cần xóa. Viết lý do mà không nhắc lại nội dung đó."
OWN = "Người đề nghị không được tự xóa: người thứ hai xem danh sách rồi xóa."
NOT_OPEN = "Đề nghị này không còn chờ xử lý."
CHANGED = "Danh sách chỗ cần xóa đã thay đổi từ lúc trang này mở. Xem lại danh sách rồi quyết định."


@transaction.atomic
def ask(
    named: Iterable[Place], *, actor: User, document: DocumentReference, reason: str, everywhere: bool = True
) -> Purge:
    """A request with all places that would be emptied. Raises WorkflowError where there is nothing, or the reason
    repeats what is to be taken out."""
    named = list(dict.fromkeys(named))
    places, needles = reach(named, everywhere=everywhere)
    if not places:
        raise WorkflowError(NOTHING_THERE)
    if any(fold(needle) in fold(reason) for needle in needles):
        raise WorkflowError(REPEATED)
    number, day = document
    purge = Purge.objects.create(
        document_number=number,
        document_date=day,
        reason=reason,
        everywhere=everywhere,
        asked_by=actor,
        stored_since=stored_since(named),
    )
    PurgedPlace.objects.bulk_create(PurgedPlace(purge=purge, is_named=True, **each._asdict()) for each in named)
    list_places(purge, places)
    said = f"đề nghị xóa nội dung ở {format_int(len(places))} chỗ"
    record(purge, actor=actor, action="ask_purge", sentence=said, reason=reason, document=document)
    return purge


def stored_since(named: Iterable[Place]) -> date | None:
    """The day of the first event about one of the rows; None where history has none."""
    moments = []
    for place in named:
        row = row_at(place)
        about = {"content_type": ContentType.objects.get_for_model(REGISTER[place.table].model)}
        if row is not None and isinstance(row.pk, int):
            moments.append(Event.objects.filter(object_id=row.pk, **about).aggregate(at=Min("happened_at"))["at"])
    known = [moment for moment in moments if moment]
    return timezone.localdate(min(known)) if known and len(known) == len(moments) else None


def named_places(purge: Purge) -> list[Place]:
    return [as_place(each) for each in purge.places.filter(is_named=True)]


def listed_places(purge: Purge) -> set[Place]:
    return {as_place(each) for each in purge.places.filter(is_named=False)}


def as_place(row: PurgedPlace) -> Place:
    return Place(row.table, row.key, row.column)


def list_places(purge: Purge, places: Iterable[Place]) -> None:
    """Keep these as the places that will be emptied."""
    purge.places.filter(is_named=False).delete()
    rows = (PurgedPlace(purge=purge, **place._asdict()) for place in sorted(places))
    PurgedPlace.objects.bulk_create(rows, batch_size=1000)


@transaction.atomic
def has_changed(purge: Purge) -> bool:
    """True where more, or less, would be emptied now than is listed; the list is renewed."""
    places, _ = reach(named_places(purge), everywhere=purge.everywhere)
    if places == listed_places(purge):
        return False
    list_places(purge, places)
    Purge.objects.filter(pk=purge.pk).update(version=purge.version + 1)
    return True


@transaction.atomic
def drop(purge: Purge, *, actor: User, version: int) -> Purge:
    """Withdraw the request; either person may. Raises WorkflowError."""
    held = hold(purge, version)
    settle(held, Purge.State.DROPPED, actor)
    record(held, actor=actor, action="drop_purge", sentence="rút đề nghị xóa nội dung", document=held.document)
    return held


def carry_out(purge: Purge, *, actor: User, version: int) -> Purge:
    """Empty every listed place in one transaction; files are deleted once it is through.

    Raises WorkflowError for whoever asked, Overtaken where the list is no more the one that was seen.
    """
    overwrite_freed_space()
    with transaction.atomic():
        held = hold(purge, version)
        if held.asked_by_id == actor.pk:
            raise WorkflowError(OWN)
        places, needles = reach(named_places(held), everywhere=held.everywhere)
        if places != listed_places(held):
            raise Overtaken(CHANGED)
        afterwards = [call(held, places, actor) for call in AROUND]
        empty_places(held, places, needles)
        settle(held, Purge.State.DONE, actor)
        record_purge(held, places, actor)
        for call in afterwards:
            call()
        transaction.on_commit(partial(finish, held.pk), robust=True)
    return held


def hold(purge: Purge, version: int) -> Purge:
    """The request, locked. Raises WorkflowError, Overtaken."""
    held = Purge.objects.select_for_update().get(pk=purge.pk)
    if not held.is_open:
        raise WorkflowError(NOT_OPEN)
    if held.version != version:
        raise Overtaken(CHANGED)
    return held


def empty_places(purge: Purge, places: set[Place], needles: set[str]) -> None:
    note = NOTE.format(number=purge.document_number, day=format_date(purge.document_date))
    for place, name in empty(places, needles, note).items():
        purge.places.filter(is_named=False, **place._asdict()).update(file_name=name)
    purge.session_count = close_sessions(needles)


def close_sessions(needles: set[str]) -> int:
    """End the sessions that keep a form with one of the texts; how many."""
    folded = {fold(needle) for needle in needles}
    held = [one.pk for one in PortalSession.objects.iterator(500) if holds_any(fold(str(one.get_decoded())), folded)]
    PortalSession.objects.filter(pk__in=held).delete()
    return len(held)


def holds_any(text: str, needles: set[str]) -> bool:
    return any(needle in text for needle in needles)


def settle(purge: Purge, state: Purge.State, actor: User) -> None:
    purge.state, purge.decided_by, purge.decided_at = state, actor, portal_now()
    purge.version += 1
    purge.save()


def record_purge(purge: Purge, places: set[Place], actor: User) -> None:
    """History says that something was purged, by whom and by which document, and which events were emptied."""
    events = sorted(int(place.key) for place in places if place.table == EVENTS)
    said = f"xóa nội dung ở {format_int(len(places))} chỗ theo đề nghị của {purge.asked_by}"
    record(purge, actor=actor, action="purge", sentence=said, after={"events": events}, document=purge.document)


def overwrite_freed_space() -> None:
    """SQLite overwrites a deleted value with zeros; the rest is the operator's (docs/operator.md)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def finish(pk: int) -> None:
    """After the commit: files, what the cache repeats, SQLite's journal."""
    delete_purged_files()
    cache.clear()
    if connection.vendor == "sqlite":
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except DatabaseError as error:  # somebody reads: SQLite does it by itself later
            log.warning("purge %s: journal not emptied yet: %s", pk, error)


def delete_purged_files() -> None:
    """Delete what purges have taken from their rows; safe to run again, the daily task does."""
    for place in PurgedPlace.objects.exclude(file_name=""):
        try:
            default_storage.delete(place.file_name)
        except OSError as error:
            log.error("purge %s: file of %s not deleted: %s", place.purge_id, place, error)
            continue
        PurgedPlace.objects.filter(pk=place.pk).update(file_name="")
