"""Values that a report rests on: one that was confirmed or returned before it was built is decided for good."""

from agencies.models import Job
from plans.models import UnusualValue

from .models import Report

BUILT = "Đã lập {} sau khi xử lý số liệu này nên không hoàn tác được."


def resting_on(value: UnusualValue) -> str:
    """A sentence where a report was asked for since the value was decided on; "" otherwise."""
    later = Report.objects.filter(plan=value.plan_id, created_at__gt=value.decided_at)
    report = later.exclude(state=Job.State.FAILED).order_by("pk").first()
    return BUILT.format(report) if report else ""
