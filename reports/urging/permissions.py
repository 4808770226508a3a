"""Who urges: Sở Nội vụ, which follows the plan (Kế hoạch III.1), and whom it lets do so in its place."""

from agencies.models import Decision, User
from agencies.permissions import ALLOWED, Answer

NOT_YOURS = "Chỉ cán bộ theo dõi Kế hoạch của Sở Nội vụ, hoặc người được giao việc này, soạn và ghi công văn đôn đốc."


def urges(user: User, obj: object = None) -> Answer:
    """Whoever appraises catalogues also follows and urges, and today who does so in the place of such a person."""
    return ALLOWED if user.decides_on(Decision.URGE) else (False, NOT_YOURS)
