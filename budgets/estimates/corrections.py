"""A slip in a decision on an estimate (number, day, capacity or amount) is corrected by whoever decided, with a reason.

Each corrects what is theirs, as with documents on catalogues: where a colleague decided by the same document, theirs
stays with it as it was written.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from agencies.delegation.signing import word_of
from agencies.documents import NumberTaken, correct, register
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.formats.text import clean_text
from agencies.history import record
from agencies.models import Decision, IssuedDocument, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, before_hand_in, held_delegation
from budgets.models import Estimate, EstimateAppraisal
from plans.excess.services import hold_lines

from . import line_decisions, unusual
from .allocated_since import keep_amounts
from .line_decisions import Decisions, LineDecision
from .permissions import approves
from .services import write_lines

Right = tuple[str, date, str]  # number, day and capacity of a document, the last as its form names it
NOT_YOURS = "Chỉ người đã ghi quyết định này đính chính được."
WENT_ON = "Dự toán đã có quyết định sau, hoặc bản điều chỉnh, bổ sung đã trình, nên không đính chính được."
SHARED = "Bạn cũng quyết định {} bằng văn bản này mà nay không đính chính được, nên số và ngày phải giữ nguyên."
CORRECTED = "Quyết định này vừa được đính chính. Xem nội dung hiện nay rồi đính chính tiếp nếu vẫn cần."
NO_CHANGE = "Chưa có gì thay đổi: sửa số, ngày, tư cách ký, số trang, số tiền hoặc lý do."


def corrects(user: User, decision: EstimateAppraisal | None) -> tuple[bool, str]:
    """A predicate: whoever decided and still may, as long as the estimate stands as decided and nothing handed in rests
    on it."""
    if decision is None:
        return False, "Dự toán chưa có quyết định."
    estimate = Estimate.objects.select_related("agency").get(pk=decision.estimate_id)
    still_may = approves(user, estimate)[0] if decision.own_decision else user.decides_on(Decision.APPRAISE_ESTIMATES)
    if user.pk != decision.decided_by_id or not still_may:
        return False, NOT_YOURS
    stands = estimate.state in (Estimate.State.APPRAISED, Estimate.State.DECIDED)
    latest = estimate.appraisals.order_by("-decided_on", "-pk").values_list("pk", flat=True).first()
    stands = stands and Estimate.objects.asked_last().filter(pk=estimate.pk).exists()
    return (True, "") if stands and latest == decision.pk else (False, WENT_ON)


@transaction.atomic
def correct_decision(
    decision: EstimateAppraisal,
    *,
    actor: User,
    number: str,
    day: date,
    lines: Decisions,
    reason: str,
    capacity: str = "",
    same_document: bool = False,
    seen: Mapping[str, object] | None = None,
) -> EstimateAppraisal:
    """Give the decision its right document and lines; the history says what it was before.

    `capacity` is in whose place it was signed, as the form names it; "" leaves it as it is.

    Raises NotAllowed, NumberTaken (unless it is meant: `same_document`), Overtaken where it no longer is what was
    `seen` (`values_of`), WorkflowError as `line_decisions.appraised_lines` and `keep_amounts` do.
    """
    hold_estimates(decision)
    current = EstimateAppraisal.objects.select_related("document", "estimate__agency").get(pk=decision.pk)
    if seen is not None and seen != values_of(current):
        raise Overtaken(CORRECTED)
    allowed, why = corrects(actor, current)
    if not allowed:
        raise NotAllowed(why)
    taken = Decision.APPROVE_ESTIMATES if current.own_decision else Decision.APPRAISE_ESTIMATES
    held_delegation(actor, taken, current.estimate)
    check_reason_and_day(current.estimate, reason, day)
    right = number, day, capacity or capacity_of(current)
    resigned = right[2] != capacity_of(current)
    before, before_dong, known = said(current, resigned), current.appraised_dong, lines_of(current)
    decided = line_decisions.appraised_lines(current.estimate, lines)
    current.appraised_dong = line_decisions.total_dong(decided)
    current.difference_reason = line_decisions.joined_reasons(decided)
    current.save(update_fields=["appraised_dong", "difference_reason"])
    write_lines(current, decided)
    keep_amounts(current, before_dong, known)
    current.document = corrected_document(current, actor, right, reason, same_document)
    if said(current, resigned) == before and lines_of(current) == known:
        raise WorkflowError(NO_CHANGE)
    record_correction(current, actor, before, reason, resigned)
    unusual.was_corrected(current, actor, before_dong)
    return current


def check_reason_and_day(estimate: Estimate, reason: str, day: date) -> None:
    """Raises WorkflowError without a reason, or where the day is before the estimate was handed in."""
    if not reason.strip():
        raise WorkflowError("Ghi lý do đính chính.")
    if sentence := before_hand_in(estimate, day):
        raise WorkflowError(sentence)


def values_of(decision: EstimateAppraisal) -> dict[str, object]:
    """What can be corrected of the decision."""
    return {
        "number": decision.document.number,
        "day": decision.document.issued_on,
        "capacity": capacity_of(decision),
        "lines": lines_of(decision),
    }


def lines_of(decision: EstimateAppraisal) -> dict[int, LineDecision]:
    """What was decided on each line; a decision older than its lines has none."""
    rows = decision.lines.all()
    return {row.position: LineDecision(row.page_count if row.size else row.amount_dong, row.reason) for row in rows}


def capacity_of(decision: EstimateAppraisal) -> str:
    """In whose place the document was signed, as its form names it."""
    return word_of(decision.document.capacity, decision.document.delegation_id)


def hold_estimates(decision: EstimateAppraisal) -> None:
    """Lock every estimate that the document decides on, in one order, until the transaction ends; then the agency's
    line, so that nothing is allocated meanwhile."""
    decided = EstimateAppraisal.objects.filter(document=decision.document_id).values("estimate")
    list(Estimate.objects.filter(pk__in=decided).order_by("pk").select_for_update())
    hold_lines([decision.estimate.agency])


def corrected_document(
    decision: EstimateAppraisal, actor: User, right: Right, reason: str, same_document: bool
) -> IssuedDocument:
    """The right document; each other estimate that the actor decided by it has it in its history.

    Raises NotAllowed where the actor could not correct one of these, NumberTaken, WorkflowError.
    """
    resigned = right[2] != capacity_of(decision)
    if (clean_text(right[0]), right[1]) == decision.document.reference and not resigned:
        return decision.document
    others = decided_by(decision.document, actor).exclude(pk=decision.pk).order_by("pk")
    known = [(other, said(other, resigned)) for other in others.select_related("document", "estimate__agency")]
    for other, _ in known:
        if not corrects(actor, other)[0]:
            raise NotAllowed(SHARED.format(other.estimate))
        if sentence := before_hand_in(other.estimate, right[1]):
            raise WorkflowError(sentence)
    document = corrected_entry(decision.document, actor, right, same_document)
    for other, before in known:
        other.document = document
        record_correction(other, actor, before, reason, resigned)
    return document


def decided_by(document: IssuedDocument, actor: User) -> QuerySet[EstimateAppraisal]:
    """The actor's decisions by the document."""
    return EstimateAppraisal.objects.filter(document=document, decided_by=actor)


