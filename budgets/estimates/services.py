"""Changes of estimates. Functions that own a transaction write the Event; effects run inside `perform`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from agencies.calendar import portal_now, portal_today
from agencies.documents import Capacity, Kind, register
from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import Agency, Decision, User
from agencies.permissions import prepares_for
from agencies.workflow import GONE, NotAllowed, Overtaken, WorkflowError
from budgets.models import AppraisedLine, Estimate, EstimateAppraisal, EstimateLine
from plans.excess.services import hold_lines
from plans.letters.services import Letter, enclose
from plans.models import Plan
from plans.pricing import Factors, tariff_on
from plans.signoffs.services import went_out

from . import attachments, edition_rules, line_decisions, unusual
from .basis import write_basis
from .excess import keep_reason
from .limits import above_plan, over_limit, page_limit, source_pages
from .line_decisions import Decisions
from .own_tariff import own_tariff

ExtraLine = tuple[str, int]  # name, đồng
DEFAULT_NAME = "Số hóa tài liệu lưu trữ"
NOT_DELETED = "Chỉ xóa được dự toán đang lập, chưa trình lần nào."


@transaction.atomic
def draft_estimate(
    agency: Agency, *, plan: Plan, actor: User, name: str = "", pages_by_size: Mapping[str, int] | None = None
) -> Estimate:
    """Draft an estimate from the appraised catalogues' pages at today's unit price and factors."""
    tariff = tariff_on(portal_today())
    estimate = Estimate.objects.create(
        plan=plan, agency=agency, name=name or DEFAULT_NAME, unit_price_dong=tariff.unit_price_dong
    )
    set_lines(estimate, pages_by_size or source_pages(agency)[0], tariff=tariff)
    write_basis(estimate)
    record(
        estimate,
        actor=actor,
        action="draft",
        sentence=f"lập {summary(estimate)}",
        after={"requested_dong": estimate.requested_dong},
    )
    return estimate


@transaction.atomic
def revise_estimate(
    estimate: Estimate,
    *,
    actor: User,
    name: str,
    note: str,
    pages_by_size: Mapping[str, int],
    extra_lines: Iterable[ExtraLine] = (),
    unusual_reason: str = "",
    expected_version: int | None = None,
) -> Estimate:
    """Change a draft or a returned estimate; it keeps the unit price and K it was made with.

    Raises NotAllowed, Overtaken, WorkflowError above what the whole plan costs, Unusual beyond a bound without a
    reason.
    """
    current = Estimate.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=estimate.pk).first()
    if current is None:
        raise Overtaken(GONE.format(estimate))
    refuse_stranger(actor, current)
    if not current.is_changeable or (expected_version is not None and current.version != expected_version):
        raise Overtaken("Có người vừa thay đổi dự toán này. Hãy xem lại nội dung mới rồi sửa tiếp.")
    before = {"requested_dong": current.requested_dong}
    current.name, current.note, current.version = name, note, current.version + 1
    current.unusual_reason = unusual_reason.strip()
    current.save(update_fields=["name", "note", "unusual_reason", "version"])
    set_lines(current, pages_by_size, tariff=own_tariff(current), extra_lines=extra_lines)
    if sentence := above_plan(current):
        raise WorkflowError(sentence)
    unusual.check(current, unusual_reason)
    record(
        current,
        actor=actor,
        action="revise",
        sentence=f"sửa {summary(current)}",
        before=before,
        after={"requested_dong": current.requested_dong},
    )
    return current


@transaction.atomic
def delete_estimate(estimate: Estimate, *, actor: User, expected_version: int | None = None) -> None:
    """Drop a draft that was never handed in. Raises NotAllowed, WorkflowError for anything else, Overtaken where it
    changed."""
    current = Estimate.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=estimate.pk).first()
    if current is None or not current.was_never_handed_in or current.appraisals.exists():
        raise WorkflowError(NOT_DELETED)
    refuse_stranger(actor, current)
    if expected_version is not None and current.version != expected_version:
        raise Overtaken("Có người vừa sửa dự toán này. Xem lại nội dung mới rồi xóa nếu vẫn cần.")
    record(
        current,
        actor=actor,
        action="delete",
        sentence=f"xóa {summary(current)}",
        before={"requested_dong": current.requested_dong},
    )
    attachments.drop_all(current)
    current.delete()


def refuse_stranger(actor: User, estimate: Estimate) -> None:
    """Raises NotAllowed for who does not prepare for the estimate's agency."""
    allowed, why = prepares_for(actor, estimate)
    if not allowed:
        raise NotAllowed(why)


def summary(estimate: Estimate) -> str:
    """The estimate with its sum, as history names it."""
    return f"{estimate}: {format_dong(estimate.requested_dong)}"


