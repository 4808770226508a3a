"""Objects that wait for the person's signature, and the state of those that the person prepares."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from agencies.models import User, Workflowed
from plans.models import SignOff
from plans.signoffs.listing import to_sign
from plans.signoffs.queries import last_by_object

from .pills import Task, task, waiting

SHOWN = 5


def signatures(user: User, today: date) -> list[Task]:
    """One task each, or one for all where there are many."""
    rows = to_sign(user)
    if len(rows) > SHOWN:
        note = "Xem từng bản, ký nhiều bản một lần, hoặc trả lại."
        tone, word = waiting(rows[0].about.asked_at, today)
        url = reverse("sign_off_list")
        return [task("Ký các bản cán bộ trình", url, tone=tone, word=f"lâu nhất {word}", note=note, count=len(rows))]
    found = []
    for row in rows:
        tone, days = waiting(row.about.asked_at, today)
        word = f"trình {days}" if days == "hôm nay" else f"chờ {days}"
        said = f" Lời nhắn: {row.about.note}" if row.about.note else ""
        note = f"{row.about.asked_by} trình, của {row.about.agency}.{said}"
        found.append(task(f"Ký {row.title}", row.page, tone=tone, word=word, note=note))
    return found


def last_requests(objects: Sequence[Workflowed]) -> dict[int, SignOff]:
    """{key: the last request} of objects of one model."""
    return last_by_object(str(objects[0]._meta.model_name), [one.pk for one in objects]) if objects else {}


def waits(last: SignOff | None, obj: Workflowed) -> bool:
    """True while the object, as it is, lies before the head."""
    return last is not None and last.stands_for(obj)


def given_back(last: SignOff | None) -> str:
    """Why the head gave it back the last time, as a note; else ""."""
    if last is None or last.outcome != SignOff.Outcome.RETURNED:
        return ""
    return f"Lãnh đạo trả lại: {last.reason}"
