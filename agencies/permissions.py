"""Predicates `(user, obj) -> (allowed, Vietnamese reason)`; they combine with `both`."""

from .models import Duty

ALLOWED = (True, "")


def prepares_for(user, obj):
    """The clerk or the head of the agency the object belongs to."""
    if user.acts_for(obj.agency):
        return ALLOWED
    return False, f"Chỉ cán bộ hoặc thủ trưởng của {obj.agency} làm được việc này."


def has_duty(duty):
    """A predicate: the user's duty is this one."""

    def check(user, obj):
        return (True, "") if user.duty == duty else (False, f"Việc này của: {Duty(duty).label}.")

    return check


def did_not_submit(user, obj):
    """Nobody decides on what they submitted themselves (domain §2)."""
    if obj.submitted_by_id == user.pk:
        return False, "Người trình không được tự quyết định hồ sơ mình trình."
    return ALLOWED


def both(*predicates):
    """All predicates must allow; the first refusal is the reason."""

    def check(user, obj):
        return next((answer for answer in (p(user, obj) for p in predicates) if not answer[0]), ALLOWED)

    return check
