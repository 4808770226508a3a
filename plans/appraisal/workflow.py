"""The catalogue's way between an agency and Sở Nội vụ (Kế hoạch II.3.b, III.5)."""

from agencies.models import Decision
from agencies.permissions import both, writes_or_signs_for
from agencies.signatures import signed_by_head
from agencies.workflow import Action, Workflow
from plans.models import Catalogue
from plans.permissions import answers_reopening, appraises_catalogue, closes_again
from plans.signoffs.actions import around_signing

from . import effects, reopening
from .unknown import what_is_unknown

S = Catalogue.State
AGENCY, APPRAISER = writes_or_signs_for(Decision.HAND_IN), appraises_catalogue


def ready_to_submit(catalogue: Catalogue) -> list[str]:
    """What keeps a catalogue from being handed in: it has no rows, or rows that do not know what they must."""
    if catalogue.file_count:
        return what_is_unknown(catalogue)
    return ["Mục lục chưa có hồ sơ nào: nhập hồ sơ hoặc tải tệp lên trước khi trình."]


CATALOGUE = Workflow(
    "catalogue",
    Catalogue,
    (
        Action(
            "submit",
            "Trình thẩm định",
            Catalogue.CHANGEABLE,
            S.SUBMITTED,
            both(AGENCY, signed_by_head(Decision.HAND_IN)),
            ready_to_submit,
            effects.hand_in,
            form="secrecy",
            style="primary",
            decision=Decision.HAND_IN,
            verb_of_head="Ký và trình thẩm định",
        ),
        *around_signing(Catalogue.CHANGEABLE, ready_to_submit, "secrecy"),
        Action(
            "withdraw", "Rút lại", (S.SUBMITTED,), S.DRAFT, AGENCY, effect=effects.withdraw, decision=Decision.HAND_IN
        ),
        Action("receive", "Tiếp nhận", (S.SUBMITTED,), S.RECEIVED, APPRAISER, decision=Decision.APPRAISE_CATALOGUES),
        Action(
            "tranche",
            "Thẩm định một đợt",
            Catalogue.AWAITED,
            S.RECEIVED,
            APPRAISER,
            effects.ready_for_tranche,
            effects.appraise_tranche,
            needs_document=True,
            form="appraisal",
            only_when_ready=True,
            decision=Decision.APPRAISE_CATALOGUES,
        ),
        Action(
            "appraise",
            "Thẩm định đạt",
            Catalogue.AWAITED,
            S.APPRAISED,
            APPRAISER,
            effects.ready_for_whole,
            effects.appraise_whole,
            needs_document=True,
            form="appraisal",
            style="primary",
            decision=Decision.APPRAISE_CATALOGUES,
        ),
        Action(
            "return",
            "Trả lại",
            Catalogue.AWAITED,
            S.RETURNED,
            APPRAISER,
            needs_reason=True,
            style="danger",
            effect=effects.send_back,
            decision=Decision.APPRAISE_CATALOGUES,
        ),
        Action(
            "ask_reopen",
            "Đề nghị mở lại",
            (S.APPRAISED,),
            S.REOPENING,
            AGENCY,
            needs_reason=True,
            decision=Decision.HAND_IN,
        ),
        Action("drop_reopen", "Rút đề nghị mở lại", (S.REOPENING,), S.APPRAISED, AGENCY, decision=Decision.HAND_IN),
        Action(
            "reopen",
            "Cho mở lại",
            (S.REOPENING,),
            S.DRAFT,
            answers_reopening,
            effect=effects.reopen,
            style="primary",
            decision=Decision.ANSWER_REOPENINGS,
        ),
        Action(
            "refuse_reopen",
            "Không cho mở lại",
            (S.REOPENING,),
            S.APPRAISED,
            answers_reopening,
            needs_reason=True,
            style="danger",
            decision=Decision.ANSWER_REOPENINGS,
        ),
        Action(
            "close_again",
            "Thu hồi việc cho mở lại",
            (S.DRAFT,),
            S.APPRAISED,
            closes_again,
            reopening.ready_to_close,
            effects.close_again,
            needs_reason=True,
            only_when_ready=True,
            decision=Decision.ANSWER_REOPENINGS,
        ),
    ),
)
