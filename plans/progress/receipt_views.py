"""Giấy nhận số liệu: the page of one, to print, and the list of those a person may see."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from agencies.list_choice import list_context, send_list
from agencies.models import User
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from plans.models import ProgressReceipt, ReceiptLine

from .receipt_list import LIST, rows_for


@savable("progress_receipt_list", "Giấy nhận số liệu")
def progress_receipt_list(request: SignedInRequest) -> HttpResponse:
    """The receipts for figures of the agencies that one sees, the latest first."""
    text = request.GET.get("q", "")
    rows = rows_for(request.user, text)
    context = list_context(request, LIST, LIST.sort(request, rows))
    return render(request, "plans/receipt_list.html", context | {"text": text, "count": len(rows)})


def progress_receipt_list_export(request: SignedInRequest) -> HttpResponseBase:
    return send_list(request, LIST, rows_for(request.user, request.GET.get("q", "")))


def progress_receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was taken: of each agency the person sees its figures, as they were sent."""
    receipt, lines = find_receipt(request.user, pk)
    return render(request, "plans/receipt.html", {"receipt": receipt, "lines": lines})


def find_receipt(user: User, pk: int) -> tuple[ProgressReceipt, list[ReceiptLine]]:
    """The receipt and the lines of it that the person sees. Http404 for who sees none."""
    found = ProgressReceipt.objects.visible_to(user).select_related("given_to__agency", "plan__reporting_agency")
    receipt = get_object_or_404(found, pk=pk)
    seen = ReceiptLine.objects.visible_to(user).filter(receipt=receipt)
    return receipt, list(seen.select_related("report__agency", "report__plan"))
