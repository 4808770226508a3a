"""From the places that were named to all places that repeat what is there."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

from ..files import PURGED_FOLDER
from ..formats.text import fold, for_file_name
from ..models import Event, KeptFile
from ..secrecy.finding import Place
from ..secrecy.marks import is_marked
from ..secrecy.office_texts import TooMuch, office_texts
from .places import MORE, NOTE, REGISTER, SHORT_NOTE, Emptied, place_of, row_at

SHORTEST = 10  # shorter texts are no one's: a number, a year
EXCERPT = 80  # so many characters of a title are in the portal's own sentences
EVENTS = Event._meta.db_table
NOTES = (NOTE[:12], SHORT_NOTE[:7])


def reach(named: Iterable[Place], *, everywhere: bool) -> tuple[set[Place], set[str]]:
    """(all places to be emptied, the texts that are in them).

    Copies of the row, events about it and files drawn from it go with it; `everywhere`: also whatever repeats a text.
    """
    places = {each for place in named for each in with_copies(place)}
    needles = {text for place in named for text in needles_of(place)}
    if everywhere and needles:
        places |= set(repeating(needles))
    for more in MORE:
        places |= set(more(places, needles))
    return places, needles


def with_copies(place: Place) -> Iterator[Place]:
    """The place, column by column where the whole row was named, and the same columns of the row's copies."""
    row = row_at(place)
    if row is None:
        return
    entry = REGISTER[place.table]
    yield from filled(entry, row, place.column)
    for label, key in entry.copies.items():
        for each in copies(label, key, row):
            yield from filled(REGISTER[each._meta.db_table], each, place.column)
    if entry.history:
        about = Event.objects.filter(content_type=ContentType.objects.get_for_model(entry.model), object_id=row.pk)
        yield from (Place(EVENTS, str(pk), "sentence") for pk in about.values_list("pk", flat=True))


def filled(entry: Emptied, row: Model, column: str) -> Iterator[Place]:
    """Places of the row that hold something; of one column, or of all."""
    names = [name for name in entry.columns if is_filled(getattr(row, name))]
    if entry.single:
        yield from [place_of(row, entry.single)] * bool(names)
    else:
        yield from (place_of(row, name) for name in names if column in ("", name))


def is_filled(value: Any) -> bool:
    return bool(value) and not str(value).startswith((*NOTES, f"{PURGED_FOLDER}/"))


def needles_of(place: Place) -> Iterator[str]:
    """Texts that others may repeat: what is in the named column, or what others quote of such a row, and of its
    copies; of JSON only what carries a mark, for the rest are words of the portal."""
    row, entry = row_at(place), REGISTER.get(place.table)
    if row is None or entry is None:
        return
    columns = [place.column] if place.column else entry.quoted.split()
    rows = [row, *(each for label, key in entry.copies.items() for each in copies(label, key, row))]
    for each in rows:
        for name in columns:
            is_json = name in entry.values.split()
            found = texts_in(getattr(each, name, "") if name not in entry.files.split() else "")
            yield from (text for text in found if len(text) >= SHORTEST and (not is_json or is_marked(text)))


def copies(label: str, key: str, row: Model) -> Iterable[Model]:
    """Rows of the other model that keep an earlier state of this one."""
    return apps.get_model(label)._base_manager.filter(**{key: row.pk})


def texts_in(value: Any) -> Iterator[str]:
    """All texts of a value, without those that are a note already."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, str) and is_filled(value.strip()):
        yield value.strip()


def repeating(needles: set[str]) -> Iterator[Place]:
    """Every place in the database that holds one of the texts."""
    for entry in REGISTER.values():
        for name in f"{entry.texts} {entry.values}".split():
            asked = condition(entry, name, needles)
            rows = entry.model._base_manager.alias(as_text=Cast(name, TextField())).filter(asked)
            for row in rows.iterator(500):
                yield from filled(entry, row, name)


def condition(entry: Emptied, name: str, needles: set[str]) -> Q:
    """The column holds one of the texts; sentences of the portal's own hold the beginning of a long one."""
    is_quoting = getattr(entry.column(name), "composed", False)
    asked = Q()
    for needle in needles:
        for text in {needle, needle[:EXCERPT].strip()} if is_quoting else {needle}:
            for written in spellings(text):
                asked |= Q(as_text__contains=written)
        if name in entry.quoted.split():
            asked |= Q(*((f"{column}__contains", fold(needle)) for column in entry.folded.split()))
    return asked


def spellings(text: str) -> set[str]:
    """As columns hold it: plainly, with the line ends of a form, as part of a download's name, and within JSON as
    either database writes it."""
    plain = {text, text.replace("\r\n", "\n"), text.replace("\r\n", "\n").replace("\n", "\r\n")}
    plain |= {name for name in (for_file_name(text),) if len(name) >= SHORTEST}
    return plain | {json.dumps(each, ensure_ascii=ascii)[1:-1] for each in plain for ascii in (True, False)}


def file_holds(name: str, needles: set[str], *, unless_read: bool) -> bool:
    """True where a stored Office file holds one of the texts; `unless_read` where it cannot be read."""
    try:
        with default_storage.open(name) as file:
            texts = [fold(text) for text in office_texts(file.read())]
    except (zipfile.BadZipFile, TooMuch):
        return unless_read
    except OSError:
        return False
    return any(fold(needle) in text for needle in needles for text in texts)


def kept_files(places: set[Place], needles: set[str]) -> Iterator[Place]:
    """Files chosen for a form and not yet handed in: those that hold a text, or cannot be searched for it."""
    if not needles:
        return
    for kept in KeptFile.objects.all():
        if file_holds(str(kept.content), needles, unless_read=True):
            yield place_of(kept, "content")


MORE.append(kept_files)
