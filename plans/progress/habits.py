"""Whether a person thinks in the period or in cumulative figures: remembered from what they last sent."""

from agencies.models import User
from plans.models import ReportingHabit

WAY, PERIOD, CUMULATIVE = "way", "period", "cumulative"
WAYS = ((CUMULATIVE, "Lũy kế từ đầu Kế hoạch"), (PERIOD, "Trong kỳ"))


def thinks_in_period(user: User) -> bool:
    return ReportingHabit.objects.filter(user=user, in_period=True).exists()


def remember(user: User, in_period: bool) -> None:
    ReportingHabit.objects.update_or_create(user=user, defaults={"in_period": in_period})
