"""Kế hoạch số hóa chi tiết: the agency records the plan it issued, with the signed document kept privately."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from agencies.acting import acting_agency, agency_to_write_for
from agencies.calendar import portal_today
from agencies.files import send_private
from agencies.formats.dates import format_date
from agencies.seen import refuse, seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import DetailedPlan, Milestone
from plans.shortcuts import plan_or_404

from .deadlines import milestone_for, printed, standing
from .detailed_plan_forms import DetailedPlanForm
from .detailed_plans import draft_key, record_detailed_plan
from .versions import history_of, latest_of


def detailed_plan(request):
    """What the agency recorded, on time or late, with its versions."""
    agency, plan = acting_agency(request), plan_or_404()
    versions = list(DetailedPlan.objects.visible_to(request.user).filter(agency=agency, plan=plan).order_by("-version"))
    latest = versions[0] if versions else None
    milestone = milestone_for(agency, plan, Milestone.Key.DETAILED_PLAN)
    context = {
        "agency": agency,
        "latest": latest,
        "versions": versions,
        "standing": standing(milestone, latest.issued_on if latest else None, portal_today()),
        "due": printed(milestone),
        "late_period": late_period(latest, agency, plan) if latest else "",
        "may_write": request.user.acts_for(agency),
        "events": history_of(DetailedPlan, agency)[:20],
    }
    return render(request, "plans/detailed_plan.html", context)


def late_period(detailed, agency, plan):
    """A sentence where the agency plans to go on after its deadline for digitization, or an empty string."""
    milestone = milestone_for(agency, plan, Milestone.Key.DIGITIZATION)
    if milestone is None or detailed.period_to <= milestone.due_on:
        return ""
    return (
        f"Thời gian thực hiện đến {format_date(detailed.period_to)}, sau thời hạn số hóa của Kế hoạch "
        f"(trước {format_date(milestone.printed_date)})."
    )


def detailed_plan_edit(request):
    """Record the plan, or record it again with a reason."""
    agency, plan = agency_to_write_for(request), plan_or_404()
    earlier = latest_of(DetailedPlan, agency, plan)
    typed = Typed(request, key=draft_key(agency), seen=earlier.version if earlier else 0)
    form = DetailedPlanForm(typed.data, typed.files, initial=values_of(earlier), earlier=earlier)
    if request.method == "POST" and form.is_valid():
        try:
            made = record_detailed_plan(
                agency, plan=plan, actor=request.user, seen=seen_version(request), **form.cleaned_data
            )
        except WorkflowError as error:
            refuse(form, error)
        else:
            return recorded(request, made, agency, plan)
    return draw(request, agency, form, earlier, typed)


def recorded(request, made, agency, plan):
    messages.success(request, f"Đã ghi nhận Kế hoạch số hóa chi tiết số {made.number}.")
    late = late_period(made, agency, plan)
    if late:
        messages.warning(request, late)
    return redirect("detailed_plan")


def values_of(earlier):
    """What the version before had, or nothing."""
    names = ("number", "issued_on", "signer", "period_from", "period_to")
    return {name: getattr(earlier, name) for name in names} if earlier else {}


def draw(request, agency, form, earlier, typed):
    context = {"agency": agency, "form": form, "earlier": earlier, "seen": earlier.version if earlier else 0}
    return render(request, "plans/detailed_plan_edit.html", context | typed.context(form), status=status_of(form))


def detailed_plan_file(request, pk):
    """Stream the attached document to whoever may see the agency."""
    detailed = get_object_or_404(DetailedPlan.objects.visible_to(request.user), pk=pk)
    if not detailed.document:
        raise Http404("Bản này không có văn bản kèm theo.")
    return send_private(detailed.document, detailed.document_name)
