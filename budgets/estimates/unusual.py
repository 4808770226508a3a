"""What of an estimate lies beyond a bound: extra lines, and pages that nobody else appraises."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, Sum

from agencies.calendar import portal_today
from agencies.formats.numbers import format_dong
from agencies.models import User
from budgets.models import Estimate, EstimateAppraisal, EstimateLine
from plans.excess.services import hold_lines
from plans.models import Target, UnusualValue, VolumeReview
from plans.pricing import tariff_on
from plans.unusual import services
from plans.unusual.bounds import bounds_on
from plans.unusual.judge import Money, Reference, unusual_extras, unusual_pages
from plans.unusual.measure import has_targets

from . import as_handed_in
from .limits import appraised_pages

KIND = UnusualValue.Kind.ESTIMATE
NOT_CONFIRMED = "Dự toán có số liệu bất thường chưa được xác nhận: xem lý do, xác nhận rồi thẩm định, hoặc trả lại."
DECIDED_AGAIN = "Dự toán đã được thẩm định, mở lại hoặc có quyết định, bản điều chỉnh sau nên không hoàn tác được."
AT_ITS_AGENCY = "Dự toán đang chờ thẩm định: trả lại bằng nút “Trả lại” ở trang dự toán."


def sentences_of(estimate: Estimate) -> list[str]:
    """What is unusual about the estimate with those of its agency that were handed in; [] where nothing is."""
    bounds, money = bounds_on(portal_today()), money_of(estimate)
    found = unusual_extras(money, bounds)
    if estimate.is_appraised_by_finance:
        return found
    reference = reference_of(estimate)
    if reference is None and not has_targets(estimate.plan):
        return found
    return found + unusual_pages(money, reference, estimate.unit_price_dong, bounds)


def money_of(estimate: Estimate) -> Money:
    """The estimate and the others of its agency that count: many small ones are no way round a bound."""
    others = Estimate.objects.filter(plan=estimate.plan_id, agency=estimate.agency_id).asked_last()
    others = others.exclude(pk__in=Estimate.objects.same_line(estimate).values("pk"))
    lines = EstimateLine.objects.filter(Q(estimate__in=others) | Q(estimate=estimate.pk))
    extra = lines.filter(size="").aggregate(dong=Sum("amount_dong"))["dong"] or 0
    dong = lines.exclude(size="").aggregate(dong=Sum("amount_dong"))["dong"] or 0
    pages = others.aggregate(pages=Sum("a4_page_count"))["pages"] or 0
    return Money(pages + estimate.a4_page_count, dong, extra)


def reference_of(estimate: Estimate) -> Reference | None:
    """Pages that the estimate is measured by: appraised, else reviewed and usual or confirmed, else planned."""
    agency, plan = estimate.agency, estimate.plan
    appraised = tariff_on(portal_today()).a4_pages(appraised_pages(agency))
    if appraised:
        return Reference(appraised, "số trang đã thẩm định")
    review = VolumeReview.objects.filter(agency=agency, plan=plan).confirmed().order_by("-version").first()
    if review:
        return Reference(review.a4_page_count, "số trang rà soát")
    target = Target.objects.filter(agency=agency, plan=plan).first()
    return Reference(target.page_count, "chỉ tiêu của Kế hoạch") if target else None


def check(estimate: Estimate, reason: str) -> None:
    """Raises Unusual where something is and nobody said why."""
    services.check_reason(KIND, sentences_of(estimate), reason)


def keep(estimate: Estimate, actor: User, reason: str, decision: EstimateAppraisal | None = None) -> None:
    """Keep what is unusual about what is handed in or decided now. Raises Unusual without a reason."""
    hold_lines([estimate.agency])
    reason = reason.strip() or estimate.unusual_reason
    found = sentences_of(estimate)
    services.keep(entered(estimate, decision), found, reason, actor)
    if found and reason != estimate.unusual_reason:
        Estimate.objects.filter(pk=estimate.pk).update(unusual_reason=reason)


def entered(estimate: Estimate, decision: EstimateAppraisal | None) -> services.Entered:
    earlier = Estimate.objects.same_line(estimate).exclude(pk=estimate.pk) if decision else Estimate.objects.none()
    return services.Entered(
        kind=KIND,
        target=estimate,
        plan=estimate.plan,
        agency=estimate.agency,
        name=f"Dự toán “{estimate.name}”",
        pages=estimate.a4_page_count,
        dong=decision.appraised_dong if decision else estimate.requested_dong,
        decision=decision.pk if decision else None,
        before=tuple(earlier.values_list("pk", flat=True)),
    )


def not_confirmed(estimate: Estimate) -> list[str]:
    """What keeps Sở Tài chính from appraising: an unusual value that no second person has looked at."""
    waiting = UnusualValue.objects.of(KIND, estimate.pk).filter(decision=None).pending()
    return [NOT_CONFIRMED] if waiting.exists() else []


def went_back(estimate: Estimate, actor: User, reason: str = "", **details: Any) -> None:
    """Sở Tài chính returns the estimate, and with it what is unusual about it."""
    as_handed_in.keep(estimate, actor)
    for value in UnusualValue.objects.of(KIND, estimate.pk).filter(decision=None, state=UnusualValue.State.OPEN):
        services.returned_with(value, actor, reason)


def was_withdrawn(estimate: Estimate, actor: User, **details: Any) -> None:
    """What was handed in counts no more, nor does what was unusual about it."""
    as_handed_in.keep(estimate, actor)
    services.replace(KIND, [estimate.pk])


def was_corrected(decision: EstimateAppraisal, actor: User, before_dong: int) -> None:
    """An amount that a second person confirmed and that its own side raises afterwards waits for one again."""
    value = UnusualValue.objects.of(KIND, decision.estimate_id).filter(decision=decision.pk).first()
    if value is None or decision.appraised_dong == before_dong:
        return
    if value.is_pending or decision.appraised_dong < before_dong:
        UnusualValue.objects.filter(pk=value.pk).update(dong=decision.appraised_dong)
        return
    change = f"từ {format_dong(before_dong)} thành {format_dong(decision.appraised_dong)}"
    services.reopen(value, actor=actor, dong=decision.appraised_dong, why=change)


def resting_on(value: UnusualValue) -> str:
    """Whether the estimate went on since a value of it was confirmed or returned."""
    if value.kind != KIND:
        return ""
    estimate = Estimate.objects.get(pk=value.object_id)
    if value.decision is None:
        return "" if estimate.state == Estimate.State.SUBMITTED else DECIDED_AGAIN
    latest = estimate.result
    stands = Estimate.objects.in_force().filter(pk=estimate.pk).exists()
    stands = stands and latest is not None and latest.pk == value.decision
    return "" if stands else DECIDED_AGAIN


def returned_elsewhere(value: UnusualValue) -> str:
    """An estimate that waits for its appraisal is returned as a whole, from its own page."""
    return AT_ITS_AGENCY if value.kind == KIND and value.decision is None else ""


def unconfirmed_dong() -> dict[int, int]:
    """{key: đồng} of the estimates that wait for a second person, in one query."""
    waiting = UnusualValue.objects.filter(kind=KIND).pending()
    return dict(waiting.order_by("pk").values_list("object_id", "dong"))


def values_of(estimate: Estimate) -> Sequence[UnusualValue]:
    """What of the estimate asks for a second person, or did, the latest first."""
    rows = UnusualValue.objects.of(KIND, estimate.pk).exclude(state=UnusualValue.State.REPLACED)
    return list(rows.select_related("entered_by", "decided_by"))
