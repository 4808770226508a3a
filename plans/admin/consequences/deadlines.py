"""Consequences of adding or editing a milestone: whose deadlines change."""

from collections.abc import Iterator
from datetime import date

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Agency
from plans.models import Milestone
from plans.models.milestone import nearest

from .names import named


def of_milestone(before: Milestone | None, after: Milestone) -> Iterator[str]:
    """Which agencies get another deadline, and for which a day past becomes a day to come or the reverse."""
    today = portal_today()
    known = list(after.plan.milestones.in_force_on(max(today, after.valid_from or today)))
    changed = [each for each in known if each.pk != after.pk] + [after]
    moved: dict[tuple[date | None, date], list[str]] = {}
    bound = Agency.objects.holding_records().order_by("official_order", "code")
    for agency_id, kind, name in bound.values_list("pk", "kind", "name"):
        group = Agency.GROUP_OF_KIND[kind]
        old, new = (nearest(each, agency_id, group).get(after.key) for each in (known, changed))
        days = (old.last_day_on_time if old else None, new.last_day_on_time if new else after.last_day_on_time)
        if new and days[0] != days[1]:
            moved.setdefault(days, []).append(name)
    for (old_day, new_day), names in moved.items():
        was = f"từ {format_date(old_day)}" if old_day else "chưa có thời hạn"
        yield (
            f"{after.get_key_display()}: {format_int(len(names))} cơ quan, đơn vị đổi ngày cuối còn đúng hạn, {was} "
            f"thành {format_date(new_day)}{overdue(old_day, new_day, today)}: {named(names)}."
        )
    if moved and after.valid_from:
        yield f"Trước ngày {format_date(after.valid_from)}, các trang và báo cáo vẫn tính theo thời hạn cũ."


def overdue(old: date | None, new: date, today: date) -> str:
    """Whether that makes somebody late, or no longer late, from one moment to the next."""
    was_late, is_late = bool(old and old < today), new < today
    if was_late == is_late:
        return ""
    return "; thành quá hạn ngay" if is_late else "; không còn quá hạn"
