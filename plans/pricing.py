"""Cost of pages: Σ over paper sizes (pages × K) × unit price; whole đồng, integers throughout (domain §5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.http import Http404
from django.utils import timezone

from agencies.calendar import portal_today, start_of

from .models.catalogue import Catalogue
from .models.pages import PAGE_FIELDS, SIZES
from .models.plan import Plan
from .models.price import SizeFactor, UnitPrice

Rows = TypeVar("Rows", bound=QuerySet)
NO_PRICE = "Chưa có đơn giá áp dụng cho ngày này: quản trị viên nhập đơn giá ở trang Bắt đầu."


@dataclass(frozen=True)
class Factors:
    """K per paper size on one day: what makes A4 pages of pages; no price is needed for it."""

    factors: Mapping[str, int]
    unconfirmed: tuple[str, ...] = ()

    def a4_pages(self, pages_by_size: Mapping[str, int]) -> int:
        """Pages of each size turned into A4 pages (trang A4 quy đổi)."""
        return sum(pages_by_size.get(size, 0) * self.factors[size] for size in SIZES)

    def needs_confirmation(self, pages_by_size: Mapping[str, int]) -> bool:
        """True where a size other than A4 is used whose K Sở Tài chính has not confirmed."""
        return bool(self.to_confirm(pages_by_size))

    def to_confirm(self, pages_by_size: Mapping[str, int]) -> list[str]:
        """The sizes that are used whose K Sở Tài chính has not confirmed."""
        return [size for size in self.unconfirmed if pages_by_size.get(size)]


@dataclass(frozen=True)
class Tariff(Factors):
    """The prices of one day: also đồng per A4 page."""

    unit_price_dong: int = field(kw_only=True)

    def amount_dong(self, pages_by_size: Mapping[str, int]) -> int:
        """What the pages of each size cost (đồng)."""
        return self.a4_pages(pages_by_size) * self.unit_price_dong


class NoPrice(ObjectDoesNotExist, Http404):
    """No unit price is in force; where a page of money asks for one, it says so instead."""

    def __init__(self) -> None:
        super().__init__(NO_PRICE)


class SizeFactors:
    """K of every paper size with the days each applies from, read once; `rows` where they are known, oldest first."""

    def __init__(self, rows: Sequence[SizeFactor] | None = None) -> None:
        self.rows = list(SizeFactor.objects.oldest_first() if rows is None else rows)
        self.known: dict[date, dict[str, int]] = {}

    def stages(self, size: str) -> list[SizeFactor]:
        """What applied to the size, one after another."""
        return [row for row in self.rows if row.size == size]

    def on(self, day: date) -> dict[str, SizeFactor]:
        """{size: what applies on the day}; without the sizes that have none."""
        return {row.size: row for row in self.rows if row.valid_from is None or row.valid_from <= day}

    @cached_property
    def never_changed(self) -> bool:
        """True where every day has the same."""
        return all(row.valid_from is None for row in self.rows)

    def numbers_on(self, day: date) -> dict[str, int]:
        """{size: K on the day}; 1 where none is known."""
        if day not in self.known:
            rows = self.on(day)
            self.known[day] = {size: rows[size].factor if size in rows else 1 for size in SIZES}
        return self.known[day]


def make_usual_factors() -> None:
    """Factors of the sizes that have none: twice the next smaller one's, for Sở Tài chính to confirm (domain §5)."""
    known = set(SizeFactor.objects.values_list("size", flat=True))
    for place, size in enumerate(SIZES):
        if size not in known:
            SizeFactor.objects.create(size=size, factor=2**place, confirmed=size == "a4")


def tariff_on(day: date) -> Tariff:
    """The tariff in force on the day. Raises NoPrice where no unit price is in force."""
    price = UnitPrice.objects.in_force_on(day)
    if price is None:
        raise NoPrice
    factors = factors_on(day)
    return Tariff(factors.factors, factors.unconfirmed, unit_price_dong=price.amount_dong)


def factors_on(day: date) -> Factors:
    """K of every size on the day."""
    factors = SizeFactors()
    unconfirmed = tuple(size for size, row in factors.on(day).items() if row.factor != 1 and not row.confirmed)
    return Factors(factors.numbers_on(day), unconfirmed)


def plan_price_dong(plan: Plan) -> int:
    """The price the plan was made with: in force on its first day, else the earliest one; 0 where there is none."""
    prices = list(UnitPrice.objects.order_by("valid_from").values_list("valid_from", "amount_dong"))
    return price_of_plan(plan, prices)


def price_of_plan(plan: Plan, prices: Sequence[tuple[date, int]]) -> int:
    """The same of prices (valid from, đồng) that are known, oldest first."""
    in_force = [amount for day, amount in prices if day <= plan.starts_on]
    return (in_force or [amount for _, amount in prices[:1]] or [0])[-1]


def price_and_factors(plan: Plan) -> tuple[int, SizeFactors]:
    """Đồng per A4 page that the plan was made with, and every K, in one query."""
    prices = UnitPrice.objects.order_by().values_list(Value(""), "valid_from", "amount_dong")
    factors = SizeFactor.objects.order_by().values_list("size", "valid_from", "factor")
    rows = sorted(prices.union(factors, all=True), key=lambda row: row[1] or date.min)
    known = [SizeFactor(size=size, valid_from=day, factor=number) for size, day, number in rows if size]
    return price_of_plan(plan, [(day, number) for size, day, number in rows if not size]), SizeFactors(known)


def a4_pages(catalogue: str = "catalogue__") -> Combinable:
    """An expression for the database: the pages of every size of a row as A4 pages (trang A4 quy đổi).

    Each by the factors of its catalogue's day (see `counted_on`); `catalogue` leads from the row to its catalogue.
    """
    pages: Combinable = Value(0)
    factors = SizeFactors()
    for size, name in PAGE_FIELDS.items():
        pages += F(name) * factor_of(factors.stages(size), catalogue)
    return pages


def a4_pages_on(day: date) -> Combinable:
    """The same by the factors of one day, whichever catalogue the row is of."""
    factors = factors_on(day).factors
    pages: Combinable = Value(0)
    for size, name in PAGE_FIELDS.items():
        pages += F(name) * factors[size]
    return pages


def factor_of(stages: Sequence[SizeFactor], catalogue: str) -> Combinable:
    """K of one size on the day of the row's catalogue; a plain number where it never changed."""
    now = [row.factor for row in stages if row.valid_from is None or row.valid_from <= portal_today()]
    handed_in = ~Q(**{f"{catalogue}state__in": Catalogue.CHANGEABLE})
    earlier = [
        When(handed_in & Q(**{f"{catalogue}submitted_at__lt": start_of(after.valid_from)}), then=Value(before.factor))
        for before, after in pairwise(stages)
        if after.valid_from
    ]
    current = Value(now[-1] if now else 1)
    return Case(*earlier, default=current) if earlier else current


def with_a4_pages(catalogues: Rows) -> Rows:
    """Catalogues, each with `a4_pages` worked out by the database (trang A4 quy đổi)."""
    return catalogues.annotate(a4_pages=a4_pages(catalogue=""))


def a4_pages_of(catalogue: Catalogue) -> int:
    """Pages of every size of the catalogue as A4 pages (trang A4 quy đổi)."""
    return factors_on(counted_on(catalogue)).a4_pages(catalogue.pages_by_size())


def counted_on(catalogue: Catalogue) -> date:
    """The day whose factors count its pages: that of handing in while it lies with an appraiser or is appraised."""
    if catalogue.is_changeable or catalogue.submitted_at is None:
        return portal_today()
    return timezone.localdate(catalogue.submitted_at)
