"""Mục lục số of files in annexes: a column of its own where files of one catalogue have several."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from .content import AnnexColumn

KEY, WIDTH_MM = "catalogue_number", 20
COLUMN = AnnexColumn(KEY, "Mục lục số", WIDTH_MM)


def has_several(rows: Iterable[QuerySet[Any]]) -> bool:
    """True where the rows of one catalogue have more than one Mục lục số (none counts as one too)."""
    found: set[str] = set()
    for each in rows:
        found.update(each.order_by().values_list("catalogue_number", flat=True).distinct()[:2])
    return len(found) > 1


def numbered(columns: Sequence[AnnexColumn], several: bool) -> list[AnnexColumn]:
    """The columns of an annex of files, with Mục lục số behind the serial where there are several; titles make room."""
    if not several:
        return list(columns)
    narrowed = [replace(each, width_mm=each.width_mm - WIDTH_MM) if each.key == "name" else each for each in columns]
    return [narrowed[0], COLUMN, *narrowed[1:]]


def shown(columns: Sequence[AnnexColumn], number: str, *cells: object) -> tuple[object, ...]:
    """The cells of a file in the order of the columns, the first of them its serial."""
    return (cells[0], number, *cells[1:]) if any(each.key == KEY for each in columns) else cells