def kept_by_others(document: IssuedDocument, actor: User) -> list[tuple[User, int]]:
    """[(colleague, how many estimates)] of what others decided by the document: it is theirs to correct."""
    others = EstimateAppraisal.objects.filter(document=document).exclude(decided_by=actor)
    counts = Counter(each.decided_by for each in others.select_related("decided_by").order_by("decided_by_id", "pk"))
    return list(counts.items())


def corrected_entry(document: IssuedDocument, actor: User, right: Right, same_document: bool) -> IssuedDocument:
    """The entry of the register itself where nobody else decided by it; otherwise, or where the right number is that of
    the same document, the actor's decisions go to the entry of that number."""
    shared = bool(kept_by_others(document, actor))
    if not shared and not same_document:
        try:
            return correct(document, number=right[0], day=right[1], capacity=right[2], actor=actor)
        except NumberTaken:
            pass  # asked about below: it may be the same document
    number, day, capacity = right
    entry = register(
        document.issuer, document.kind, number, day, actor=actor, capacity=capacity, same_document=same_document
    )
    decided_by(document, actor).update(document=entry)
    if not shared:
        document.delete()  # its number is free again
    return entry


def record_correction(decision: EstimateAppraisal, actor: User, before: str, reason: str, resigned: bool) -> None:
    """Write into the estimate's history what its decision said before and says now."""
    now = said(decision, resigned)
    record(
        decision.estimate,
        actor=actor,
        action="correct",
        sentence=f"đính chính {before} thành {now}, {decision.estimate}",
        reason=reason.strip(),
        before={"decision": before},
        after={"decision": now},
        document=decision.document.reference,
    )


def said(decision: EstimateAppraisal, resigned: bool = False) -> str:
    """The decision as history names it; who signed as what where that is corrected (`resigned`)."""
    document = decision.document
    day = format_date(document.issued_on) + (f" ({document.signed_as})" if resigned else "")
    return f"số {document.number} ngày {day}, {format_dong(decision.appraised_dong)}"
