"""Tệp kèm theo dự toán: adding one, dropping one, and the download for whoever may see the estimate."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies.files import send_private
from agencies.permissions import changes
from agencies.requests import SignedInRequest
from agencies.seen import refuse, seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.models import Estimate, EstimateAttachment
from plans.letters.file_field import PaperField

from .attachments import attach, detach, seen_files


class AttachmentForm(forms.Form):
    """One file and what it is; the file is the last field: what stands behind one that was cut off is lost."""

    kind = forms.ChoiceField(label="Loại tài liệu", choices=EstimateAttachment.Kind.choices)
    file = PaperField(
        label="Tệp", missing="Chọn tệp.", readers="Cơ quan mình và nơi thẩm định, theo dõi dự toán tải được."
    )


def estimate_attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add one file to an estimate that its agency works on."""
    estimate = find(request, pk)
    allowed, why = changes(request.user, estimate)
    if not allowed:
        messages.error(request, why)
        return redirect("estimate_detail", pk)
    typed = Typed(request, seen=estimate.version)
    form = AttachmentForm(typed.data, typed.files)
    if request.method == "POST" and form.is_valid():
        try:
            made = attach(estimate, actor=request.user, expected_version=seen_version(request), **form.cleaned_data)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"Đã kèm {made}.")
            return redirect("estimate_detail", pk)
    context = {"estimate": estimate, "form": form, "version": estimate.version} | typed.context(form)
    return render(request, "budgets/estimate_attach.html", context, status=status_of(form))


def estimate_attachment(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file, for whoever may see it with its estimate."""
    found = seen_attachment(request, pk)
    if not found.file:
        raise Http404("Tệp này không còn trên cổng.")
    return send_private(found.file, found.file_name)


def estimate_attachment_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Drop one file."""
    found = seen_attachment(request, pk)
    try:
        detach(found, actor=request.user, expected_version=seen_version(request))
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã bỏ {found}.")
    return redirect("estimate_detail", found.estimate_id)


def seen_attachment(request: SignedInRequest, pk: int) -> EstimateAttachment:
    """The file where the person may see it. Http404 otherwise."""
    seen = EstimateAttachment.objects.filter(estimate__in=Estimate.objects.visible_to(request.user))
    found = get_object_or_404(seen.select_related("estimate__agency"), pk=pk)
    return get_object_or_404(seen_files(found.estimate, request.user).select_related("estimate__agency"), pk=pk)


def find(request: SignedInRequest, pk: int) -> Estimate:
    """The estimate where the person may see it. Http404 otherwise."""
    return get_object_or_404(Estimate.objects.visible_to(request.user).select_related("agency", "plan"), pk=pk)
