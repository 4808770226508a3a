"""Tiến độ theo kỳ: a clerk declares the cumulative figures of one period."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from agencies.acting import agency_to_write_for
from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.seen import refuse, seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.declarations.pasting import PasteForm, take, unjudged
from plans.declarations.unusual import of_progress
from plans.declarations.validators import broken_order
from plans.declarations.versions import latest_of
from plans.models import ProgressReport
from plans.models.progress import FIGURES, STAGES
from plans.scanning.counting import figures_by_files
from plans.shortcuts import plan_or_404
from plans.unusual.words import reason_needed

from . import habits, pasting
from .forms import ProgressForm, way_of
from .services import draft_key, figures_of, judge, limits_of, periods_of, report_before, submit_progress
from .views import STAGE_TITLES


def progress_edit(request, period):
    """Declare the cumulative figures of one period."""
    agency, plan = agency_to_write_for(request), plan_or_404()
    end = period_or_404(agency, plan, period)
    current = latest_of(ProgressReport, agency, plan, period_end=end)
    was_filled = take(request, pasting.filled_one)
    typed = Typed(request, key=draft_key(agency, end), seen=current.version if current else 0)
    by_files = figures_by_files(agency, plan, end)
    known = {"current": current, "before": figures_of(report_before(agency, plan, end))}
    in_period = by_files is None and way_of(typed.data, request.user)
    form = ProgressForm(typed.data, typed.files, **known, in_period=in_period)
    form.keep_figures(by_files)
    if request.method != "POST" or was_filled:
        return draw(request, agency, plan, end, form, typed, was_filled=was_filled)
    form.check_before(request.POST)
    warnings = []
    if form.is_valid():
        warnings = examine(form, agency, plan, end, current)
    else:
        form.add_errors(broken_order(form.figures()))
    if form.is_valid():
        made = submit(request, form, agency, plan, end)
        if made:
            if not form.by_files:
                habits.remember(request.user, form.in_period)
            messages.success(request, f"Đã gửi số liệu kỳ đến {format_date(end)}.")
            return redirect("progress_report", made.pk)
    return draw(request, agency, plan, end, form, typed, warnings=warnings)


def submit(request, form, agency, plan, end):
    """The new report, or None with the refusal in the form."""
    words = {name: form.cleaned_data[name] for name in ("difficulties", "proposals", "reason")}
    whose = {"plan": plan, "actor": request.user, "period_end": end, "letter": form.letter}
    try:
        return submit_progress(agency, **whose, figures=form.figures(), seen=seen_version(request), **words)
    except WorkflowError as error:
        refuse(form, error)
        return None


def examine(form, agency, plan, end, current):
    """Put broken rules into the form; returns the warnings that ask for a reason."""
    judgement = judge(agency, plan, end, form.figures())
    reason = form.cleaned_data["reason"]
    form.add_errors(judgement.errors)
    if judgement.errors:
        return []
    odd = of_progress(agency, plan, end, form.figures())
    judgement.warnings += odd
    if odd and not reason:
        form.demand_reason(reason_needed("progress"))
    elif judgement.warnings and not reason:
        form.demand_reason("Ghi lý do của các điểm lưu ý bên trên, rồi gửi với lý do.")
    elif current and not reason:
        form.demand_reason(f"Kỳ này đã gửi lần {current.version}: ghi lý do thay đổi.")
    return judgement.warnings


def period_or_404(agency, plan, text):
    """The period of the address, where it has begun and concerns the agency."""
    try:
        end = date.fromisoformat(text)
    except ValueError:
        raise Http404
    if end not in periods_of(agency, plan, portal_today()):
        raise Http404
    return end


def values_of(current):
    """What the report in force says, or nothing."""
    names = (*FIGURES, "difficulties", "proposals")
    return {name: getattr(current, name) for name in names} if current else {}


def draw(request, agency, plan, end, form, typed, *, warnings=(), was_filled=False):
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
        "paste": PasteForm(pasting.OF_ONE),
    }
    context |= typed.context(form)
    if was_filled:
        unjudged(form)
    return render(request, "plans/progress_edit.html", context, status=status_of(form))


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
