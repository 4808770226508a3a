"""Sở Tài chính asks about a line of an estimate that waits for it; the agency answers; nothing is written over."""

from django.db import transaction

from agencies.calendar import portal_now
from agencies.history import record
from agencies.models import User
from agencies.permissions import refusal
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from budgets.models import Estimate, EstimateQuestion

from .permissions import appraises_estimate

WHOLE = "toàn bộ dự toán"
NOT_WAITING = "Dự toán không còn chờ thẩm định nên không hỏi được."
NO_SUCH_LINE = "Dự toán không có dòng này: có người vừa sửa dự toán. Xem lại các dòng rồi hỏi."
ANSWERED = "Câu hỏi này đã được trả lời: xem câu trả lời ở trang dự toán."


def may_ask(user: User, estimate: Estimate) -> tuple[bool, str]:
    """A predicate: whoever appraises the estimate, while it waits."""
    if not estimate.is_awaited:
        return False, NOT_WAITING
    return appraises_estimate(user, estimate)


@transaction.atomic
def ask(estimate: Estimate, *, actor: User, text: str, line: str = "") -> EstimateQuestion:
    """Ask about the line of that name, or about the whole. Raises NotAllowed, WorkflowError, Overtaken."""
    current = Estimate.objects.select_for_update(no_key=True).select_related("agency").get(pk=estimate.pk)
    allowed, why = may_ask(actor, current)
    if not allowed:
        raise NotAllowed(why)
    if not text.strip():
        raise WorkflowError("Ghi câu hỏi.")
    if line and not current.lines.filter(name=line).exists():
        raise Overtaken(NO_SUCH_LINE)
    asked = EstimateQuestion.objects.create(estimate=current, line=line, text=text.strip(), asked_by=actor)
    record(
        current,
        actor=actor,
        action="ask_about_estimate",
        sentence=f"hỏi về {line or WHOLE} của {current}",
        reason=asked.text,
    )
    return asked


@transaction.atomic
def answer(question: EstimateQuestion, *, actor: User, text: str) -> EstimateQuestion:
    """Answer for the agency. Raises NotAllowed, WorkflowError, and Overtaken where somebody answered before."""
    estimate = Estimate.objects.select_related("agency").get(pk=question.estimate_id)
    if not actor.acts_for(estimate.agency):
        raise NotAllowed(refusal(actor, estimate.agency, "trả lời được"))
    if not text.strip():
        raise WorkflowError("Ghi câu trả lời.")
    given = {"answer": text.strip(), "answered_by": actor, "answered_at": portal_now()}
    if not EstimateQuestion.objects.waiting().filter(pk=question.pk).update(**given):
        raise Overtaken(ANSWERED)
    record(
        estimate,
        actor=actor,
        action="answer_about_estimate",
        sentence=f"trả lời câu hỏi về {question.line or WHOLE} của {estimate}",
        reason=text.strip(),
    )
    question.refresh_from_db()
    return question
