"""Predicates `(user, obj) -> (allowed, Vietnamese reason)`; they combine with `both`."""

from collections.abc import Callable
from typing import Any, Protocol

from .calendar import portal_today
from .formats.dates import format_date
from .models import Agency, Decision, Duty, User, Workflowed

Answer = tuple[bool, str]
Predicate = Callable[[User, Any], Answer]  # each knows the kind of object it is asked about
ALLOWED: Answer = (True, "")
NOT_CHANGEABLE = "Hồ sơ đã trình nên không sửa được nữa. Rút lại, hoặc chờ trả lại, rồi sửa."


class OfAnAgency(Protocol):
    """An object with the agency it belongs to."""

    @property
    def agency(self) -> Agency: ...


def prepares_for(user: User, obj: OfAnAgency) -> Answer:
    """The clerk or the head of the agency the object belongs to."""
    return writes_for(user, obj.agency)


def writes_for(user: User, agency: Agency) -> Answer:
    """The clerk or the head of the agency, or of the one that has taken over its work."""
    if user.acts_for(agency):
        return ALLOWED
    return False, refusal(user, agency)


def refusal(user: User, agency: Agency, verb: str = "làm được việc này") -> str:
    """Why the person does not write for the agency: it is not there yet or has ended, its work is not theirs."""
    if user.writes and user.agency_id == agency.pk and agency.active_from and not agency.has_begun_by(portal_today()):
        return f"{agency} hoạt động từ ngày {format_date(agency.active_from)}; đến ngày đó mới lập hồ sơ được."
    if user.writes and user.agency_id == agency.pk and agency.active_to:
        return f"{agency} đã kết thúc hoạt động ngày {format_date(agency.active_to)}; {agency.who_goes_on}."
    heir = user.agency if user.writes and user.agency_id == agency.successor_id else None
    if heir and heir.active_from:
        return f"{heir} tiếp nhận việc của {agency} từ ngày {format_date(heir.active_from)}."
    return f"Chỉ cán bộ hoặc thủ trưởng của {agency} {verb}."


def is_changeable(user: User, obj: Workflowed) -> Answer:
    """The content changes only while the object lies with its agency."""
    return ALLOWED if obj.is_changeable else (False, NOT_CHANGEABLE)


def works_in_the_plan(user: User, obj: object = None) -> Answer:
    """A clerk or a head who works for an agency that the plan binds; the province itself has no line in it."""
    answers = [writes_for(user, agency) for agency in user.answers_for]
    if ALLOWED in answers:
        return ALLOWED
    if user.writes and answers:
        return answers[0]
    return False, "Tài khoản này không lập hồ sơ cho cơ quan nào trong Kế hoạch."


def has_duty(duty: Duty) -> Predicate:
    """A predicate: the user's duty is this one."""

    def check(user: User, obj: object) -> Answer:
        return ALLOWED if user.holds(duty) else (False, f"Việc này của: {Duty(duty).label}.")

    return check


def decides(decision: Decision) -> Predicate:
    """A predicate: the decision is the user's by duty, or today in the place of who holds the duty."""

    def check(user: User, obj: object) -> Answer:
        return ALLOWED if user.decides_on(decision) else (False, f"Việc này của: {decision.duty.label}.")

    return check


def writes_or_signs_for(decision: Decision) -> Predicate:
    """A predicate: the agency's own clerk or head, or today whoever its head lets take this decision."""

    def check(user: User, obj: OfAnAgency) -> Answer:
        answer, given = writes_for(user, obj.agency), user.delegation_for(decision)
        return ALLOWED if given and given.giver.acts_for(obj.agency) else answer

    return check


def has_own_right(user: User, decision: Decision, obj: OfAnAgency) -> bool:
    """True where the user needs no delegation to take the decision on the object."""
    by_writers = decision in (Decision.HAND_IN, Decision.APPROVE_ESTIMATES)
    return user.acts_for(obj.agency) if by_writers else user.holds(decision.duty)


def did_not_submit(user: User, obj: Workflowed) -> Answer:
    """Nobody decides on what they, or who lets them decide, handed in, be it an earlier version at an earlier desk
    (domain §2)."""
    if obj.submitted_by_id == user.pk or obj.was_handed_in_by(user):
        return False, "Người trình không được tự quyết định hồ sơ mình trình."
    for given in user.delegations:
        if obj.submitted_by_id == given.giver_id or obj.was_handed_in_by(given.giver):
            return False, f"Hồ sơ này do {given.giver} trình: người được {given.giver} giao ký không quyết định được."
    return ALLOWED


def both(*predicates: Predicate) -> Predicate:
    """All predicates must allow; the first refusal is the reason."""

    def check(user: User, obj: Any) -> Answer:
        return next((answer for answer in (p(user, obj) for p in predicates) if not answer[0]), ALLOWED)

    return check


changes = both(prepares_for, is_changeable)
