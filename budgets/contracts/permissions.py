"""Who records what follows the allocation: the agency's own clerk or head, or whoever its head lets hand in for it."""

from agencies.models import Decision, Delegation, Duty, User
from agencies.permissions import ALLOWED, Answer, OfAnAgency, writes_or_signs_for
from agencies.workflow import NotAllowed, held_delegation

records_money = writes_or_signs_for(Decision.HAND_IN)
NOT_KEEPER = "Danh mục nhà thầu do Sở Nội vụ hoặc quản trị viên sửa; cơ quan chỉ thêm nhà thầu khi ghi hợp đồng."


def held_right(actor: User, obj: OfAnAgency) -> Delegation | None:
    """The delegation by which the actor records, held until the transaction ends; None by the own right.

    Raises NotAllowed where the actor may not.
    """
    allowed, why = records_money(actor, obj)
    if not allowed:
        raise NotAllowed(why)
    return held_delegation(actor, Decision.HAND_IN, obj)


def adds_contractors(user: User, obj: object = None) -> Answer:
    """Clerks and heads of agencies while they record a contract, and those who keep the list."""
    if user.writes or user.delegation_for(Decision.HAND_IN):
        return ALLOWED
    return keeps_contractors(user)


def keeps_contractors(user: User, obj: object = None) -> Answer:
    """Sở Nội vụ and administrators keep the province's list of contractors."""
    if user.administers or user.holds(Duty.APPRAISES_CATALOGUES):
        return ALLOWED
    return False, NOT_KEEPER
