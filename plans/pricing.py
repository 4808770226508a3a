"""What pages cost: Σ over paper sizes (pages × K) × unit price; whole đồng, integers throughout (domain §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable

from agencies.calendar import portal_today

from .models.pages import PAGE_FIELDS, SIZES, PagesBySize
from .models.plan import Plan
from .models.price import SizeFactor, UnitPrice

Rows = TypeVar("Rows", bound=QuerySet)


@dataclass(frozen=True)
class Tariff:
    """The prices of one day: đồng per A4 page, and K per paper size."""

    unit_price_dong: int
    factors: Mapping[str, int]
    unconfirmed: tuple[str, ...] = ()

    def a4_pages(self, pages_by_size: Mapping[str, int]) -> int:
        """Pages of each size turned into A4 pages (trang A4 quy đổi)."""
        return sum(pages_by_size.get(size, 0) * self.factors[size] for size in SIZES)

    def amount_dong(self, pages_by_size: Mapping[str, int]) -> int:
        """What the pages of each size cost (đồng)."""
        return self.a4_pages(pages_by_size) * self.unit_price_dong

    def needs_confirmation(self, pages_by_size: Mapping[str, int]) -> bool:
        """True where a size other than A4 is used whose K Sở Tài chính has not confirmed."""
        return any(pages_by_size.get(size) for size in self.unconfirmed)


def tariff_on(day: date) -> Tariff:
    """The tariff in force on the day. Raises ObjectDoesNotExist where no unit price is in force."""
    price = UnitPrice.objects.in_force_on(day)
    if price is None:
        raise ObjectDoesNotExist("Chưa có đơn giá áp dụng cho ngày này.")
    rows = {row.size: row for row in SizeFactor.objects.all()}
    factors = {size: rows[size].factor if size in rows else 1 for size in SIZES}
    unconfirmed = tuple(size for size, row in rows.items() if row.factor != 1 and not row.confirmed)
    return Tariff(price.amount_dong, factors, unconfirmed)


def plan_price_dong(plan: Plan) -> int:
    """The price the plan was made with: in force on its first day, else the earliest one; 0 where there is none."""
    prices = list(UnitPrice.objects.order_by("valid_from").values_list("valid_from", "amount_dong"))
    in_force = [amount for day, amount in prices if day <= plan.starts_on]
    return (in_force or [amount for _, amount in prices[:1]] or [0])[-1]


def a4_pages() -> Combinable:
    """An expression for the database: the pages of every size of a row as A4 pages (trang A4 quy đổi)."""
    factors = tariff_on(portal_today()).factors
    pages: Combinable = Value(0)
    for size, name in PAGE_FIELDS.items():
        pages += F(name) * factors[size]
    return pages


def with_a4_pages(rows: Rows) -> Rows:
    """The queryset's rows, each with `a4_pages` worked out by the database (trang A4 quy đổi)."""
    return rows.annotate(a4_pages=a4_pages())


def a4_pages_of(counted: PagesBySize) -> int:
    """Pages of every size of one object as A4 pages (trang A4 quy đổi)."""
    return tariff_on(portal_today()).a4_pages(counted.pages_by_size())
