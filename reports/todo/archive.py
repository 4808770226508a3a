"""Sở Khoa học và Công nghệ's desk: pages that passed the check and are not in the shared archive (Kế hoạch III.4)."""

from django.urls import reverse

from agencies.formats.numbers import format_int, format_percent

from ..figures import AgencyFigures
from .difficulties import to_answer
from .panels import Panel, PanelRow
from .pills import Task, task
from .province_desk import ProvinceDesk

SHOWN = 15
QUEUE = "cho-tich-hop"
FIGURES = [("Kiểm tra đạt", True), ("Đã lên Kho", True), ("Còn lại", True)]
COLUMNS = [("Cơ quan, đơn vị", False), *FIGURES, ("Tỷ lệ", False)]


def behind(desk: ProvinceDesk) -> list[AgencyFigures]:
    """Agencies with checked pages outside the shared archive, the largest gap first."""
    rows = [row for row in desk.figures.agencies if row.checked_pages > row.integrated_pages]
    return sorted(rows, key=lambda row: row.integrated_pages - row.checked_pages)


def gap(desk: ProvinceDesk) -> int:
    """Pages that passed the check and are not in the shared archive (trang A4)."""
    return sum(row.checked_pages - row.integrated_pages for row in behind(desk))


def tasks(desk: ProvinceDesk) -> list[Task]:
    """What is asked of the office, and one task for all pages that wait."""
    return [*to_answer(desk), *to_integrate(desk)]


def to_integrate(desk: ProvinceDesk) -> list[Task]:
    """One task for all pages that wait."""
    rows = behind(desk)
    if not rows:
        return []
    note = f"{format_int(gap(desk))} trang đã kiểm tra đạt chưa lên Kho."
    title = "Tích hợp lên Kho lưu trữ dùng chung"
    return [task(title, f"#{QUEUE}", count=len(rows), tone="warn", word="đang chờ", note=note)]


def panels(desk: ProvinceDesk) -> list[Panel]:
    """The agencies with the largest gaps as a table."""
    rows = behind(desk)
    return [
        Panel(
            title="Đã kiểm tra đạt, chưa lên Kho dùng chung",
            anchor=QUEUE,
            columns=COLUMNS,
            rows=[line(row) for row in rows[:SHOWN]],
            noun="đơn vị",
            count=len(rows),
            pages=gap(desk),
            more_url=reverse("archive_list"),
            more="Mở bàn việc Kho dùng chung",
            empty="Mọi trang kiểm tra đạt đã lên Kho dùng chung.",
        )
    ]


def line(row: AgencyFigures) -> PanelRow:
    """One agency: what passed the check, what is in the archive, what is missing."""
    missing = row.checked_pages - row.integrated_pages
    return {
        "name": row.name,
        "url": reverse("archive_agency", args=[row.code]),
        "cells": [format_int(row.checked_pages), format_int(row.integrated_pages), format_int(missing)],
        "tone": "warn" if row.integrated_pages else "bad",
        "word": format_percent(row.integrated_pages, row.checked_pages),
    }
