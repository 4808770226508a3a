"""Predicates `(user, obj) -> (allowed, Vietnamese reason)`; they combine with `both`."""

from .models import Duty

ALLOWED = (True, "")
NOT_CHANGEABLE = "Hồ sơ đã trình nên không sửa được nữa. Rút lại, hoặc chờ trả lại, rồi sửa."


def prepares_for(user, obj):
    """The clerk or the head of the agency the object belongs to."""
    if user.acts_for(obj.agency):
        return ALLOWED
    return False, f"Chỉ cán bộ hoặc thủ trưởng của {obj.agency} làm được việc này."


def is_changeable(user, obj):
    """The content of a paper changes only while it lies with its agency."""
    return ALLOWED if obj.is_changeable else (False, NOT_CHANGEABLE)


def works_in_the_plan(user, obj=None):
    """A clerk or a head of an agency that the plan binds; the province itself has no line in it."""
    if user.answers_for and user.acts_for(user.answers_for[0]):
        return ALLOWED
    return False, "Tài khoản này không lập hồ sơ cho cơ quan nào trong Kế hoạch."


def has_duty(duty):
    """A predicate: the user's duty is this one."""

    def check(user, obj):
        return ALLOWED if user.duty == duty else (False, f"Việc này của: {Duty(duty).label}.")

    return check


def did_not_submit(user, obj):
    """Nobody decides on what they handed in themselves, be it an earlier version at an earlier desk (domain §2)."""
    if obj.submitted_by_id == user.pk or obj.was_handed_in_by(user):
        return False, "Người trình không được tự quyết định hồ sơ mình trình."
    return ALLOWED


def both(*predicates):
    """All predicates must allow; the first refusal is the reason."""

    def check(user, obj):
        return next((answer for answer in (p(user, obj) for p in predicates) if not answer[0]), ALLOWED)

    return check


changes = both(prepares_for, is_changeable)
