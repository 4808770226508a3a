from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from agencies import history
from agencies.calendar import portal_today
from agencies.list_choice import choice_of, send_list
from agencies.list_place import remember
from agencies.saved_views.lists import savable
from agencies.seen import refuse, status_of
from agencies.typed import Typed, version_of
from plans.declarations.validators import line_warnings
from plans.models import Plan
from plans.permissions import sets_targets
from plans.pricing import plan_price_dong
from plans.shortcuts import plan_or_404, target_of
from plans.unusual.bounds import bounds_on

from . import services as targets
from . import uploads as target_uploads
from .annexes import annex_tables, lines_of_plan
from .forms import TargetForm
from .list_columns import LIST, arranged
from .reconciliation import reconcile

SUMMED = ("file_count", "page_count", "cost_dong")


@savable("target_list", "Chỉ tiêu", without=("mo",))
def target_list(request):
    plan = Plan.current()
    every = annex_tables(plan, request.user, request.GET.get("mo", "")) if plan else []
    tables, text = as_asked(request, every), request.GET.get("q", "")[:100]
    remember(request, LIST.route)
    may_set, _ = sets_targets(request.user)
    checks = reconcile(plan) if plan and request.user.oversees else []
    return render(
        request,
        "plans/target_list.html",
        {
            "plan": plan,
            "groups": tables,
            "is_listed": bool(every),
            "q": text,
            "narrowed": bool(text),
            "choice": choice_of(request, LIST),
            "may_set": may_set,
            "checks": checks,
            "whole": request.user.oversees,  # others see their own lines, whose sum is not the annex's
            "may_change": may_set or any(line.may_divide for table in every for line in table.lines),
            "open_checks": [row for row in checks if not row.matches],
            "price": plan_price_dong(plan) if plan else None,
            "totals": {name: sum(getattr(table, name) for table in tables) for name in SUMMED},
        },
    )


def target_list_export(request):
    """The annexes as far as the person sees them, with their sum, as a workbook."""
    tables = as_asked(request, annex_tables(plan_or_404(), request.user))
    return send_list(request, LIST, [line for table in tables for line in table.lines])


def as_asked(request, tables):
    """The annexes as ?q= and ?sort= leave them."""
    return arranged(tables, request.GET.get("q", "")[:100], request.GET.get("sort", ""))


def target_edit(request, code):
    plan, agency = plan_or_404(), get_object_or_404(lines_of_plan(), code=code)
    standing = targets.standing_lines(plan).get(code)
    initial = {"files": standing.file_count, "pages": standing.page_count, "note": standing.note} if standing else {}
    typed = Typed(request, seen=version_of(initial))
    form = TargetForm(typed.data, initial=initial)
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid() and assign(request, form, plan, agency, standing):
        typed.drop()
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
            "events": history.shown(target, request.user) if target else [],
        }
        | typed.context(form),
        status=status_of(form),
    )


def assign(request, form, plan, agency, standing):
    """True where the target was written; otherwise the refusal is in the form."""
    try:
        targets.assign_targets(plan, {agency: form.line()}, actor=request.user, seen={agency.code: standing})
    except targets.TargetError as error:
        refuse(form, error)
        return False
    messages.success(request, f"Đã lưu chỉ tiêu của {agency}.")
    warn(request, {agency: form.line()}, {agency: standing})
    return True


def warn(request, lines, before=None):
    """What was written but is unlikely, or far from `before` ({agency: its figures}), in one message."""
    doubts, bounds = [], bounds_on(portal_today())
    for agency, line in lines.items():
        texts = line_warnings(line.file_count, 0, line.page_count)
        texts += target_uploads.far_from((before or {}).get(agency), line, bounds)
        doubts += [f"{agency}: {text}" for text in texts]
    if doubts:
        messages.warning(request, ". ".join(doubts) + ".")
