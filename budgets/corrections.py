"""A slip in a decision on an estimate (wrong number, day or amount) is corrected by whoever decided, with a reason."""

from datetime import date

from django.db import transaction

from agencies.documents import correct
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import User
from agencies.workflow import NotAllowed, WorkflowError

from .models import Estimate, EstimateAppraisal
from .services import checked

NOT_YOURS = "Chỉ người đã ghi quyết định này đính chính được."
WENT_ON = "Dự toán đã có quyết định sau, hoặc đã mở lại để điều chỉnh, nên không đính chính được."
NO_CHANGE = "Chưa có gì thay đổi: sửa số, ngày hoặc số tiền."


def corrects(user: User, decision: EstimateAppraisal | None) -> tuple[bool, str]:
    """A predicate: whoever decided, as long as the estimate still stands as decided."""
    if decision is None:
        return False, "Dự toán chưa có quyết định."
    if user.pk != decision.decided_by_id:
        return False, NOT_YOURS
    estimate = Estimate.objects.get(pk=decision.estimate_id)
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
    Estimate.objects.select_for_update().get(pk=decision.estimate_id)
    current = EstimateAppraisal.objects.select_related("document", "estimate__agency").get(pk=decision.pk)
    allowed, why = corrects(actor, current)
    if not allowed:
        raise NotAllowed(why)
    if not reason.strip():
        raise WorkflowError("Ghi lý do đính chính.")
    before = said(current)
    current.appraised_dong = checked(appraised_dong, current.requested_dong, difference_reason)
    current.difference_reason = difference_reason if current.difference_dong else ""
    current.save(update_fields=["appraised_dong", "difference_reason"])
    current.document = correct(current.document, number=number, day=day)
    if said(current) == before:
        raise WorkflowError(NO_CHANGE)
    record(
        current.estimate,
        actor=actor,
        action="correct",
        sentence=f"đính chính {before} thành {said(current)}, {current.estimate}",
        reason=reason.strip(),
        before={"decision": before},
        after={"decision": said(current)},
        document=current.document.reference,
    )
    return current


def said(decision: EstimateAppraisal) -> str:
    """The decision as history names it."""
    document = decision.document
    return f"số {document.number} ngày {format_date(document.issued_on)}, {format_dong(decision.appraised_dong)}"
