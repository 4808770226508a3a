"""Everything the ledger knows of a plan as of a day: the figures, what their differences are made of, the documents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils import timezone

from plans.pricing import SizeFactors

from ..figures import AgencyFigures, ProvinceFigures
from ..figures.money import add_entries
from ..figures.prices import ByContract, pages_by
from ..figures.records import add_catalogues, add_estimates, add_reviews, awaiting_pages, catalogues_on, standing
from . import money, requests, volume
from .asked import Asked, asked_of, key_of
from .documents import Names, names_of
from .entries import Entry, added_up, entries_of
from .items import Item, Paper
from .scope import Scope

Row = dict[str, Any]


@dataclass(frozen=True)
class Book:
    """Items and papers of every agency as of the figures' day."""

    figures: ProvinceFigures
    items: list[Item]
    papers: list[Paper]
    names: Names  # of every document; none where what is one agency's is added up


@dataclass(frozen=True)
class Found:
    """What was recorded, by agency: two readings where something waits to be confirmed, every one and what counts."""

    reviews: dict[int, Any]
    counted_reviews: dict[int, Any]
    catalogues: dict[int, list[Row]]
    asked: dict[int, list[Asked]]
    counted: dict[int, list[Asked]]
    entries: dict[int, money.Entries]
    by_price: dict[int, ByContract]  # what the contracts' prices make of the estimates'
    pages: dict[int, int]  # trang A4 quy đổi by what the entries are in
    factors: SizeFactors
    names: Names


def book_of(figures: ProvinceFigures, scope: Scope | None = None) -> Book:
    """The ledger of all agencies, or of those in the scope: a fixed number of queries however many there are.

    Of a wide scope what is one agency's is added up, whatever the document.
    """
    agencies = scope.agencies if scope else figures.agencies
    keys = {row.pk or 0 for row in agencies}
    found, items, papers = gathered(figures, keys, by_document=not (scope and scope.is_wide)), [], []
    for row in agencies:
        items += [item for item in items_of(row, found, figures.price_dong) if item.pages or item.dong]
        papers += [paper for paper in papers_of(row, found, figures.price_dong) if paper.pages or paper.dong]
    return Book(figures, items, papers, found.names)


def gathered(figures: ProvinceFigures, agencies: set[int], by_document: bool = True) -> Found:
    """What was recorded of these agencies (their keys); names of the documents where they are told apart."""
    records, day = figures.records, figures.as_of
    every, counting = (standing(records.rows_of(add_estimates, day, confirmed=only), day) for only in (False, True))
    asked, counted = ([row for row in rows if row["agency_id"] in agencies] for rows in (every, counting))
    known = asked_of({key_of(row): row for row in (*asked, *counted)}.values(), None if by_document else figures.plan)
    catalogues = catalogues_on(records.rows_of(add_catalogues, day), day)
    catalogues = [row for row in catalogues if row["agency_id"] in agencies]
    reviews = records.rows_of(add_reviews, day, confirmed=False)
    if by_document:
        entries = entries_of(figures.plan, day, agencies)
        names = dict(names_of(reviews, catalogues, [*asked, *counted], entries))
    else:
        entries, names = added_up(records.rows_of(add_entries, day), day, agencies), {}
    return Found(
        latest(reviews, day),
        latest(records.rows_of(add_reviews, day), day),
        by_agency((row | {"awaiting": awaiting_pages(row, day)} for row in catalogues), lambda row: row["agency_id"]),
        by_agency((known[key_of(row)] for row in asked), lambda one: one.agency_id),
        by_agency((known[key_of(row)] for row in counted), lambda one: one.agency_id),
        by_agency_and_stage(entries),
        records.by_price(day),
        pages_by(attrgetter("contract" if by_document else "agency_id"), records.terms_on(day), records.factors),
        records.factors,
        names,
    )


def by_agency(rows: Iterable[Any], agency: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[agency(row)].append(row)
    return found


def by_agency_and_stage(entries: Iterable[Entry]) -> dict[int, money.Entries]:
    found: dict[int, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        found[entry.agency_id][entry.stage].append(entry)
    return dict(found)


def latest(rows: Iterable[Any], day: Any) -> dict[int, Any]:
    """{agency: its latest review handed in by the day}"""
    return {row[1]: row for row in rows if row[2] <= day}


def items_of(row: AgencyFigures, found: Found, price_dong: int) -> list[Item]:
    """Why each stage of the agency differs from the one before it."""
    key = row.pk or 0
    every, counted, entries = found.asked[key], found.counted[key], found.entries.get(key, {})
    listed = volume.listed(found.catalogues[key], price_dong)
    return [
        *volume.review_items(row, found.reviews.get(key), price_dong),
        *volume.catalogue_items(row, found.counted_reviews.get(key), found.catalogues[key], price_dong),
        *requests.request_items(row, every, counted, listed, price_dong, catalogue_factors(row, found)),
        *requests.result_items(row, every, counted),
        *money.allocation_items(row, counted, entries),
        *money.contract_items(row, entries, found.by_price.get(key, {})),
        *money.acceptance_items(row, entries, found.pages),
        *money.payment_items(row, entries),
        *money.settlement_items(row, entries),
    ]


def papers_of(row: AgencyFigures, found: Found, price_dong: int) -> list[Paper]:
    """What each stage of the agency is made of."""
    key = row.pk or 0
    return [
        *volume.review_paper(row, found.counted_reviews.get(key), price_dong),
        *volume.catalogue_papers(row, found.catalogues[key], price_dong),
        *requests.request_papers(row, found.counted[key]),
        *money.money_papers(row, found.entries.get(key, {}), found.pages),
    ]


def catalogue_factors(row: AgencyFigures, found: Found) -> Mapping[str, int]:
    """K that the agency's latest appraised catalogue was counted with; that of the day where there is none."""
    if found.factors.never_changed:
        return found.factors.numbers_on(row.as_of)
    handed = [one["submitted_at"] for one in found.catalogues[row.pk or 0] if one["decided_pages"]]
    moments = [moment for moment in handed if moment]
    return found.factors.numbers_on(timezone.localdate(max(moments)) if moments else row.as_of)
