"""Display of a task: its title and address, by when, and a pill that says how urgent it is."""

from datetime import date, datetime
from typing import Any

from agencies.calendar import days_since
from agencies.formats.dates import format_date
from agencies.waiting import wait_tone
from plans.declarations.deadlines import beside, days_text, state_on

TONES = {"overdue": "bad", "due_soon": "warn", "open": "idle"}
Task = dict[str, Any]  # of components/tasks.html


def task(
    title: str,
    url: str,
    *,
    due: date | None = None,
    printed: date | None = None,
    extended: date | None = None,
    today: date | None = None,
    tone: str = "",
    word: str = "",
    note: str = "",
    count: int | None = None,
    ready: bool = False,
) -> Task:
    """One line of components/tasks.html. `due` is the last day on time; `printed` is the plan's "trước ngày …", and
    `extended` the day that was granted beside it.

    `ready`: everything is there, and it waits for whoever hands it in or decides on it.
    """
    if due and today and not word:
        tone, word = pill(due, today)
    text = beside(f"trước {format_date(printed)}", extended) if printed else f"hạn {format_date(due)}" if due else ""
    shown = {"title": title, "url": url, "note": note, "count": count, "due_text": text, "tone": tone, "word": word}
    return shown | {"ready": ready, "due": due}


def pill(due: date, today: date) -> tuple[str, str]:
    """Tone and word for a last day on time: overdue, today, soon, later."""
    return TONES[state_on(today, due)], "hạn hôm nay" if due == today else days_text(today, due)


def waiting(since: datetime, today: date) -> tuple[str, str]:
    """How long an object has waited, from an aware moment to a day: tone and words."""
    days = days_since(since, today)
    return wait_tone(days), f"{days} ngày" if days > 0 else "hôm nay"
