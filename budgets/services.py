"""Changes of estimates. Functions that own a transaction write the Event; effects run inside `perform`."""

from django.db import transaction
from django.db.models import Sum

from agencies.calendar import portal_now, portal_today
from agencies.formats.numbers import format_dong, format_int
from agencies.history import record
from agencies.workflow import WorkflowError
from plans.models import Appraisal, Catalogue
from plans.models.pages import PAGE_FIELDS, SIZES
from plans.pricing import tariff_on

from .models import Estimate, EstimateAppraisal, EstimateLine


def appraised_pages(agency):
    """Pages of each size in the agency's appraised catalogues: {"a4": trang, …}."""
    current = Appraisal.objects.filter(catalogue__agency=agency, catalogue__state=Catalogue.State.APPRAISED)
    sums = current.aggregate(**{size: Sum(field) for size, field in PAGE_FIELDS.items()})
    return {size: sums[size] or 0 for size in SIZES}


@transaction.atomic
def draft_estimate(agency, *, plan, actor, name="", pages_by_size=None):
    """Draft an estimate from the appraised catalogues' pages at today's unit price and factors."""
    tariff = tariff_on(portal_today())
    estimate = Estimate.objects.create(
        plan=plan, agency=agency, name=name or "Số hóa tài liệu lưu trữ", unit_price_dong=tariff.unit_price_dong
    )
    set_lines(estimate, pages_by_size or appraised_pages(agency), tariff=tariff)
    record(estimate, actor=actor, action="draft", sentence=f"lập {estimate}: {format_dong(estimate.requested_dong)}",
           after={"requested_dong": estimate.requested_dong})  # fmt: skip
    return estimate


def set_lines(estimate, pages_by_size, *, tariff, extra_lines=()):
    """Write the lines anew (one per paper size used, then extras as (name, đồng)) and the totals with them."""
    lines = [
        EstimateLine(estimate=estimate, position=number, name=f"Số hóa trang {size.upper()}", size=size,
                     page_count=pages, factor=tariff.factors[size], factor_confirmed=size not in tariff.unconfirmed,
                     amount_dong=pages * tariff.factors[size] * estimate.unit_price_dong)
        for number, (size, pages) in enumerate(pages_by_size.items(), 1) if pages
    ]  # fmt: skip
    lines += [
        EstimateLine(estimate=estimate, position=len(lines) + number, name=name, amount_dong=amount)
        for number, (name, amount) in enumerate(extra_lines, 1)
    ]
    estimate.lines.all().delete()
    EstimateLine.objects.bulk_create(lines)
    estimate.a4_page_count = sum(line.page_count * line.factor for line in lines)
    estimate.requested_dong = sum(line.amount_dong for line in lines)
    estimate.save(update_fields=["a4_page_count", "requested_dong"])
    return estimate


def ready_to_decide(estimate):
    return [] if estimate.requested_dong else ["Dự toán chưa có dòng nào: nhập số trang trước."]


def ready_to_submit(estimate):
    """A sở's estimate needs an appraised catalogue, and may not exceed its pages (domain §5)."""
    missing = ready_to_decide(estimate)
    limit = appraised_pages(estimate.agency)
    if not any(limit.values()):
        return [*missing, "Mục lục của cơ quan chưa được Sở Nội vụ thẩm định nên chưa trình dự toán được."]
    for line in estimate.lines.exclude(size=""):
        if line.page_count > limit[line.size]:
            missing.append(
                f"Trang {line.size.upper()}: dự toán {format_int(line.page_count)}, "
                f"vượt số đã thẩm định {format_int(limit[line.size])}."
            )
    return missing


def record_appraisal(estimate, actor, *, document, appraised_dong=None, own_decision=False, reason="", **details):
    """Keep what was decided: số đề nghị, số thẩm định, lý do chênh lệch (required where they differ)."""
    if appraised_dong is None:
        raise WorkflowError("Ghi số thẩm định (đồng).")
    if appraised_dong != estimate.requested_dong and not reason.strip():
        raise WorkflowError("Số thẩm định khác số đề nghị: ghi lý do chênh lệch.")
    number, day = document
    return EstimateAppraisal.objects.create(
        estimate=estimate,
        decided_by=actor,
        decided_on=portal_today(),
        document_number=number,
        document_date=day,
        requested_dong=estimate.requested_dong,
        appraised_dong=appraised_dong,
        difference_reason=reason,
        own_decision=own_decision,
    )


def record_own_decision(estimate, actor, **details):
    """A huyện's or xã's own decision, shown to Sở Tài chính for information (domain §2)."""
    Estimate.objects.filter(pk=estimate.pk).update(submitted_by=actor, submitted_at=portal_now())
    return record_appraisal(estimate, actor, own_decision=True, **details)
