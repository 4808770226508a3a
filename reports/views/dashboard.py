"""Toàn tỉnh: the whole plan on one page, as of a day."""

from datetime import timedelta

from django.shortcuts import render

from agencies.policies import admits
from plans.models import Plan

from .. import unconfirmed
from ..board import control, evidence, funnels, heat, overview, sentences, table
from ..board.filters import AsOfForm, BoardFilter
from ..board.parts import PARTS, open_part
from ..board.savings import savings
from ..board.tiles import tiles
from ..charts import curve
from ..figures import figures_on
from ..series import s_curve
from ..urging.permissions import urges

WEEK = timedelta(days=7)


def dashboard(request):
    plan = Plan.current()
    if plan is None:
        return render(request, "reports/dashboard.html", {"plan": None})
    asked = AsOfForm.asked(request)
    as_of = asked.as_of
    return render(request, "reports/dashboard.html", page(request, plan, as_of) | {"asked": asked})


def page(request, plan, as_of):
    figures = figures_on(plan, as_of)
    earlier = figures.on(as_of - WEEK) if request.GET.get("so_sanh") else None
    board = BoardFilter(request.GET)
    rows = board.select(figures.rolled_up)
    reconciled = figures.reconciled()
    return {
        "plan": plan,
        "as_of": as_of,
        "figures": figures,
        "total": figures.total,
        "lead": sentences.province_lead(figures),
        "unconfirmed": unconfirmed.sentence(figures.total),
        "tiles": tiles(figures, reconciled, earlier),
        "control": control.lines(reconciled),
        "pages_funnel": funnels.volume(figures.total, "pages"),
        "files_funnel": funnels.volume(figures.total, "files"),
        "money_funnel": funnels.money(figures.total),
        "savings": savings(figures.total),
        "evidence": evidence.of_province(plan, figures),
        "chart": curve(s_curve(plan, as_of, figures=figures)),
        "board": board,
        "parts": PARTS,
        "open_part": open_part(request.GET, board.is_active),
        "tile_map": (tile_map := overview.tile_map(figures.rolled_up)),
        "tile_key": overview.key_of(tile_map),
        "late": overview.late_list(figures.rolled_up),
        "comparing": earlier is not None,
        "week_ago": as_of - WEEK,
        "grown": table.grown(figures.rolled_up, earlier),
        "shown_grown": table.grown(rows, earlier),
        "groups": table.groups(figures, rows, earlier),
        "count": len(rows),
        "shown": figures.sum_of(rows),
        "heat": heat.heat(rows),
        "may_urge": urges(request.user)[0],
        "may_build": admits("builds_reports", request.user) and plan.has_begun,
    }
