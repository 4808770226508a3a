"""Giấy nhận số liệu as PDF, to who may read it as a page."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from agencies.files import send_private
from agencies.limits.work import EXPORTS, spend_work
from agencies.requests import SignedInRequest
from plans.progress.receipt_views import find_receipt

from ..documents.pdf import PdfUnavailable, to_pdf
from ..documents.receipt import receipt_document


def progress_receipt_paper(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The receipt with the lines that the person sees on its page."""
    receipt, lines = find_receipt(request.user, pk)
    spend_work(EXPORTS, request.user)
    try:
        content = to_pdf(receipt_document(receipt, lines))
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return redirect("progress_receipt", pk)
    return send_private(content, f"giay-nhan-so-lieu-{receipt.number}-{receipt.year}.pdf")
