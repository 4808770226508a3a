"""Tệp kèm theo dự toán: adding one, dropping one, and the download for whoever may see the estimate."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files import File
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from agencies.files import send_private
from agencies.permissions import changes
from agencies.requests import SignedInRequest
from agencies.seen import refuse, seen_version, status_of
from agencies.typed import Typed
from agencies.uploads import is_too_large, largest_mb, too_large, was_cut_off
from agencies.workflow import WorkflowError
from budgets.models import Estimate, EstimateAttachment
from plans.declarations.detailed_plan_forms import KINDS, check_kind
from plans.models.attachment import SCANNED, screen

from .attachments import attach, detach, seen_files

SMALLER = "Giảm độ phân giải hoặc tách tệp rồi chọn lại."


class AttachmentForm(forms.Form):
    """One file and what it is; the file is the last field: what stands behind one that was cut off is lost."""

    kind = forms.ChoiceField(label="Loại tài liệu", choices=EstimateAttachment.Kind.choices)
    file = forms.FileField(
        label="Tệp",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.jpg,.jpeg"}),
        error_messages={
            "required": "Chọn tệp.",
            "empty": "Tệp rỗng, chọn tệp khác.",
            "max_length": "Tên tệp quá dài, đổi tên rồi chọn lại.",
        },
    )

    def __init__(self, *args: Any, cut_off: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cut_off = cut_off
        hint = f"{KINDS}, tối đa {largest_mb()} MB. Cơ quan mình và nơi thẩm định, theo dõi dự toán tải được."
        self.fields["file"].help_text = f"{hint} {SCANNED}"

    def clean_file(self) -> File:
        file: File = self.cleaned_data["file"]
        if self.cut_off or is_too_large(file.size):
            raise forms.ValidationError(too_large(SMALLER))
        check_kind(file)
        screen(file)
        return file


def estimate_attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add one file to an estimate that its agency works on."""
    estimate = find(request, pk)
    allowed, why = changes(request.user, estimate)
    if not allowed:
        messages.error(request, why)
        return redirect("estimate_detail", pk)
    typed = Typed(request, seen=estimate.version)
    form = AttachmentForm(typed.data, typed.files, cut_off=was_cut_off(request))
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
