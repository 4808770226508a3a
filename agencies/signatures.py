"""Signature that an agency's papers need before they go out: its head's, where it has one and the step is on."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from .calendar import portal_today
from .models import Agency, Decision, Delegation, Duty, User
from .permissions import ALLOWED, Answer, OfAnAgency, Predicate

NEVER_CAME = Q(last_login=None) & (Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX))
NEEDED = "{} do thủ trưởng ký trước khi gửi: dùng “Trình lãnh đạo ký”."


def who_works_for(agency: Agency) -> Agency | None:
    """The agency itself while it exists, then its successor (domain §2)."""
    heir, today = agency.successor, portal_today()
    if agency.exists_on(today):
        return agency
    return heir if heir and heir.exists_on(today) else None


def heads_of(agency: Agency) -> QuerySet[User]:
    """Who signs for the agency today and can log in: somebody who was invited and never came keeps nobody waiting."""
    desk = who_works_for(agency)
    found = User.objects.filter(agency=desk, duty=Duty.SIGNS, is_active=True) if desk else User.objects.none()
    return found.exclude(NEVER_CAME).order_by("pk")


def head_signs_first(agency: Agency) -> bool:
    """True where what a clerk prepares goes out with the head's signature only."""
    desk = who_works_for(agency)
    return desk is not None and desk.head_signs and heads_of(agency).exists()


def signs_for(user: User, agency: Agency, decision: Decision = Decision.HAND_IN) -> bool:
    """The agency's head, or today whoever the head lets take this decision."""
    return is_head_of(user, agency) or delegation_of(user, agency, decision) is not None


def is_head_of(user: User, agency: Agency) -> bool:
    return user.holds(Duty.SIGNS) and user.acts_for(agency)


def delegation_of(user: User, agency: Agency, decision: Decision) -> Delegation | None:
    """By which the user signs in the place of the agency's head today, or None."""
    given = user.delegation_for(decision)
    return given if given and is_head_of(given.giver, agency) else None


def stands_in(user: User, agency: Agency) -> bool:
    """True where the head has to sign and the user is not the head: who signs all the same does it in their place."""
    return not is_head_of(user, agency) and head_signs_first(agency)


def needs_head(user: User, agency: Agency, decision: Decision) -> bool:
    """True where the user prepares for the agency, and what is prepared waits for another one's signature."""
    return not signs_for(user, agency, decision) and head_signs_first(agency)


def signed_by_head(decision: Decision) -> Predicate:
    """A predicate: the user signs for the agency, or nobody has to."""

    def check(user: User, obj: OfAnAgency) -> Answer:
        return (False, NEEDED.format(obj)) if needs_head(user, obj.agency, decision) else ALLOWED

    return check
