"""Tiến độ theo kỳ: the periods of an agency, each report, and for overseers who has reported."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from agencies import history
from agencies.acting import acting_agency, address, written_for
from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.text import capitalized
from agencies.list_choice import list_context, send_list
from agencies.list_place import remember
from agencies.models import NO_HEIR, Agency
from agencies.saved_views.lists import savable
from plans.declarations.unusual import values_of
from plans.declarations.validators import STAGE_NAMES
from plans.models import CoverLetter, ProgressReport
from plans.models.plan import MIDNIGHT
from plans.models.progress import STAGES
from plans.shortcuts import plan_or_404, target_of

from . import district, table
from .list_columns import LIST
from .receipts import receipt_of
from .rights import enters_by_telephone
from .services import figures_of, late_periods, owed_periods, periods_of, report_before

STAGE_TITLES = {stage: capitalized(name) for stage, name in STAGE_NAMES.items()}


@savable("progress", "Tiến độ", without=("ky",))
def progress(request):
    """Clerks: the periods of their own agency. Overseers: who has reported for a period."""
    plan = plan_or_404()
    remember(request, LIST.route)
    if request.user.oversees:
        return render(request, "plans/progress_overview.html", overview(request, plan))
    agency = acting_agency(request)
    periods = periods_to_show(agency, plan)
    context = {
        "agency": agency,
        "periods": periods,
        "last": next((row for row in periods if row["report"]), None),
        "target": target_of(agency, plan),
        "may_write": request.user.acts_for(agency),
        "together": len(written_for(request.user)),
        "owed": len(late_periods(agency, plan)),
        "to_confirm": len(district.waiting(request.user, plan)) if agency.kind == Agency.Kind.DISTRICT else 0,
    }
    if agency.children.exists():
        context |= overview(request, plan)
    return render(request, "plans/progress.html", context)


def progress_export(request):
    """The table of a period as it is filtered, as a workbook."""
    plan = plan_or_404()
    end = chosen_period(request, plan.period_ends(portal_today()))
    if not end:
        raise Http404("Chưa đến kỳ báo cáo đầu tiên.")
    rows = table.chosen(table.progress_table(plan, end, request.user), **picked(request))
    title = f"Tiến độ số hóa, kỳ đến ngày {format_date(end)}"
    return send_list(request, LIST, rows_of(sorted_groups(request, rows)), title=title)


def periods_to_show(agency, plan):
    """Each period, latest first, with the report in force, how its state is called, what the district says to it."""
    today = portal_today()
    mine = ProgressReport.objects.filter(agency=agency, plan=plan).select_related("district_check")
    reports = {report.period_end: report for report in mine.order_by("period_end", "version")}
    rows, before = [], None
    owed = owed_periods(agency, plan, today)
    heir = agency.successor if agency.has_ended_by(today) else None
    for end in sorted({*periods_of(agency, plan, today), *reports}):
        report = reports.get(end)
        rows.append(
            {
                "end": end,
                "report": report,
                "increment": increment(report, before),
                "state": state(plan, report, end, today, end in owed)
                if report or not heir
                else taken_over(heir, end in owed),
                "district": district.standing(plan, agency, report) if report else None,
            }
        )
        before = report or before
    return rows[::-1]


def taken_over(heir, is_owed):
    """(tone, words) of a period without report of an agency that has ended."""
    return "idle", f"đã kết thúc; do {heir} gửi" if is_owed else "đã kết thúc"


def increment(report, before):
    if report is None:
        return None
    return report.scanned_pages - (before.scanned_pages if before else 0)


def state(plan, report, end, today, is_owed=True):
    """(tone, words) of a period; it is late from its cut-off on."""
    if report:
        return "ok", "đã gửi"
    if not is_owed:
        return "idle", "được miễn báo cáo"
    if not plan.is_over(end):
        return "run", "đang mở"
    days = (today - end).days
    return "bad", f"chưa gửi, quá {days} ngày" if days else f"chưa gửi, quá {plan.rule_on(end).cutoff_hour} giờ"


def overview(request, plan):
    """Context of the table of agencies for ?ky=, filtered by ?trang-thai=, ?nhom=, ?q=: a page of it, sums of all."""
    periods = plan.period_ends(portal_today())
    period_end = chosen_period(request, periods)
    every = table.progress_table(plan, period_end, request.user) if period_end else []
    rows = table.chosen(every, **picked(request))
    groups = sorted_groups(request, rows)
    shown = list_context(request, LIST, rows_of(groups))
    return shown | {
        "period_end": period_end,
        "period_choices": periods[::-1],
        "picked": picked(request),
        "states": table.STATES,
        "groups": Agency.Group.choices,
        "sections": table.on_page(groups, shown["page"]),
        "sums": table.sums(rows),
        "whole": table.sums(every),
        "no_heir": NO_HEIR,
        "is_open": period_end is not None and not plan.is_over(period_end),
        "by_telephone": enters_by_telephone(request.user),
        "cut_off": early_cut_off(plan, period_end),
    }


def picked(request):
    """What the table is filtered by."""
    return {name: request.GET.get(key, "") for name, key in (("state", "trang-thai"), ("group", "nhom"), ("text", "q"))}


def sorted_groups(request, rows):
    """Phụ lục I and II, the rows of each in the order of ?sort=."""
    return [group | {"rows": LIST.sort(request, group["rows"])} for group in table.grouped(rows)]


def rows_of(groups):
    return [row for group in groups for row in group["rows"]]


def early_cut_off(plan, period_end):
    """The rule by which the period is closed before the end of its last day, or None."""
    rule = plan.rule_on(period_end) if period_end else None
    return rule if rule and rule.cutoff_hour < MIDNIGHT else None


def chosen_period(request, periods):
    """The period asked for, else the latest; None before the first period."""
    wanted = request.GET.get("ky", "")
    return next((end for end in periods if end.isoformat() == wanted), periods[-1] if periods else None)


def progress_report(request, pk):
    """One version of one period, read-only."""
    visible = ProgressReport.objects.visible_to(request.user)
    report = get_object_or_404(visible.select_related("agency__parent", "plan", "submitted_by"), pk=pk)
    before = report_before(report.agency, report.plan, report.period_end)
    same_period = visible.filter(agency=report.agency, plan=report.plan, period_end=report.period_end)
    versions = list(same_period.order_by("-version"))
    context = {
        "report": report,
        "agency": report.agency,
        "before": before,
        "rows": stage_rows(figures_of(report), figures_of(before)),
        "versions": versions,
        "letters": CoverLetter.objects.about(report),
        "is_latest": versions[0].pk == report.pk,
        "target": target_of(report.agency, report.plan),
        "unusual": values_of("progress", report.pk),
        "district": district.standing(report.plan, report.agency, report) if versions[0].pk == report.pk else None,
        "check": district.check_of(report),
        "answers": versions[0].pk == report.pk and district.may_answer(request.user, report),
        "receipt_line": receipt_of(report),
        "events": history.shown(report, request.user),
        "may_write": request.user.acts_for(report.agency),
        "edit_url": address(request.user, report.agency, "progress_edit", report.period_end.isoformat()),
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
