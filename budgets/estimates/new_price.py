"""What a new unit price would make of estimates, for whoever is about to enter it; none of them takes it by itself."""

from collections.abc import Iterator, Sequence

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from budgets.models import Estimate
from plans.models import UnitPrice

NAMED = 12  # estimates that are named one by one
OPEN = "Dự toán đang lập, chưa trình hoặc đang chờ: {count}, nếu cơ quan chọn đơn giá mới thì {change}."
DECIDED = "Dự toán đã quyết định: {count}, giữ đơn giá của mình; nếu lập bản điều chỉnh theo đơn giá mới thì {change}."


def made_at_another_price(after: UnitPrice) -> Iterator[str]:
    """Open estimates one by one with the đồng that they would change by, decided ones as a sum."""
    current = Estimate.objects.exclude(unit_price_dong=after.amount_dong).not_replaced().select_related("agency")
    rows = list(current.order_by("agency__official_order", "agency__code", "pk"))
    undecided, decided = [one for one in rows if not one.is_decided], [one for one in rows if one.is_decided]
    if undecided:
        yield OPEN.format(count=counted(undecided), change=changed(change_of(undecided, after)))
        yield from (f"{one}: {change_in_words(one, after)}." for one in undecided[:NAMED])
        if len(undecided) > NAMED:
            yield f"Và {format_int(len(undecided) - NAMED)} dự toán khác."
    if decided:
        yield DECIDED.format(count=counted(decided), change=changed(change_of(decided, after)))
    if rows and after.valid_from > portal_today():
        yield f"Đơn giá mới chọn được từ ngày {format_date(after.valid_from)}."


def change_of(estimates: Sequence[Estimate], after: UnitPrice) -> int:
    """Đồng more by the new price, K and pages as they are; negative where it is less."""
    return sum(one.a4_page_count * (after.amount_dong - one.unit_price_dong) for one in estimates)


def change_in_words(one: Estimate, after: UnitPrice) -> str:
    change = change_of([one], after)
    now = format_dong(one.requested_dong)
    return f"từ {now} thành {format_dong(one.requested_dong + change)}, {changed(change)}"


def changed(dong: int) -> str:
    """ "tăng 1.000 đồng", "giảm 1.000 đồng"."""
    return f"{'giảm' if dong < 0 else 'tăng'} {format_dong(abs(dong))}" if dong else "không đổi"


def counted(estimates: Sequence[Estimate]) -> str:
    return f"{format_int(len(estimates))} dự toán"
