"""Sở Tài chính's desk: estimates to appraise, and what huyện, xã decided themselves (Kế hoạch II.3.b, III.3)."""

from django.db.models import Sum
from django.urls import reverse

from agencies.formats.numbers import format_billion, format_int
from budgets.models import Estimate

from .panels import Panel
from .pills import task, waiting

SHOWN = 12
QUEUE = "du-toan-cho"


def queue(desk):
    return Estimate.objects.filter(plan=desk.plan).awaiting_appraisal().order_by("submitted_at", "pk")


def tasks(desk):
    oldest = queue(desk).select_related("agency").first()
    return [*appraisals(desk, oldest), *own_decisions(desk)]


def appraisals(desk, oldest):
    if not oldest:
        return []
    tone, days = waiting(oldest.submitted_at or oldest.state_since, desk.today)
    return [
        task(
            "Thẩm định dự toán",
            f"#{QUEUE}",
            count=queue(desk).count(),
            tone=tone,
            word=f"lâu nhất {days}",
            note=f"Trình sớm nhất: {oldest}.",
        )
    ]


def own_decisions(desk):
    """For information: Sở Tài chính does not appraise what huyện, xã pay from their own budgets."""
    decided = desk.figures.total.decided_dong
    if not decided:
        return []
    count = Estimate.objects.filter(plan=desk.plan, state=Estimate.State.DECIDED).count()
    return [
        task(
            "Huyện, xã tự phê duyệt dự toán",
            reverse("estimate_list"),
            count=count,
            tone="idle",
            word="để biết",
            note=f"Tổng {format_billion(decided)} đồng từ ngân sách huyện, xã.",
        )
    ]


def panels(desk):
    papers = list(queue(desk).select_related("agency")[:SHOWN])
    sums = queue(desk).aggregate(pages=Sum("a4_page_count"), dong=Sum("requested_dong"))
    return [
        Panel(
            title="Dự toán chờ thẩm định",
            anchor=QUEUE,
            columns=[
                ("Dự toán", False),
                ("Cơ quan", False),
                ("Trang A4", True),
                ("Đề nghị (đồng)", True),
                ("Đã chờ", False),
            ],
            rows=[row(paper, desk.today) for paper in papers],
            noun="dự toán",
            count=queue(desk).count(),
            pages=sums["pages"] or 0,
            dong=sums["dong"] or 0,
            more_url=reverse("estimate_list"),
            empty="Không có dự toán nào chờ thẩm định.",
        )
    ]


def row(paper, today):
    tone, days = waiting(paper.submitted_at or paper.state_since, today)
    return {
        "name": paper.name,
        "url": reverse("estimate_detail", args=[paper.pk]),
        "cells": [str(paper.agency), format_int(paper.a4_page_count), format_int(paper.requested_dong)],
        "tone": tone,
        "word": days,
    }
