"""Predicates `(user, obj) -> (allowed, Vietnamese reason)` on extensions."""

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.models import Decision, Duty, User
from agencies.permissions import ALLOWED, Answer, both, did_not_submit, has_duty, writes_or_signs_for
from plans.models import Extension

asks_for_agency = writes_or_signs_for(Decision.HAND_IN)
decides_extension = both(has_duty(Duty.APPRAISES_CATALOGUES), did_not_submit)

HAS_PASSED = "Ngày {} đã qua nên không thu hồi được quyết định này."


def has_not_passed(user: User, extension: Extension) -> Answer:
    """A decision stands once its day has passed: of a refusal the day that was asked for."""
    day = extension.granted_day or extension.proposed_day
    return ALLOWED if portal_today() <= day else (False, HAS_PASSED.format(format_date(day)))


takes_back_decision = both(decides_extension, has_not_passed)
