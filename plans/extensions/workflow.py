"""The extension's way between an agency and Sở Nội vụ (Kế hoạch III.5; domain §3)."""

from agencies.models import Decision
from agencies.permissions import both
from agencies.signatures import signed_by_head
from agencies.workflow import Action, Workflow
from plans.models import Extension
from plans.signoffs.actions import around_signing

from . import effects
from .permissions import asks_for_agency, decides_extension, takes_back_decision

S = Extension.State

EXTENSION = Workflow(
    "extension",
    Extension,
    (
        Action(
            "submit",
            "Gửi Sở Nội vụ",
            Extension.CHANGEABLE,
            S.SUBMITTED,
            both(asks_for_agency, signed_by_head(Decision.HAND_IN)),
            effects.ready_to_submit,
            effects.hand_in,
            done="gửi",
            form="letter",
            style="primary",
            decision=Decision.HAND_IN,
            verb_of_head="Ký và gửi Sở Nội vụ",
        ),
        *around_signing(Extension.CHANGEABLE, effects.ready_to_submit),
        Action(
            "withdraw",
            "Rút đề nghị",
            Extension.AWAITED,
            S.WITHDRAWN,
            asks_for_agency,
            done="rút",
            decision=Decision.HAND_IN,
        ),
        Action(
            "extend",
            "Gia hạn",
            Extension.AWAITED,
            S.GRANTED,
            decides_extension,
            effect=effects.grant,
            done="gia hạn theo",
            needs_document=True,
            form="grant",
            style="primary",
        ),
        Action(
            "not_extend",
            "Không gia hạn",
            Extension.AWAITED,
            S.REFUSED,
            decides_extension,
            effect=effects.refuse,
            done="không chấp nhận",
            needs_reason=True,
            needs_document=True,
            form="refusal",
            style="danger",
        ),
        Action(
            "undo_extension",
            "Thu hồi quyết định",
            Extension.DECIDED,
            S.SUBMITTED,
            takes_back_decision,
            effects.ready_to_take_back,
            effects.take_back,
            done="thu hồi quyết định về",
            needs_reason=True,
            style="danger",
        ),
    ),
)
