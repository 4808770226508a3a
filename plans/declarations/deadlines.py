"""How a day stands to a milestone: derived from dates, never stored (domain §3)."""

from agencies.formats.dates import format_date
from plans.models import Milestone


def milestone_for(agency, plan, key):
    """The agency's milestone: the one of its group, or the one for everybody; None where the plan has none."""
    rows = Milestone.objects.filter(plan=plan, key=key, group__in=["", agency.group or ""])
    return rows.order_by("-group").first()


def standing(milestone, done_on, today):
    """(tone, words) for a status pill: done on time or late, due, or overdue."""
    if milestone is None:
        return ("ok", "đã xong") if done_on else ("idle", "chưa làm")
    last = milestone.last_day_on_time
    if done_on:
        return ("ok", "đúng hạn") if done_on <= last else ("warn", f"trễ {(done_on - last).days} ngày")
    if today > last:
        return "bad", f"quá hạn {(today - last).days} ngày"
    return "run", f"còn {(last - today).days} ngày"


def printed(milestone):
    """ "trước 20/4/2025", as the plan prints it."""
    return f"trước {format_date(milestone.printed_date)}" if milestone else ""
