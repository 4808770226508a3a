"""Prices of contracts against the cost of their pages in the agency's estimate (đồng)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from plans.pricing import SizeFactors

from .money import TERMS, MoneyRow

ByContract = dict[int, int]  # by the contract's key


def terms_by(rows: Iterable[MoneyRow], day: date) -> list[MoneyRow]:
    """What contracts had agreed on by the day."""
    return [row for row in rows if row.stage == TERMS and row.recorded_on <= day]


def pages_by(holder: Callable[[MoneyRow], int], terms: Iterable[MoneyRow], factors: SizeFactors) -> dict[int, int]:
    """{contract, or whatever holds it: trang A4 quy đổi}, by the K of the day of signing."""
    pages: dict[int, int] = defaultdict(int)
    for row in terms:
        pages[holder(row)] += row.pages * factors.numbers_on(row.priced_on)[row.size]
    return pages


def by_price(terms: Iterable[MoneyRow], prices: Mapping[int, int], price_dong: int, factors: SizeFactors) -> ByContract:
    """{contract: đồng that its prices differ by}: a page of it against the unit price of the agency's latest estimate
    (`prices` {agency id: đồng}; the plan's where it has none) × K of the day of signing."""
    differs: ByContract = defaultdict(int)
    for row in terms:
        usual = prices.get(row.agency_id, price_dong) * factors.numbers_on(row.priced_on)[row.size]
        differs[row.contract] += row.dong - row.pages * usual
    return differs
