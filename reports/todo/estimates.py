"""Sở Tài chính's desk: estimates to appraise, and what huyện, xã decided themselves (Kế hoạch II.3.b, III.3)."""

from datetime import date

from django.db.models import QuerySet, Sum
from django.urls import reverse

from agencies.formats.numbers import format_billion, format_int
from budgets.models import Estimate

from .difficulties import to_answer
from .panels import Panel, PanelRow
from .pills import Task, task, waiting
from .province_desk import ProvinceDesk
from .unusual import confirmations

SHOWN = 12
QUEUE = "du-toan-cho"
NAMES, FIGURES = [("Dự toán", False), ("Cơ quan", False)], [("Trang A4", True), ("Đề nghị (đồng)", True)]
COLUMNS = [*NAMES, *FIGURES, ("Đã chờ", False)]


def queue(desk: ProvinceDesk) -> QuerySet[Estimate]:
    """Estimates awaiting appraisal, the one that has waited longest first."""
    return Estimate.objects.filter(plan=desk.plan).awaiting_appraisal().order_by("submitted_at", "pk")


def tasks(desk: ProvinceDesk) -> list[Task]:
    """What Sở Tài chính must do, and what it should know."""
    oldest = queue(desk).select_related("agency").first()
    return [*confirmations(desk), *appraisals(desk, oldest), *to_answer(desk), *own_decisions(desk)]


def appraisals(desk: ProvinceDesk, oldest: Estimate | None) -> list[Task]:
    """One task for all that waits, with how long the oldest has waited."""
    if not oldest:
        return []
    tone, days = waiting(oldest.submitted_at or oldest.state_since, desk.today)
    count, word, note = queue(desk).count(), f"lâu nhất {days}", f"Trình sớm nhất: {oldest}."
    return [task("Thẩm định dự toán", f"#{QUEUE}", count=count, tone=tone, word=word, note=note)]


def own_decisions(desk: ProvinceDesk) -> list[Task]:
    """For information: Sở Tài chính does not appraise what huyện, xã pay from their own budgets."""
    decided = Estimate.objects.filter(plan=desk.plan).not_replaced().with_result()
    count = sum(bool(one.result_own) for one in decided)
    if not count:
        return []
    total = desk.figures.total
    waits = f"; chưa kể {format_billion(more)} đồng cần xác nhận" if (more := total.unconfirmed_decided_dong) else ""
    note = f"Tổng {format_billion(total.decided_dong)} đồng từ ngân sách huyện, xã{waits}."
    title, url = "Huyện, xã tự phê duyệt dự toán", reverse("estimate_list")
    return [task(title, url, count=count, tone="idle", word="để biết", note=note)]


def panels(desk: ProvinceDesk) -> list[Panel]:
    """The queue as a table, with its sums."""
    first = list(queue(desk).select_related("agency")[:SHOWN])
    sums = queue(desk).aggregate(pages=Sum("a4_page_count"), dong=Sum("requested_dong"))
    return [
        Panel(
            title="Dự toán chờ thẩm định",
            anchor=QUEUE,
            columns=COLUMNS,
            rows=[row(one, desk.today) for one in first],
            noun="dự toán",
            count=queue(desk).count(),
            pages=sums["pages"] or 0,
            dong=sums["dong"] or 0,
            more_url=reverse("estimate_list"),
            empty="Không có dự toán nào chờ thẩm định.",
        )
    ]


def row(estimate: Estimate, today: date) -> PanelRow:
    """One estimate of the queue."""
    tone, days = waiting(estimate.submitted_at or estimate.state_since, today)
    return {
        "name": estimate.name,
        "url": reverse("estimate_detail", args=[estimate.pk]),
        "cells": [str(estimate.agency), format_int(estimate.a4_page_count), format_int(estimate.requested_dong)],
        "tone": tone,
        "word": days,
    }
