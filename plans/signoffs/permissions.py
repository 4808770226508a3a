"""Predicates `(user, obj) -> (allowed, Vietnamese reason)` on putting something before the head of its agency."""

from agencies.models import Decision, User, Workflowed
from agencies.permissions import ALLOWED, Answer, OfAnAgency, both, prepares_for
from agencies.signatures import head_signs_first, needs_head, signs_for

from .queries import standing

NO_STEP = "{} không có bước trình lãnh đạo ký: cán bộ gửi thẳng."
SIGNS_ONESELF = "Bạn ký được nên không phải trình ký: ký và gửi thẳng, hoặc trả lại."
NOT_WAITING = "Không còn bản trình ký nào đang chờ: đã ký, đã trả lại, đã rút hoặc nội dung đã được sửa."
WAITING = "Bản này đang chờ lãnh đạo ký: rút lại nếu cần sửa."
ONLY_SIGNERS = "Chỉ thủ trưởng hoặc người được giao ký trả lại được bản trình ký."


def has_step(user: User, obj: OfAnAgency) -> Answer:
    """What the user prepares needs another one's signature."""
    if needs_head(user, obj.agency, Decision.HAND_IN):
        return ALLOWED
    return False, SIGNS_ONESELF if head_signs_first(obj.agency) else NO_STEP.format(obj.agency)


def signs(user: User, obj: OfAnAgency) -> Answer:
    return ALLOWED if signs_for(user, obj.agency) else (False, ONLY_SIGNERS)


def leaves_signing(user: User, obj: OfAnAgency) -> Answer:
    """The user does not sign; who does gives back."""
    return (False, SIGNS_ONESELF) if signs_for(user, obj.agency) else ALLOWED


def is_waiting(user: User, obj: Workflowed) -> Answer:
    return ALLOWED if standing(obj) else (False, NOT_WAITING)


def is_not_waiting(user: User, obj: Workflowed) -> Answer:
    return (False, WAITING) if standing(obj) else ALLOWED


asks = both(prepares_for, has_step, is_not_waiting)  # a clerk of the agency whose head signs first
takes_back = both(prepares_for, leaves_signing, is_waiting)  # a clerk of the agency, while nobody has signed
gives_back = both(signs, is_waiting)  # whoever could sign what waits
