"""Kế hoạch → rà soát → Mục lục đã thẩm định: trang A4 quy đổi, each at the plan's price."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..figures import AgencyFigures
from ..figures.gather import ReviewRow
from ..figures.records import by_reason
from .items import Item, Paper, Side, balance

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


def catalogue_items(
    row: AgencyFigures, counted: ReviewRow | None, catalogues: list[Row], price_dong: int
) -> Iterator[Item]:
    """From the review to the appraised catalogues; `catalogues` as figures.records.catalogues_on has them."""
    agency, sides = row.pk or 0, list[Side]()
    if counted:
        sides.append((("review", counted[0]), -row.reviewed_pages, -row.reviewed_pages * price_dong))
    for catalogue in catalogues:
        document, listed = ("catalogue", catalogue["pk"]), catalogue["decided_pages"]
        for cause, pages in lost_pages(catalogue):
            listed += pages
            yield Item(cause, agency, -pages, -pages * price_dong, document)
        sides.append((document, listed, listed * price_dong))
    gap = sum(pages for _, pages, _ in sides)
    yield from balance(catalogue_cause(row, catalogues, gap), agency, sides, gap, gap * price_dong)


def lost_pages(catalogue: Mapping[str, Any]) -> list[tuple[str, int]]:
    """[(cause, trang)] of what was left out of a catalogue or waits in it."""
    lost = [(reason, pages) for reason, _, pages in by_reason(dict(catalogue))]
    return [each for each in (*lost, ("awaiting", catalogue["awaiting"])) if each[1]]


def catalogue_cause(row: AgencyFigures, catalogues: list[Row], gap: int) -> str:
    if gap < 0:
        return "listed_less" if catalogues else "not_listed"
    return "listed_more" if row.reviewed_pages else "listed_unreviewed"


def listed(catalogues: list[Row], price_dong: int) -> list[Side]:
    """The catalogues with what was appraised of each."""
    pages = {catalogue["pk"]: catalogue["decided_pages"] for catalogue in catalogues}
    return [(("catalogue", key), each, each * price_dong) for key, each in pages.items()]


def catalogue_papers(row: AgencyFigures, catalogues: list[Row], price_dong: int) -> Iterator[Paper]:
    for document, pages, dong in listed(catalogues, price_dong):
        yield Paper("listed", row.pk or 0, document, pages, dong)
