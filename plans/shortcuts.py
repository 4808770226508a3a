"""Shortcuts for many pages: the plan in force, and an agency's target."""

from django.http import Http404

from agencies.models import Agency

from .models import Plan, Target

NO_PLAN = "Chưa có Kế hoạch: quản trị viên nhập Kế hoạch ở trang Bắt đầu."


def plan_or_404() -> Plan:
    """The plan in force. Raises Http404 on a portal without one."""
    plan = Plan.current()
    if plan is None:
        raise Http404(NO_PLAN)
    return plan


def target_of(agency: Agency, plan: Plan) -> Target | None:
    """The agency's own target in the plan, or None."""
    return Target.objects.filter(agency=agency, plan=plan).first()
