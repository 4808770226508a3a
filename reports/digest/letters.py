"""The words of mails: the tasks of a day, what has just happened, what is due next."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Event, User

from ..todo.pills import Task

GROUPS = (("bad", "Phải làm ngay"), ("warn", "Cần làm sớm"), ("", "Việc khác"))
STOP = "Đổi hoặc thôi nhận thư: Tài khoản của tôi, mục Thư và lịch."


def digest_subject(tasks: list[Task], day: date) -> str:
    return f"Việc của bạn ngày {format_date(day)}: {format_int(len(tasks))} việc"


def digest_text(user: User, tasks: list[Task], day: date) -> str:
    """The same rows as the home page, by how urgent they are."""
    lines = [*greeting(user), f"Việc cần làm trên {settings.PORTAL_NAME}, ngày {format_date(day)}:", ""]
    for title, members in grouped(tasks):
        lines += [title.upper(), *(line_of(task) for task in members), ""]
    return "\n".join([*lines, *closing("/")])


def due_subject(tasks: list[Task], day: date) -> str:
    return f"Sắp hết hạn, đến ngày {format_date(day)}: {format_int(len(tasks))} việc"


def due_text(user: User, tasks: list[Task], day: date) -> str:
    """What ends by the next working day and is still open."""
    lines = [*greeting(user), f"Còn chưa xong, hết hạn chậm nhất ngày {format_date(day)}:", ""]
    return "\n".join([*lines, *(line_of(task) for task in tasks), "", *closing("/")])


def event_subject(event: Event) -> str:
    return f"{event.actor_name} {event.sentence}"[:200]


def event_text(user: User, event: Event) -> str:
    """Who did what, and why."""
    office = f" ({event.actor_agency})" if event.actor_agency else ""
    reason = [f"Lý do: {event.reason}"] if event.reason else []
    return "\n".join([*greeting(user), f"{event.actor_name}{office} {event.sentence}.", *reason, "", *closing("/")])


def greeting(user: User) -> list[str]:
    return [f"Kính gửi: {user}", ""]


def closing(path: str) -> list[str]:
    """Where to go on; the address of the portal where the operator has set it."""
    place = f"Mở cổng: {settings.PORTAL_ADDRESS}{path}" if settings.PORTAL_ADDRESS else "Mở cổng, trang Việc của tôi."
    return [place, STOP]


def grouped(tasks: Iterable[Task]) -> Iterator[tuple[str, list[Task]]]:
    """(heading, tasks) in the order of the page; groups that nothing is in are left out."""
    tasks = list(tasks)
    known = {tone for tone, _ in GROUPS}
    for tone, title in GROUPS:
        members = [task for task in tasks if (task["tone"] if task["tone"] in known else "") == tone]
        if members:
            yield title, members


def line_of(task: Task) -> str:
    """ "- Gửi báo cáo tiến độ kỳ đến 20/6/2025 (hạn 20/6/2025; hạn hôm nay). …"."""
    count = f": {format_int(task['count'])}" if task["count"] is not None else ""
    when = "; ".join(filter(None, (task["due_text"], task["word"])))
    note = f" {task['note']}" if task["note"] else ""
    return f"- {task['title']}{count}{f' ({when})' if when else ''}.{note}".replace("..", ".")
