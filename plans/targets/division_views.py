"""A district shares its target out among its communes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.formats.numbers import format_int
from agencies.models import Agency
from agencies.seen import seen_mark, status_after
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from plans.models import Target
from plans.permissions import divides_target
from plans.shortcuts import plan_or_404

from . import services as targets
from .forms import ShareFormSet
from .views import warn


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
    typed = Typed(request, seen=version_of(standing))
    whole = whole_of(standing)
    formset = ShareFormSet(typed.data, initial=share_rows(plan, communes), prefix="share", whole=whole)
    for commune, form in zip(communes, formset.forms, strict=False):
        form.row_name = str(commune)
    refusal = None
    if request.method == "POST" and formset.is_valid() and formset.total_form_count() == len(communes):
        refusal = divide(request, plan, district, dict(zip(communes, formset.forms, strict=True)))
        if refusal is None:
            typed.drop()
            return redirect(f"{reverse('target_list')}?mo={district.code}")
    context = {"district": district, "rows": list(zip(communes, formset.forms, strict=False)), "formset": formset}
    context |= {"whole": whole, "rest": rest_of(whole, formset), "seen": targets.fingerprint(standing)}
    context |= typed.context(formset)
    return render(request, "plans/target_divide.html", context, status=status_after(refusal))


def whole_of(standing):
    """(hồ sơ, trang A4) of the district with its communes."""
    return [sum(pair[i] for pair in standing.values()) for i in (0, 1)]


def rest_of(whole, formset):
    """(hồ sơ, trang A4) that the district keeps of the whole, by the grid as it is; negative where it gives more."""
    return [all_ - part for all_, part in zip(whole, shared_now(formset), strict=True)]


def divide(request, plan, district, forms):
    """None where it was written; otherwise the reason, which is above the grid."""
    shares = {commune: form.line() for commune, form in forms.items()}
    try:
        rest = targets.divide_target(plan, district, shares, actor=request.user, seen=seen_mark(request))
    except WorkflowError as error:
        messages.error(request, str(error))
        return error
    kept = f"{format_int(rest.file_count)} hồ sơ, {format_int(rest.page_count)} trang"
    messages.success(request, f"Đã chia chỉ tiêu; phần còn lại của {district}: {kept}.")
    warn(request, shares | {district: rest})
    return None


def share_rows(plan, communes):
    rows = {row.agency_id: row for row in Target.objects.filter(plan=plan, agency__in=communes)}
    return [share_row(rows.get(commune.pk)) for commune in communes]


def share_row(target):
    return {"files": target.file_count, "pages": target.page_count, "note": target.note} if target else {}


def shared_now(formset):
    """(hồ sơ, trang) that are in the grid now; what cannot be read counts 0."""
    if not formset.is_bound:
        return tuple(sum(row.get(key, 0) for row in formset.initial) for key in ("files", "pages"))
    return formset.shared()
