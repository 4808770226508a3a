"""The counts of decisions that stand with each catalogue, moved in the transaction of the decision."""

from collections.abc import Iterator, Mapping

from django.db.models import Count, F, QuerySet, Sum

from plans.models import ArchivalFile, Catalogue
from plans.pricing import a4_pages

from .verdicts import Decision

BATCH = 1000


def sums_by_decision(files: QuerySet[ArchivalFile]) -> dict[str, tuple[int, int]]:
    """{decision: (files, trang A4 quy đổi)}"""
    rows = files.order_by().values("decision").annotate(count=Count("pk"), a4=Sum(a4_pages()))
    return {row["decision"]: (row["count"], row["a4"] or 0) for row in rows}


def update_counters(catalogue: Catalogue, before: Mapping[str, tuple[int, int]], target: str) -> None:
    """Move the files' counts and pages of the catalogue's row from the decisions before to the target."""
    count = sum(files for files, _ in before.values())
    pages = sum(pages for _, pages in before.values())

    def moved(decision: str, number: int, place: int) -> int:
        return (number if target == decision else 0) - before.get(decision, (0, 0))[place]

    Catalogue.objects.filter(pk=catalogue.pk).update(
        accepted_files=F("accepted_files") + moved(Decision.ACCEPTED, count, 0),
        asked_files=F("asked_files") + moved(Decision.ASKED, count, 0),
        left_out_files=F("left_out_files") + moved(Decision.LEFT_OUT, count, 0),
        left_out_pages=F("left_out_pages") + moved(Decision.LEFT_OUT, pages, 1),
    )


def batches(pks: list[int]) -> Iterator[list[int]]:
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))
