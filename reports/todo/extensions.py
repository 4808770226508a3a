"""Extensions: what Sở Nội vụ is to decide, what an agency drafted and has not sent, what waits."""

from django.urls import reverse

from agencies.formats.dates import format_date
from plans.models import Extension

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
    own = Extension.objects.filter(plan=desk.plan, agency=desk.agency).changeable().select_related("agency")
    return [
        desk.task(
            f"Gửi đề nghị gia hạn “{one.milestone_name}”",
            reverse("extension_detail", args=[one.pk]),
            tone="idle",
            word="đang soạn",
            note=f"Đề nghị đến hết ngày {format_date(one.proposed_day)}.",
            ready=True,
        )
        for one in own
    ]


def sent(desk: Desk) -> list[Task]:
    """Requests that wait for Sở Nội vụ, and for how long."""
    found = []
    own = Extension.objects.filter(plan=desk.plan, agency=desk.agency).waiting().select_related("agency")
    for one in own:
        tone, days = waiting(one.state_since, desk.today)
        word = f"gửi {days}" if days == "hôm nay" else f"chờ {days}"
        title = f"Đề nghị gia hạn “{one.milestone_name}”"
        url, note = reverse("extension_detail", args=[one.pk]), "Đang ở Sở Nội vụ: chờ quyết định."
        found.append(desk.task(title, url, tone=tone, word=word, note=note))
    return found
