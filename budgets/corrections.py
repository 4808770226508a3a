"""A slip in a decision on an estimate (wrong number, day or amount) is corrected by whoever decided, with a reason."""

from datetime import date

from django.db import transaction

from agencies.documents import correct
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.formats.text import clean_text
from agencies.history import record
from agencies.models import Duty, IssuedDocument, User
from agencies.workflow import NotAllowed, WorkflowError, before_hand_in

from .models import Estimate, EstimateAppraisal
from .services import checked

NOT_YOURS = "Chỉ người đã ghi quyết định này đính chính được."
WENT_ON = "Dự toán đã có quyết định sau, hoặc đã mở lại để điều chỉnh, nên không đính chính được."
SHARED = "{} cũng được quyết định bằng văn bản này và bạn không đính chính được, nên số và ngày phải giữ nguyên."
NO_CHANGE = "Chưa có gì thay đổi: sửa số, ngày hoặc số tiền."


def corrects(user: User, decision: EstimateAppraisal | None) -> tuple[bool, str]:
    """A predicate: whoever decided and still may, as long as the estimate stands as decided."""
    if decision is None:
        return False, "Dự toán chưa có quyết định."
    estimate = Estimate.objects.select_related("agency").get(pk=decision.estimate_id)
    still_may = user.acts_for(estimate.agency) if decision.own_decision else user.holds(Duty.APPRAISES_ESTIMATES)
    if user.pk != decision.decided_by_id or not still_may:
        return False, NOT_YOURS
    stands = estimate.state in (Estimate.State.APPRAISED, Estimate.State.DECIDED)
    latest = estimate.appraisals.order_by("-decided_on", "-pk").values_list("pk", flat=True).first()
    return (True, "") if stands and latest == decision.pk else (False, WENT_ON)


@transaction.atomic
def correct_decision(
    decision: EstimateAppraisal,
    *,
    actor: User,
    number: str,
    day: date,
    appraised_dong: int,
    difference_reason: str,
    reason: str,
) -> EstimateAppraisal:
    """Give the decision its right document and amount (đồng); the history says what it was before.

    Raises NotAllowed, NumberTaken, WorkflowError as `services.checked` does.
    """
    hold_estimates(decision)
    current = EstimateAppraisal.objects.select_related("document", "estimate__agency").get(pk=decision.pk)
    allowed, why = corrects(actor, current)
    if not allowed:
        raise NotAllowed(why)
    if not reason.strip():
        raise WorkflowError("Ghi lý do đính chính.")
    if sentence := before_hand_in(current.estimate, day):
        raise WorkflowError(sentence)
    before = said(current)
    current.appraised_dong = checked(appraised_dong, current.requested_dong, difference_reason)
    current.difference_reason = difference_reason if current.difference_dong else ""
    current.save(update_fields=["appraised_dong", "difference_reason"])
    current.document = corrected_document(current, actor, number, day, reason)
    if said(current) == before:
        raise WorkflowError(NO_CHANGE)
    record_correction(current, actor, before, reason)
    return current


def hold_estimates(decision: EstimateAppraisal) -> None:
    """Lock every estimate that the document decides on, in one order, until the transaction ends."""
    decided = EstimateAppraisal.objects.filter(document=decision.document_id).values("estimate")
    list(Estimate.objects.filter(pk__in=decided).order_by("pk").select_for_update())


def corrected_document(decision: EstimateAppraisal, actor: User, number: str, day: date, reason: str) -> IssuedDocument:
    """The document with its right number and day; each other estimate that it decides on has it in its history.

    Raises NotAllowed where the actor could not correct one of these, NumberTaken.
    """
    if (clean_text(number), day) == decision.document.reference:
        return decision.document
    others = EstimateAppraisal.objects.filter(document=decision.document_id).exclude(pk=decision.pk)
    known = [(other, said(other)) for other in others.select_related("document", "estimate__agency")]
    for other, _ in known:
        if not corrects(actor, other)[0]:
            raise NotAllowed(SHARED.format(other.estimate))
    document = correct(decision.document, number=number, day=day)
    for other, before in known:
        other.document = document
        record_correction(other, actor, before, reason)
    return document


def record_correction(decision: EstimateAppraisal, actor: User, before: str, reason: str) -> None:
    """Write into the estimate's history what its decision said before and says now."""
    record(
        decision.estimate,
        actor=actor,
        action="correct",
        sentence=f"đính chính {before} thành {said(decision)}, {decision.estimate}",
        reason=reason.strip(),
        before={"decision": before},
        after={"decision": said(decision)},
        document=decision.document.reference,
    )


def said(decision: EstimateAppraisal) -> str:
    """The decision as history names it."""
    document = decision.document
    return f"số {document.number} ngày {format_date(document.issued_on)}, {format_dong(decision.appraised_dong)}"
