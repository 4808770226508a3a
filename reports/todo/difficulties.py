"""Difficulties: what waits for an office to answer, and answers that an agency has got."""

from django.urls import reverse

from agencies.formats.numbers import format_int
from plans.difficulties.listing import waiting_for
from plans.models import Difficulty

from .agency_desk import Desk
from .pills import Task, task, waiting
from .province_desk import ProvinceDesk

SHOWN = 5


def to_answer(desk: ProvinceDesk) -> list[Task]:
    """One task for all that wait for the person's office: how long the oldest has waited, how many are late."""
    found = list(waiting_for(desk.user).filter(plan=desk.plan).order_by("state_since", "pk"))
    if not found:
        return []
    late = sum(one.is_overdue_on(desk.today) for one in found)
    tone, days = waiting(found[0].state_since, desk.today)
    note = f"Quá hạn trả lời: {format_int(late)}." if late else f"Nêu sớm nhất: {found[0].short}"
    url = f"{reverse('difficulty_list')}?cho=toi"
    tone = "bad" if late else tone
    return [task("Trả lời khó khăn, vướng mắc", url, count=len(found), tone=tone, word=f"lâu nhất {days}", note=note)]


def got_answers(desk: Desk) -> list[Task]:
    """What was answered and the agency has neither closed nor asked about further."""
    own = Difficulty.objects.filter(plan=desk.plan, agency=desk.agency, state=Difficulty.State.ANSWERED)
    return [
        desk.task(
            f"Xem trả lời vướng mắc số {one.pk}",
            reverse("difficulty_detail", args=[one.pk]),
            tone="run",
            word="đã có trả lời",
            note=f"{one.short} Khép lại, hoặc hỏi thêm.",
        )
        for one in own.order_by("state_since", "pk")[:SHOWN]
    ]
