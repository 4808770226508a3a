"""What pages of an estimate show beside its lines: money, target, facts; for templates/components."""

from collections.abc import Mapping
from typing import Any

from agencies.calendar import portal_today
from agencies.formats.numbers import format_dong, format_int
from agencies.formats.words import amount_in_words
from budgets.models import AllocationLine, Estimate
from plans.declarations.money_panel import money_panel
from plans.letters.services import facts_of as letters_of
from plans.models import Target
from plans.models.pages import SIZES
from plans.pricing import tariff_on

from .forms import EstimateForm, ExtraLines
from .own_tariff import own_tariff
from .services import page_lines

FIELD_NAMES = {size: f"pages_{size}" for size in SIZES}
NOTE = "Hệ số K của khổ A3 trở lên là số tạm tính, cần Sở Tài chính xác nhận. Đơn giá là đơn giá lúc lập dự toán."


def draft_of(pages_by_size: Mapping[str, int]) -> dict[str, Any]:
    """The lines a new estimate would have, with their sum (đồng)."""
    tariff = tariff_on(portal_today())
    lines = page_lines(pages_by_size, tariff, tariff.unit_price_dong)
    return {
        "lines": lines,
        "price": tariff.unit_price_dong,
        "requested_dong": sum(line.amount_dong for line in lines),
        "equivalent_pages": tariff.a4_pages(pages_by_size),
        "needs_confirmation": tariff.needs_confirmation(pages_by_size),
    }


def money_of(estimate: Estimate, form: EstimateForm, extras: ExtraLines) -> dict[str, Any]:
    """What stands in the form now: the panel beside it, and the sum of its extra lines (đồng)."""
    tariff = own_tariff(estimate)
    extra_dong = typed_extras(estimate, extras)
    panel = money_panel(
        typed_pages(estimate, form),
        tariff,
        agency=estimate.agency,
        target=plan_target(estimate),
        extra_dong=extra_dong,
        names=FIELD_NAMES,
    )
    words = {"title": "Số đề nghị", "plan_name": "chỉ tiêu", "note": NOTE, "extra_key": "extra"}
    return {"panel": panel | words, "extra_dong": extra_dong}


def typed_pages(estimate: Estimate, form: EstimateForm) -> Mapping[str, int]:
    """Pages by size as they stand in the form; those of the estimate while nothing was sent."""
    if not form.is_bound:
        return estimate.pages_by_size()
    form.is_valid()
    return form.pages_by_size()


def typed_extras(estimate: Estimate, extras: ExtraLines) -> int:
    """Sum of the extra lines in the form; of the estimate's while nothing was sent (đồng)."""
    if not extras.is_bound:
        return sum(line.amount_dong for line in estimate.lines.filter(size=""))
    return sum(form.cleaned_data.get("extra") or 0 for form in extras if form.is_valid())


def plan_target(estimate: Estimate) -> Target | None:
    """The target of the estimate's agency."""
    return Target.objects.filter(plan=estimate.plan, agency=estimate.agency).first()


def target_of(estimate: Estimate) -> dict[str, int] | None:
    """The plan's own volume and cost of the agency beside the estimate's, or None without a target."""
    target = plan_target(estimate)
    if target is None:
        return None
    cost = target.page_count * estimate.unit_price_dong
    return {
        "page_count": target.page_count,
        "cost_dong": cost,
        "difference_dong": estimate.requested_dong - cost,
        "difference_pages": estimate.a4_page_count - target.page_count,
    }


def allocated_dong(estimate: Estimate) -> int:
    """What the estimate's agency was allocated in the plan so far (đồng)."""
    return AllocationLine.objects.filter(allocation__plan=estimate.plan, agency=estimate.agency).total_dong()


def facts_of(estimate: Estimate) -> list[dict[str, str]]:
    """What is decided upon, for the confirmation page."""
    return [
        {"label": "Cơ quan", "value": str(estimate.agency)},
        {"label": "Trang A4 quy đổi", "value": f"{format_int(estimate.a4_page_count)} trang"},
        {"label": "Đơn giá", "value": f"{format_dong(estimate.unit_price_dong)}/trang"},
        {"label": "Số đề nghị", "value": format_dong(estimate.requested_dong)},
        {"label": "Bằng chữ", "value": amount_in_words(estimate.requested_dong)},
        *letters_of(estimate),
    ]
