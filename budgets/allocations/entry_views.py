"""Entering a decision: in a grid of the agencies in charge, or from a workbook that was read into the same grid."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies.calendar import portal_today
from agencies.files import send_private
from agencies.formats.numbers import format_dong
from agencies.models import Agency, User
from agencies.requests import SignedInRequest
from agencies.second_factor import proof
from agencies.seen import refuse, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.models import Allocation, AllocationUpload
from plans.intake.sandbox import Refused
from plans.models import Plan
from plans.shortcuts import plan_or_404

from . import queries, services, uploads
from .forms import AllocationFormSet, AllocationLines, FactsForm, WorkbookForm
from .permissions import NOBODY, Charge, charge_of
from .template import allocation_workbook
from .workbook import AllocationReading


def allocation_new(request: SignedInRequest) -> HttpResponseBase:
    """The grid of all agencies in charge."""
    charge = charge_of(request.user)
    if charge is None:
        return nobody_in_charge(request)
    return entry_page(request, plan_or_404(), charge, {agency: {} for agency in charge.agencies})


def allocation_upload_check(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The grid of the agencies in a workbook, filled in as it says: seen, mended and confirmed here."""
    upload, charge = waiting(request.user, pk), charge_of(request.user)
    if charge is None:
        return nobody_in_charge(request)
    lines = uploads.lines_of(upload, charge)
    rows = {
        line.agency: {"amount": line.amount_dong, "excess_reason": line.excess_reason, "note": line.note}
        for line in lines
    }
    return entry_page(request, upload.plan, charge, rows, upload)


def entry_page(
    request: SignedInRequest,
    plan: Plan,
    charge: Charge,
    rows: Mapping[Agency, dict[str, Any]],
    upload: AllocationUpload | None = None,
) -> HttpResponseBase:
    """Draw the grid with these rows, or write what was sent and go to the decision."""
    standings = queries.standings(plan, charge.agencies)
    typed = Typed(request, seen=services.mark_of(standings))
    form = FactsForm(typed.data, charge=charge)
    agencies, typed_in = list(rows), list(rows.values())
    grid = AllocationFormSet(typed.data, initial=typed_in, prefix="line", agencies=agencies, standings=standings)
    typed.refuse_overtaken(form)
    if request.method == "POST" and (answer := proof.ask(request)):
        return answer
    most_dong = upload.rows.get("most_dong") if upload else None
    if request.method == "POST" and all((form.is_valid(), grid.is_valid())) and grid.judge(form.sign, most_dong):
        made = record(request, plan, form, grid, upload, typed.seen)
        if made:
            typed.drop()
            return redirect("allocation_detail", made.pk)
    context = {"form": form, "grid": grid, "charge": charge, "upload": upload, "sums": sums_of(grid)}
    return render(request, "budgets/allocation_new.html", context | typed.context(form, grid), status=status_of(form))


def record(
    request: SignedInRequest,
    plan: Plan,
    form: FactsForm,
    grid: AllocationLines,
    upload: AllocationUpload | None,
    seen: str,
) -> Allocation | None:
    """The decision; None where it was refused, with the reason above the form."""
    try:
        made = services.record_allocation(
            plan, actor=request.user, facts=form.facts(), lines=grid.lines(), seen=seen, upload=upload
        )
    except WorkflowError as error:
        refuse(form, error)
        return None
    messages.success(request, f"Đã ghi {made}: {format_dong(abs(made.amount_dong))}.")
    return made


def sums_of(grid: AllocationLines) -> dict[str, int]:
    """The foot of the grid (đồng)."""
    found = [grid.standings[agency.pk] for agency in grid.agencies]
    return {
        "appraised_dong": sum(each.appraised_dong for each in found),
        "allocated_dong": sum(each.allocated_dong for each in found),
        "left_dong": sum(each.left_dong for each in found),
        "amount_dong": grid.sum_dong,
    }


def allocation_template(request: SignedInRequest) -> HttpResponseBase:
    """The workbook with the agencies in charge and their present figures."""
    charge, plan = charge_of(request.user), plan_or_404()
    if charge is None:
        return nobody_in_charge(request)
    standings = queries.standings(plan, charge.agencies)
    rows = [(agency, standings[agency.pk]) for agency in charge.agencies]
    return send_private(allocation_workbook(charge.issuer, rows, portal_today()), "Giao-du-toan.xlsx")


def allocation_upload(request: SignedInRequest) -> HttpResponseBase:
    """Read a workbook; all its faults at once, or on to the grid that it fills."""
    charge, plan = charge_of(request.user), plan_or_404()
    if charge is None:
        return nobody_in_charge(request)
    reading: AllocationReading | None = None
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES)
        reading = read(request, form, charge, plan) if form.is_valid() else None
        if reading and not reading.faults:
            name = form.cleaned_data["workbook"].name
            upload = uploads.keep_upload(reading, plan=plan, actor=request.user, file_name=name)
            return redirect("allocation_upload_check", upload.pk)
    return render(request, "budgets/allocation_upload.html", {"form": form, "reading": reading})


def read(request: SignedInRequest, form: WorkbookForm, charge: Charge, plan: Plan) -> AllocationReading | None:
    """What the workbook says; None with the reason at the field where it is not taken."""
    file = form.cleaned_data["workbook"]
    try:
        return uploads.read_lines(file.read(), file.name, charge)
    except Refused as refusal:
        uploads.record_refusal(plan, actor=request.user, why=refusal.code)
        form.add_error("workbook", refusal.message)
        return None


def allocation_upload_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    upload = waiting(request.user, pk)
    try:
        uploads.cancel_upload(upload, actor=request.user)
        messages.info(request, "Đã hủy bảng vừa nạp; chưa ghi gì.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("allocation_upload")


def waiting(user: User, pk: int) -> AllocationUpload:
    """The person's own table that waits for confirmation. Http404 otherwise."""
    mine = AllocationUpload.objects.visible_to(user).filter(allocation=None).select_related("plan")
    return get_object_or_404(mine, pk=pk)


def nobody_in_charge(request: SignedInRequest) -> HttpResponse:
    messages.error(request, NOBODY)
    return redirect("allocation_list")
