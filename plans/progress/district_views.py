"""The pages on which a district confirms its communes' figures, many at once, or returns one with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.formats.numbers import format_int
from agencies.models import Agency
from agencies.requests import SignedInRequest
from agencies.seen import refuse, status_after, status_of
from agencies.typed import Typed
from agencies.workflow import Overtaken, WorkflowError
from plans.declarations.fields import ReasonForm
from plans.declarations.validators import Figures
from plans.models import DistrictCheck, ProgressReport
from plans.shortcuts import plan_or_404

from .district import NOT_THE_DISTRICT, answer, confirm_all, waiting
from .rights import is_district_of
from .services import figures_of, report_before

NO_DISTRICT = "Trang xác nhận số liệu của xã dành cho UBND cấp huyện."
NOTHING = "Chưa chọn dòng nào: đánh dấu số liệu cần xác nhận."
CHANGED = "Danh sách vừa thay đổi: có số liệu đã được trả lời hoặc có bản mới. Xem lại rồi xác nhận."


def progress_confirm(request: SignedInRequest) -> HttpResponse:
    """What waits for the district's answer; those that are ticked are confirmed together."""
    if not any(one.kind == Agency.Kind.DISTRICT for one in request.user.answers_for):
        messages.info(request, NO_DISTRICT)
        return redirect("progress")
    plan, refusal = plan_or_404(), None
    if request.method == "POST":
        try:
            count = confirm_all(ticked(request, waiting(request.user, plan)), actor=request.user)
            messages.success(request, f"Đã xác nhận {format_int(count)} số liệu.")
            return redirect("progress_confirm")
        except WorkflowError as error:
            refusal = error
            messages.error(request, str(error))
    rows = [(one, before_of(one)) for one in waiting(request.user, plan)]
    return render(request, "plans/progress_confirm.html", {"rows": rows}, status=status_after(refusal))


def ticked(request: SignedInRequest, found: list[ProgressReport]) -> list[ProgressReport]:
    """The reports ticked, each in the version that the page showed. Raises WorkflowError, Overtaken."""
    by_key = {str(one.pk): one for one in found}
    keys = request.POST.getlist("chon")
    if not keys:
        raise WorkflowError(NOTHING)
    if any(key not in by_key for key in keys):
        raise Overtaken(CHANGED)
    return [by_key[key] for key in dict.fromkeys(keys)]


def before_of(report: ProgressReport) -> Figures | None:
    return figures_of(report_before(report.agency, report.plan, report.period_end))


def progress_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return one report with a reason; its address names the version."""
    found = ProgressReport.objects.visible_to(request.user).select_related("agency__parent", "plan")
    report = get_object_or_404(found, pk=pk)
    if not is_district_of(request.user, report.agency):
        messages.error(request, NOT_THE_DISTRICT)
        return redirect("progress_report", report.pk)
    typed = Typed(request, seen=report.version)
    form = ReasonForm(typed.data, required=True)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            answer(report, actor=request.user, outcome=DistrictCheck.Outcome.RETURNED, reason=reason)
            typed.drop()
            messages.success(request, f"Đã trả lại số liệu của {report.agency}.")
            return redirect("progress_report", report.pk)
        except WorkflowError as error:
            refuse(form, error)
    context = {"report": report, "form": form} | typed.context(form)
    return render(request, "plans/progress_return.html", context, status=status_of(form))
