"""Letters of Sở Nội vụ that urge the person's agency and that it has not said it received (Kế hoạch III.1)."""

from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.models import User

from ..models import UrgedAgency, UrgingLetter
from .pills import Task, task

SHOWN = 5


def urged_by_letters(user: User) -> list[Task]:
    """ "Công văn số … ngày … nhắc …", the latest first."""
    if user.agency is None:
        return []
    waiting = UrgedAgency.objects.filter(
        letter__state=UrgingLetter.State.SENT, received_at=None, agency__in=user.agency_keys
    )
    if not waiting.exists():
        return []
    letters = UrgingLetter.objects.filter(pk__in=waiting.values("letter")).select_related("document")
    return [urged_task(letter) for letter in letters.order_by("-sent_at", "-pk")[:SHOWN]]


def urged_task(letter: UrgingLetter) -> Task:
    """The letter, as its own agency reads of it."""
    known = letter.document
    title = f"Công văn số {known.number} ngày {format_date(known.issued_on)}" if known else str(letter)
    note = "Đọc công văn, thực hiện, rồi xác nhận đã nhận."
    url = reverse("urging_detail", args=[letter.pk])
    return task(f"{title} nhắc: {letter.subject}", url, tone="bad", word="chưa xác nhận nhận", note=note)
