from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.actions import posted_or_kept
from agencies.files import send_private
from agencies.formats.numbers import format_int, pad_quantity
from agencies.models import Agency
from plans.declarations.validators import line_warnings
from plans.intake.sandbox import Refused
from plans.models import Plan, Target, TargetUpload
from plans.permissions import divides_target, sets_targets
from plans.pricing import plan_price_dong
from plans.shortcuts import plan_or_404, target_of

from . import services as targets
from . import uploads as target_uploads
from .annexes import TITLES, annex_tables, lines_of_plan
from .forms import AnnexUploadForm, ShareFormSet, TargetForm
from .reconciliation import reconcile
from .template import annex_workbook


def target_list(request):
    plan = Plan.current()
    tables = annex_tables(plan, request.user, request.GET.get("mo", "")) if plan else []
    may_set, _ = sets_targets(request.user)
    checks = reconcile(plan) if plan and request.user.oversees else []
    return render(
        request,
        "plans/target_list.html",
        {
            "plan": plan,
            "tables": tables,
            "may_set": may_set,
            "checks": checks,
            "whole": request.user.oversees,  # others see their own lines, whose sum is not the annex's
            "may_change": may_set or any(line.may_divide for table in tables for line in table.lines),
            "open_checks": [row for row in checks if not row.matches],
            "price": plan_price_dong(plan) if plan else None,
            "totals": {
                name: sum(getattr(table, name) for table in tables)
                for name in ("file_count", "page_count", "cost_dong")
            },
        },
    )


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
        annex = read(form, plan) if form.is_valid() else None
        if annex and not annex.faults:
            name = form.cleaned_data["workbook"].name
            upload = target_uploads.keep_upload(annex, plan=plan, actor=request.user, file_name=name)
            return redirect("target_upload_check", upload.pk)
    return render(request, "plans/target_upload.html", {"form": form, "annex": annex})


def read(form, plan):
    """The annex of the uploaded workbook, or None with the reason at the field."""
    file = form.cleaned_data["workbook"]
    try:
        return target_uploads.read_targets(file.read(), file.name, plan)
    except Refused as refusal:
        form.add_error("workbook", refusal.message)
        return None


def target_upload_check(request, pk):
    upload = get_object_or_404(TargetUpload.objects.visible_to(request.user), pk=pk, confirmed_at=None)
    if request.method == "POST":
        try:
            count = target_uploads.confirm_upload(upload, actor=request.user)
        except targets.TargetError as error:
            messages.error(request, str(error))
            return redirect("target_upload_check", pk)
        messages.success(request, f"Đã ghi chỉ tiêu của {pad_quantity(count)} cơ quan.")
        return redirect("target_list")
    comparison = target_uploads.compare(upload)
    return render(request, "plans/target_upload_check.html", {"upload": upload, "comparison": comparison})


def target_upload_cancel(request, pk):
    get_object_or_404(TargetUpload.objects.visible_to(request.user), pk=pk, confirmed_at=None).delete()
    messages.info(request, "Đã bỏ bảng vừa nạp; chỉ tiêu giữ nguyên.")
    return redirect("target_upload")


def target_edit(request, code):
    plan, agency = plan_or_404(), get_object_or_404(lines_of_plan(), code=code)
    standing = targets.standing_lines(plan).get(code)
    initial = {"files": standing.file_count, "pages": standing.page_count, "note": standing.note} if standing else {}
    form = TargetForm(posted_or_kept(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            targets.assign_targets(plan, {agency: form.line()}, actor=request.user)
        except targets.TargetError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã lưu chỉ tiêu của {agency}.")
            warn(request, {agency: form.line()})
            return redirect("target_list")
    target = target_of(agency, plan)
    return render(
        request,
        "plans/target_edit.html",
        {
            "agency": agency,
            "form": form,
            "price": plan_price_dong(plan),
            "standing": standing,
            "given": target_uploads.given(plan, agency),
            "events": history.of(target) if target else [],
        },
    )


def target_divide(request, code):
    district = get_object_or_404(Agency.objects.visible_to(request.user), code=code, kind=Agency.Kind.DISTRICT)
    allowed, reason = divides_target(request.user, district)
    if not allowed:
        raise PermissionDenied(reason)
    plan = plan_or_404()
    standing = targets.division(plan, district)
    if not standing:
        messages.error(request, f"{district} chưa có chỉ tiêu để chia.")
        return redirect("target_list")
    communes = list(district.children.order_by("official_order", "code"))
    posted = posted_or_kept(request)
    formset = ShareFormSet(posted, initial=share_rows(plan, communes), prefix="share")
    for commune, form in zip(communes, formset.forms, strict=False):
        form.row_name = str(commune)
    if request.method == "POST" and formset.is_valid() and formset.total_form_count() == len(communes):
        if divide(request, plan, district, dict(zip(communes, formset.forms, strict=True))):
            return redirect(f"{reverse('target_list')}?mo={district.code}")
    whole = [sum(pair[i] for pair in standing.values()) for i in (0, 1)]
    return render(
        request,
        "plans/target_divide.html",
        {
            "district": district,
            "rows": list(zip(communes, formset.forms, strict=False)),
            "formset": formset,
            "whole": whole,
            "shared": typed(formset),
            "seen": targets.fingerprint(standing),
            "rest": [all_ - part for all_, part in zip(whole, typed(formset), strict=True)],
        },
    )


def divide(request, plan, district, forms):
    """True where it was written; otherwise the reason stands above the grid."""
    shares = {commune: form.line() for commune, form in forms.items()}
    try:
        rest = targets.divide_target(plan, district, shares, actor=request.user, seen=request.POST.get("seen"))
    except targets.TargetError as error:
        messages.error(request, str(error))
        return False
    kept = f"{format_int(rest.file_count)} hồ sơ, {format_int(rest.page_count)} trang"
    messages.success(request, f"Đã chia chỉ tiêu; phần còn lại của {district}: {kept}.")
    warn(request, shares | {district: rest})
    return True


def warn(request, lines):
    """What is written but unlikely, in one message."""
    doubts = [
        f"{agency}: {text}"
        for agency, line in lines.items()
        for text in line_warnings(line.file_count, 0, line.page_count)
    ]
    if doubts:
        messages.warning(request, ". ".join(doubts) + ".")


def share_rows(plan, communes):
    rows = {row.agency_id: row for row in Target.objects.filter(plan=plan, agency__in=communes)}
    return [share_row(rows.get(commune.pk)) for commune in communes]


def share_row(target):
    return {"files": target.file_count, "pages": target.page_count, "note": target.note} if target else {}


def typed(formset):
    """(hồ sơ, trang) that stand in the grid now."""
    if not formset.is_bound:
        return tuple(sum(row.get(key, 0) for row in formset.initial) for key in ("files", "pages"))
    data = [form.cleaned_data if form.is_valid() else {} for form in formset.forms]
    return tuple(sum(row.get(key) or 0 for row in data) for key in ("files", "pages"))
