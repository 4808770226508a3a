"""Bắt đầu: what a province enters before its agencies can work, each step with what is there and where it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.formats.text import as_sentence
from agencies.models import Agency, Duty, DutyOffice, User
from agencies.models.duty import OFFICE_DUTIES
from plans.models import Milestone, Plan, SizeFactor, UnitPrice
from plans.targets.reconciliation import reconcile


@dataclass(frozen=True)
class Step:
    """One thing to enter: whether it is there, what is there or missing, and the page where it is entered."""

    title: str
    is_done: bool
    said: str
    url: str


def beginning(plan: Plan | None) -> list[Step]:
    """Every step in the order in which they are best done."""
    steps = [second_administrator(), offices(), agencies()]
    if plan is None:
        return [Step("Kế hoạch", False, "Chưa có: chạy ./portal manage load_plan.", reverse("admin:index")), *steps]
    return [*(step(plan) for step in OF_THE_PLAN), *steps, appraisers(), people(), targets(plan)]


def missing(labels: dict[str, Any]) -> str:
    return ", ".join(label for label, value in labels.items() if not value)


def the_plan(plan: Plan) -> Step:
    lacks = missing({"số kế hoạch": plan.number, "ngày ban hành": plan.issued_on})
    said = f"Còn thiếu: {lacks}." if lacks else f"Kế hoạch số {plan.number}."
    return Step("Số và ngày của Kế hoạch", not lacks, said, change(plan))


def letterhead(plan: Plan) -> Step:
    fields = {
        "tên tỉnh": plan.province_name,
        "cơ quan báo cáo": plan.reporting_agency_id,
        "người ký báo cáo": plan.report_signer_name,
        "đơn vị soạn thảo": plan.drafting_unit,
    }
    lacks = missing(fields)
    said = f"Còn thiếu: {lacks}." if lacks else f"{plan.reporting_agency}, tỉnh {plan.province_name}."
    return Step("Thể thức văn bản: tên tỉnh, cơ quan và người ký", not lacks, said, change(plan))


def control_figures(plan: Plan) -> Step:
    groups = plan.control_figures.filter(page_count__gt=0).count()
    said = f"Đã ghi của {groups} trong {len(Agency.Group)} nhóm cơ quan."
    return Step(
        "Số kiểm soát của Kế hoạch", groups == len(Agency.Group), said, reverse("admin:plans_controlfigure_changelist")
    )


def milestones(plan: Plan) -> Step:
    known = set(plan.milestones.values_list("key", flat=True))
    lacks = [label for key, label in Milestone.Key.choices if key not in known]
    said = f"Chưa có mốc: {'; '.join(lacks)}." if lacks else f"Đủ {len(known)} mốc."
    return Step("Mốc thời hạn", not lacks, said, reverse("admin:plans_milestone_changelist"))


def prices(plan: Plan) -> Step:
    price = UnitPrice.objects.in_force_on(max(portal_today(), plan.starts_on))
    unconfirmed = SizeFactor.objects.filter(confirmed=False).exclude(factor=1).values_list("size", flat=True)
    said = str(price) if price else "Chưa có đơn giá đang áp dụng"
    if unconfirmed:
        sizes = ", ".join(sorted({size.upper() for size in unconfirmed}))
        said += f"; hệ số K của {sizes} cần Sở Tài chính xác nhận"
    return Step(
        "Đơn giá, hệ số khổ giấy",
        price is not None,
        as_sentence(said) + ".",
        reverse("admin:plans_unitprice_changelist"),
    )


OF_THE_PLAN: tuple[Callable[[Plan], Step], ...] = (the_plan, letterhead, control_figures, milestones, prices)


def second_administrator() -> Step:
    count = User.objects.administrators().count()
    said = f"{format_int(count)} tài khoản quản trị đang dùng" + (": nên có từ hai người." if count < 2 else ".")
    return Step("Người quản trị thứ hai", count > 1, said, reverse("admin:agencies_user_add"))


def agencies() -> Step:
    count = Agency.objects.holding_records().count()
    return Step(
        "Cơ quan, đơn vị",
        count > 0,
        f"{format_int(count)} cơ quan, đơn vị trong Kế hoạch.",
        reverse("admin:agencies_agency_changelist" if count else "admin:agencies_agency_import"),
    )


def offices() -> Step:
    today = portal_today()
    lacks = [duty.label for duty in OFFICE_DUTIES if not DutyOffice.objects.holding(duty, today)]
    said = f"Chưa ghi cơ quan giữ: {'; '.join(lacks)}." if lacks else "Đã ghi cơ quan của từng nhiệm vụ."
    return Step("Cơ quan giữ nhiệm vụ", not lacks, said, reverse("admin:agencies_dutyoffice_changelist"))


def appraisers() -> Step:
    held = set(User.objects.filter(is_active=True).values_list("duty", flat=True))
    lacks = [duty.label for duty in OFFICE_DUTIES if duty not in held]
    said = f"Chưa có người: {'; '.join(lacks)}." if lacks else "Mỗi nhiệm vụ có ít nhất một người."
    return Step("Người thẩm định và vận hành", not lacks, said, reverse("admin:agencies_user_add"))


def people() -> Step:
    today = portal_today()
    bound = Agency.objects.holding_records().active_on(today).exclude(kind=Agency.Kind.COMMUNE)
    total = bound.count()
    staffed = bound.filter(users__duty=Duty.PREPARES, users__is_active=True).distinct().count()
    said = f"{format_int(staffed)} trong {format_int(total)} cơ quan, đơn vị có cán bộ chuẩn bị hồ sơ."
    return Step("Tài khoản của các cơ quan", 0 < total == staffed, said, reverse("admin:agencies_user_import"))


def targets(plan: Plan) -> Step:
    apart = [row for row in reconcile(plan) if row.group == "total" and not row.matches]
    said = " ".join(row.sentence for row in apart) or "Khớp với số kiểm soát của Kế hoạch."
    return Step("Chỉ tiêu của từng cơ quan (Phụ lục I, II)", not apart, said, reverse("target_list"))


def change(plan: Plan) -> str:
    return reverse("admin:plans_plan_change", args=[plan.pk])
