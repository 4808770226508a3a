"""Predicates `(user, obj) -> (allowed, Vietnamese reason)` on catalogues and targets."""

from agencies.models import Agency, Duty, User
from agencies.permissions import ALLOWED, both, did_not_submit, has_duty

from .models import Plan

appraises_catalogue = both(has_duty(Duty.APPRAISES_CATALOGUES), did_not_submit)


def sets_targets(user: User, plan: Plan | None = None) -> tuple[bool, str]:
    """Sở Nội vụ and administrators set the targets of the plan (Phụ lục I, II)."""
    if user.administers or user.holds(Duty.APPRAISES_CATALOGUES):
        return ALLOWED
    return False, "Việc đặt chỉ tiêu của Sở Nội vụ."


def divides_target(user: User, district: Agency) -> tuple[bool, str]:
    """The district itself shares out its own target; Sở Nội vụ and administrators may do it for it."""
    if district.kind == Agency.Kind.DISTRICT and (sets_targets(user)[0] or user.acts_for(district)):
        return ALLOWED
    return False, "Việc chia chỉ tiêu do cán bộ của huyện hoặc Sở Nội vụ thực hiện."
