"""Who works on the desk of the shared archive."""

from agencies.models import Duty, User
from agencies.permissions import ALLOWED, Answer, has_duty

NOT_OPERATOR = "Việc này của Sở Khoa học và Công nghệ, đơn vị vận hành Kho lưu trữ dùng chung."


def operates_archive(user: User, obj: object = None) -> Answer:
    """Sở KH&CN operates the shared archive (Kế hoạch III.4)."""
    allowed, _ = has_duty(Duty.OPERATES_ARCHIVE)(user, obj)
    return ALLOWED if allowed else (False, NOT_OPERATOR)
