"""Predicates `(user, obj) -> (allowed, Vietnamese reason)` on catalogues and targets."""

from agencies.models import Agency, Duty, Event, User
from agencies.permissions import ALLOWED, both, did_not_submit, has_duty

from .models import Catalogue, Plan


def did_not_ask(user: User, catalogue: Catalogue) -> tuple[bool, str]:
    """Nobody answers a request that they made themselves, be it at an earlier desk (domain §2)."""
    if Event.objects.about(catalogue).filter(action="ask_reopen", actor=user).exists():
        return False, "Người đề nghị mở lại không được tự quyết định đề nghị của mình."
    return ALLOWED


appraises_catalogue = both(has_duty(Duty.APPRAISES_CATALOGUES), did_not_submit)
answers_reopening = both(appraises_catalogue, did_not_ask)


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
