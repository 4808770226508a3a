"""Ai sẽ trễ hạn: who is likely to miss the deadline, why, and what it would take."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.calendar import portal_today
from agencies.list_choice import list_context, send_list
from agencies.models import Agency
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from plans.models import Plan
from plans.shortcuts import plan_or_404

from ..figures import ProvinceFigures, figures_on
from ..figures.urged import times_urged, urged_said
from ..forecast import sentences, until_now
from ..forecast.forms import ForecastFilter
from ..forecast.list_columns import LIST
from ..forecast.obstacles import CHOICES
from ..forecast.outlook import LEVELS, Outlook, outlooks
from ..forecast.waiting import waited_by
from ..urging.permissions import urges
from .agencies import own

GROUPS = (("Sở, ban, ngành", "departments"), ("Cấp huyện", "districts"))


@savable("forecast_list", "Ai sẽ trễ hạn")
def forecast_list(request: SignedInRequest) -> HttpResponse:
    plan = Plan.current()
    form = ForecastFilter(request.GET)
    every, figures = asked(request, plan) if plan else ([], None)
    rows = LIST.sort(request, form.select(every))
    shown = list_context(request, LIST, rows)
    for one in shown["page"]:
        one.__dict__.update(in_short=sentences.in_short(one), span=sentences.span(one), state_said=state_said(one))
    context = shown | {
        "plan": plan,
        "filters": form.asked,
        "filtered": any(form.asked.values()),
        "count": len(rows),
        "left": sum(one.row.remaining_pages for one in rows),
        "groups_said": groups_said(every, figures) if figures and request.user.oversees else [],
        "beside": until_now.BESIDE,
        "agency_groups": Agency.Group.choices,
        "may_urge": urges(request.user)[0],
        "levels": [(key, name) for key, (name, _) in LEVELS.items()],
        "obstacles": CHOICES,
    }
    return render(request, "reports/forecast_list.html", context)


def state_said(one: Outlook) -> str:
    return f"Đến nay: {one.row.schedule_name.lower()}."


def forecast_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    every, _ = asked(request, plan_or_404())
    return send_list(request, LIST, LIST.sort(request, ForecastFilter(request.GET).select(every)))


def asked(request: SignedInRequest, plan: Plan) -> tuple[list[Outlook], ProvinceFigures]:
    """The lines of the plan for those who oversee it, of others the own ones, as of today."""
    figures = figures_on(plan, portal_today())
    rows = figures.rolled_up if request.user.oversees else own(figures, request.user)
    found, urged = outlooks(figures, rows, waited_by(plan, figures.as_of)), times_urged(plan, figures.as_of)
    for one in found:
        one.__dict__["urged_said"] = urged_said(urged.get(one.row.pk or 0))
    return found, figures


def groups_said(every: list[Outlook], figures: ProvinceFigures) -> list[str]:
    """A sentence for the province and one for each group."""
    found = [
        sentences.of_group(name, [one for one in every if one.row.group == group], figures) for name, group in GROUPS
    ]
    return list(filter(None, [sentences.of_group("Toàn tỉnh", every, figures), *found]))
