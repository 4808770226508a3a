"""The catalogue's way between an agency and Sở Nội vụ (Kế hoạch II.3.b, III.5)."""

from agencies.permissions import prepares_for
from agencies.workflow import Action, Workflow
from plans.models import Catalogue
from plans.permissions import appraises_catalogue

from . import effects

S = Catalogue.State


def ready_to_submit(catalogue):
    """What keeps a catalogue from being handed in: no rows, or no declaration on secrecy (domain §4)."""
    missing = []
    if not catalogue.file_count:
        missing.append("Mục lục chưa có hồ sơ nào: nhập hồ sơ hoặc tải tệp lên trước khi trình.")
    return missing


CATALOGUE = Workflow(
    "catalogue",
    Catalogue,
    (
        Action(
            "submit",
            "Trình thẩm định",
            (S.DRAFT, S.RETURNED),
            S.SUBMITTED,
            prepares_for,
            ready_to_submit,
            done="trình thẩm định",
            form="secrecy",
            style="primary",
            effect=effects.hand_in,
        ),
        Action("withdraw", "Rút lại", (S.SUBMITTED,), S.DRAFT, prepares_for, done="rút lại"),
        Action("receive", "Tiếp nhận", (S.SUBMITTED,), S.RECEIVED, appraises_catalogue, done="tiếp nhận"),
        Action(
            "tranche",
            "Thẩm định một đợt",
            (S.SUBMITTED, S.RECEIVED),
            S.RECEIVED,
            appraises_catalogue,
            effects.ready_for_tranche,
            done="thẩm định một đợt",
            needs_document=True,
            form="appraisal",
            only_when_ready=True,
            effect=effects.appraise_tranche,
        ),
        Action(
            "appraise",
            "Thẩm định đạt",
            (S.SUBMITTED, S.RECEIVED),
            S.APPRAISED,
            appraises_catalogue,
            effects.ready_for_whole,
            done="thẩm định đạt",
            needs_document=True,
            form="appraisal",
            style="primary",
            effect=effects.appraise_whole,
        ),
        Action(
            "return",
            "Trả lại",
            (S.SUBMITTED, S.RECEIVED),
            S.RETURNED,
            appraises_catalogue,
            done="trả lại",
            needs_reason=True,
            style="danger",
            effect=effects.next_revision,
        ),
        Action(
            "reopen",
            "Sửa đổi Mục lục đã thẩm định",
            (S.APPRAISED,),
            S.DRAFT,
            prepares_for,
            done="mở bản sửa đổi của",
            needs_reason=True,
            effect=effects.next_revision,
        ),
    ),
)
