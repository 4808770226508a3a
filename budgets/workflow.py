"""The estimate's way between an agency and Sở Tài chính (Kế hoạch II.3.b; domain §2, §5)."""

from agencies.models import Duty
from agencies.permissions import both, did_not_submit, has_duty, prepares_for
from agencies.workflow import Action, Workflow

from . import limits, services
from .models import Estimate

S = Estimate.State


def appraised_by_finance(user, estimate):
    if estimate.is_appraised_by_finance:
        return True, ""
    return False, "Huyện, xã tự phê duyệt dự toán từ ngân sách của mình; Sở Tài chính chỉ theo dõi."


def decided_by_itself(user, estimate):
    if not estimate.is_appraised_by_finance:
        return True, ""
    return False, "Dự toán của sở, ban, ngành và TTLTLS do Sở Tài chính thẩm định."


may_decide = both(has_duty(Duty.APPRAISES_ESTIMATES), appraised_by_finance, did_not_submit)

ESTIMATE = Workflow(
    "estimate",
    (
        Action("submit", "Trình thẩm định", (S.DRAFT, S.RETURNED), S.SUBMITTED,
               both(prepares_for, appraised_by_finance), limits.ready_to_submit,
               done="trình thẩm định", style="primary", effect=services.hold_limit),
        Action("withdraw", "Rút lại", (S.SUBMITTED,), S.DRAFT, prepares_for, done="rút lại"),
        Action("appraise", "Thẩm định", (S.SUBMITTED,), S.APPRAISED, may_decide, done="thẩm định",
               needs_document=True, form="amount", style="primary", effect=services.record_appraisal),
        Action("return", "Trả lại", (S.SUBMITTED,), S.RETURNED, may_decide, done="trả lại",
               needs_reason=True, style="danger"),
        Action("decide", "Ghi quyết định phê duyệt", (S.DRAFT,), S.DECIDED,
               both(prepares_for, decided_by_itself), limits.ready_to_decide, done="ghi quyết định phê duyệt",
               needs_document=True, form="amount", style="primary", effect=services.record_own_decision),
        Action("reopen", "Điều chỉnh quyết định", (S.DECIDED,), S.DRAFT, both(prepares_for, decided_by_itself),
               done="mở lại để điều chỉnh", needs_reason=True),
    ),
)  # fmt: skip
