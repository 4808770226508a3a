"""Files of a catalogue in their order, however many: no query stays open between two of them."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db.models import QuerySet

from plans.models import ArchivalFile, SignedFile

STEP = 5000
Row = TypeVar("Row")
Place = tuple[int, int]  # position and pk


def in_order(files: QuerySet[ArchivalFile] | QuerySet[SignedFile], *fields: str) -> Iterator[tuple[Any, ...]]:
    """The values of every file by position, some thousand at a time."""
    rows = files.order_by("position", "pk").values_list(*fields, "position", "pk")
    return (row[:-2] for row in in_batches(rows, lambda row: row[-2:]))


def each(files: QuerySet[ArchivalFile]) -> Iterator[ArchivalFile]:
    """The files themselves, in the same way."""
    return in_batches(files.order_by("position", "pk"), lambda file: (file.position, file.pk))


def in_batches(rows: QuerySet[Any, Row], place_of: Callable[[Row], Place]) -> Iterator[Row]:
    """The rows, STEP at a time: each batch begins after the place of the last row before."""
    batch = list(rows[:STEP])
    while batch:
        yield from batch
        place, last = place_of(batch[-1])
        batch = list(rows.filter(position__gte=place).exclude(position=place, pk__lte=last)[:STEP])
