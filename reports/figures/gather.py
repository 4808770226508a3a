"""What the database knows as of a day, one query per kind of record however many agencies there are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from agencies.models import Agency
from budgets.models import Estimate
from plans.models import Catalogue, DetailedPlan, ProgressReport, SizeFactor, VolumeReview
from plans.models.pages import PAGE_FIELDS

AWAITING = (Catalogue.State.SUBMITTED, Catalogue.State.RECEIVED)
PROGRESS = tuple(f"{stage}_{unit}" for stage in ProgressReport.STAGES for unit in ("files", "pages"))


@dataclass
class Records:
    """What one agency has handed in and been told by the day: sums by field of Figures, days milestones were met."""

    sums: dict = field(default_factory=lambda: defaultdict(int))
    done_on: dict = field(default_factory=dict)  # milestone key -> day
    history: list = field(default_factory=list)  # (period_end, *PROGRESS), oldest first, latest versions


def end_of(day):
    """The first moment after the day, in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def agency_rows(plan):
    """Every agency the plan binds, with its target, in the official order."""
    target = FilteredRelation("targets", condition=Q(targets__plan=plan))
    rows = Agency.objects.holding_records().annotate(target=target).order_by("official_order", "code")
    return rows.values(
        "pk", "code", "name", "short_name", "kind", parent_code=F("parent__code"),
        planned_files=F("target__file_count"), planned_pages=F("target__page_count"),
    )  # fmt: skip


def records(plan, as_of):
    """Records by agency id."""
    found = defaultdict(Records)
    for gather in (reviews, detailed_plans, catalogues, estimates, progress):
        gather(found, plan, as_of)
    return found


def reviews(found, plan, as_of):
    """The latest version counts; the first one met the milestone."""
    rows = VolumeReview.objects.filter(plan=plan).by(as_of).order_by("version")
    for agency, day, files, pages in rows.values_list("agency_id", "submitted_on", "file_count", "a4_page_count"):
        found[agency].sums.update(reviewed_files=files, reviewed_pages=pages)
        found[agency].done_on.setdefault("review", day)


def detailed_plans(found, plan, as_of):
    rows = DetailedPlan.objects.filter(plan=plan).by(as_of).order_by("version")
    for agency, day in rows.values_list("agency_id", "issued_on"):
        done_on = found[agency].done_on
        done_on["detailed_plan"] = min(day, done_on.get("detailed_plan", date.max))


def catalogues(found, plan, as_of):
    """Appraised sums from the latest appraisal of each; the milestone is met when none handed in is left undecided."""
    rows = handed_in(Catalogue.objects.filter(plan=plan), as_of).values(
        "pk", "agency_id", "state", *PAGE_FIELDS.values(),
        decided_on=F("decision__decided_on"), decided_files=F("decision__file_count"),
        decided_pages=F("decision__a4_page_count"),
    )  # fmt: skip
    rows, days_by_agency = latest(rows), defaultdict(list)
    factors = factors_for(rows)
    for row in rows:
        sums = found[row["agency_id"]].sums
        days_by_agency[row["agency_id"]].append(row["decided_on"])
        if row["decided_on"]:
            sums["appraised_files"] += row["decided_files"]
            sums["appraised_pages"] += row["decided_pages"]
        if row["state"] in AWAITING:
            sums["awaiting_catalogues"] += 1
            sums["awaiting_pages"] += sum(row[name] * factors.get(size, 1) for size, name in PAGE_FIELDS.items())
    for agency, days in days_by_agency.items():
        if all(days):
            found[agency].done_on["catalogue"] = max(days)


def factors_for(rows):
    """K by paper size, asked for only where a row waits with pages other than A4."""
    larger = [name for size, name in PAGE_FIELDS.items() if size != "a4"]
    if any(row[name] for row in rows if row["state"] in AWAITING for name in larger):
        return dict(SizeFactor.objects.values_list("size", "factor"))
    return {}


def estimates(found, plan, as_of):
    """What was asked for, and what the latest decision on each granted; the first decision met the milestone."""
    rows = handed_in(Estimate.objects.filter(plan=plan), as_of).values(
        "pk", "agency_id", "requested_dong", decided_on=F("decision__decided_on"), own=F("decision__own_decision"),
        asked=F("decision__requested_dong"), granted=F("decision__appraised_dong"),
    )  # fmt: skip
    rows = list(rows)
    for row in rows:
        if row["decided_on"]:
            done_on = found[row["agency_id"]].done_on
            done_on["estimate"] = min(row["decided_on"], done_on.get("estimate", date.max))
    for row in latest(rows):
        sums = found[row["agency_id"]].sums
        sums["requested_dong"] += row["asked"] if row["decided_on"] else row["requested_dong"]
        sums["appraised_dong"] += row["granted"] or 0
        sums["decided_dong"] += (row["granted"] or 0) if row["own"] else 0


def handed_in(queryset, as_of):
    """What had been decided, or handed in and not withdrawn, by the day; one row per decision, oldest first."""
    decision = FilteredRelation("appraisals", condition=Q(appraisals__decided_on__lte=as_of))
    waiting = Q(submitted_at__lt=end_of(as_of)) & ~Q(state=queryset.model.State.DRAFT)
    rows = queryset.annotate(decision=decision).filter(Q(decision__isnull=False) | waiting)
    return rows.order_by("pk", "decision__decided_on", "decision__pk")


def latest(rows):
    """The last row of each object."""
    return {row["pk"]: row for row in rows}.values()


def progress(found, plan, as_of):
    """Cumulative figures per period; of several versions the latest handed in by the day."""
    rows = ProgressReport.objects.filter(plan=plan, period_end__lte=as_of).by(as_of)
    rows = rows.order_by("period_end", "version").values_list("agency_id", "period_end", *PROGRESS)
    for agency, *period in rows.iterator(chunk_size=5_000):
        history = found[agency].history
        if history and history[-1][0] == period[0]:
            history.pop()
        history.append(tuple(period))
