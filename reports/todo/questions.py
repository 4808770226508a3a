"""Questions: of Sở Nội vụ about files, of Sở Tài chính about estimates; the agency must answer (Kế hoạch III.5)."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Count, Max
from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from budgets.models import Estimate, EstimateQuestion
from plans.models import ArchivalFile, Catalogue, FileNote

from .agency_desk import Desk
from .pills import Task, task, waiting
from .province_desk import ProvinceDesk

Decision = ArchivalFile.Decision
SHOWN = 5


def to_answer(desk: Desk) -> list[Task]:
    """For the agency: each catalogue with open questions, how many and since when."""
    found = [one for one in desk.open_catalogues if one.asked_files][:SHOWN]
    since = said_since(Decision.ASKED, found) if found else {}
    return [answer_task(desk, one, since.get(one.pk)) for one in found] + to_answer_about_estimates(desk)


def to_answer_about_estimates(desk: Desk) -> list[Task]:
    """For the agency: each estimate with open questions of Sở Tài chính, how many and since when."""
    handed_in = [one for one in desk.open_estimates if one.state == Estimate.State.SUBMITTED]
    if not handed_in:
        return []
    waiting_ones = EstimateQuestion.objects.waiting().filter(estimate__in=handed_in)
    by_estimate: dict[int, list[EstimateQuestion]] = {}
    for question in waiting_ones.select_related("estimate").order_by("asked_at", "pk"):
        by_estimate.setdefault(question.estimate_id, []).append(question)
    return [about_estimate(desk, questions) for questions in by_estimate.values()]


def about_estimate(desk: Desk, questions: list[EstimateQuestion]) -> Task:
    """How many questions about one estimate wait for an answer, the oldest first."""
    first = questions[0]
    tone, days = waiting(first.asked_at, desk.today)
    return desk.task(
        f"Trả lời câu hỏi của Sở Tài chính về dự toán “{first.estimate.name}”",
        f"{reverse('estimate_detail', args=[first.estimate_id])}#cau-hoi",
        count=len(questions),
        tone="warn" if tone == "idle" else tone,
        word="hỏi hôm nay" if days == "hôm nay" else f"đã {days}",
        note=f"Hỏi về {first.line or 'toàn bộ dự toán'}, từ ngày {format_date(first.asked_at)}.",
    )


def answer_task(desk: Desk, catalogue: Catalogue, since: datetime | None) -> Task:
    """How many files of the catalogue wait for an answer, and since when."""
    url = reverse("catalogue_answers" if desk.writes else "catalogue_detail", args=[catalogue.pk])
    tone, days = waiting(since or catalogue.state_since, desk.today)
    asked = f", hỏi từ ngày {format_date(since)}" if since else ""
    note = f"{format_int(catalogue.asked_files)} hồ sơ đang ở cơ quan{asked}. Sở Nội vụ chờ trả lời."
    return desk.task(
        f"Trả lời câu hỏi của Sở Nội vụ về Mục lục “{catalogue.name}”",
        url,
        count=catalogue.asked_files,
        tone="warn" if tone == "idle" else tone,
        word="hỏi hôm nay" if days == "hôm nay" else f"đã {days}",
        note=note,
    )


def said_since(decision: str, catalogues: Iterable[Catalogue]) -> dict[int, datetime]:
    """{catalogue pk: when the last word fell on the file of this decision that has waited longest}"""
    notes = FileNote.objects.filter(
        catalogue__in=catalogues, file__decision=decision, audience=FileNote.Audience.AGENCY
    )
    since: dict[int, datetime] = {}
    for row in notes.order_by().values("catalogue_id", "file_id").annotate(at=Max("written_at")):
        since[row["catalogue_id"]] = min(row["at"], since.get(row["catalogue_id"], row["at"]))
    return since


def answered(desk: ProvinceDesk) -> list[Task]:
    """For Sở Nội vụ: catalogues in whose files an answer of the agency waits for a conclusion, the oldest first."""
    files = ArchivalFile.objects.filter(decision=Decision.ANSWERED, catalogue__state__in=Catalogue.AWAITED)
    grouped = files.filter(catalogue__plan=desk.plan).order_by().values("catalogue").annotate(count=Count("pk"))
    counts = dict(grouped.values_list("catalogue", "count"))
    if not counts:
        return []
    found = list(Catalogue.objects.filter(pk__in=counts).select_related("agency").order_by("submitted_at", "pk"))
    since = said_since(Decision.ANSWERED, found)
    found.sort(key=lambda one: since.get(one.pk, one.state_since))
    tasks = [conclude_task(one, counts[one.pk], since.get(one.pk), desk.today) for one in found[:SHOWN]]
    if rest := [str(one) for one in found[SHOWN:]]:
        tasks[-1] |= {"others": f"và {format_int(len(rest))} Mục lục khác có câu trả lời", "other_names": rest}
    return tasks


def conclude_task(catalogue: Catalogue, count: int, since: datetime | None, today: date) -> Task:
    """How many answers of the catalogue's agency wait for a conclusion, and since when."""
    query = urlencode({"loc": "1", "ket_qua": Decision.ANSWERED.value})
    url = f"{reverse('admin:plans_catalogue_change', args=[catalogue.pk])}?{query}#ho-so"
    tone, days = waiting(since or catalogue.state_since, today)
    return task(
        f"Kết luận về trả lời của {catalogue.agency}",
        url,
        count=count,
        tone="run" if tone == "idle" else tone,
        word=days if days == "hôm nay" else f"đã {days}",
        note=f"{format_int(count)} hồ sơ trong Mục lục “{catalogue.name}” có câu trả lời, chờ chấp nhận hoặc loại.",
    )
