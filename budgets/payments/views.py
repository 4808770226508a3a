from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.formats.numbers import format_dong
from agencies.requests import SignedInRequest
from agencies.seen import status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.contracts.allocated import allocated
from budgets.contracts.permissions import records_money
from budgets.contracts.sums import sums_of
from budgets.contracts.taking_back import take_back_page
from budgets.contracts.views import find
from budgets.models import Payment

from .forms import PaymentForm
from .services import cash_of, pay, take_back_payment


def payment_new(request: SignedInRequest, pk: int) -> HttpResponse:
    contract = find(request, pk)
    typed = Typed(request, seen=contract.version)
    allowed, why = records_money(request.user, contract)
    if not allowed:
        messages.error(request, why)
        return redirect("contract_detail", pk)
    sums = sums_of([contract])[pk]
    form = PaymentForm(sums, typed.data, initial={"kind": request.GET.get("loai", Payment.Kind.PAYMENT)})
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            made = pay(contract, actor=request.user, expected_version=contract.version, **form.values())
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            said = f"{made.get_kind_display().lower()} {format_dong(abs(made.amount_dong))}"
            messages.success(request, f"Đã ghi {said}.")
            return redirect("contract_detail", pk)
    money = {"allocated": allocated(contract.agency), "agency_cash_dong": cash_of(contract.agency)}
    context = {"form": form, "contract": contract, "sums": sums} | money | typed.context(form)
    return render(request, "budgets/payment_new.html", context, status=status_of(form))


def payment_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    seen = Payment.objects.visible_to(request.user).select_related("contract__agency", "contract__plan")
    payment = get_object_or_404(seen, pk=pk)
    back = reverse("contract_detail", args=[payment.contract_id])
    return take_back_page(request, payment, owner=payment.contract, service=take_back_payment, back=back)
