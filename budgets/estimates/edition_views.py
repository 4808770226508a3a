"""A later version of a decided estimate: its start, the comparison as a workbook, the price of today."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.files import send_private
from agencies.permissions import changes
from agencies.requests import SignedInRequest
from agencies.seen import refuse, seen_mark, seen_version, shown_again, status_of
from agencies.typed import Typed
from agencies.workflow import Overtaken, WorkflowError
from budgets.models import Estimate

from .as_handed_in import seen_by
from .comparison_columns import comparison_workbook
from .edition_forms import EditionForm
from .editions import may_start, start_edition
from .sides import comparison_of
from .tariffs import NOTHING_NEW, NewTariff, new_tariff, take_tariff

FIRST = "Dự toán lập lần đầu không có bản trước để so sánh."


def estimate_edition_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Start an adjusted or a supplemented version of a decided estimate."""
    estimate = find(request, pk)
    allowed, why = may_start(request.user, estimate)
    if not allowed:
        messages.error(request, why)
        Typed(request).keep_for_later()
        return redirect("estimate_detail", pk)
    typed = Typed(request, seen=estimate.version)
    form = EditionForm(typed.data, wanted=request.GET.get("loai", ""))
    if request.method == "POST" and form.is_valid():
        try:
            made = start_edition(estimate, actor=request.user, **form.cleaned_data)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"Đã lập “{made.name}” từ bản đã quyết định. Sửa số trang, chi phí rồi trình.")
            return redirect("estimate_detail", made.pk)
    context = {"estimate": estimate, "result": estimate.result, "form": form} | typed.context(form)
    return render(request, "budgets/estimate_edition_new.html", context, status=status_of(form))


def estimate_comparison(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Why the version comes to another sum than the one before it, as a workbook."""
    estimate = seen_by(request.user, find(request, pk))
    comparison = comparison_of(estimate)
    if comparison is None:
        messages.error(request, FIRST)
        return redirect("estimate_detail", pk)
    return send_private(comparison_workbook(estimate, comparison), f"So-sanh-du-toan-{pk}.xlsx")


def estimate_take_price(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the price and K of today would make of a draft; take them where the preparer agrees."""
    estimate = find(request, pk)
    allowed, why = changes(request.user, estimate)
    found = new_tariff(estimate) if allowed else None
    if found is None:
        messages.error(request, why or NOTHING_NEW)
        return redirect("estimate_detail", pk)
    context = price_context(estimate, found)
    if request.method != "POST":
        return render(request, "budgets/estimate_take_price.html", context)
    try:
        take_tariff(estimate, actor=request.user, expected_version=seen_version(request), mark=seen_mark(request))
    except Overtaken as error:
        return shown_again(request, "budgets/estimate_take_price.html", context, error)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã tính lại dự toán theo đơn giá đang áp dụng.")
    return redirect("estimate_detail", pk)


def price_context(estimate: Estimate, found: NewTariff) -> dict[str, object]:
    return {
        "estimate": estimate,
        "found": found,
        "comparison": found.comparison,
        "cancel_url": reverse("estimate_detail", args=[estimate.pk]),
    }


def find(request: SignedInRequest, pk: int) -> Estimate:
    """The estimate where the person may see it. Http404 otherwise."""
    return get_object_or_404(Estimate.objects.visible_to(request.user).select_related("agency", "plan"), pk=pk)
