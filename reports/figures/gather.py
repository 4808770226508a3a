"""Records of the database by a day, one query per kind however many agencies there are."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, FilteredRelation, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from agencies.calendar import start_of
from budgets.models import Estimate
from plans.models import (
    Catalogue,
    DetailedPlan,
    ExtensionDecision,
    Plan,
    ProgressReport,
    ScanManifest,
    SignedFile,
    VolumeReview,
)
from plans.models.pages import PAGE_FIELDS
from plans.models.progress import FIGURES
from plans.pricing import SizeFactors

LARGER_PAGES = tuple(name for size, name in PAGE_FIELDS.items() if size != "a4")
AS_HANDED_IN = ("name", "requested_dong", "a4_page_count")  # of an estimate that is with its agency again
Row = dict[str, Any]  # values of one row by column
ReviewRow = tuple[int, int, date, int, int, int]  # key, agency id, handed in on, hồ sơ, trang A4, version
EvidenceRow = tuple[int, date | None, date | None, int, int]  # agency id, counts from, replaced on, hồ sơ, trang A4
DetailedPlanRow = tuple[int, date, date]  # agency id, handed in on, issued on


def end_of(day: date) -> datetime:
    """The first moment after the day, in the portal's time zone."""
    return start_of(day + timedelta(days=1))


def extensions(plan: Plan) -> list[ExtensionDecision]:
    """Days that Sở Nội vụ granted, those taken back too, in the order in which they were decided."""
    return list(ExtensionDecision.objects.granted().filter(extension__plan=plan))


def reviews(plan: Plan, until: date) -> list[ReviewRow]:
    """Reviews handed in by the day, every version in turn."""
    return declared(plan, until)[0]


def detailed_plans(plan: Plan, until: date) -> list[DetailedPlanRow]:
    """Detailed plans handed in by the day."""
    return declared(plan, until)[1]


def declared(plan: Plan, until: date) -> tuple[list[ReviewRow], list[DetailedPlanRow]]:
    """(reviews, detailed plans) handed in by the day, every version in turn: one query for both."""
    columns = ("kind", "pk", "agency_id", "submitted_on", "files", "pages", "version", "issued")
    of_reviews = {"files": F("file_count"), "pages": F("a4_page_count"), "issued": F("submitted_on")}
    none = Value(0, output_field=BigIntegerField())
    of_plans = {"files": none, "pages": none, "issued": F("issued_on")}
    first, second = (
        model.objects.filter(plan=plan)
        .by(until)
        .order_by()
        .annotate(kind=Value(kind, output_field=CharField()), **names)
        .values_list(*columns)
        for kind, model, names in (("review", VolumeReview, of_reviews), ("plan", DetailedPlan, of_plans))
    )
    rows = list(first.union(second, all=True).order_by("version"))
    reviews = [tuple(row[1:7]) for row in rows if row[0] == "review"]
    return reviews, [(row[2], row[3], row[7]) for row in rows if row[0] == "plan"]


def progress(plan: Plan, until: date) -> list[tuple[Any, ...]]:
    """(key, agency id, handed in on, period end, *FIGURES, what the district says to it, since when); versions of a
    period one after the other."""
    rows = ProgressReport.objects.filter(plan=plan, period_end__lte=until).by(until)
    said = ("district_check__outcome", "district_check__said_on")
    columns = ("pk", "agency_id", "submitted_on", "period_end", *FIGURES, *said)
    return list(rows.order_by("period_end", "version").values_list(*columns))


def evidence(plan: Plan, until: date) -> list[EvidenceRow]:
    """Manifests of scans that counted on a day up to this one."""
    rows = ScanManifest.objects.filter(plan=plan, read_on__lte=until).order_by("pk")
    return list(rows.values_list("agency_id", "read_on", "replaced_on", "evidenced_files", "evidenced_pages"))


