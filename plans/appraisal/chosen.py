"""Which files a decision by filter means: the page gives a mark of just these back, so that it falls on no others."""

from collections.abc import Mapping

from django.db.models import Aggregate, Count, Max, Min, Q, Sum

from agencies.typed import version_of
from plans.models.archival_file import ArchivalFileQuerySet

PARTS: dict[str, tuple[type[Aggregate], str]] = {
    "mark_count": (Count, "pk"),
    "mark_sum": (Sum, "pk"),
    "mark_first": (Min, "pk"),
    "mark_last": (Max, "pk"),
    "mark_revisions": (Sum, "revision"),
}


def mark_sums(condition: Q | None = None) -> dict[str, Aggregate]:
    """What a query adds up to give the mark of the files that meet the condition."""
    return {name: kind(field, filter=condition) for name, (kind, field) in PARTS.items()}


def mark(sums: Mapping[str, int | None]) -> str:
    """The mark, from the sums."""
    return version_of([sums[name] for name in PARTS])


def mark_of(files: ArchivalFileQuerySet) -> str:
    """A mark of just these files: of others, or of as many others, it is another one."""
    return mark(files.order_by().aggregate(**mark_sums()))
