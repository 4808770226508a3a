"""Values beyond a bound: what a second person is to confirm, and what an agency got back (domain §8)."""

from django.urls import reverse

from plans.models import UnusualValue
from plans.unusual.kinds import page_of
from plans.unusual.queue import to_confirm
from plans.unusual.words import OFFICES

from .agency_desk import Desk
from .pills import Task, task, waiting
from .province_desk import ProvinceDesk


def confirmations(desk: ProvinceDesk) -> list[Task]:
    """One task for all that waits for the person's duty, with how long the oldest has waited."""
    found = to_confirm(desk.user, desk.plan).select_related("agency")
    oldest = found.first()
    if oldest is None:
        return []
    tone, days = waiting(oldest.entered_at, desk.today)
    note = f"Chưa tính vào số liệu của tỉnh. Nhập sớm nhất: {oldest}."
    url, word = f"{reverse('unusual_list')}?sort=entered", f"lâu nhất {days}"
    return [task("Xác nhận số liệu khác thường", url, count=found.count(), tone=tone, word=word, note=note)]


def to_correct(desk: Desk) -> list[Task]:
    """What was returned to the agency, with why."""
    returned = [one for one in desk.unusual_values if one.state == UnusualValue.State.RETURNED]
    return [
        desk.task(f"Sửa {one.name}", page_of(one), tone="bad", word="bị trả lại", note=f"Cần sửa: {one.answer}")
        for one in sorted(returned, key=lambda one: (one.decided_at or one.entered_at, one.pk))
    ]


def waiting_elsewhere(desk: Desk) -> list[Task]:
    """What the agency entered and the province's office has not confirmed yet: whose, and for how long."""
    found = []
    for one in (each for each in desk.unusual_values if each.state == UnusualValue.State.OPEN):
        tone, days = waiting(one.entered_at, desk.today)
        word = f"nhập {days}" if days == "hôm nay" else f"chờ {days}"
        note = f"Đang ở {OFFICES[one.kind]}: số liệu khác thường, cần xác nhận."
        found.append(desk.task(one.name, page_of(one), tone=tone, word=word, note=note))
    return found
