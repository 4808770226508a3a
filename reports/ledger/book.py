"""Everything the ledger knows of a plan as of a day: the figures, what their differences are made of, the documents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from plans.models.pages import SIZES
from plans.pricing import SizeFactors

from ..figures import AgencyFigures, ProvinceFigures
from ..figures.records import add_catalogues, add_estimates, add_reviews, awaiting_pages, catalogues_on, standing
from . import money, requests, volume
from .asked import Asked, asked_of, key_of
from .entries import Entry, Terms, entries_of, terms_of
from .items import Item, Paper

Row = dict[str, Any]


@dataclass(frozen=True)
class Book:
    """Items and papers of every agency as of the figures' day."""

    figures: ProvinceFigures
    items: list[Item]
    papers: list[Paper]


@dataclass(frozen=True)
class Found:
    """What was recorded, by agency: two readings where something waits to be confirmed, every one and what counts."""

    reviews: dict[int, Any]
    counted_reviews: dict[int, Any]
    catalogues: dict[int, list[Row]]
    asked: dict[int, list[Asked]]
    counted: dict[int, list[Asked]]
    entries: dict[int, list[Entry]]
    terms: dict[int, list[Terms]]
    factors: SizeFactors


def book_of(figures: ProvinceFigures) -> Book:
    """The ledger of all agencies: a fixed number of queries however many there are."""
    found, items, papers = gathered(figures), [], []
    for row in figures.agencies:
        items += [item for item in items_of(row, found, figures.price_dong) if item.matters]
        papers += [paper for paper in papers_of(row, found, figures.price_dong) if paper.pages or paper.dong]
    return Book(figures, items, papers)


def gathered(figures: ProvinceFigures) -> Found:
    records, day = figures.records, figures.as_of
    asked, counted = (standing(records.rows_of(add_estimates, day, confirmed=only), day) for only in (False, True))
    known = asked_of([*asked, *counted])
    catalogues = catalogues_on(records.rows_of(add_catalogues, day), day)
    return Found(
        latest(records.rows_of(add_reviews, day, confirmed=False), day),
        latest(records.rows_of(add_reviews, day), day),
        by_agency((row | {"awaiting": awaiting_pages(row, day)} for row in catalogues), lambda row: row["agency_id"]),
        by_agency((known[key_of(row)] for row in asked), lambda one: one.agency_id),
        by_agency((known[key_of(row)] for row in counted), lambda one: one.agency_id),
        by_agency(entries_of(figures.plan, day), lambda entry: entry.agency_id),
        by_agency(terms_of(figures.plan, day), lambda terms: terms.agency_id),
        SizeFactors(),
    )


def by_agency(rows: Iterable[Any], agency: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[agency(row)].append(row)
    return found


def latest(rows: Iterable[Any], day: Any) -> dict[int, Any]:
    """{agency: its latest review handed in by the day}"""
    return {row[1]: row for row in rows if row[2] <= day}


def items_of(row: AgencyFigures, found: Found, price_dong: int) -> list[Item]:
    """Why each stage of the agency differs from the one before it."""
    key = row.pk or 0
    every, counted, entries = found.asked[key], found.counted[key], found.entries[key]
    return [
        *volume.review_items(row, found.reviews.get(key), price_dong),
        *volume.catalogue_items(row, found.catalogues[key], price_dong),
        *requests.request_items(row, every, counted, price_dong, catalogue_factors(row, found)),
        *requests.result_items(row, every, counted),
        *money.allocation_items(row, entries),
        *money.contract_items(row, by_price(row, found, price_dong)),
        *money.acceptance_items(row, entries, contract_pages(row, found)),
        *money.payment_items(row, entries),
        *money.settlement_items(row),
    ]


def papers_of(row: AgencyFigures, found: Found, price_dong: int) -> list[Paper]:
    """What each stage of the agency is made of."""
    key = row.pk or 0
    return [
        *volume.review_paper(row, found.counted_reviews.get(key), price_dong),
        *volume.catalogue_papers(row, found.catalogues[key], price_dong),
        *requests.request_papers(row, found.counted[key]),
        *money.money_papers(row, found.entries[key], contract_pages(row, found)),
    ]


def catalogue_factors(row: AgencyFigures, found: Found) -> Mapping[str, int]:
    """K that the agency's latest appraised catalogue was counted with; that of the day where there is none."""
    handed = [one["submitted_at"] for one in found.catalogues[row.pk or 0] if one["decided_pages"]]
    moments = [moment for moment in handed if moment]
    return found.factors.numbers_on(timezone.localdate(max(moments)) if moments else row.as_of)


def contract_pages(row: AgencyFigures, found: Found) -> dict[int, int]:
    """{contract: trang A4 quy đổi}"""
    pages: dict[int, int] = defaultdict(int)
    for terms in found.terms[row.pk or 0]:
        pages[terms.contract] += terms.a4_pages(found.factors)
    return pages


def by_price(row: AgencyFigures, found: Found, price_dong: int) -> dict[int, int]:
    """{contract: đồng that its prices differ by from what its pages cost in the estimate}"""
    usual = asked_prices(found.asked[row.pk or 0])
    differs: dict[int, int] = defaultdict(int)
    for terms in found.terms[row.pk or 0]:
        each = usual.get(terms.size, price_dong * found.factors.numbers_on(terms.signed_on)[terms.size])
        differs[terms.contract] += terms.amount_dong - terms.page_count * each
    return differs


def asked_prices(asked: Iterable[Asked]) -> dict[str, int]:
    """{size: đồng a page of it} by the latest estimate; sizes it does not have follow from its price and their K."""
    prices = {}
    for line in (line for one in asked for line in one.lines):
        if line.size in SIZES and line.asked_pages:
            prices[line.size] = line.asked_dong // line.asked_pages
    return prices
