"""Letting another person decide for some days: asked by one, confirmed by another, ended at any time."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from ..calendar import portal_now, portal_today
from ..formats.dates import format_date
from ..formats.text import clean_text
from ..history import record
from ..models import Agency, Decision, Delegation, Duty, User
from ..models.duty import OFFICE_DUTIES
from ..refusal import NotAllowed, Overtaken, WorkflowError

LONGEST = timedelta(days=366)
NOT_ONESELF = "Không ai giao ký cho chính mình, và không ai tự đề nghị để mình được giao."
NOT_IN_ONE_OFFICE = "Người giao và người được giao phải cùng một cơ quan và tài khoản đang dùng."
NOT_GIVEN = "{} không giữ việc “{}” nên không giao được; việc mình được giao thì không giao lại cho người khác."
PREPARES = (
    "{} chuẩn bị hoặc ký hồ sơ của cơ quan nên không thẩm định thay được: người trình không tự thẩm định. Chọn tài "
    "khoản “Chỉ xem trong cơ quan”, hoặc tài khoản đang thẩm định."
)
ADMINISTERS = "{} là người quản trị: cấp quyền và quyết định phải tách nhau, chọn người khác."
TURNED_ROUND = "Hạn cuối phải từ ngày bắt đầu trở đi."
OVER = "Hạn cuối phải từ hôm nay trở đi."
TOO_LONG = "Mỗi lần giao không quá một năm: ghi hạn gần hơn, hết hạn thì giao lại bằng văn bản mới."
BEFORE_DOCUMENT = "Bắt đầu từ ngày {}, trước ngày văn bản: xem lại hai ngày này."
HANDED_ON = "“{}”: trong những ngày này {} đang được {} giao (hoặc chờ giao) việc đó, mà việc được giao không giao lại."
GIVEN_ON = "“{}”: trong những ngày này {} đã giao việc đó cho {}, nên không nhận giao của người khác."
TWICE = "“{}”: {} đã được giao việc này trong những ngày ấy: xem danh sách."
NOTHING = "Chọn ít nhất một việc được giao."
ANSWERED = "Việc giao ký này đã được trả lời: xem trạng thái mới."
NOT_YOURS = (
    "Người đề nghị và người được giao không xác nhận được: cần người giao, thủ trưởng cơ quan hoặc người quản trị khác."
)
NOT_YOURS_TO_END = "Chỉ người giao, thủ trưởng cơ quan, người quản trị hoặc chính người được giao cho kết thúc được."
OVER_ALREADY = "Việc giao ký này không còn hiệu lực nên không có gì để kết thúc."
NO_REASON = "Ghi lý do kết thúc sớm."


def may_ask(actor: User, giver: User) -> bool:
    """The giver, the head of their agency, an administrator."""
    heads = actor.holds(Duty.SIGNS) and actor.agency_id == giver.agency_id
    return actor.pk == giver.pk or actor.administers or heads


def may_confirm(actor: User, delegation: Delegation) -> bool:
    """Another one of the same people; never who asked, nor who is to decide."""
    if actor.pk in (delegation.asked_by_id, delegation.delegate_id):
        return False
    return actor.is_active and may_ask(actor, delegation.giver)


def may_drop(actor: User, delegation: Delegation) -> bool:
    return actor.pk in (delegation.asked_by_id, delegation.delegate_id) or may_confirm(actor, delegation)


def may_end(actor: User, delegation: Delegation) -> bool:
    """Whoever could have asked for it, and who decides by it."""
    return actor.pk == delegation.delegate_id or may_ask(actor, delegation.giver)


@transaction.atomic
def ask(
    giver: User,
    delegate: User,
    decisions: Iterable[str],
    *,
    actor: User,
    capacity: str,
    head_title: str,
    title: str,
    document: tuple[str, date],
    days: tuple[date, date],
) -> Delegation:
    """Ask that the delegate takes these decisions in the giver's place; a second person confirms it.

    Raises NotAllowed, WorkflowError with what does not fit.
    """
    if not may_ask(actor, giver):
        raise NotAllowed(NOT_YOURS_TO_END)
    if delegate.pk in (giver.pk, actor.pk):
        raise NotAllowed(NOT_ONESELF)
    asked = Delegation(
        agency=giver.agency,
        giver=giver,
        delegate=delegate,
        capacity=capacity,
        decisions=[str(each) for each in Decision.values if each in set(decisions)],
        head_title=clean_text(head_title).upper(),
        title=clean_text(title).upper(),
        name=delegate.full_name,
        document_number=clean_text(document[0]),
        document_date=document[1],
        valid_from=days[0],
        valid_to=days[1],
        asked_by=actor,
    )
    hold_office(asked)
    check(asked)
    asked.save()
    record_delegation(asked, actor, "ask_delegation", "đề nghị giao")
    return asked


def hold_office(delegation: Delegation) -> None:
    """Hold the agency, so that of two delegations that do not go together the second sees the first."""
    Agency.objects.select_for_update(no_key=True).get(pk=delegation.agency_id)


def check(asked: Delegation) -> None:
    """Raises WorkflowError where the days, the persons or what they hold already do not allow it."""
    if asked.agency is None or asked.delegate.agency_id != asked.agency_id or asked.giver.agency_id != asked.agency_id:
        raise WorkflowError(NOT_IN_ONE_OFFICE)
    if not (asked.giver.is_active and asked.delegate.is_active):
        raise WorkflowError(NOT_IN_ONE_OFFICE)
    if asked.delegate.administers:
        raise WorkflowError(ADMINISTERS.format(asked.delegate))
    if not asked.decisions:
        raise WorkflowError(NOTHING)
    check_days(asked)
    for decision in map(Decision, asked.decisions):
        if not asked.giver.may_give(decision):
            raise WorkflowError(NOT_GIVEN.format(asked.giver, decision.label))
        if decision.duty in OFFICE_DUTIES and asked.delegate.writes:
            raise WorkflowError(PREPARES.format(asked.delegate))
        check_others(asked, decision)


def check_days(asked: Delegation) -> None:
    """Raises WorkflowError where it never ends, is over, or begins before its document."""
    if asked.valid_to < asked.valid_from:
        raise WorkflowError(TURNED_ROUND)
    if asked.valid_to < portal_today():
        raise WorkflowError(OVER)
    if asked.valid_to - asked.valid_from >= LONGEST:
        raise WorkflowError(TOO_LONG)
    if asked.valid_from < asked.document_date:
        raise WorkflowError(BEFORE_DOCUMENT.format(format_date(asked.valid_from)))


def check_others(asked: Delegation, decision: Decision) -> None:
    """Raises WorkflowError where what was given would be given on (so no chain, no circle), or is given twice."""
    same_days = Delegation.objects.overlapping(asked.valid_from, asked.valid_to).exclude(pk=asked.pk)
    same_days = same_days.select_related("giver", "delegate").order_by("pk")
    for other in (each for each in same_days if decision in each.decisions):
        if other.delegate_id == asked.giver_id:
            raise WorkflowError(HANDED_ON.format(decision.label, asked.giver, other.giver))
        if other.giver_id == asked.delegate_id:
            raise WorkflowError(GIVEN_ON.format(decision.label, asked.delegate, other.delegate))
        if other.delegate_id == asked.delegate_id:
            raise WorkflowError(TWICE.format(decision.label, asked.delegate))


def hold(delegation: Delegation) -> Delegation:
    """The delegation, fresh and held until the transaction ends: whoever decides by it waits, or was first."""
    held = Delegation.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("agency", "giver__agency", "delegate__agency").get(pk=delegation.pk)


@transaction.atomic
def confirm(delegation: Delegation, *, actor: User) -> Delegation:
    """From now on, in its days, the delegate decides. Raises Overtaken, NotAllowed, WorkflowError."""
    hold_office(delegation)
    current = hold(delegation)
    if not current.is_waiting:
        raise Overtaken(ANSWERED)
    if not may_confirm(actor, current):
        raise NotAllowed(NOT_YOURS)
    check(current)
    answer(current, Delegation.State.CONFIRMED, actor)
    delegate = User.objects.select_for_update(no_key=True).get(pk=current.delegate_id)
    if delegate.delegated_until is None or delegate.delegated_until < current.valid_to:
        delegate.delegated_until = current.valid_to
        delegate.save(update_fields=["delegated_until"])
    record_delegation(current, actor, "confirm_delegation", "xác nhận giao")
    return current


@transaction.atomic
def drop(delegation: Delegation, *, actor: User) -> Delegation:
    """Nothing comes of it. Raises Overtaken, NotAllowed."""
    current = hold(delegation)
    if not current.is_waiting:
        raise Overtaken(ANSWERED)
    if not may_drop(actor, current):
        raise NotAllowed(NOT_YOURS)
    answer(current, Delegation.State.DROPPED, actor)
    record_delegation(current, actor, "drop_delegation", "bỏ đề nghị giao")
    return current


@transaction.atomic
def end(delegation: Delegation, *, actor: User, reason: str) -> Delegation:
    """From this moment on the delegate decides no more; what was signed before stays as it was signed.

    Raises Overtaken, NotAllowed, WorkflowError.
    """
    current = hold(delegation)
    if not current.may_end:
        raise Overtaken(OVER_ALREADY)
    if not may_end(actor, current):
        raise NotAllowed(NOT_YOURS_TO_END)
    if not reason.strip():
        raise WorkflowError(NO_REASON)
    current.ended_by, current.ended_at, current.end_reason = actor, portal_now(), reason.strip()
    current.save(update_fields=["ended_by", "ended_at", "end_reason"])
    record_delegation(current, actor, "end_delegation", "kết thúc sớm việc giao", reason=reason.strip())
    return current


def answer(delegation: Delegation, state: str, actor: User) -> None:
    delegation.state, delegation.answered_by, delegation.answered_at = state, actor, portal_now()
    delegation.save(update_fields=["state", "answered_by", "answered_at"])


def record_delegation(delegation: Delegation, actor: User, action: str, verb: str, **change: Any) -> None:
    """Write the Event, about the delegation."""
    days = f"từ {format_date(delegation.valid_from)} đến hết {format_date(delegation.valid_to)}"
    what = "; ".join(delegation.decision_names)
    sentence = f"{verb} {delegation.name} {delegation.in_words} {delegation.giver} {days}: {what}"
    values = {"decisions": delegation.decisions, "delegate": delegation.delegate_id}
    record(
        delegation, actor=actor, action=action, sentence=sentence, after=values, document=delegation.reference, **change
    )
