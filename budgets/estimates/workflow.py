"""The estimate's way between an agency and Sở Tài chính (Kế hoạch II.3.b; domain §2, §5)."""

from agencies.models import Decision
from agencies.permissions import both
from agencies.signatures import signed_by_head
from agencies.workflow import Action, Workflow
from budgets.models import Estimate
from plans.signoffs.actions import around_signing

from . import limits, services, unusual
from .permissions import appraised_by_finance, appraises_estimate, approves, decided_by_itself, hands_in

S = Estimate.State


ESTIMATE = Workflow(
    "estimate",
    Estimate,
    (
        Action(
            "submit",
            "Trình thẩm định",
            (S.DRAFT, S.RETURNED),
            S.SUBMITTED,
            both(hands_in, appraised_by_finance, signed_by_head(Decision.HAND_IN)),
            limits.ready_to_submit,
            done="trình thẩm định",
            style="primary",
            effect=services.hold_limit,
            decision=Decision.HAND_IN,
            verb_of_head="Ký và trình thẩm định",
        ),
        *around_signing(Estimate.CHANGEABLE, limits.ready_to_go_out),
        Action(
            "withdraw",
            "Rút lại",
            (S.SUBMITTED,),
            S.DRAFT,
            hands_in,
            done="rút lại",
            effect=unusual.was_withdrawn,
            decision=Decision.HAND_IN,
        ),
        Action(
            "appraise",
            "Thẩm định",
            (S.SUBMITTED,),
            S.APPRAISED,
            appraises_estimate,
            unusual.not_confirmed,
            done="thẩm định",
            needs_document=True,
            form="lines",
            style="primary",
            effect=services.record_appraisal,
            decision=Decision.APPRAISE_ESTIMATES,
        ),
        Action(
            "return",
            "Trả lại",
            (S.SUBMITTED,),
            S.RETURNED,
            appraises_estimate,
            done="trả lại",
            needs_reason=True,
            style="danger",
            effect=unusual.went_back,
            decision=Decision.APPRAISE_ESTIMATES,
        ),
        Action(
            "decide",
            "Ghi quyết định phê duyệt",
            (S.DRAFT,),
            S.DECIDED,
            both(approves, decided_by_itself, signed_by_head(Decision.APPROVE_ESTIMATES)),
            limits.ready_to_decide,
            done="ghi quyết định phê duyệt",
            needs_document=True,
            form="lines",
            style="primary",
            effect=services.record_own_decision,
            decision=Decision.APPROVE_ESTIMATES,
            verb_of_head="Ký và ghi quyết định phê duyệt",
        ),
    ),
)