def catalogues(plan: Plan, until: date, factors: SizeFactors | None = None) -> list[Row]:
    """One row per appraisal, each with `a4_pages` of the catalogue as it is (trang A4 quy đổi)."""
    found = decided_or_handed_in(Catalogue.objects.filter(plan=plan), until).values(
        "pk",
        "agency_id",
        "name",
        "state",
        "submitted_at",
        *PAGE_FIELDS.values(),
        decided_on=F("decision__decided_on"),
        decided_files=F("decision__file_count") - F("decision__replaced_files"),
        decided_pages=F("decision__a4_page_count") - F("decision__replaced_pages"),
        decided_estimated_files=F("decision__estimated_files") - F("decision__replaced_estimated_files"),
        decided_estimated_pages=F("decision__estimated_pages") - F("decision__replaced_estimated_pages"),
        is_tranche=F("decision__is_tranche"),
        gone_files=F("decision__left_out_files"),
        gone_pages=F("decision__left_out_pages"),
        gone_by_reason=F("decision__left_out_by_reason"),
    )
    rows: list[Row] = list(found)
    add_changed(plan, rows)
    # The factors are asked for, and worked with, only where a size other than A4 occurs.
    has_larger = any(row[name] for row in rows for name in LARGER_PAGES)
    used = (factors or SizeFactors()) if has_larger else None
    for row in rows:
        row["a4_pages"] = a4_pages(row, used, until)
    return rows


def add_changed(plan: Plan, rows: list[Row]) -> None:
    """Add to the pages of each row what its appraisals still count of files that were changed or deleted since.

    What waits is what there is without what is decided: a changed file is in both, and waits all the same.
    """
    if not any(row["decided_on"] and row["state"] in Catalogue.AWAITED for row in rows):
        return
    copies = SignedFile.objects.in_force().filter(appraisal__catalogue__plan=plan).order_by()
    sums = copies.values_list("appraisal__catalogue").annotate(*map(Sum, PAGE_FIELDS.values()))
    found = {pk: dict(zip(PAGE_FIELDS.values(), pages, strict=True)) for pk, *pages in sums}
    for row in rows:
        for name, pages in found.get(row["pk"], {}).items():
            row[name] += pages


def a4_pages(row: Row, factors: SizeFactors | None, until: date) -> int:
    """Pages of a catalogue's row as A4 pages, by the factors of the day it was handed in (trang A4 quy đổi)."""
    if factors is None:
        return row["page_count"]
    by_size = factors.numbers_on(timezone.localdate(row["submitted_at"]) if row["submitted_at"] else until)
    return sum(row[name] * by_size[size] for size, name in PAGE_FIELDS.items())


def estimates(plan: Plan, until: date) -> list[Row]:
    """One row per decision, with what was asked for then and granted (đồng)."""
    found = decided_or_handed_in(Estimate.objects.filter(plan=plan), until)
    rows = list(
        found.values(
            "pk",
            "agency_id",
            "name",
            "state",
            "submitted_at",
            "requested_dong",
            "a4_page_count",
            "unit_price_dong",
            "edition",
            kept=Case(When(state__in=Estimate.CHANGEABLE, then=F("as_handed_in"))),
            line=Coalesce("first_id", "pk"),
            decision_key=F("decision__pk"),
            decided_on=F("decision__decided_on"),
            asked=F("decision__requested_dong"),
            granted=F("decision__appraised_dong"),
            own=F("decision__own_decision"),
        )
    )
    for row in rows:
        if row["state"] in Estimate.CHANGEABLE:  # what the agency writes now counts once it is handed in
            row |= {name: row["kept"].get(name, row[name]) for name in AS_HANDED_IN}
    return rows


def decided_or_handed_in(queryset: QuerySet[Any], until: date) -> QuerySet[Any]:
    """What had been decided, or handed in and not withdrawn, by the day; one row per decision, oldest first."""
    decision = FilteredRelation("appraisals", condition=Q(appraisals__decided_on__lte=until))
    waiting = Q(submitted_at__lt=end_of(until)) & ~Q(state=queryset.model.State.DRAFT)
    rows = queryset.annotate(decision=decision).filter(Q(decision__isnull=False) | waiting)
    return rows.order_by("pk", "decision__decided_on", "decision__pk")
