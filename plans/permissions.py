"""Predicates `(user, obj) -> (allowed, Vietnamese reason)` on catalogues and targets."""

from agencies.models import Agency, Decision, Delegation, Duty, Event, User
from agencies.permissions import ALLOWED, both, decides, did_not_submit
from agencies.workflow import held_delegation

from .models import Catalogue, Plan


def did_not_ask(user: User, catalogue: Catalogue) -> tuple[bool, str]:
    """Nobody answers a request that they, or who lets them decide, made, be it at an earlier desk (domain §2)."""
    people = [user.pk, *(given.giver_id for given in user.delegations)]
    if Event.objects.about(catalogue).filter(action="ask_reopen", actor__in=people).exists():
        return False, "Người đề nghị mở lại không được tự quyết định đề nghị của mình."
    return ALLOWED


appraises_catalogue = both(decides(Decision.APPRAISE_CATALOGUES), did_not_submit)
closes_again = both(decides(Decision.ANSWER_REOPENINGS), did_not_submit)
answers_reopening = both(decides(Decision.ANSWER_REOPENINGS), did_not_submit, did_not_ask)


def appraises_by(actor: User, catalogue: Catalogue) -> Delegation | None:
    """The delegation by which the actor appraises, held until the transaction ends; None where the own duty is enough.

    Raises NotAllowed where it has ended.
    """
    return held_delegation(actor, Decision.APPRAISE_CATALOGUES, catalogue)


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
