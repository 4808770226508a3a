"""Agency × milestone: the state of each. Context of components/heat.html."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_percent
from plans.declarations.deadlines import beside
from plans.models import Milestone
from plans.targets.annexes import TITLES

from ..figures import MILESTONE_STATES, AgencyFigures, MilestoneFigure
from .sentences import until

Rows = Sequence[AgencyFigures]
KEYS = {
    "review": "Rà soát",
    "detailed_plan": "Kế hoạch chi tiết",
    "catalogue": "Thẩm định Mục lục",
    "estimate": "Dự toán",
    "digitization": "Số hóa",
}
STATES = {"done_on_time": "ok", "done_late": "late", "overdue": "miss", "due_soon": "soon", "open": "idle"}
NOTHING = {"state": "none", "text": "–", "title": "Không áp dụng"}


def heat(
    rows: Rows, label: str = "Các mốc của Kế hoạch theo cơ quan", titles: Mapping[Any, str] = TITLES
) -> dict[str, Any]:
    """The heat map of these rows, grouped by Phụ lục."""
    groups = []
    for group, title in titles.items():
        members = [heat_row(row) for row in rows if row.group == group]
        if members:
            groups.append({"title": title, "rows": members})
    return {"columns": columns(rows), "groups": groups, "label": label}


def communes_heat(communes: Rows) -> dict[str, Any] | None:
    """The heat map of one district's communes, or None where it has none."""
    titles: dict[Any, str] = dict.fromkeys(TITLES, "")
    return heat(communes, "Các mốc theo xã, phường, thị trấn", titles) if communes else None


def columns(rows: Rows) -> list[dict[str, str]]:
    """Each milestone with the date printed in the plan; two dates where the groups shown differ."""
    found = []
    for key, title in KEYS.items():
        days = sorted({row.milestones[key].printed_date for row in rows if key in row.milestones})
        found.append({"title": title, "due": "trước " + " · ".join(map(short, days)) if days else ""})
    return found


def heat_row(row: AgencyFigures) -> dict[str, Any]:
    """One agency's line, which leads to its page."""
    url = reverse("agency_detail", args=[row.code])
    return {"name": row.short_name or row.name, "url": url, "cells": [cell(row, key) for key in KEYS]}


def cell(row: AgencyFigures, key: str) -> dict[str, str]:
    """State, text and a whole sentence for one agency at one milestone."""
    milestone = row.milestones.get(key)
    if milestone is None or milestone.state == "none":
        return NOTHING
    state = STATES[milestone.state]
    has_share = key == "digitization" and row.last_period_end
    share = format_percent(row.scanned_pages, row.planned_pages) if has_share else ""
    if share and state == "idle" and row.scanned_pages:
        state = "run"
    if late := will_be_late(row, milestone):
        state = "late"
    return {
        "state": state,
        "text": text(milestone, share) + late + extended(milestone),
        "title": sentence(milestone, share) + late_on(row, late),
    }


def will_be_late(row: AgencyFigures, milestone: MilestoneFigure) -> str:
    """A word for digitization that ends after a deadline still to come, if it goes on at the pace of late."""
    coming = milestone.key == "digitization" and milestone.state in ("open", "due_soon")
    return " chậm" if coming and row.schedule == "late" else ""


def late_on(row: AgencyFigures, late: str) -> str:
    """The day it will end, where that is known, and by which report where that is an old one."""
    if not late or not row.forecast_done_on:
        return ""
    return f" Với tốc độ này{until(row)}, dự kiến xong ngày {format_date(row.forecast_done_on)}."


def text(milestone: MilestoneFigure, share: str) -> str:
    """The word of the cell: a colour alone says nothing."""
    if milestone.done_on:
        return short(milestone.done_on) if milestone.state == "done_on_time" else f"{short(milestone.done_on)} trễ"
    if milestone.state == "overdue":
        return f"{share} quá hạn" if share else "quá hạn"
    return share or ("sắp đến hạn" if milestone.state == "due_soon" else "chưa")


def extended(milestone: MilestoneFigure) -> str:
    """The day that was granted, while it matters: the milestone is still to be reached."""
    waits = milestone.extended_to and not milestone.done_on
    return f" · gia hạn {short(milestone.extended_to)}" if waits and milestone.extended_to else ""


def sentence(milestone: MilestoneFigure, share: str) -> str:
    """What the cell says when it is pointed at: state, day, share, the plan's date."""
    name = MILESTONE_STATES[milestone.state][0]
    done = f" ngày {format_date(milestone.done_on)}" if milestone.done_on else ""
    printed = beside(f"Kế hoạch: trước ngày {format_date(milestone.printed_date)}", milestone.extended_to)
    return f"{name}{done}{f', đạt {share}' if share else ''}. {printed}."


def passed(day: date, milestone: MilestoneFigure) -> str:
    """That the plan's own day went by before the milestone was reached: an extension does not hide it."""
    if not milestone.extended_to or (milestone.done_on or day) <= milestone.last_day_on_time:
        return ""
    return "xong sau ngày ghi trong Kế hoạch" if milestone.done_on else "đã qua ngày ghi trong Kế hoạch"


def short(day: date) -> str:
    """18/4: the year goes without saying in a cell."""
    return format_date(day).rsplit("/", 1)[0]


def milestones(row: AgencyFigures) -> list[dict[str, Any]]:
    """One agency's milestones as lines: name, printed date, state, tone."""
    return [milestone_line(row, one) for one in row.milestones.values() if one.state != "none"]


def milestone_line(row: AgencyFigures, milestone: MilestoneFigure) -> dict[str, Any]:
    """One milestone of the agency."""
    word, tone = MILESTONE_STATES[milestone.state]
    return {
        "name": Milestone.name_for(milestone.key, row.group),
        "printed": format_date(milestone.printed_date),
        "extended": format_date(milestone.extended_to) if milestone.extended_to else "",
        "passed": passed(row.as_of, milestone),
        "done": format_date(milestone.done_on) if milestone.done_on else "",
        "word": word,
        "tone": tone,
    }
