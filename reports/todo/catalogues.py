"""Sở Nội vụ's desk: catalogues to appraise, agencies to urge, the report to UBND tỉnh (Kế hoạch III.5)."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from agencies.formats.numbers import format_int
from plans.catalogues.queue import waiting_pages, with_waiting
from plans.declarations.deadlines import milestone_for
from plans.duplicates.addresses import OPEN
from plans.duplicates.search import Scope
from plans.models import Catalogue, DuplicateGroup, Milestone

from .difficulties import to_answer
from .extensions import to_decide
from .panels import Panel, PanelRow
from .pills import Task, task, waiting
from .province_desk import ProvinceDesk
from .questions import answered
from .unusual import confirmations
from .urging import unmatched, urging, without_heirs

SHOWN = 12
QUEUE = "hang-cho"


def tasks(desk: ProvinceDesk) -> list[Task]:
    """What Sở Nội vụ must do, the most urgent kind first."""
    first = (answered, confirmations, appraisals, reopenings, to_decide, to_answer, reopened_groups)
    kinds = (*first, urging, without_heirs, unmatched, report)
    return [found for kind in kinds for found in kind(desk)]


def queue(desk: ProvinceDesk) -> QuerySet[Catalogue]:
    """Catalogues awaiting appraisal, the one that has waited longest first."""
    awaited = Catalogue.objects.filter(plan=desk.plan).awaiting_appraisal()
    return with_waiting(awaited).order_by("submitted_at", "pk")


def appraisals(desk: ProvinceDesk) -> list[Task]:
    """One task for all that waits, with how long the oldest has waited."""
    oldest = queue(desk).select_related("agency").first()
    if not oldest:
        return []
    total = desk.figures.total
    tone, days = waiting(oldest.submitted_at or oldest.state_since, desk.today)
    note = f"{format_int(total.awaiting_pages)} trang A4 quy đổi. Trình sớm nhất: {oldest}."
    count, word = total.awaiting_catalogues, f"lâu nhất {days}"
    return [task("Thẩm định Mục lục", f"#{QUEUE}", count=count, tone=tone, word=word, note=note)]


def reopenings(desk: ProvinceDesk) -> list[Task]:
    """One task for all requests to open an appraised catalogue again, with how long the oldest has waited."""
    asked = Catalogue.objects.filter(plan=desk.plan, state=Catalogue.State.REOPENING).select_related("agency")
    found = list(asked.order_by("state_since", "pk"))
    if not found:
        return []
    oldest, count = found[0], len(found)
    tone, days = waiting(oldest.state_since, desk.today)
    queue_url = f"{reverse('appraisal_queue')}?state={Catalogue.State.REOPENING}"
    url = reverse("admin:plans_catalogue_change", args=[oldest.pk]) if count == 1 else queue_url
    title, note = "Trả lời đề nghị mở lại Mục lục đã thẩm định", f"Đề nghị sớm nhất: {oldest}."
    return [task(title, url, count=count, tone=tone, word=f"lâu nhất {days}", note=note)]


def reopened_groups(desk: ProvinceDesk) -> list[Task]:
    """One task for the groups of duplicates that were decided on and opened again, with why the oldest did."""
    opened = DuplicateGroup.objects.current().filter(scope=Scope().key, verdict="", reopened_at__isnull=False)
    found = opened.order_by("reopened_at", "pk")
    oldest = found.first()
    if oldest is None or oldest.reopened_at is None:
        return []
    tone, days = waiting(oldest.reopened_at, desk.today)
    url, note = f"{reverse('duplicate_list')}?verdict={OPEN}", f"Mở lại sớm nhất: {oldest.why_reopened}."
    word = f"lâu nhất {days}"
    return [task("Kết luận lại nhóm hồ sơ trùng", url, count=found.count(), tone=tone, word=word, note=note)]


def report(desk: ProvinceDesk) -> list[Task]:
    """The report to UBND tỉnh, by the plan's date."""
    agency = desk.plan.reporting_agency
    milestone = milestone_for(agency, desk.plan, Milestone.Key.REPORT) if agency else None
    if not milestone or not desk.plan.has_begun:
        return []
    return [
        task(
            "Báo cáo tổng hợp gửi UBND tỉnh",
            reverse("report_list"),
            due=milestone.due_on,
            printed=milestone.printed_date,
            extended=milestone.extended_to,
            today=desk.today,
            note="Số liệu như trang Toàn tỉnh, lập ra Word, Excel và PDF.",
        )
    ]


def panels(desk: ProvinceDesk) -> list[Panel]:
    """The queue as a table, with its sums."""
    total = desk.figures.total
    first = list(queue(desk).select_related("agency")[:SHOWN])
    return [
        Panel(
            title="Mục lục chờ thẩm định",
            anchor=QUEUE,
            columns=[
                ("Mục lục", False),
                ("Cơ quan", False),
                ("Hồ sơ", True),
                ("Trang A4 còn chờ", True),
                ("Đã chờ", False),
            ],
            rows=[row(one, desk.today) for one in first],
            noun="Mục lục",
            count=total.awaiting_catalogues,
            pages=total.awaiting_pages,
            more_url=reverse("appraisal_queue"),
            more="Mở hàng chờ thẩm định",
            empty="Không có Mục lục nào chờ thẩm định.",
        )
    ]


def row(catalogue: Catalogue, today: date) -> PanelRow:
    """One catalogue of the queue."""
    tone, days = waiting(catalogue.submitted_at or catalogue.state_since, today)
    return {
        "name": catalogue.name,
        "url": reverse("admin:plans_catalogue_change", args=[catalogue.pk]),
        "cells": [str(catalogue.agency), format_int(catalogue.file_count), format_int(waiting_pages(catalogue))],
        "tone": tone,
        "word": days,
    }
