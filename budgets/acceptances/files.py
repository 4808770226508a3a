"""Files that may be accepted: appraised, as they were signed (plans.appraisal.signed), and not accepted yet.

A file is either as it was appraised, or there is a copy of it from before it was changed: that copy counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from budgets.contracts.volumes import Volume
from budgets.models import AcceptedFile
from plans.intake.rows.judge_row import KEY
from plans.models import ArchivalFile, Catalogue, SignedFile
from plans.models.pages import PAGE_FIELDS, SIZES

NAMES = tuple(PAGE_FIELDS.values())


class FileRow(NamedTuple):
    """A file with its trang of each size, A4 first."""

    file_id: int
    box_number: str
    file_number: str
    catalogue_number: str
    pages: tuple[int, ...]


def appraised(catalogues: Iterable[int]) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """(files as they are, copies of those that were changed) that appraisals in force let through, each with
    `file_key` and `taken`: it stands in an acceptance."""
    keys = list(catalogues)
    files = ArchivalFile.objects.filter(catalogue__in=keys, appraisal__isnull=False).to_digitize().order_by()
    copies = SignedFile.objects.in_force().filter(appraisal__catalogue__in=keys).order_by()
    return (
        files.annotate(file_key=F("pk"), of=F("catalogue"), taken=is_taken("pk")),
        copies.annotate(file_key=F("file_id"), of=F("appraisal__catalogue"), taken=is_taken("file_id")),
    )


def is_taken(key: str) -> Exists:
    return Exists(AcceptedFile.objects.filter(file_id=OuterRef(key), withdrawn_by=None))


def open_volumes(catalogues: Iterable[int]) -> dict[int, Volume]:
    """{key of the catalogue: Volume} of what may still be accepted, by two queries."""
    found: dict[int, Volume] = defaultdict(Volume)
    sums = {size: Sum(name) for size, name in PAGE_FIELDS.items()}
    for rows in appraised(catalogues):
        for row in rows.filter(taken=False).values("of").annotate(files=Count("pk"), **sums):
            volume = found[row["of"]]
            volume.files += row["files"]
            for size in SIZES:
                volume.pages[size] += row[size]
    return dict(found)


def open_files(catalogue: Catalogue) -> list[FileRow]:
    """All files of the catalogue that may still be accepted."""
    return [row for row, taken in rows_of(catalogue) if not taken]


def rows_of(catalogue: Catalogue) -> Iterator[tuple[FileRow, bool]]:
    """(file, it stands in an acceptance) of all that was appraised."""
    for rows in appraised([catalogue.pk]):
        for taken, key, box, number, catalogue_number, *pages in rows.values_list("taken", "file_key", *KEY, *NAMES):
            yield FileRow(key, box, number, catalogue_number, tuple(pages)), taken


def pages_of(rows: Iterable[FileRow]) -> dict[str, int]:
    """{size: trang} of the files, without unused sizes."""
    sums = [sum(column) for column in zip(*(row.pages for row in rows), strict=True)] or [0] * len(SIZES)
    return {size: pages for size, pages in zip(SIZES, sums, strict=True) if pages}


def total_pages(chosen: Mapping[Catalogue, Iterable[FileRow]]) -> dict[str, int]:
    """{size: trang} over all catalogues."""
    return pages_of(row for rows in chosen.values() for row in rows)
