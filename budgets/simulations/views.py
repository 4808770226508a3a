"""Phương án phân bổ: the list, a new one, what came of it, two side by side."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.calendar import portal_today
from agencies.list_choice import list_context, send_list
from agencies.models import User
from agencies.requests import SignedInRequest, posted_int
from agencies.seen import refuse, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.allocations.permissions import charge_of
from budgets.models import Simulation
from budgets.models.simulation import SimulationQuerySet
from plans.shortcuts import plan_or_404

from . import comparing, services
from .forms import SimulationForm, proposed, rate_note, repeated
from .list_columns import LIST, total_of
from .outcome import outcome_of
from .permissions import NOBODY, deletes, simulates_for, works_on

FIRST, SECOND = "a", "b"  # in the address of the comparison


def seen_by(user: User) -> SimulationQuerySet:
    """The simulations that exist for the person."""
    known = ("owner", "requester", "proposed_by", "plan")
    return Simulation.objects.visible_to(user).select_related(*known).defer("chosen")


def find(user: User, pk: int) -> Simulation:
    return get_object_or_404(seen_by(user), pk=pk)


def rows_for(request: SignedInRequest) -> list[Simulation]:
    """All that the person sees, each with `total`, in the order of the address."""
    rows = list(seen_by(request.user))
    for row in rows:
        row.total = total_of(row)
    return LIST.sort(request, rows)


def simulation_list(request: SignedInRequest) -> HttpResponse:
    rows = rows_for(request)
    context = list_context(request, LIST, rows)
    context["ready"] = [row for row in rows if row.is_ready]
    context["may_simulate"] = charge_of(request.user) is not None
    return render(request, "budgets/simulation_list.html", context)


def simulation_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is sorted, whole, as a workbook."""
    return send_list(request, LIST, rows_for(request))


def simulation_new(request: SignedInRequest) -> HttpResponseBase:
    """Ask for one; ?tu= starts from what another one was asked."""
    charge, plan = charge_of(request.user), plan_or_404()
    if charge is None:
        messages.error(request, NOBODY)
        return redirect("simulation_list")
    typed = Typed(request)
    earlier = seen_by(request.user).filter(pk=posted_int(request.GET.get("tu", "")) or 0, owner=charge.issuer).first()
    initial = repeated(earlier) if earlier else proposed(charge, plan)
    form = SimulationForm(typed.data, charge=charge, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.request_simulation(plan, actor=request.user, **form.asked())
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            return redirect("simulation_detail", made.pk)
    context = {"form": form, "charge": charge, "rate_note": rate_note(portal_today())}
    return render(request, "budgets/simulation_new.html", context | typed.context(form), status=status_of(form))


def simulation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    simulation = find(request.user, pk)
    return render(request, "budgets/simulation_detail.html", detail(request.user, simulation))


def detail(user: User, simulation: Simulation) -> dict[str, Any]:
    """What the page of one simulation shows."""
    return {
        "simulation": simulation,
        "outcome": outcome_of(simulation) if simulation.is_ready else None,
        "may_decide": works_on(user, simulation)[0],
        "may_simulate": simulates_for(user, simulation.owner) is not None,
        "may_delete": deletes(user, simulation)[0],
        "others": seen_by(user).filter(state=Simulation.State.DONE).exclude(pk=simulation.pk)[:50],
        "events": history.shown(simulation, user),
        **watching(user, simulation),
    }


def watching(user: User, simulation: Simulation) -> dict[str, Any]:
    """Context of components/job.html."""
    may_retry = simulates_for(user, simulation.owner) is not None
    return {
        "job": simulation,
        "poll_url": reverse("simulation_progress", args=[simulation.pk]),
        "retry_url": reverse("simulation_retry", args=[simulation.pk]) if may_retry else "",
    }


def simulation_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The progress alone, for htmx; the finished job loads the page anew to show what came of it."""
    simulation = find(request.user, pk)
    response = render(request, "components/job.html", watching(request.user, simulation))
    if simulation.is_over:
        response["HX-Refresh"] = "true"
    return response


def simulation_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    simulation = find(request.user, pk)
    if simulates_for(request.user, simulation.owner) is None:
        messages.error(request, NOBODY)
    elif not services.repeat_simulation(simulation, actor=request.user):
        messages.info(request, "Phương án này không ở trạng thái lỗi nên không cần tính lại.")
    return redirect("simulation_detail", pk)


def simulation_compare(request: SignedInRequest) -> HttpResponse:
    """Two that are worked out, side by side; the address names them."""
    ready = [one for one in seen_by(request.user).filter(state=Simulation.State.DONE) if one.is_ready]
    by_key = {str(one.pk): one for one in ready}
    first, second = by_key.get(request.GET.get(FIRST, "")), by_key.get(request.GET.get(SECOND, ""))
    context: dict[str, Any] = {"ready": ready, "first": first, "second": second}
    if first and second:
        one, two = outcome_of(first), outcome_of(second)
        context |= {
            "asked": comparing.asked_lines(first, second),
            "results": comparing.result_lines(one, two),
            "agencies": comparing.agency_lines(one, two),
        }
    return render(request, "budgets/simulation_compare.html", context)
