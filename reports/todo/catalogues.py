"""Sở Nội vụ's desk: catalogues to appraise, agencies to urge, the report to UBND tỉnh (Kế hoạch III.5)."""

from django.urls import reverse

from agencies.formats.numbers import format_int
from plans.models import Catalogue, Milestone
from plans.pricing import tariff_on

from .panels import Panel
from .pills import task, waiting
from .questions import answered
from .urging import unmatched, urging

SHOWN = 12
QUEUE = "hang-cho"


def tasks(desk):
    return [*answered(desk), *appraisals(desk), *urging(desk), *unmatched(desk), *report(desk)]


def queue(desk):
    """Catalogues awaiting appraisal, the one that has waited longest first."""
    return Catalogue.objects.filter(plan=desk.plan).awaiting_appraisal().order_by("submitted_at", "pk")


def appraisals(desk):
    oldest = queue(desk).select_related("agency").first()
    if not oldest:
        return []
    total = desk.figures.total
    tone, days = waiting(oldest.submitted_at or oldest.state_since, desk.today)
    note = f"{format_int(total.awaiting_pages)} trang A4 quy đổi. Trình sớm nhất: {oldest}."
    return [
        task(
            "Thẩm định Mục lục",
            f"#{QUEUE}",
            count=total.awaiting_catalogues,
            tone=tone,
            word=f"lâu nhất {days}",
            note=note,
        )
    ]


def report(desk):
    milestone = Milestone.objects.filter(plan=desk.plan, key=Milestone.Key.REPORT).first()
    if not milestone:
        return []
    return [
        task(
            "Báo cáo tổng hợp gửi UBND tỉnh",
            reverse("report_list"),
            due=milestone.last_day_on_time,
            printed=milestone.printed_date,
            today=desk.today,
            note="Số liệu như trang Toàn tỉnh, lập ra Word, Excel và PDF.",
        )
    ]


def panels(desk):
    total = desk.figures.total
    papers = list(queue(desk).select_related("agency")[:SHOWN])
    tariff = tariff_on(desk.today) if papers else None
    return [
        Panel(
            title="Mục lục chờ thẩm định",
            anchor=QUEUE,
            columns=[("Mục lục", False), ("Cơ quan", False), ("Hồ sơ", True), ("Trang A4", True), ("Đã chờ", False)],
            rows=[row(paper, tariff, desk.today) for paper in papers],
            noun="Mục lục",
            count=total.awaiting_catalogues,
            pages=total.awaiting_pages,
            more_url=reverse("admin:plans_catalogue_changelist"),
            more="Mở hàng chờ ở trang thẩm định",
            empty="Không có Mục lục nào chờ thẩm định.",
        )
    ]


def row(paper, tariff, today):
    tone, days = waiting(paper.submitted_at or paper.state_since, today)
    pages = tariff.a4_pages(paper.pages_by_size())
    return {
        "name": paper.name,
        "url": reverse("admin:plans_catalogue_change", args=[paper.pk]),
        "cells": [str(paper.agency), format_int(paper.file_count), format_int(pages)],
        "tone": tone,
        "word": days,
    }
