"""A workbook of photographs or recordings: the template, its faults at once, a preview, confirming it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies.acting import agency_to_write_for
from agencies.files import send_private
from agencies.formats.numbers import format_int
from agencies.models import Agency
from agencies.permissions import works_in_the_plan
from agencies.requests import SignedInRequest
from agencies.seen import refuse, seen_mark, status_after, status_of
from agencies.workflow import WorkflowError
from plans.intake.sandbox import Refused
from plans.models import MediaRecord, MediaUpload
from plans.shortcuts import plan_or_404

from . import media_uploads as uploads
from .media_forms import MediaWorkbookForm


def media_template(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The workbook to fill in."""
    if kind not in MediaRecord.Kind.values:
        raise Http404
    return send_private(uploads.template(kind), f"Danh-muc-{kind}.xlsx")


def media_upload(request: SignedInRequest) -> HttpResponse:
    """Read a workbook; all its faults at once, or on to what it would change."""
    allowed, why = works_in_the_plan(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("media_list")
    agency, reading = agency_to_write_for(request), None
    form = MediaWorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = MediaWorkbookForm(request.POST, request.FILES)
        reading = read(form) if form.is_valid() else None
        if reading and not reading.faults and (kept := keep(request, form, agency, reading)):
            return redirect("media_upload_check", kept.pk)
    context = {"form": form, "agency": agency, "reading": reading, "kinds": MediaRecord.Kind.choices}
    return render(request, "plans/media_upload.html", context, status=status_of(form))


def read(form: MediaWorkbookForm) -> uploads.MediaReading | None:
    """What the workbook says; None with the reason at the field where it is not taken."""
    file = form.cleaned_data["workbook"]
    try:
        return uploads.read_media(file.read(), file.name, form.cleaned_data["kind"])
    except Refused as refusal:
        form.add_error("workbook", refusal.message)
        return None


def keep(
    request: SignedInRequest, form: MediaWorkbookForm, agency: Agency, reading: uploads.MediaReading
) -> MediaUpload | None:
    """The rows, waiting; None where the person does not write for the agency, with the reason above the form."""
    given = {"kind": form.cleaned_data["kind"], "file_name": form.cleaned_data["workbook"].name}
    try:
        return uploads.keep_upload(reading, agency=agency, plan=plan_or_404(), actor=request.user, **given)
    except WorkflowError as error:
        refuse(form, error)
        return None


def media_upload_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the workbook would change; writes it."""
    upload, refusal = waiting(request, pk), None
    if request.method == "POST":
        try:
            count = uploads.confirm_upload(upload, actor=request.user, seen=seen_mark(request))
        except WorkflowError as error:
            refusal = error
            messages.error(request, str(error))
        else:
            messages.success(request, f"Đã ghi {format_int(count)} dòng.")
            return redirect("media_list")
    context = {"upload": upload, "comparison": uploads.compare(upload)}
    return render(request, "plans/media_upload_check.html", context, status=status_after(refusal))


def media_upload_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    upload = waiting(request, pk)
    try:
        uploads.cancel_upload(upload, actor=request.user)
        messages.info(request, "Đã hủy bảng vừa nạp; chưa ghi gì.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("media_upload")


def waiting(request: SignedInRequest, pk: int) -> MediaUpload:
    """The person's own rows that wait for confirmation. Http404 otherwise."""
    mine = MediaUpload.objects.visible_to(request.user).filter(confirmed_at=None).select_related("agency", "plan")
    return get_object_or_404(mine, pk=pk)
