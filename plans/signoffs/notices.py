"""Notices about the signature on the page of an object, and the context of the page on which it is signed."""

from dataclasses import dataclass

from agencies.formats.dates import format_datetime
from agencies.models import User, Workflowed
from agencies.signatures import head_signs_first, heads_of
from plans.models import SignOff

from .queries import latest, standing

TITLES = {
    "waiting": "Đang chờ lãnh đạo ký.",
    "returned": "Lãnh đạo trả lại, chưa ký.",
    "changed": "Đã sửa sau khi trình ký.",
    "no_step": "Không còn bước lãnh đạo ký.",
    "signed": "Đã ký trên cổng.",
}
SENTENCES = {
    "changed": "Bản trình ký không còn hiệu lực: trình ký lại bản đã sửa.",
    "no_step": "Cơ quan không có thủ trưởng đang dùng tài khoản, hoặc bước này đã tắt: cán bộ gửi thẳng.",
}
TONES = {"waiting": "info", "returned": "warning", "changed": "warning", "no_step": "info", "signed": "info"}


@dataclass(frozen=True)
class SignOffNotice:
    """For templates/plans/_sign_off.html: the last request, its state, who may sign."""

    about: SignOff
    place: str
    heads: list[str]

    @property
    def title(self) -> str:
        return TITLES[self.place]

    @property
    def sentence(self) -> str:
        return SENTENCES.get(self.place, "")

    @property
    def tone(self) -> str:
        return TONES[self.place]


def sign_off_of(obj: Workflowed, user: User) -> SignOffNotice | None:
    """The notices for the person: all for the agency's own; for overseers only who signed what was handed in."""
    last = latest(obj)
    place = place_of(last, obj) if last else ""
    if last is None or not place or (place != "signed" and user.oversees and not user.belongs_to(last.agency)):
        return None
    heads = [str(head) for head in heads_of(last.agency)] if place == "waiting" else []
    return SignOffNotice(last, place, heads)


def place_of(last: SignOff, obj: Workflowed) -> str:
    """The state of the last request about the object; "" where nothing is worth a notice."""
    if not obj.is_changeable:
        return "signed" if last.was_signed else ""
    if last.outcome == SignOff.Outcome.RETURNED:
        return "returned"
    if not last.is_open:
        return ""
    if not last.stands_for(obj):
        return "changed"
    return "waiting" if head_signs_first(last.agency) else "no_step"


def asked_facts(obj: Workflowed) -> list[dict[str, str]]:
    """[{label, value}] of the request that waits, for whoever signs or gives back; [] without one."""
    found = standing(obj) if obj.is_changeable else None
    if found is None:
        return []
    facts = [("Trình ký", f"{found.asked_by}, {format_datetime(found.asked_at)}")]
    facts += [("Lời nhắn của người trình", found.note)] if found.note else []
    return [{"label": label, "value": value} for label, value in facts]
