"""What of a review or a progress report lies beyond a bound, and keeping it with its reason."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Sum

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.models import Agency, User
from plans.excess.measure import Lines, Volume, family_of, total
from plans.excess.services import hold_lines
from plans.models import Appraisal, Milestone, Plan, ProgressReport, UnusualValue, VolumeReview
from plans.models.appraisal import NET_PAGES
from plans.models.pages import PAGE_FIELDS
from plans.models.progress import STAGES
from plans.unusual import services
from plans.unusual.bounds import Bounds, bounds_on
from plans.unusual.judge import (
    Reference,
    unusual_change,
    unusual_fall,
    unusual_files,
    unusual_jump,
    unusual_review,
    unusual_total,
    unusual_without_target,
)
from plans.unusual.measure import has_targets

from .deadlines import milestone_for
from .validators import STAGE_NAMES, Figures

Line = Mapping[str, Any]
Kind = UnusualValue.Kind


def of_review(
    agency: Agency, plan: Plan, lines: Sequence[Line], a4_pages: int, version: int | None = None
) -> list[str]:
    """What is unusual about the lines of a review that come to so many A4 pages; [] where nothing is.

    It is compared with the version that counts before `version`, or the latest one.
    """
    bounds = bounds_on(portal_today())
    earlier = VolumeReview.objects.filter(agency=agency, plan=plan)
    earlier = earlier.filter(version__lt=version) if version else earlier
    before = earlier.confirmed().order_by("-version").first()
    return [
        *unusual_lines(lines, bounds),
        *against_target(agency, plan, a4_pages, bounds),
        *unusual_change(a4_pages, before.a4_page_count if before else None, bounds),
    ]


def unusual_lines(lines: Sequence[Line], bounds: Bounds) -> list[str]:
    """Pages a file of each line."""
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        pages = sum(line.get(name) or 0 for name in PAGE_FIELDS.values())
        found += unusual_files(line.get("file_count") or 0, pages, bounds, f"Dòng {number}: ")
    return found


def against_target(agency: Agency, plan: Plan, pages: int, bounds: Bounds) -> list[str]:
    """The review beside the target of the line it stands in: a district's holds its communes."""
    lines = Lines(plan, family_of(agency))
    holder = lines.holder(agency)
    keys = lines.family(holder)
    planned = total(lines.planned, keys)
    if planned is None:
        return unusual_without_target(pages, bounds) if has_targets(plan) else []
    others = total(lines.reviewed, [key for key in keys if key != agency.pk]) or Volume()
    return unusual_review(others.pages + pages, planned.pages, bounds, is_whole=len(keys) == 1)


def keep_review(review: VolumeReview, lines: Sequence[Line], reason: str, actor: User) -> None:
    """Keep what is unusual about the version that was handed in. Raises Unusual without a reason."""
    hold_lines([review.agency])
    earlier = VolumeReview.objects.filter(agency=review.agency, plan=review.plan, version__lt=review.version)
    found = of_review(review.agency, review.plan, lines, review.a4_page_count, review.version)
    entered = services.Entered(
        kind=Kind.REVIEW,
        target=review,
        plan=review.plan,
        agency=review.agency,
        name=f"Rà soát khối lượng lần {review.version}",
        pages=review.a4_page_count,
        dong=review.amount_dong,
        before=tuple(earlier.values_list("pk", flat=True)),
    )
    services.keep(entered, found, reason, actor)


def of_progress(agency: Agency, plan: Plan, period_end: date, figures: Figures) -> list[str]:
    """What is unusual about cumulative figures at the end of a period, beside the last report that counts."""
    bounds, before = bounds_on(portal_today()), report_that_counts(agency, plan, period_end)
    reference = reference_of(agency, plan)
    pages = figures["scanned_pages"]
    added = pages - (before.scanned_pages if before else 0)
    since = before.period_end if before else plan.starts_on - timedelta(days=1)
    stages = [
        (STAGE_NAMES[stage], figures[f"{stage}_pages"], getattr(before, f"{stage}_pages") if before else 0)
        for stage in STAGES
    ]
    share = share_of_days(agency, plan, since, period_end)
    is_comparable = reference is not None or has_targets(plan)
    return [
        *(unusual_jump(added, reference, share, bounds) if is_comparable else []),
        *unusual_total(pages, reference, bounds),
        *unusual_files(figures["scanned_files"], pages, bounds, "Đã số hóa: "),
        *unusual_fall(stages, bounds),
    ]


def report_that_counts(agency: Agency, plan: Plan, period_end: date) -> ProgressReport | None:
    """The last report of an earlier period that is usual or was confirmed."""
    earlier = ProgressReport.objects.filter(agency=agency, plan=plan, period_end__lt=period_end)
    return earlier.confirmed().order_by("-period_end", "-version").first()


def share_of_days(agency: Agency, plan: Plan, since: date, until: date) -> Fraction:
    """The part of the plan's days, up to the agency's last day on time, that lies after one report, up to another."""
    milestone = milestone_for(agency, plan, Milestone.Key.DIGITIZATION)
    whole = (milestone.due_on - plan.starts_on).days + 1 if milestone else 0
    return Fraction(max(1, (until - since).days), whole) if whole > 0 else Fraction(1)


def reference_of(agency: Agency, plan: Plan) -> Reference | None:
    """What there is to digitize: the target, else what was appraised, reviewed, else the target of the line."""
    lines = Lines(plan, family_of(agency))
    if agency.pk in lines.planned:
        return Reference(lines.planned[agency.pk].pages, "chỉ tiêu của Kế hoạch")
    appraised = Appraisal.objects.in_force().filter(catalogue__agency=agency, catalogue__plan=plan)
    if pages := appraised.aggregate(pages=Sum(NET_PAGES))["pages"]:
        return Reference(pages, "số trang đã thẩm định")
    if agency.pk in lines.reviewed:
        return Reference(lines.reviewed[agency.pk].pages, "số trang rà soát")
    planned = total(lines.planned, lines.family(lines.holder(agency)))
    return Reference(planned.pages, f"chỉ tiêu của {lines.holder(agency)}") if planned else None


def keep_progress(report: ProgressReport, figures: Figures, reason: str, actor: User) -> None:
    """Keep what is unusual about the report that was handed in. Raises Unusual without a reason."""
    same = {"agency": report.agency, "plan": report.plan, "period_end": report.period_end}
    earlier = ProgressReport.objects.filter(version__lt=report.version, **same)
    entered = services.Entered(
        kind=Kind.PROGRESS,
        target=report,
        plan=report.plan,
        agency=report.agency,
        name=f"Báo cáo tiến độ kỳ đến {format_date(report.period_end)}",
        pages=report.scanned_pages,
        before=tuple(earlier.values_list("pk", flat=True)),
    )
    services.keep(entered, of_progress(report.agency, report.plan, report.period_end, figures), reason, actor)


def values_of(kind: str, pk: int) -> list[UnusualValue]:
    """What of a version asks for a second person, or did."""
    rows = UnusualValue.objects.of(kind, pk).exclude(state=UnusualValue.State.REPLACED)
    return list(rows.select_related("entered_by", "decided_by"))
