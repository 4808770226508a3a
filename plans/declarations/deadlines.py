"""How a day stands to a milestone: derived from dates, never stored (domain §3)."""

from datetime import date
from typing import Literal

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.models import Agency
from plans.models import ExtensionDecision, Milestone, Plan
from plans.models.extension import extended_on
from plans.models.milestone import nearest

State = Literal["done_on_time", "done_late", "overdue", "due_soon", "open"]
SOON_DAYS = 7
TONES: dict[State, str] = {
    "done_on_time": "ok",
    "done_late": "warn",
    "overdue": "bad",
    "due_soon": "run",
    "open": "run",
}


def milestone_for(agency: Agency, plan: Plan, key: str) -> Milestone | None:
    """The agency's milestone as it stands today, with what was granted; None where the plan has none."""
    today = portal_today()
    rows = Milestone.objects.filter(plan=plan, key=key).in_force_on(today)
    granted = ExtensionDecision.objects.granted().filter(extension__plan=plan, extension__agency=agency)
    return nearest(rows, agency.pk, agency.group, extended_on(granted, today)).get(key)


def state_on(day: date, last_day: date, done_on: date | None = None) -> State:
    """How the day stands to the last day on time; of what is done, how the day of that does."""
    if done_on:
        return "done_on_time" if done_on <= last_day else "done_late"
    if day > last_day:
        return "overdue"
    return "due_soon" if (last_day - day).days <= SOON_DAYS else "open"


def days_text(day: date, last_day: date, done_on: date | None = None) -> str:
    """The same in words: "đúng hạn", "trễ 3 ngày", "quá hạn 3 ngày", "còn 3 ngày"."""
    if done_on:
        return "đúng hạn" if done_on <= last_day else f"trễ {(done_on - last_day).days} ngày"
    return f"quá hạn {(day - last_day).days} ngày" if day > last_day else f"còn {(last_day - day).days} ngày"


def standing(milestone: Milestone | None, done_on: date | None, today: date) -> tuple[str, str]:
    """(tone, words) for a status pill: done on time or late, due, or overdue."""
    if milestone is None:
        return ("ok", "đã xong") if done_on else ("idle", "chưa làm")
    last = milestone.due_on
    return TONES[state_on(today, last, done_on)], days_text(today, last, done_on)


def printed(milestone: Milestone | None) -> str:
    """ "trước 20/4/2025", as the plan prints it, and beside it the day that was granted."""
    if milestone is None:
        return ""
    return beside(f"trước {format_date(milestone.printed_date)}", milestone.extended_to)


def beside(said: str, extended_to: date | None) -> str:
    """What is said of the printed date, and the day that was granted: an extension never hides the plan's own."""
    return f"{said}, gia hạn đến {format_date(extended_to)}" if extended_to else said
