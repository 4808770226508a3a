"""The catalogue's way between an agency and Sở Nội vụ (Kế hoạch II.3.b, III.5)."""

from agencies.permissions import prepares_for
from agencies.workflow import Action, Workflow
from plans.models import Catalogue
from plans.permissions import appraises_catalogue

from . import effects

S = Catalogue.State
AGENCY, APPRAISER = prepares_for, appraises_catalogue


def ready_to_submit(catalogue: Catalogue) -> list[str]:
    """What keeps a catalogue from being handed in: it has no rows."""
    if catalogue.file_count:
        return []
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
            AGENCY,
            ready_to_submit,
            effects.hand_in,
            form="secrecy",
            style="primary",
        ),
        Action("withdraw", "Rút lại", (S.SUBMITTED,), S.DRAFT, AGENCY, effect=effects.withdraw),
        Action("receive", "Tiếp nhận", (S.SUBMITTED,), S.RECEIVED, APPRAISER),
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
        ),
        Action(
            "reopen",
            "Sửa đổi Mục lục đã thẩm định",
            (S.APPRAISED,),
            S.DRAFT,
            AGENCY,
            effect=effects.reopen,
            done="mở bản sửa đổi của",
            needs_reason=True,
        ),
    ),
)
