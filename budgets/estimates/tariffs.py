"""The price and K of today, which an estimate takes only where its preparer chooses so, seeing old and new."""

from dataclasses import dataclass

from django.db import transaction

from agencies.calendar import portal_today
from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import User
from agencies.workflow import GONE, Overtaken, WorkflowError
from budgets.models import Estimate
from plans.models import UnitPrice
from plans.models.pages import SIZES
from plans.pricing import Tariff, tariff_on

from .comparison import Comparison, Side, compared
from .limits import above_plan
from .services import page_lines, set_lines, summary
from .sides import priced

NOTHING_NEW = "Dự toán đã theo đơn giá và hệ số K đang áp dụng."
CHANGED = "Có người vừa thay đổi dự toán này, hoặc đơn giá vừa đổi. Xem lại số mới rồi thực hiện."


@dataclass(frozen=True)
class NewTariff:
    """What the estimate would come to by the price and K of today."""

    tariff: Tariff
    price: UnitPrice
    comparison: Comparison

    @property
    def mark(self) -> str:
        """What a page showed of it: it is taken as it was seen, or not at all."""
        factors = ",".join(f"{size}={self.tariff.factors[size]}" for size in SIZES)
        return f"{self.tariff.unit_price_dong};{factors};{self.comparison.after.dong}"


def new_tariff(estimate: Estimate) -> NewTariff | None:
    """What is in force today where it differs from what the estimate was made with; None where nothing does."""
    today = portal_today()
    price = UnitPrice.objects.in_force_on(today)
    if price is None:
        return None
    tariff, lines = tariff_on(today), list(estimate.lines.all())
    now = Side(estimate.unit_price_dong, [priced(line) for line in lines])
    then = page_lines(now.pages_by_size(), tariff, tariff.unit_price_dong)
    after = Side(tariff.unit_price_dong, [priced(line) for line in [*then, *(one for one in lines if not one.size)]])
    if tariff.unit_price_dong == estimate.unit_price_dong and not compared(now, after).causes:
        return None
    return NewTariff(tariff, price, compared(now, after))


@transaction.atomic
def take_tariff(estimate: Estimate, *, actor: User, expected_version: int, mark: str) -> Estimate:
    """Write a draft anew by the price and K of today, as they were seen (`mark`).

    Raises Overtaken where the estimate or the price changed meanwhile, WorkflowError above what the plan costs.
    """
    current = Estimate.objects.select_for_update().filter(pk=estimate.pk).first()
    if current is None:
        raise Overtaken(GONE.format(estimate))
    found = new_tariff(current)
    if not current.is_changeable or current.version != expected_version or found is None or found.mark != mark:
        raise Overtaken(CHANGED)
    before = {"requested_dong": current.requested_dong, "unit_price_dong": current.unit_price_dong}
    old_price = current.unit_price_dong
    current.unit_price_dong, current.version = found.tariff.unit_price_dong, current.version + 1
    current.save(update_fields=["unit_price_dong", "version"])
    extras = [(line.name, line.amount_dong) for line in current.lines.filter(size="")]
    set_lines(current, found.comparison.before.pages_by_size(), tariff=found.tariff, extra_lines=extras)
    if sentence := above_plan(current):
        raise WorkflowError(sentence)
    record(
        current,
        actor=actor,
        action="take_price",
        sentence=(
            f"lấy đơn giá, hệ số K đang áp dụng ({format_dong(old_price)} thành "
            f"{format_dong(current.unit_price_dong)}/trang A4): {summary(current)}"
        ),
        before=before,
        after={"requested_dong": current.requested_dong, "unit_price_dong": current.unit_price_dong},
    )
    return current
