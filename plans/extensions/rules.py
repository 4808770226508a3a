"""Which milestones may be extended for an agency, and to which days (domain §3)."""

from datetime import date, timedelta

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.models import Agency
from plans.declarations.deadlines import milestone_for
from plans.models import ExtensionDecision, Milestone, Plan
from plans.models.extension import extended_on
from plans.models.milestone import nearest

LONGEST = timedelta(days=366)
NO_MILESTONE = "Kế hoạch không có mốc này cho {}."
TOO_EARLY = "Ngày gia hạn phải sau ngày cuối cùng còn đúng hạn hiện nay ({})."
TOO_LATE = "Ngày gia hạn cách thời hạn hiện nay hơn một năm: kiểm tra lại năm."


def extendable(agency: Agency, plan: Plan) -> dict[str, Milestone]:
    """{key: milestone} for which the agency may ask, as they stand today; the report is Sở Nội vụ's own."""
    today = portal_today()
    granted = ExtensionDecision.objects.granted().filter(extension__plan=plan, extension__agency=agency)
    rows = Milestone.objects.filter(plan=plan).in_force_on(today)
    found = nearest(rows, agency.pk, agency.group, extended_on(granted, today))
    own_report = plan.reporting_agency_id == agency.pk
    return {key: each for key, each in found.items() if own_report or key != Milestone.Key.REPORT}


def fault(agency: Agency, plan: Plan, key: str, day: date) -> str:
    """Why the milestone cannot be extended to the day; "" where it can."""
    milestone = milestone_for(agency, plan, key)
    if milestone is None:
        return NO_MILESTONE.format(agency)
    if day <= milestone.due_on:
        return TOO_EARLY.format(format_date(milestone.due_on))
    return TOO_LATE if day > milestone.due_on + LONGEST else ""
