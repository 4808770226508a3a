"""Predicates `(user, obj) -> (allowed, Vietnamese reason)` on difficulties."""

from agencies.models import Duty, User
from agencies.permissions import ALLOWED, Answer, both, did_not_submit, has_duty, prepares_for
from plans.models import Difficulty
from plans.models.difficulty import Answerer

NOT_YOURS = "Câu hỏi này chờ {} trả lời."
ANSWERERS = (Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES, Duty.OPERATES_ARCHIVE)

asks = prepares_for  # a clerk or the head of the agency, or of its successor
keeps_the_register = both(has_duty(Duty.APPRAISES_CATALOGUES), did_not_submit)


def is_for(user: User, difficulty: Difficulty) -> Answer:
    """The difficulty waits for the user's office."""
    if user.holds(difficulty.duty):
        return ALLOWED
    return False, NOT_YOURS.format(Answerer(difficulty.answerer).label)


def is_at_hand(user: User, difficulty: Difficulty) -> Answer:
    """Who it waits for, and Sở Nội vụ, hand it to another office."""
    return ALLOWED if user.holds(Duty.APPRAISES_CATALOGUES) else is_for(user, difficulty)


def answers_something(user: User) -> bool:
    return any(user.holds(duty) for duty in ANSWERERS)


answers = both(is_for, did_not_submit)
hands_over = both(is_at_hand, did_not_submit)
