"""Predicates `(user, value) -> (allowed, Vietnamese reason)`: who confirms an unusual value, and who undoes it."""

from agencies.models import Event, User
from agencies.permissions import ALLOWED, Answer, both
from plans.models import UnusualValue

from .kinds import DUTIES, Kind, target_of
from .words import OFFICES

ENTERING = ("draft", "revise", "submit", "ask_signature", "decide", "correct", "explain_unusual")  # what writes a value


def holds_its_duty(user: User, value: UnusualValue) -> Answer:
    """Sở Nội vụ confirms volumes, Sở Tài chính money: an office of the province, never the agency alone."""
    if user.holds(DUTIES[Kind(value.kind)]):
        return ALLOWED
    return False, f"Việc xác nhận số liệu này của {OFFICES[value.kind]}."


def may_tick(user: User, value: UnusualValue) -> bool:
    """Whether a list offers the value to be confirmed; confirming asks `confirms` again, and the history with it."""
    return value.is_open and value.entered_by_id != user.pk and holds_its_duty(user, value)[0]


def did_not_enter(user: User, value: UnusualValue) -> Answer:
    """The second person is another one than whoever wrote the value, be it at an earlier desk."""
    wrote = Event.objects.about(target_of(value)).filter(actor=user, action__in=ENTERING)
    if value.entered_by_id == user.pk or wrote.exists():
        return False, "Người nhập số liệu không tự xác nhận: cần người thứ hai."
    return ALLOWED


def decided_on_it(user: User, value: UnusualValue) -> Answer:
    """Who confirmed or returned it takes that back."""
    if value.state not in (UnusualValue.State.CONFIRMED, UnusualValue.State.RETURNED):
        return False, "Số liệu này chưa được xác nhận hay trả lại."
    return ALLOWED if value.decided_by_id == user.pk else (False, "Chỉ người đã xử lý hoàn tác được.")


confirms = both(holds_its_duty, did_not_enter)
takes_back = both(holds_its_duty, decided_on_it)
