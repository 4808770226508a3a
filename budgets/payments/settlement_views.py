from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.acting import agency_to_write_for
from agencies.calendar import portal_today
from agencies.formats.numbers import format_dong
from agencies.formats.text import has_words
from agencies.list_choice import list_context, send_list
from agencies.permissions import works_in_the_plan
from agencies.requests import SignedInRequest, posted_int
from agencies.saved_views.lists import savable
from agencies.seen import status_of
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from budgets.contracts.permissions import records_money
from budgets.contracts.taking_back import take_back_page
from budgets.models import Settlement
from plans.models import Plan
from plans.shortcuts import plan_or_404

from .forms import SettlementForm, years_of
from .list_columns import LIST
from .settlements import obstacles, settle, take_back_settlement, year_sums


@savable("settlement_list", "Quyết toán")
def settlement_list(request: SignedInRequest) -> HttpResponse:
    rows = rows_for(request)
    standing, may_write = [row for row in rows if row.stands], works_in_the_plan(request.user)[0]
    if may_write:
        mark_open(request, standing)
    context = list_context(request, LIST, rows) | {
        "wanted": request.GET.get("q", ""),
        "count": len(standing),
        "settled_dong": sum(row.amount_dong for row in standing),
        "returned_dong": sum(row.returned_dong for row in standing),
        "may_write": may_write,
    }
    return render(request, "budgets/settlement_list.html", context)


def settlement_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    return send_list(request, LIST, rows_for(request))


def rows_for(request: SignedInRequest) -> list[Settlement]:
    """Settlements that the person may see, with those that take one back, narrowed, in the order asked for."""
    seen = Settlement.objects.visible_to(request.user).select_related("agency", "reverses", "reversed_by")
    wanted = request.GET.get("q", "")[:100]
    found = seen.order_by("agency__official_order", "agency__code", "-budget_year", "pk")
    return LIST.sort(request, [row for row in found if has_words(wanted, row.agency, row.number)])


def mark_open(request: SignedInRequest, standing: list[Settlement]) -> None:
    """Set `is_open` of those that the person takes back: of their own agency, its latest year."""
    latest = dict(Settlement.objects.standing().order_by("budget_year").values_list("agency", "budget_year"))
    for row in standing:
        row.is_open = latest[row.agency_id] == row.budget_year and records_money(request.user, row)[0]


def settlement_new(request: SignedInRequest) -> HttpResponse:
    allowed, why = works_in_the_plan(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("settlement_list")
    plan, agency = plan_or_404(), agency_to_write_for(request)
    year = year_asked_for(request, plan)
    sums = year_sums(agency, year)
    typed = Typed(request, key=f"{request.path.strip('/')}/{agency.code}", seen=version_of(str(sums)))
    form = SettlementForm(agency, year, typed.data)
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            made = settle(agency, plan=plan, actor=request.user, seen=sums, **form.values())
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, f"Đã ghi {made}: {format_dong(made.amount_dong)}.")
            return redirect("settlement_list")
    missing = obstacles(agency, sums)
    years = years_of(plan.starts_on, portal_today())
    context: dict[str, Any] = {"agency": agency, "year": year, "sums": sums, "missing": missing, "years": years}
    return render(
        request, "budgets/settlement_new.html", context | {"form": form} | typed.context(form), status=status_of(form)
    )


def year_asked_for(request: SignedInRequest, plan: Plan) -> int:
    """The year of the page or of its form; the present one where none of the plan's is named."""
    asked = posted_int(request.POST.get("year", "") or request.GET.get("nam", ""))
    return asked if asked in years_of(plan.starts_on, portal_today()) else portal_today().year


def settlement_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    seen = Settlement.objects.visible_to(request.user).select_related("agency", "plan")
    settlement = get_object_or_404(seen, pk=pk)
    back = reverse("settlement_list")
    return take_back_page(request, settlement, owner=settlement, service=take_back_settlement, back=back)
