"""Predicates `(user, obj) -> (allowed, Vietnamese reason)` on estimates (Kế hoạch II.3.b; domain §2)."""

from agencies.models import Decision, User
from agencies.permissions import ALLOWED, both, decides, did_not_submit, writes_or_signs_for
from budgets.models import Estimate


def appraised_by_finance(user: User, estimate: Estimate) -> tuple[bool, str]:
    """Sở Tài chính appraises estimates of sở, ban, ngành and TTLTLS only."""
    if estimate.is_appraised_by_finance:
        return ALLOWED
    return False, "Huyện, xã tự phê duyệt dự toán từ ngân sách của mình; Sở Tài chính chỉ theo dõi."


def decided_by_itself(user: User, estimate: Estimate) -> tuple[bool, str]:
    """Huyện and xã decide on their own estimates."""
    if not estimate.is_appraised_by_finance:
        return ALLOWED
    return False, "Dự toán của sở, ban, ngành và TTLTLS do Sở Tài chính thẩm định."


hands_in, approves = writes_or_signs_for(Decision.HAND_IN), writes_or_signs_for(Decision.APPROVE_ESTIMATES)
appraises_estimate = both(decides(Decision.APPRAISE_ESTIMATES), appraised_by_finance, did_not_submit)
