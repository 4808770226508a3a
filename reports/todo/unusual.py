"""Values beyond a bound: what a second person is to confirm, and what an agency got back (domain §8)."""

from django.urls import reverse

from plans.unusual.kinds import page_of
from plans.unusual.queue import returned_to, to_confirm

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
    url, word = f"{reverse('unusual_list')}?sort=cho", f"lâu nhất {days}"
    return [task("Xác nhận số liệu khác thường", url, count=found.count(), tone=tone, word=word, note=note)]


def to_correct(desk: Desk) -> list[Task]:
    """What was returned to the agency, with why."""
    return [
        desk.task(f"Sửa {one.name}", page_of(one), tone="bad", word="bị trả lại", note=f"Cần sửa: {one.answer}")
        for one in returned_to(desk.agency, desk.plan)
    ]
