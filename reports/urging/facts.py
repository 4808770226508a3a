"""What a line of the plan is told in a letter: its figures and milestones on the day, and the sentence made of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int, format_percent, pad_quantity
from plans.models import Milestone

from ..figures import BEHIND, AgencyFigures

Facts = dict[str, Any]


def has_cause(row: AgencyFigures) -> bool:
    """Something of the line is late: a milestone, the work itself, its reports."""
    return row.schedule in BEHIND or row.is_silent or bool(overdue(row)) or bool(row.silent_heirs)


def overdue(row: AgencyFigures) -> list[Facts]:
    """Milestones that passed undone, each with the days since the last day on time."""
    return [
        {
            "name": Milestone.name_for(one.key, row.group),
            "printed": one.printed_date.isoformat(),
            "extended": iso(one.extended_to),
            "days": (row.as_of - one.due_on).days,
        }
        for one in row.milestones.values()
        if one.state == "overdue"
    ]


def facts_of(row: AgencyFigures) -> Facts:
    """The figures of the line as they are kept with the letter: trang A4 quy đổi, days in ISO."""
    known = row.last_period_end is not None
    forecast = row.ends_at_this_pace_on
    return {
        "name": row.name,
        "planned_pages": row.planned_pages,
        "scanned_pages": row.scanned_pages if known else None,
        "remaining_pages": row.remaining_pages,
        "needed_per_day": row.needed_per_day if row.remaining_pages and row.days_left else None,
        "pace_per_day": row.pace_per_day if row.paces else None,
        "printed_deadline": iso(row.printed_deadline),
        "extended_deadline": iso(row.extended_deadline),
        "days_left": row.days_left,
        "forecast": iso(forecast),
        "days_late": days_late(row, forecast),
        "overdue": overdue(row),
        "silent_since": iso(row.silent_since) if row.is_silent else None,
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def days_late(row: AgencyFigures, forecast: date | None) -> int:
    """Days by which the forecast day, or the day asked about where work is left, lies after the last day on time."""
    if row.deadline is None or not row.remaining_pages:
        return 0
    return max(0, (max(filter(None, (forecast, row.as_of))) - row.deadline).days)


def standing(facts: Facts) -> str:
    """The sentence of the line without its name and full stop: "quá hạn 61 ngày mốc …; đã số hóa …"."""
    return "; ".join([*overdue_said(facts), *work_said(facts), *pace_said(facts), *silence_said(facts)])


def overdue_said(facts: Facts) -> Iterator[str]:
    for one in facts["overdue"]:
        until = until_said(one["printed"], one["extended"])
        yield f"quá hạn {pad_quantity(one['days'])} ngày mốc {one['name']} ({until})"


def until_said(printed: str, extended: str | None) -> str:
    """The day of the plan, and the last day on time where that was granted later."""
    return f"trước ngày {shown(printed)}" + (f", được gia hạn đến hết ngày {shown(extended)}" if extended else "")


def work_said(facts: Facts) -> Iterator[str]:
    """What was scanned of what the plan asks for."""
    planned, scanned = facts["planned_pages"], facts["scanned_pages"]
    if planned and scanned is None:
        yield f"chưa báo cáo số trang đã số hóa trong {format_int(planned)} trang của Kế hoạch"
    elif planned:
        share = format_percent(scanned, planned)
        left = f", còn {format_int(facts['remaining_pages'])} trang" if facts["remaining_pages"] else ""
        yield f"đã số hóa {format_int(scanned)} trang trong {format_int(planned)} trang của Kế hoạch ({share}){left}"


def pace_said(facts: Facts) -> Iterator[str]:
    """What the days left ask for, and how late the work ends as it goes."""
    if facts["needed_per_day"]:
        pace = facts["pace_per_day"]
        done = f", đang đạt {format_int(pace)} trang mỗi ngày" if pace is not None else ""
        until = until_said(facts["printed_deadline"], facts["extended_deadline"])
        yield (
            f"phải hoàn thành {until}, còn {pad_quantity(facts['days_left'])} ngày, "
            f"cần {format_int(facts['needed_per_day'])} trang mỗi ngày{done}"
        )
    if facts["forecast"] and facts["days_late"]:
        late = f"trễ {pad_quantity(facts['days_late'])} ngày"
        yield f"với tốc độ gần đây dự kiến xong ngày {shown(facts['forecast'])}, {late}"


def silence_said(facts: Facts) -> Iterator[str]:
    if facts["silent_since"]:
        yield f"chưa gửi báo cáo tiến độ từ kỳ đến ngày {shown(facts['silent_since'])}"


def shown(day: str) -> str:
    """A kept day as papers write it."""
    return format_date(date.fromisoformat(day))
