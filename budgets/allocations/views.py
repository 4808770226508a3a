"""Quyết định giao dự toán: the list, one decision, what is allocated by agency."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.calendar import portal_today
from agencies.files import send_private
from agencies.formats.dates import format_date
from agencies.list_columns import in_order, list_workbook
from agencies.list_place import remember
from agencies.models import User
from agencies.paging import numbered_page
from agencies.requests import SignedInRequest
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
from .list_columns import BY_AGENCY, COLUMNS, IN_WORKBOOK
from .permissions import records, takes_back

PAGE_SIZE = 100


def allocation_list(request: SignedInRequest) -> HttpResponse:
    form, rows = filtered(request)
    remember(request, "allocation_list")
    filters = form.cleaned_data
    return render(
        request,
        "budgets/allocation_list.html",
        {
            "page": numbered_page(request, rows, PAGE_SIZE),
            "form": form,
            "filters": filters,
            "sums": listing.sums_of(rows),
            "may_record": records(request.user)[0],
            "is_narrowed": any(filters.values()),
        },
    )


def allocation_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    _, rows = filtered(request)
    day = portal_today()
    title = f"Quyết định giao dự toán (số liệu đến ngày {format_date(day)})"
    return send_private(list_workbook(title, IN_WORKBOOK, rows), f"Quyet-dinh-giao-du-toan-{day:%Y-%m-%d}.xlsx")


def filtered(request: SignedInRequest) -> tuple[AllocationFilterForm, list[Allocation]]:
    """The filter of the address, and the rows that it leaves in their order."""
    form = AllocationFilterForm(request.GET, years=listing.years_of(request.user))
    form.is_valid()
    rows = listing.rows_for(request.user, form.cleaned_data)
    return form, in_order(rows, COLUMNS, request.GET.get("sort", ""))


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
    groups = listing.groups_for(request.user, plan) if plan else []
    sort = request.GET.get("sort", "")
    for group in groups:
        group.rows = in_order(group.rows, BY_AGENCY, sort)
    known, allocated_dong = [group.control_dong for group in groups], sum(group.allocated_dong for group in groups)
    control_dong = sum(each for each in known if each is not None) if None not in known else None
    return render(
        request,
        "budgets/allocation_table.html",
        {
            "plan": plan,
            "groups": groups,
            "appraised_dong": sum(group.appraised_dong for group in groups),
            "allocated_dong": allocated_dong,
            "control_dong": control_dong,
            "to_control_dong": None if control_dong is None else control_dong - allocated_dong,
            "may_record": records(request.user)[0],
        },
    )


def allocation_table_export(request: SignedInRequest) -> HttpResponseBase:
    """The money by agency as far as the person sees it, as a workbook."""
    plan, day = plan_or_404(), portal_today()
    rows = [row for group in listing.groups_for(request.user, plan) for row in group.rows]
    rows = in_order(rows, BY_AGENCY, request.GET.get("sort", ""))
    title = f"Dự toán được giao theo cơ quan (số liệu đến ngày {format_date(day)})"
    return send_private(list_workbook(title, BY_AGENCY, rows), f"Duoc-giao-{day:%Y-%m-%d}.xlsx")


def find(user: User, pk: int) -> Allocation:
    """The decision where the person may see it. Http404 otherwise."""
    seen = Allocation.objects.visible_to(user)
    return get_object_or_404(seen.select_related("issuer", "reversed_by", "reverses", "recorded_by", "plan"), pk=pk)
