"""Handing in an agency's cumulative progress at the end of a reporting period (domain §3)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum

from agencies.calendar import portal_today
from agencies.drafts import drop_draft
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import WorkflowError
from plans.declarations import unusual
from plans.declarations.validators import Figures, Judgement, Limits, judge_progress
from plans.declarations.versions import create_version, latest_of
from plans.difficulties.services import arrive_from_report
from plans.letters.services import Letter, enclose
from plans.models import Appraisal, Plan, ProgressReport, VolumeReview
from plans.models.appraisal import NET_FILES, NET_PAGES
from plans.models.progress import FIGURES
from plans.scanning.counting import figures_by_files
from plans.shortcuts import target_of

from . import district, receipts, rights
from .rights import Told

COUNTED_BY_FILES = (
    "Cơ quan báo cáo theo từng hồ sơ: số liệu lấy từ các hồ sơ đã đánh dấu, không nhập tay. Mở trang số liệu của kỳ để "
    "gửi đúng số đó."
)


def draft_key(agency: Agency, period_end: date) -> str:
    return f"progress/{agency.code}/{period_end.isoformat()}"


def periods_of(agency: Agency, plan: Plan, until: date) -> list[date]:
    """Last days of the periods the agency or its successor reports on, of those that have begun by the day."""
    periods = plan.periods(until)
    return [each.last for each in periods if agency.has_reporter_for(each.first, each.last, until)]


def owed_periods(agency: Agency, plan: Plan, until: date) -> list[date]:
    """Those of them on which a report is owed: a successor owes none that ended before its first day, and nobody one
    that a ReportingException excuses."""
    periods = (each for each in plan.periods(until) if not plan.excuses(agency.pk, each.last))
    return [each.last for each in periods if agency.owes_report_for(each.first, each.last, until)]


def late_periods(agency: Agency, plan: Plan) -> list[date]:
    """Periods whose cut-off has come, on which a report is owed and none was handed in, the oldest first."""
    own = ProgressReport.objects.filter(plan=plan, agency=agency).order_by()
    sent = set(own.values_list("period_end", flat=True))
    owed = owed_periods(agency, plan, portal_today())
    return [end for end in owed if end not in sent and plan.is_over(end)]


def figures_of(report: ProgressReport | None) -> Figures | None:
    """The six cumulative figures of a report as a mapping, or None."""
    return {name: getattr(report, name) for name in FIGURES} if report else None


def report_before(agency: Agency, plan: Plan, period_end: date) -> ProgressReport | None:
    """The report in force of the last period before this one, or None."""
    earlier = ProgressReport.objects.filter(agency=agency, plan=plan, period_end__lt=period_end)
    return earlier.order_by("-period_end", "-version").first()


def report_after(agency: Agency, plan: Plan, period_end: date) -> ProgressReport | None:
    later = ProgressReport.objects.filter(agency=agency, plan=plan, period_end__gt=period_end)
    return later.order_by("period_end", "-version").first()


def limits_of(agency: Agency, plan: Plan) -> Limits:
    """Planned, reviewed and appraised volume of the agency (hồ sơ, trang A4 quy đổi)."""
    target = target_of(agency, plan)
    review = latest_of(VolumeReview, agency, plan)
    appraised = Appraisal.objects.in_force().filter(catalogue__agency=agency, catalogue__plan=plan)
    sums = appraised.aggregate(files=Sum(NET_FILES), pages=Sum(NET_PAGES))
    return Limits(
        planned_files=target.file_count if target else None,
        planned_pages=target.page_count if target else None,
        reviewed_files=review.file_count if review else None,
        reviewed_pages=review.a4_page_count if review else None,
        appraised_files=sums["files"],
        appraised_pages=sums["pages"],
    )


def judge(agency: Agency, plan: Plan, period_end: date, figures: Figures) -> Judgement:
    """Errors and warnings of the figures for the period (validators.Judgement)."""
    return judge_progress(
        figures,
        limits=limits_of(agency, plan),
        previous=figures_of(report_before(agency, plan, period_end)),
        following=figures_of(report_after(agency, plan, period_end)),
    )


@transaction.atomic
def submit_progress(agency: Agency, *, actor: User, **said: Any) -> ProgressReport:
    """Hand in one report (see `hand_in`), give the receipt for it, and return it. Raises WorkflowError."""
    report = hand_in(agency, actor=actor, **said)
    receipts.give([report], actor=actor)
    return report


@transaction.atomic
def hand_in(
    agency: Agency,
    *,
    plan: Plan,
    actor: User,
    period_end: date,
    figures: Figures,
    difficulties: str = "",
    proposals: str = "",
    reason: str = "",
    letter: Letter | None = None,
    seen: int | None = None,
    told: Told | None = None,
) -> ProgressReport:
    """Enter the next version of the period's ProgressReport and return it; whoever calls gives the receipt.

    `figures` holds the six cumulative FIGURES. A warning (more than planned, a fall …) needs the reason, and so does
    what lies beyond a bound. `told`: who said them by telephone to Sở Nội vụ, which enters them (nhập thay). Raises
    WorkflowError with a Vietnamese sentence.
    """
    behalf = rights.on_behalf(actor, agency, told)
    if period_end not in periods_of(agency, plan, portal_today()):
        raise WorkflowError("Kỳ báo cáo này chưa bắt đầu hoặc không có trong Kế hoạch.")
    refuse_typed(figures, figures_by_files(agency, plan, period_end))
    check(judge(agency, plan, period_end, figures), reason)
    before = latest_of(ProgressReport, agency, plan, period_end=period_end)
    report = create_version(
        ProgressReport,
        plan=plan,
        agency=agency,
        actor=actor,
        scope={"period_end": period_end},
        fields={"difficulties": difficulties, "proposals": proposals, **figures},
        reason=reason,
        seen=seen,
        stands_in=bool(behalf),
    )
    unusual.keep_progress(report, figures, reason, actor)
    enclose(report, letter, actor=actor, turn=report.version)
    record_submission(report, actor, before, reason, letter, behalf)
    if rights.is_district_of(actor, agency):
        district.confirm_own(report, actor)
    arrive_from_report(report, actor=actor)
    drop_draft(actor, draft_key(agency, period_end))
    return report


def refuse_typed(figures: Figures, by_files: Figures | None) -> None:
    """Raises WorkflowError where the agency counts its files, and these are not the figures that they come to."""
    if by_files is not None and figures != by_files:
        raise WorkflowError(COUNTED_BY_FILES)


def check(judgement: Judgement, reason: str) -> None:
    if judgement.errors:
        raise WorkflowError(" ".join(judgement.errors.values()))
    if judgement.warnings and not reason.strip():
        raise WorkflowError("Ghi lý do: " + " ".join(judgement.warnings))


def record_submission(
    report: ProgressReport, actor: User, before: ProgressReport | None, reason: str, letter: Letter | None, behalf: str
) -> None:
    verb = "gửi" if report.version == 1 else f"gửi lại (lần {report.version})"
    verb = f"{behalf}, {verb}" if behalf else verb
    record(
        report,
        actor=actor,
        action="submit",
        sentence=f"{verb} số liệu kỳ {format_date(report.period_end)}: {format_int(report.scanned_pages)} trang lũy kế",
        before=figures_of(before),
        after=figures_of(report),
        reason=reason,
        document=letter.reference if letter else None,
    )
