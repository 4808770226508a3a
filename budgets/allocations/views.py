"""Quyết định giao dự toán: the list, one decision, what is allocated by agency."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.list_choice import choice_of, list_context, send_list
from agencies.list_place import remember
from agencies.models import User
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from agencies.second_factor import proof
from agencies.seen import refuse, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.models import Allocation
from plans.models import Plan
from plans.shortcuts import plan_or_404

from . import listing, services
from .events import events_shown
from .forms import AllocationFilterForm, TakeBackForm
from .list_columns import LIST, TABLE
from .permissions import records, takes_back


@savable("allocation_list", "Quyết định giao")
def allocation_list(request: SignedInRequest) -> HttpResponse:
    form, rows = filtered(request)
    filters = form.cleaned_data
    return render(
        request,
        "budgets/allocation_list.html",
        list_context(request, LIST, rows)
        | {
            "form": form,
            "filters": filters,
            "sums": listing.sums_of(rows),
            "may_record": records(request.user)[0],
            "is_narrowed": any(filters.values()),
        },
    )


def allocation_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    return send_list(request, LIST, filtered(request)[1])


def filtered(request: SignedInRequest) -> tuple[AllocationFilterForm, list[Allocation]]:
    """The filter of the address, and the rows that it leaves in their order."""
    form = AllocationFilterForm(request.GET, years=listing.years_of(request.user))
    form.is_valid()
    return form, LIST.sort(request, listing.rows_for(request.user, form.cleaned_data))


def allocation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    allocation = find(request.user, pk)
    lines = list(allocation.lines.visible_to(request.user).select_related("agency"))
    context = {
        "allocation": allocation,
        "lines": lines,
        "seen_dong": sum(line.amount_dong for line in lines),
        "is_whole": sees_whole(request.user, allocation),
        "has_reasons": any(line.excess_reason for line in lines),
        "has_notes": any(line.note for line in lines),
        "events": events_shown(allocation, request.user),
        "may_take_back": takes_back(request.user, allocation)[0],
        "may_record": records(request.user)[0],
    }
    return render(request, "budgets/allocation_detail.html", context)


def sees_whole(user: User, allocation: Allocation) -> bool:
    """True for its issuer and for those who oversee the plan; an agency sees its own line alone."""
    return user.oversees or allocation.issuer_id == user.agency_id


def allocation_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """The counter-entry: asks why, and writes it."""
    allocation = find(request.user, pk)
    allowed, why = takes_back(request.user, allocation)
    if not allowed:
        messages.error(request, why)
        return redirect("allocation_detail", pk)
    typed = Typed(request, seen=allocation.pk)
    if request.method == "POST" and (answer := proof.ask(request)):
        return answer
    form = TakeBackForm(typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.take_back(allocation, actor=request.user, **form.cleaned_data)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"Đã ghi đảo {allocation}. Số quyết định dùng lại được cho bản ghi đúng.")
            return redirect("allocation_detail", made.pk)
    context = {"allocation": allocation, "form": form, "cancel_url": reverse("allocation_detail", args=[pk])}
    return render(request, "budgets/allocation_take_back.html", context | typed.context(form), status=status_of(form))


def allocation_table(request: SignedInRequest) -> HttpResponse:
    """What is appraised, allocated and left to allocate, agency by agency, against the control figures."""
    plan = Plan.current()
    remember(request, TABLE.route)
    groups = listing.groups_for(request.user, plan) if plan else []
    for group in groups:
        group.rows = TABLE.sort(request, group.rows)
    known, allocated_dong = [group.control_dong for group in groups], sum(group.allocated_dong for group in groups)
    control_dong = sum(each for each in known if each is not None) if None not in known else None
    return render(
        request,
        "budgets/allocation_table.html",
        {
            "plan": plan,
            "groups": groups,
            "choice": choice_of(request, TABLE),
            "appraised_dong": sum(group.appraised_dong for group in groups),
            "allocated_dong": allocated_dong,
            "control_dong": control_dong,
            "to_control_dong": None if control_dong is None else control_dong - allocated_dong,
            "may_record": records(request.user)[0],
        },
    )


def allocation_table_export(request: SignedInRequest) -> HttpResponseBase:
    """The money by agency as far as the person sees it, as a workbook."""
    rows = [row for group in listing.groups_for(request.user, plan_or_404()) for row in group.rows]
    return send_list(request, TABLE, TABLE.sort(request, rows))


def find(user: User, pk: int) -> Allocation:
    """The decision where the person may see it. Http404 otherwise."""
    seen = Allocation.objects.visible_to(user)
    return get_object_or_404(seen.select_related("issuer", "reversed_by", "reverses", "recorded_by", "plan"), pk=pk)
