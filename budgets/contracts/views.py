from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.acting import agency_to_write_for
from agencies.formats.numbers import format_dong
from agencies.list_choice import list_context, send_list
from agencies.permissions import works_in_the_plan
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from agencies.seen import status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.models import Contract, ContractChange
from plans.shortcuts import plan_or_404

from . import changes, listing, services
from .forms import AmendmentForm, ContractFilterForm, ContractForm, EndForm
from .list_columns import CONTRACTS
from .page import about
from .permissions import records_money
from .reversals import take_back_change
from .sums import remaining_terms, sums_of
from .taking_back import take_back_page


@savable("contract_list", "Hợp đồng")
def contract_list(request: SignedInRequest) -> HttpResponse:
    form, rows, filters = narrowed(request)
    context = list_context(request, CONTRACTS, rows) | {
        "form": form,
        "filters": filters,
        "count": len(rows),
        "sums": listing.totals(rows),
        "may_write": works_in_the_plan(request.user)[0],
    }
    return render(request, "budgets/contract_list.html", context)


def contract_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    _, rows, _ = narrowed(request)
    return send_list(request, CONTRACTS, rows)


def narrowed(request: SignedInRequest) -> tuple[ContractFilterForm, list[Contract], dict[str, Any]]:
    """(form, rows in the order asked for, filters) of the list."""
    form = ContractFilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    return form, CONTRACTS.sort(request, listing.rows_for(request.user, filters)), filters


def contract_new(request: SignedInRequest) -> HttpResponse:
    allowed, why = works_in_the_plan(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("contract_list")
    agency = agency_to_write_for(request)
    typed = Typed(request, key=f"{request.path.strip('/')}/{agency.code}")
    form = ContractForm(agency, typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            contract = services.sign_contract(agency, plan=plan_or_404(), actor=request.user, **form.values())
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            value = format_dong(contract.value_dong)
            messages.success(request, f"Đã ghi {contract}: {value}.")
            return redirect("contract_detail", contract.pk)
    context = {"form": form, "agency": agency} | typed.context(form)
    return render(request, "budgets/contract_new.html", context, status=status_of(form))


def contract_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    contract = find(request, pk)
    context = about(contract) | {
        "contract": contract,
        "may_write": records_money(request.user, contract)[0],
        "events": history.shown(contract, request.user),
    }
    return render(request, "budgets/contract_detail.html", context)


def contract_amend(request: SignedInRequest, pk: int) -> HttpResponse:
    contract = find(request, pk)
    if refusal := closed_door(request, contract):
        return refusal
    typed = Typed(request, seen=contract.version)
    form = AmendmentForm(remaining_terms(contract), typed.data)
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            change = changes.amend_contract(
                contract, actor=request.user, expected_version=contract.version, **form.values()
            )
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, f"Đã ghi phụ lục số {change.number}: thay đổi {format_dong(change.amount_dong)}.")
            return redirect("contract_detail", pk)
    context = {"form": form, "contract": contract} | typed.context(form)
    return render(request, "budgets/contract_amend.html", context, status=status_of(form))


def contract_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    contract = find(request, pk)
    if refusal := closed_door(request, contract):
        return refusal
    typed = Typed(request, seen=contract.version)
    form = EndForm(typed.data)
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            changes.cancel_contract(contract, actor=request.user, expected_version=contract.version, **form.values())
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, f"Đã ghi thanh lý {contract}.")
            return redirect("contract_detail", pk)
    context = {"form": form, "contract": contract, "sums": sums_of([contract])[pk]} | typed.context(form)
    return render(request, "budgets/contract_cancel.html", context, status=status_of(form))


def contract_change_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    seen = ContractChange.objects.visible_to(request.user).select_related("contract__agency", "contract__plan")
    change = get_object_or_404(seen, pk=pk)
    back = reverse("contract_detail", args=[change.contract_id])
    return take_back_page(request, change, owner=change.contract, service=take_back_change, back=back)


def find(request: SignedInRequest, pk: int) -> Contract:
    """The contract where the person may see it. Http404 otherwise."""
    seen = Contract.objects.visible_to(request.user).select_related("agency", "plan", "contractor")
    return get_object_or_404(seen, pk=pk)


def closed_door(request: SignedInRequest, contract: Contract) -> HttpResponse | None:
    """Back to the contract with the reason, where the person writes nothing on it or it has ended; what was typed
    stays as a draft."""
    allowed, why = records_money(request.user, contract)
    if allowed and not Contract.objects.in_force().filter(pk=contract.pk).exists():
        allowed, why = False, changes.ENDED
    if allowed:
        return None
    Typed(request).keep_for_later()
    messages.error(request, why)
    return redirect("contract_detail", contract.pk)
