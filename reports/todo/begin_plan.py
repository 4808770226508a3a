"""Steps of the start list that belong to the plan."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from agencies.calendar import portal_today
from agencies.formats.text import as_sentence
from agencies.models import Agency
from plans.models import Milestone, Plan, SizeFactor, UnitPrice
from plans.targets.reconciliation import reconcile

from .step import Step

NUMBER = "Số và ngày của Kế hoạch"
LETTERHEAD = "Thể thức văn bản: tên tỉnh, cơ quan và người ký"
CONTROL = "Số kiểm soát của Kế hoạch"
MILESTONES = "Mốc thời hạn"
PRICES = "Đơn giá, hệ số khổ giấy"
TARGETS = "Chỉ tiêu của từng cơ quan (Phụ lục I, II)"


def missing(labels: dict[str, Any]) -> str:
    return ", ".join(label for label, value in labels.items() if not value)


def number(plan: Plan) -> Step:
    lacks = missing({"số kế hoạch": plan.number, "ngày ban hành": plan.issued_on})
    said = f"Còn thiếu: {lacks}." if lacks else f"Kế hoạch số {plan.number}."
    return Step(NUMBER, not lacks, said, change(plan))


def letterhead(plan: Plan) -> Step:
    fields = {
        "tên tỉnh": plan.province_name,
        "cơ quan báo cáo": plan.reporting_agency_id,
        "người ký báo cáo": plan.report_signer_name,
        "đơn vị soạn thảo": plan.drafting_unit,
    }
    lacks = missing(fields)
    said = f"Còn thiếu: {lacks}." if lacks else f"{plan.reporting_agency}, tỉnh {plan.province_name}."
    return Step(LETTERHEAD, not lacks, said, change(plan))


def control_figures(plan: Plan) -> Step:
    groups = plan.control_figures.filter(page_count__gt=0).count()
    said = f"Đã ghi của {groups} trong {len(Agency.Group)} nhóm cơ quan."
    return Step(CONTROL, groups == len(Agency.Group), said, reverse("admin:plans_controlfigure_changelist"))


def milestones(plan: Plan) -> Step:
    known = set(plan.milestones.values_list("key", flat=True))
    lacks = [label for key, label in Milestone.Key.choices if key not in known]
    said = f"Chưa có mốc: {'; '.join(lacks)}." if lacks else f"Đủ {len(known)} mốc."
    return Step(MILESTONES, not lacks, said, reverse("admin:plans_milestone_changelist"))


def prices(plan: Plan) -> Step:
    price = UnitPrice.objects.in_force_on(max(portal_today(), plan.starts_on))
    unconfirmed = SizeFactor.objects.filter(confirmed=False).exclude(factor=1).values_list("size", flat=True)
    said = str(price) if price else "Chưa có đơn giá đang áp dụng"
    if unconfirmed:
        sizes = ", ".join(sorted({size.upper() for size in unconfirmed}))
        said += f"; hệ số K của {sizes} cần Sở Tài chính xác nhận"
    return Step(PRICES, price is not None, as_sentence(said), reverse("admin:plans_unitprice_changelist"))


def targets(plan: Plan) -> Step:
    apart = [row for row in reconcile(plan) if row.group == "total" and not row.matches]
    said = " ".join(row.sentence for row in apart) or "Khớp với số kiểm soát của Kế hoạch."
    return Step(TARGETS, not apart, said, reverse("target_list"))


def change(plan: Plan) -> str:
    return reverse("admin:plans_plan_change", args=[plan.pk])


STEPS: tuple[tuple[str, Callable[[Plan], Step]], ...] = (
    (NUMBER, number),
    (LETTERHEAD, letterhead),
    (CONTROL, control_figures),
    (MILESTONES, milestones),
    (PRICES, prices),
    (TARGETS, targets),
)
