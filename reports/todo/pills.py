"""How a task is shown: its title and address, by when, and a pill that says how urgent it is."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from agencies.formats.dates import format_date
from plans.catalogues.queue import SLOW_DAYS, VERY_SLOW_DAYS

SOON_DAYS = 7
Task = dict[str, Any]  # of components/tasks.html


def task(
    title: str,
    url: str,
    *,
    due: date | None = None,
    printed: date | None = None,
    today: date | None = None,
    tone: str = "",
    word: str = "",
    note: str = "",
    count: int | None = None,
) -> Task:
    """One line of components/tasks.html. `due` is the last day on time; `printed` is the plan's "trước ngày …"."""
    if due and today and not word:
        tone, word = pill(due, today)
    text = f"trước {format_date(printed)}" if printed else f"hạn {format_date(due)}" if due else ""
    return {"title": title, "url": url, "note": note, "count": count, "due_text": text, "tone": tone, "word": word}


def pill(due: date, today: date) -> tuple[str, str]:
    """Tone and word for a last day on time: overdue, today, soon, later."""
    days = (due - today).days
    if days < 0:
        return "bad", f"quá hạn {-days} ngày"
    if days == 0:
        return "warn", "hạn hôm nay"
    return ("warn" if days <= SOON_DAYS else "idle"), f"còn {days} ngày"


def waiting(since: datetime, today: date) -> tuple[str, str]:
    """How long something has been waiting, from an aware moment to a day: tone and words."""
    days = (today - timezone.localtime(since).date()).days
    if days <= 0:
        return "idle", "hôm nay"
    return ("bad" if days > VERY_SLOW_DAYS else "warn" if days > SLOW_DAYS else "idle"), f"{days} ngày"
