"""Receipts of the archive: read a list, see what it would change, confirm or drop it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.formats.numbers import format_int
from agencies.models import Agency
from agencies.requests import SignedInRequest
from agencies.seen import refuse, seen_mark, status_after, status_of
from agencies.workflow import WorkflowError
from plans.intake.sandbox import Refused
from plans.models import ArchiveReceipt
from plans.shortcuts import plan_or_404

from . import receipts
from .receipt_rows import ReceiptReading
from .views import find
from .workbook_form import WorkbookForm


def archive_receipt(request: SignedInRequest, code: str) -> HttpResponse:
    """Read a list; all its faults at once, or on to what it would change."""
    agency, reading = find(request, code), None
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES)
        reading = read(request, form, agency) if form.is_valid() else None
        if reading and not reading.faults and (kept := keep(request, form, agency, reading)):
            return redirect("archive_receipt_check", kept.pk)
    context = {"form": form, "agency": agency, "reading": reading}
    return render(request, "plans/archive_receipt.html", context, status=status_of(form))


def read(request: SignedInRequest, form: WorkbookForm, agency: Agency) -> ReceiptReading | None:
    """What the list says; None with the reason at the field where it is not taken."""
    file = form.cleaned_data["workbook"]
    try:
        return receipts.read_lines(file.read(), file.name, agency)
    except Refused as refusal:
        receipts.record_refusal(agency, actor=request.user, why=refusal.code)
        form.add_error("workbook", refusal.message)
        return None


def keep(
    request: SignedInRequest, form: WorkbookForm, agency: Agency, reading: ReceiptReading
) -> ArchiveReceipt | None:
    """The receipt, waiting; None where it was written before, with the reason above the form."""
    name = form.cleaned_data["workbook"].name
    try:
        return receipts.keep_receipt(reading, agency=agency, plan=plan_or_404(), actor=request.user, file_name=name)
    except WorkflowError as error:
        refuse(form, error)
        return None


def archive_receipt_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the receipt would change; writes it."""
    receipt, refusal = waiting(request, pk), None
    if request.method == "POST":
        try:
            count = receipts.confirm_receipt(receipt, actor=request.user, seen=seen_mark(request))
        except WorkflowError as error:
            refusal = error
            messages.error(request, str(error))
        else:
            messages.success(request, f"Đã ghi phiếu nhận: {format_int(count)} bản ghi đổi trạng thái.")
            return redirect("archive_agency", receipt.agency.code)
    context = {"receipt": receipt, "comparison": receipts.compare(receipt)}
    return render(request, "plans/archive_receipt_check.html", context, status=status_after(refusal))


def archive_receipt_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    receipt = waiting(request, pk)
    try:
        receipts.cancel_receipt(receipt, actor=request.user)
        messages.info(request, "Đã hủy phiếu vừa nạp; chưa ghi gì.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("archive_agency", receipt.agency.code)


def waiting(request: SignedInRequest, pk: int) -> ArchiveReceipt:
    """The person's own receipt that waits for confirmation. Http404 otherwise."""
    mine = ArchiveReceipt.objects.visible_to(request.user).waiting().select_related("agency", "plan")
    return get_object_or_404(mine, pk=pk)
