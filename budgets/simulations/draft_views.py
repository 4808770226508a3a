"""Keeping a simulation as the proposal, the draft of an allocation that is made of it, and dropping one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.requests import SignedInRequest
from agencies.seen import seen_mark, shown_again
from agencies.workflow import Overtaken, WorkflowError

from . import services
from .outcome import outcome_of
from .permissions import deletes, works_on
from .views import find


def simulation_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks, beside the proposal there is, and keeps this one or lets it go."""
    simulation = find(request.user, pk)
    allowed, why = works_on(request.user, simulation)
    if not allowed:
        messages.error(request, why)
        return redirect("simulation_detail", pk)
    if request.method == "POST":
        try:
            change(request, pk)
        except Overtaken as error:
            return shown_again(request, "budgets/simulation_propose.html", asked(request, pk), error)
        except WorkflowError as error:
            messages.error(request, str(error))
        return redirect("simulation_detail", pk)
    return render(request, "budgets/simulation_propose.html", asked(request, pk))


def change(request: SignedInRequest, pk: int) -> None:
    """Do what the page asked for. Raises WorkflowError."""
    simulation, seen = find(request.user, pk), seen_mark(request)
    if request.POST.get("drop"):
        services.drop_proposal(simulation, actor=request.user, seen=seen)
        messages.success(request, f"{simulation} không còn là phương án trình.")
    else:
        services.propose(simulation, actor=request.user, seen=seen)
        messages.success(request, f"Đã chọn {simulation} để trình.")


def asked(request: SignedInRequest, pk: int) -> dict[str, object]:
    """The simulation and the present proposal as they stand now."""
    simulation = find(request.user, pk)
    current = services.proposal_of(simulation)
    return {
        "simulation": simulation,
        "outcome": outcome_of(simulation),
        "current": current,
        "seen": str(current.pk) if current else "",
    }


def simulation_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks once more, then drops it."""
    simulation = find(request.user, pk)
    allowed, why = deletes(request.user, simulation)
    if not allowed:
        messages.error(request, why)
        return redirect("simulation_detail", pk)
    if request.method != "POST":
        outcome = outcome_of(simulation) if simulation.is_ready else None
        return render(request, "budgets/simulation_delete.html", {"simulation": simulation, "outcome": outcome})
    try:
        services.delete_simulation(simulation, actor=request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã xóa {simulation}.")
    return redirect("simulation_list")


def simulation_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """On to the grid that the draft fills; nothing is recorded before somebody confirms it there."""
    simulation = find(request.user, pk)
    try:
        upload = services.draft_allocation(simulation, actor=request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("simulation_detail", pk)
    messages.info(request, "Đã lập dự thảo từ phương án. Xem từng dòng, điền số và ngày quyết định rồi ghi.")
    return redirect("allocation_upload_check", upload.pk)
