"""Phụ lục I and II by workbook: the template, its upload, a preview, and confirming it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from agencies.files import send_private
from agencies.formats.numbers import format_int
from agencies.seen import seen_mark, status_after
from agencies.workflow import WorkflowError
from plans.intake.sandbox import Refused
from plans.models import TargetUpload
from plans.pricing import plan_price_dong
from plans.shortcuts import plan_or_404

from . import services as targets
from . import uploads as target_uploads
from .annexes import TITLES, lines_of_plan
from .forms import AnnexUploadForm
from .template import annex_workbook


def target_template(request):
    plan = plan_or_404()
    standing = targets.standing_lines(plan)
    groups = {
        group: [(agency, standing.get(agency.code)) for agency in lines_of_plan().in_group(group)] for group in TITLES
    }
    return send_private(annex_workbook(groups, plan_price_dong(plan)), "Phu-luc-I-II.xlsx")


def target_upload(request):
    """Read a workbook; all errors at once, or a preview of what it would change."""
    plan, annex = plan_or_404(), None
    form = AnnexUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = AnnexUploadForm(request.POST, request.FILES)
        annex = read(form, plan, request.user) if form.is_valid() else None
        if annex and not annex.faults:
            name = form.cleaned_data["workbook"].name
            upload = target_uploads.keep_upload(annex, plan=plan, actor=request.user, file_name=name)
            return redirect("target_upload_check", upload.pk)
    return render(request, "plans/target_upload.html", {"form": form, "annex": annex})


def read(form, plan, actor):
    """The annex of the uploaded workbook, or None with the reason at the field."""
    file = form.cleaned_data["workbook"]
    try:
        return target_uploads.read_targets(file.read(), file.name, plan)
    except Refused as refusal:
        target_uploads.record_refusal(plan, actor=actor, why=refusal.code)
        form.add_error("workbook", refusal.message)
        return None


def target_upload_check(request, pk):
    upload = get_object_or_404(TargetUpload.objects.visible_to(request.user), pk=pk, confirmed_at=None)
    refusal = None
    if request.method == "POST":
        try:
            count = target_uploads.confirm_upload(upload, actor=request.user, seen=seen_mark(request))
        except WorkflowError as error:
            refusal = error
            messages.error(request, str(error))
        else:
            messages.success(request, f"Đã ghi chỉ tiêu của {format_int(count)} cơ quan.")
            return redirect("target_list")
    context = {"upload": upload, "comparison": target_uploads.compare(upload)}
    return render(request, "plans/target_upload_check.html", context, status=status_after(refusal))


def target_upload_cancel(request, pk):
    upload = get_object_or_404(TargetUpload.objects.visible_to(request.user), pk=pk, confirmed_at=None)
    try:
        target_uploads.cancel_upload(upload, actor=request.user)
        messages.info(request, "Đã bỏ bảng vừa nạp; chỉ tiêu giữ nguyên.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("target_upload")
