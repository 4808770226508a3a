"""Tiến độ theo kỳ: cumulative figures of an agency, period by period; for overseers, who has reported."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from agencies import history
from agencies.calendar import portal_today
from agencies.drafts import draft_time
from agencies.formats.dates import format_date
from agencies.models import Agency
from agencies.workflow import WorkflowError

from .. import progress_table as table
from ..forms.progress import ProgressForm
from ..models import ProgressReport
from ..services.progress import (
    FIGURES,
    draft_key,
    figures_of,
    judge,
    limits_of,
    periods_of,
    report_before,
    submit_progress,
)
from ..services.versions import latest_of
from ..validators import STAGES
from .own import KEPT, current_plan, kept_form, own_agency, seen_version, target_of

STAGE_TITLES = {"scanned": "Đã số hóa", "checked": "Kiểm tra đạt", "integrated": "Đã lên Kho dùng chung"}


def progress(request):
    """Clerks: the periods of their own agency. Overseers: who has reported for a period."""
    plan = current_plan()
    if request.user.oversees:
        return render(request, "plans/progress_overview.html", overview(request, plan))
    agency = own_agency(request)
    periods = periods_to_show(agency, plan)
    context = {
        "agency": agency,
        "periods": periods,
        "last": next((row for row in periods if row["report"]), None),
        "target": target_of(agency, plan),
        "may_write": request.user.acts_for(agency),
    }
    if agency.children.exists():
        context |= overview(request, plan)
    return render(request, "plans/progress.html", context)


def periods_to_show(agency, plan):
    """Each period, latest first, with the report in force and how its state is called."""
    today = portal_today()
    mine = ProgressReport.objects.filter(agency=agency, plan=plan).order_by("period_end", "version")
    reports = {report.period_end: report for report in mine}
    rows, before = [], None
    for end in periods_of(agency, plan, today):
        report = reports.get(end)
        rows.append(
            {"end": end, "report": report, "increment": increment(report, before), "state": state(report, end, today)}
        )
        before = report or before
    return rows[::-1]


def increment(report, before):
    if report is None:
        return None
    return report.scanned_pages - (before.scanned_pages if before else 0)


def state(report, end, today):
    """(tone, words) of a period."""
    if report:
        return "ok", "đã gửi"
    return ("run", "đang mở") if today <= end else ("bad", f"chưa gửi, quá {(today - end).days} ngày")


def overview(request, plan):
    """Context of the table of agencies for ?ky=, filtered by ?trang-thai=, ?nhom=, ?q=."""
    periods = plan.period_ends(portal_today())
    period_end = chosen_period(request, periods)
    picked = {
        "state": request.GET.get("trang-thai", ""),
        "group": request.GET.get("nhom", ""),
        "text": request.GET.get("q", ""),
    }
    rows = table.chosen(table.progress_table(plan, period_end, request.user), **picked) if period_end else []
    return {
        "period_end": period_end,
        "period_choices": periods[::-1],
        "picked": picked,
        "states": table.STATES,
        "groups": Agency.Group.choices,
        "sections": table.grouped(rows),
        "sums": table.sums(rows),
        "is_open": period_end is not None and portal_today() <= period_end,
    }


def chosen_period(request, periods):
    """The period asked for, else the latest; None before the first period."""
    wanted = request.GET.get("ky", "")
    return next((end for end in periods if end.isoformat() == wanted), periods[-1] if periods else None)


def progress_edit(request, period):
    """Declare the cumulative figures of one period."""
    agency, plan = own_agency(request), current_plan()
    end = period_or_404(agency, plan, period)
    current = latest_of(ProgressReport, agency, plan, period_end=end)
    if request.method != "POST":
        kept, came_back = kept_form(request, draft_key(agency, end))
        form = ProgressForm(initial=values_to_show(kept, current))
        return draw(request, agency, plan, end, form, kept=KEPT if came_back else "")
    form = ProgressForm(request.POST)
    warnings = []
    if form.is_valid():
        warnings = examine(form, agency, plan, end, current)
    if form.is_valid():
        made = hand_in(request, form, agency, plan, end)
        if made:
            messages.success(request, f"Đã gửi số liệu kỳ đến {format_date(end)}.")
            return redirect("progress_report", made.pk)
    return draw(request, agency, plan, end, form, warnings=warnings)


def hand_in(request, form, agency, plan, end):
    """The new report, or None with the refusal in the form."""
    words = {name: form.cleaned_data[name] for name in ("difficulties", "proposals", "reason")}
    seen, figures = seen_version(request), form.figures()
    try:
        return submit_progress(
            agency, plan=plan, actor=request.user, period_end=end, figures=figures, seen=seen, **words
        )
    except WorkflowError as error:
        form.add_error(None, str(error))
        return None


def examine(form, agency, plan, end, current):
    """Put broken rules into the form; returns the warnings that ask for a reason."""
    findings = judge(agency, plan, end, form.figures())
    reason = form.cleaned_data["reason"]
    form.add_errors(findings.errors)
    if findings.errors:
        return []
    if findings.warnings and not reason:
        form.demand_reason("Ghi lý do của các điểm lưu ý bên trên, rồi gửi với lý do.")
    elif current and not reason:
        form.demand_reason(f"Kỳ này đã gửi lần {current.version}: ghi lý do thay đổi.")
    return findings.warnings


def period_or_404(agency, plan, text):
    """The period of the address, where it has begun and concerns the agency."""
    try:
        end = date.fromisoformat(text)
    except ValueError:
        raise Http404
    if end not in periods_of(agency, plan, portal_today()):
        raise Http404
    return end


def values_to_show(kept, current):
    names = (*FIGURES, "difficulties", "proposals")
    if kept is not None:
        return {name: kept.get(name, "") for name in (*names, "reason")}
    return {name: getattr(current, name) for name in names} if current else {}


def draw(request, agency, plan, end, form, *, warnings=(), kept=""):
    current = latest_of(ProgressReport, agency, plan, period_end=end)
    before = report_before(agency, plan, end)
    form.fields["reason"].required = bool(warnings or current)
    context = {
        "agency": agency,
        "period_end": end,
        "form": form,
        "grid": entry_grid(form, figures_of(before)),
        "before": before,
        "current": current,
        "seen": current.version if current else 0,
        "limits": limits_of(agency, plan),
        "warnings": warnings,
        "kept": kept,
        "draft_key": draft_key(agency, end),
        "draft_at": draft_time(request.user, draft_key(agency, end)),
    }
    return render(request, "plans/progress_edit.html", context)


def entry_grid(form, before):
    """Rows of the form: a stage, and for files and pages the field beside the last period's figure."""
    return [
        {
            "title": STAGE_TITLES[stage],
            "cells": [
                {"field": form[f"{stage}_{unit}"], "before": before[f"{stage}_{unit}"] if before else 0}
                for unit in ("files", "pages")
            ],
        }
        for stage in STAGES
    ]


