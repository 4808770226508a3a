"""Writing a note, or nothing, in place of a text."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Model, SlugField

from ..files import PURGED_FOLDER
from ..formats.text import fold, for_file_name
from ..models import Event, HistoryOpening
from ..models.event import link
from ..secrecy.finding import Place
from .places import REGISTER, SHORT_NOTE, Emptied, is_unique, row_at

EVENTS = Event._meta.db_table
NOTHING: dict[str, Any] = {"sentence": "", "before": {}, "after": {}, "reason": "", "document_number": "", "salt": ""}


def empty(places: Iterable[Place], needles: set[str], note: str) -> dict[Place, str]:
    """Empty all places; returns {place of a file: its name in the storage}, to be deleted after the commit."""
    files: dict[Place, str] = {}
    for (table, _), found in groupby(sorted(places), key=lambda place: place[:2]):
        here = list(found)
        row = row_at(here[0]) if table != EVENTS else None
        if row is not None:
            files |= empty_row(REGISTER[table], row, here, needles, note)
    empty_events([int(place.key) for place in places if place.table == EVENTS])
    return files


def empty_row(entry: Emptied, row: Model, here: list[Place], needles: set[str], note: str) -> dict[Place, str]:
    """Empty the columns of one row."""
    named = {place.column for place in here}
    files = {place: str(getattr(row, place.column)) for place in here if place.column in entry.files.split()}
    if entry.goes:
        row.delete()
        return files
    for name in named:
        setattr(row, name, emptied(entry, row, name, needles, note))
    values = {name: getattr(row, name) for name in named} | (entry.anew(row) if entry.anew else {})
    entry.model._base_manager.filter(pk=row.pk).update(**values)
    return files


def emptied(entry: Emptied, row: Model, name: str, needles: set[str], note: str) -> Any:
    """What is in the column afterwards."""
    if name in entry.files.split():
        return f"{PURGED_FOLDER}/{row._meta.model_name}-{row.pk}"
    if name in entry.values.split():
        value = getattr(row, name)
        kept = without(value, folded_spellings(needles), note)
        return kept if kept != value else type(value)()
    column = entry.column(name)
    if isinstance(column, SlugField) or name == "username":
        return f"da-xoa-{row.pk}"
    if is_unique(column):
        return f"(đã xóa {row.pk})"
    return note if len(note) <= (column.max_length or len(note)) else SHORT_NOTE[: column.max_length]


def folded_spellings(needles: set[str]) -> set[str]:
    """The texts folded, also as the names of downloads cut them."""
    return {fold(needle) for needle in needles} | {fold(for_file_name(needle)) for needle in needles}


def without(value: Any, needles: set[str], note: str) -> Any:
    """The value with the note in place of each text that holds one of these, folded."""
    if isinstance(value, dict):
        return {without(key, needles, note): without(each, needles, note) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [without(each, needles, note) for each in value]
    return note if isinstance(value, str) and any(needle in fold(value) for needle in needles) else value


def empty_events(keys: list[int]) -> None:
    """Empty texts of events; bound before, so that their chains still verify. The database is open only meanwhile."""
    if not keys:
        return
    link(sorted(keys))
    opening = HistoryOpening.objects.create()
    for at in range(0, len(keys), 500):
        Event.objects.filter(pk__in=keys[at : at + 500]).update(**NOTHING)
    opening.delete()