def set_lines(
    estimate: Estimate, pages_by_size: Mapping[str, int], *, tariff: Factors, extra_lines: Iterable[ExtraLine] = ()
) -> Estimate:
    """Write the lines anew (one per paper size used, then the extra lines) and the totals with them."""
    lines = page_lines(pages_by_size, tariff, estimate.unit_price_dong)
    lines += [EstimateLine(name=name, amount_dong=amount) for name, amount in extra_lines]
    for position, line in enumerate(lines, 1):
        line.estimate, line.position = estimate, position
    estimate.lines.all().delete()
    EstimateLine.objects.bulk_create(lines)
    estimate.a4_page_count = sum(line.page_count * line.factor for line in lines)
    estimate.requested_dong = sum(line.amount_dong for line in lines)
    estimate.save(update_fields=["a4_page_count", "requested_dong"])
    return estimate


def page_lines(pages_by_size: Mapping[str, int], tariff: Factors, unit_price_dong: int) -> list[EstimateLine]:
    """Unsaved lines, pages × K × unit price, one per paper size used."""
    return [
        EstimateLine(
            name=f"Số hóa trang {size.upper()}",
            size=size,
            page_count=pages,
            factor=tariff.factors[size],
            factor_confirmed=size not in tariff.unconfirmed,
            amount_dong=pages * tariff.factors[size] * unit_price_dong,
        )
        for size, pages in pages_by_size.items()
        if pages
    ]


def hold_limit(
    estimate: Estimate,
    actor: User,
    *,
    excess_reason: str = "",
    unusual_reason: str = "",
    letter: Letter | None = None,
    **details: Any,
) -> None:
    """Keep reasons and the agency's letter. Raise Overtaken where another estimate of the agency was handed in since
    that asks for the same pages, and WorkflowError where it lies above target or review, or beyond a bound, without a
    reason.

    The agency's line is held, so that of two estimates handed in at once the second one sees the first.
    """
    edition_rules.hold_replaced(estimate)
    hold_lines([estimate.agency])
    excess = over_limit(estimate.pages_by_size(), page_limit(estimate.agency, besides=estimate))
    if excess:
        raise Overtaken(" ".join(f"Trang {size.upper()}: {sentence}" for size, sentence in excess.items()))
    keep_reason(estimate, actor, excess_reason)
    unusual.keep(estimate, actor, unusual_reason)
    write_basis(estimate)
    went_out(estimate, actor)
    enclose(estimate, letter, actor=actor)


def record_appraisal(
    estimate: Estimate,
    actor: User,
    *,
    document: tuple[str, date],
    lines: Decisions | None = None,
    own_decision: bool = False,
    same_document: bool = False,
    capacity: str = Capacity.HEAD,
    reason: str = "",
    **details: Any,
) -> EstimateAppraisal:
    """Keep what was decided on each line (đề nghị, thẩm định, lý do chênh lệch); one not named is granted whole.

    Raises NumberTaken, WorkflowError where a line is granted more than it asked for, or less without a reason.
    """
    decided = line_decisions.appraised_lines(estimate, lines or {}, reason)
    kind = Kind.ESTIMATE_DECISION if own_decision else Kind.ESTIMATE_APPRAISAL
    signed = register(actor.agency, kind, *document, actor=actor, capacity=capacity, same_document=same_document)
    appraisal = EstimateAppraisal.objects.create(
        estimate=estimate,
        decided_by=actor,
        decided_on=portal_today(),
        document=signed,
        requested_dong=estimate.requested_dong,
        appraised_dong=line_decisions.total_dong(decided),
        difference_reason=line_decisions.joined_reasons(decided),
        own_decision=own_decision,
    )
    write_lines(appraisal, decided)
    edition_rules.take_over(estimate, appraisal, actor)
    return appraisal


def write_lines(appraisal: EstimateAppraisal, lines: Iterable[AppraisedLine]) -> None:
    """Write the lines of a decision in place of those it had."""
    appraisal.lines.all().delete()
    AppraisedLine.objects.bulk_create([set_decision(line, appraisal) for line in lines])


def set_decision(line: AppraisedLine, appraisal: EstimateAppraisal) -> AppraisedLine:
    line.appraisal = appraisal
    return line


def record_own_decision(
    estimate: Estimate, actor: User, *, excess_reason: str = "", unusual_reason: str = "", **details: Any
) -> EstimateAppraisal:
    """Keep a huyện's or xã's own decision, shown to Sở Tài chính for information (domain §2)."""
    edition_rules.hold_replaced(estimate)
    keep_reason(estimate, actor, excess_reason)
    write_basis(estimate)
    went_out(estimate, actor, Decision.APPROVE_ESTIMATES)
    estimate.submitted_by, estimate.submitted_at = actor, portal_now()
    estimate.save(update_fields=["submitted_by", "submitted_at"])
    decision = record_appraisal(estimate, actor, own_decision=True, **details)
    unusual.keep(estimate, actor, unusual_reason, decision)
    return decision
