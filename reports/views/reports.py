"""Báo cáo tổng hợp: ask for it, watch it being made, take the three files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from agencies import history
from agencies.files import send_private
from agencies.list_choice import list_context, send_list
from agencies.policies import admits
from agencies.typed import Typed
from plans.shortcuts import plan_or_404

from .. import services
from ..forms import ReportForm
from ..kept_figures import kept_figures
from ..list_columns import REPORTS
from ..models import Report

FORMATS = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF"}


def reports(request):
    return Report.objects.visible_to(request.user).select_related("plan", "requester")


def may_build(user):
    return admits("builds_reports", user)


def report_list(request):
    plan = plan_or_404()
    context = list_context(request, REPORTS, REPORTS.sort(request, reports(request)))
    for report in context["page"]:
        report.downloads = downloads(report)
    context["begins"] = None if plan.has_begun else plan.starts_on
    if may_build(request.user) and plan.has_begun:
        context |= report_form(Typed(request, key=reverse("report_new").strip("/")), plan)
    return render(request, "reports/report_list.html", context)


def report_list_export(request):
    """The list as it is sorted, whole, as a workbook."""
    return send_list(request, REPORTS, REPORTS.sort(request, reports(request)))


def report_form(typed, plan):
    """Context of reports/report_form.html."""
    form = ReportForm(typed.data, plan=plan)
    return {"form": form, "plan": plan} | typed.context(form)


def report_new(request):
    plan = plan_or_404()
    typed = Typed(request)
    form = ReportForm(typed.data, plan=plan)
    if request.method == "POST" and form.is_valid():
        report = services.request_report(plan, requester=request.user, **form.asked())
        typed.drop()
        return redirect("report_detail", report.pk)
    return render(request, "reports/report_new.html", {"form": form, "plan": plan} | typed.context(form))


def report_detail(request, pk):
    report = get_object_or_404(reports(request), id=pk)
    context = {"report": report, "groups": kept_figures(report.figures), "events": history.shown(report, request.user)}
    return render(request, "reports/report_detail.html", context | watching(request, report))


def report_progress(request, pk):
    """The progress alone, for htmx; the finished job loads the page anew to show its figures."""
    report = get_object_or_404(reports(request), id=pk)
    response = render(request, "components/job.html", watching(request, report))
    if report.is_over:
        response["HX-Refresh"] = "true"
    return response


def watching(request, report):
    """Context of components/job.html."""
    retry_url = reverse("report_retry", args=[report.pk]) if may_build(request.user) else ""
    return {
        "job": report,
        "poll_url": reverse("report_progress", args=[report.pk]),
        "files": downloads(report),
        "retry_url": retry_url,
    }


def report_retry(request, pk):
    report = get_object_or_404(reports(request), id=pk)
    if not services.repeat_report(report, actor=request.user):
        messages.info(request, "Báo cáo này không ở trạng thái lỗi nên không cần lập lại.")
    return redirect("report_detail", pk)


def report_download(request, pk, extension):
    """A file of a finished report; what a broken attempt may have left is not offered."""
    report = get_object_or_404(reports(request).filter(state=Report.State.DONE), id=pk)
    if extension not in FORMATS or not getattr(report, extension):
        raise Http404("Báo cáo không có tệp này.")
    return send_private(getattr(report, extension), f"{report.build.file_name}.{extension}")


def downloads(report):
    """[{url, name, size}] of the files there are."""
    if report.state != Report.State.DONE:
        return []
    files = [(extension, getattr(report, extension)) for extension in FORMATS]
    return [
        {
            "url": reverse("report_download", args=[report.pk, extension]),
            "name": FORMATS[extension],
            "size": filesizeformat(file.size),
        }
        for extension, file in files
        if file and file.storage.exists(file.name)
    ]
