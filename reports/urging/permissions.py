"""Who urges: Sở Nội vụ, which follows the plan (Kế hoạch III.1)."""

from agencies.models import Duty, User
from agencies.permissions import ALLOWED, Answer

NOT_YOURS = "Chỉ cán bộ theo dõi Kế hoạch của Sở Nội vụ soạn và ghi công văn đôn đốc."


def urges(user: User, obj: object = None) -> Answer:
    """Whoever appraises catalogues by the own duty also follows and urges."""
    return ALLOWED if user.holds(Duty.APPRAISES_CATALOGUES) else (False, NOT_YOURS)
