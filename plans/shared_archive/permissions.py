"""Who works on the desk of the shared archive, and who keeps an agency's list of photographs and recordings."""

from agencies.models import Duty, User
from agencies.permissions import ALLOWED, Answer, OfAnAgency, has_duty, writes_for

NOT_OPERATOR = "Việc này của Sở Khoa học và Công nghệ, đơn vị vận hành Kho lưu trữ dùng chung."


def operates_archive(user: User, obj: object = None) -> Answer:
    """Sở KH&CN operates the shared archive (Kế hoạch III.4)."""
    allowed, _ = has_duty(Duty.OPERATES_ARCHIVE)(user, obj)
    return ALLOWED if allowed else (False, NOT_OPERATOR)


def keeps_media(user: User, obj: OfAnAgency) -> Answer:
    """The agency's own clerks and head, as for its catalogues."""
    return writes_for(user, obj.agency)
