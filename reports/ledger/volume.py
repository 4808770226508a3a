"""Kế hoạch → rà soát → Mục lục đã thẩm định: trang A4 quy đổi, each at the plan's price."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..figures import AgencyFigures
from ..figures.gather import ReviewRow
from ..figures.records import by_reason
from .items import Item, Paper

Row = dict[str, Any]


def review_items(row: AgencyFigures, review: ReviewRow | None, price_dong: int) -> Iterator[Item]:
    """From the target to the review; `review` is the latest one handed in, whether it counts yet or not."""
    waiting = row.unconfirmed_reviewed_pages
    gap = row.reviewed_pages + waiting - row.planned_pages
    document = ("review", review[0]) if review else None
    for cause, pages in ((review_cause(row, review, gap), gap), ("review_unconfirmed", -waiting)):
        yield Item(cause, row.pk or 0, pages, pages * price_dong, document)


def review_cause(row: AgencyFigures, review: ReviewRow | None, gap: int) -> str:
    """Why the review differs from the target: communes have their target inside their district's."""
    if review is None:
        return "not_reviewed"
    if row.parent_code and not row.planned_pages:
        return "reviewed_inside"
    return "reviewed_more" if gap > 0 else "reviewed_less"


def review_paper(row: AgencyFigures, counted: ReviewRow | None, price_dong: int) -> Iterator[Paper]:
    if counted:
        pages = row.reviewed_pages
        yield Paper("reviewed", row.pk or 0, ("review", counted[0]), pages, pages * price_dong)


def catalogue_items(row: AgencyFigures, catalogues: list[Row], price_dong: int) -> Iterator[Item]:
    """From the review to the appraised catalogues; `catalogues` as figures.records.catalogues_on has them."""
    gone = 0
    for catalogue in catalogues:
        for cause, pages in lost_pages(catalogue):
            gone += pages
            yield Item(cause, row.pk or 0, -pages, -pages * price_dong, ("catalogue", catalogue["pk"]))
    gap = row.appraised_pages + gone - row.reviewed_pages
    yield Item(catalogue_cause(row, gap), row.pk or 0, gap, gap * price_dong)


def lost_pages(catalogue: Mapping[str, Any]) -> list[tuple[str, int]]:
    """[(cause, trang)] of what was left out of a catalogue or waits in it."""
    lost = [(reason, pages) for reason, _, pages in by_reason(dict(catalogue))]
    return [*lost, ("awaiting", catalogue["awaiting"])]


def catalogue_cause(row: AgencyFigures, gap: int) -> str:
    if gap < 0:
        return "not_listed"
    return "listed_more" if row.reviewed_pages else "listed_unreviewed"


def catalogue_papers(row: AgencyFigures, catalogues: list[Row], price_dong: int) -> Iterator[Paper]:
    for catalogue in catalogues:
        pages = catalogue["decided_pages"]
        yield Paper("listed", row.pk or 0, ("catalogue", catalogue["pk"]), pages, pages * price_dong)
