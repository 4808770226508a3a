"""A letter in the words that apply on its day, filled with the figures of those whom it urges."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from agencies.formats.dates import format_date
from agencies.formats.numbers import pad_quantity
from agencies.workflow import WorkflowError
from plans.models import Plan

from ..documents.report import issuer_of, plan_title
from ..models import UrgingWording
from ..models.urging import PLACE
from .facts import Facts, standing

NO_WORDING = "Chưa có lời văn đôn đốc áp dụng ngày {}: quản trị hệ thống thêm trong Quản trị."
OF_EACH = "{don_vi}"


class Wording(NamedTuple):
    """Subject and text of one letter."""

    subject: str
    body: str


def worded(plan: Plan, as_of: date, lines: Sequence[tuple[str, Facts]]) -> Wording:
    """The draft for the lines (name of who receives it, figures). Raises WorkflowError where no wording applies."""
    words = UrgingWording.objects.in_force_on(as_of)
    if words is None:
        raise WorkflowError(NO_WORDING.format(format_date(as_of)))
    common = {
        "ke_hoach": plan_title(plan, is_signed=True),
        "noi_gui": issuer_of(plan),
        "den_ngay": format_date(as_of),
        "so_don_vi": pad_quantity(len(lines)),
    }
    text = words.text_for_one if len(lines) == 1 else words.text_for_many
    own = [common | {"don_vi": name, "tinh_hinh": standing(facts)} for name, facts in lines]
    body = "\n".join(line for template in text.splitlines() for line in repeated(template, common, own))
    return Wording(filled(words.subject, common | (own[0] if len(own) == 1 else {})), body)


def repeated(template: str, common: dict[str, str], own: Sequence[dict[str, str]]) -> list[str]:
    """The line once, or once for each who receives the letter where it names them."""
    if OF_EACH in template:
        return [filled(template, each) for each in own]
    return [filled(template, own[0] if len(own) == 1 else common)]


def filled(template: str, words: dict[str, str]) -> str:
    """The text with its places filled; a place that nothing fills stays as it is."""
    return PLACE.sub(lambda found: words.get(found[1], found[0]), template)
