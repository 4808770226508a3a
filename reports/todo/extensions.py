"""Extensions: what Sở Nội vụ is to decide, what an agency drafted and has not sent, what waits."""

from django.urls import reverse

from agencies.formats.dates import format_date
from plans.models import Extension, Milestone

from .agency_desk import Desk
from .pills import Task, task, waiting
from .province_desk import ProvinceDesk


def to_decide(desk: ProvinceDesk) -> list[Task]:
    """One task for all requests that wait, with how long the oldest has waited."""
    asked = Extension.objects.filter(plan=desk.plan).waiting().select_related("agency")
    found = list(asked.order_by("state_since", "pk"))
    if not found:
        return []
    tone, days = waiting(found[0].state_since, desk.today)
    url, note = f"{reverse('extension_list')}?state=submitted", f"Gửi sớm nhất: {found[0]}."
    return [task("Quyết định đề nghị gia hạn", url, count=len(found), tone=tone, word=f"lâu nhất {days}", note=note)]


def drafted(desk: Desk) -> list[Task]:
    """Requests that the agency has not sent yet."""
    return [
        desk.task(
            f"Gửi đề nghị gia hạn “{named(desk, one)}”",
            reverse("extension_detail", args=[one.pk]),
            tone="idle",
            word="đang soạn",
            note=f"Đề nghị đến hết ngày {format_date(one.proposed_day)}.",
            ready=True,
        )
        for one in desk.open_extensions
        if one.is_changeable
    ]


def sent(desk: Desk) -> list[Task]:
    """Requests that wait for Sở Nội vụ, and for how long."""
    found = []
    for one in (each for each in desk.open_extensions if each.is_awaited):
        tone, days = waiting(one.state_since, desk.today)
        word = f"gửi {days}" if days == "hôm nay" else f"chờ {days}"
        title = f"Đề nghị gia hạn “{named(desk, one)}”"
        url, note = reverse("extension_detail", args=[one.pk]), "Đang ở Sở Nội vụ: chờ quyết định."
        found.append(desk.task(title, url, tone=tone, word=word, note=note))
    return found


def named(desk: Desk, extension: Extension) -> str:
    """What the desk's agency, whose request it is, calls the milestone."""
    return Milestone.name_for(extension.milestone, desk.agency.group)