def progress_report(request, pk):
    """One version of one period, read-only."""
    visible = ProgressReport.objects.visible_to(request.user)
    report = get_object_or_404(visible.select_related("agency", "plan", "submitted_by"), pk=pk)
    before = report_before(report.agency, report.plan, report.period_end)
    same_period = visible.filter(agency=report.agency, plan=report.plan, period_end=report.period_end)
    versions = list(same_period.order_by("-version"))
    context = {
        "report": report,
        "agency": report.agency,
        "before": before,
        "rows": stage_rows(figures_of(report), figures_of(before)),
        "versions": versions,
        "is_latest": versions[0].pk == report.pk,
        "target": target_of(report.agency, report.plan),
        "events": history.of(report),
        "is_own": request.user.agency_id == report.agency_id,
        "may_write": request.user.acts_for(report.agency) and request.user.agency_id == report.agency_id,
    }
    return render(request, "plans/progress_report.html", context)


def stage_rows(figures, before):
    """Cumulative figures and what the period added, per stage."""
    rows = []
    for stage in STAGES:
        row = {"title": STAGE_TITLES[stage]}
        for unit in ("files", "pages"):
            value = figures[f"{stage}_{unit}"]
            row[unit] = value
            row[f"{unit}_added"] = value - (before[f"{stage}_{unit}"] if before else 0)
        rows.append(row)
    return rows
