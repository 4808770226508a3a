"""Consequences of adding or editing a unit price or the factor K of a size."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from django.db.models import Sum

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from plans.models import Catalogue, Plan, SizeFactor, UnitPrice
from plans.models.pages import PAGE_FIELDS
from plans.pricing import SizeFactors, plan_price_dong

from .names import named

# What later rooms made at an earlier price: each says which of it would change by a new one, and by how many đồng.
MADE_AT_A_PRICE: list[Callable[[UnitPrice], Iterator[str]]] = []


def of_unit_price(before: UnitPrice | None, after: UnitPrice) -> Iterator[str]:
    """What is counted by the new price, from which day to which, and what keeps its own."""
    others = list(UnitPrice.objects.exclude(pk=after.pk).order_by("valid_from"))
    later = next((each for each in others if each.valid_from > after.valid_from), None)
    until = f" đến hết ngày {format_date(later.valid_from - timedelta(days=1))}" if later else ""
    yield (
        f"Dự toán lập từ ngày {format_date(after.valid_from)}{until} tính theo {priced(after)}; "
        "dự toán đã lập giữ đơn giá lúc lập."
    )
    earlier = next((each for each in reversed(others) if each.valid_from < after.valid_from), None)
    if earlier:
        yield f"Trước ngày đó vẫn theo {priced(earlier)}."
    if later:
        yield f"Từ ngày {format_date(later.valid_from)} theo {priced(later)}, đã ghi từ trước."
    yield from of_plan_price(others, after)
    for sentences_of in MADE_AT_A_PRICE:
        yield from sentences_of(after)


def priced(price: UnitPrice) -> str:
    """The price and the document it comes from."""
    document = f" số {price.number}" if price.number else ""
    day = f" ngày {format_date(price.issued_on)}" if price.issued_on else ""
    return f"{format_dong(price.amount_dong)}/trang A4 (căn cứ: {price.source}{document}{day})"


def of_plan_price(others: Sequence[UnitPrice], after: UnitPrice) -> Iterator[str]:
    """What the targets cost where the price of the plan's first day becomes another, and whose they are."""
    plan = Plan.current()
    if plan is None:
        return
    prices = sorted((each.valid_from, each.amount_dong) for each in (*others, after))
    in_force = [amount for day, amount in prices if day <= plan.starts_on]
    old, new = plan_price_dong(plan), (in_force or [prices[0][1]])[-1]
    if old != new:
        targets = plan.targets.order_by("agency__official_order", "agency__code")
        found = list(targets.values_list("agency__name", flat=True))
        if found:
            yield money_of_targets(old, new)
            yield f"{format_int(len(found))} cơ quan, đơn vị có chỉ tiêu: {named(found)}."


def money_of_targets(old_dong: int, new_dong: int) -> str:
    """What the targets of the plan cost at either price."""
    plan = Plan.current()
    pages = (plan.targets.aggregate(pages=Sum("page_count"))["pages"] if plan else 0) or 0
    return (
        f"Kinh phí theo chỉ tiêu ({format_int(pages)} trang A4) từ {format_dong(pages * old_dong)} thành "
        f"{format_dong(pages * new_dong)}, trên mọi trang và báo cáo."
    )


def of_size_factor(before: SizeFactor | None, after: SizeFactor) -> Iterator[str]:
    """How many A4 pages the catalogues still being written come to; what was handed in keeps its factors."""
    if before and before.factor == after.factor and before.valid_from == after.valid_from:
        return
    name, day = after.size.upper(), max(after.valid_from or portal_today(), portal_today())
    open_ones = Catalogue.objects.filter(state__in=Catalogue.CHANGEABLE)
    pages = open_ones.aggregate(pages=Sum(PAGE_FIELDS[after.size]))["pages"] or 0
    old = SizeFactors().numbers_on(day)[after.size]
    yield (
        f"Mục lục đang lập có {format_int(pages)} trang {name}: từ {format_int(pages * old)} thành "
        f"{format_int(pages * after.factor)} trang A4 quy đổi kể từ ngày {format_date(day)}."
    )
    used = open_ones.filter(**{f"{PAGE_FIELDS[after.size]}__gt": 0}).order_by("agency__official_order", "agency__code")
    names = list(dict.fromkeys(used.values_list("agency__name", flat=True)))
    if names:
        yield f"Mục lục đó của {format_int(len(names))} cơ quan, đơn vị: {named(names)}."
    yield "Mục lục đã trình, đã thẩm định và dự toán đã lập giữ hệ số của ngày trình, ngày lập."
