"""A province of 300 agencies that have all reported 20 periods; figures are invented and even."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from agencies.models import Agency, Duty, IssuedDocument, User
from budgets.models import Estimate, EstimateAppraisal
from plans.models import Appraisal, Catalogue, Fonds, ProgressReport, Target, VolumeReview
from plans.targets.setup import load_plan

AGENCIES, PERIODS, PERIOD_DAYS = 300, 20, 3
FIRST_END = date(2025, 4, 24)
LAST_DAY = FIRST_END + timedelta(days=PERIOD_DAYS * (PERIODS - 1))
PAGES, PRICE_DONG = 240_000, 4_896


def build():
    """A full campaign with 6.000 progress reports; returns the plan and somebody who reads everything."""
    plan = empty_plan()
    agencies = all_agencies()
    fill(plan, agencies, person("clerk", agencies[0], Duty.PREPARES))
    return plan, person("reader", Agency.objects.get(code="UBND"), Duty.READS_EVERYTHING)


def empty_plan():
    """The plan with the periods of the measures, before anybody handed anything in."""
    plan = load_plan()
    plan.first_period_end, plan.period_days = FIRST_END, PERIOD_DAYS
    plan.save()
    return plan


def fill(plan, agencies, clerk, number="1"):
    """Targets and all that these agencies handed in and had decided, by letters of that number."""
    targets = [Target(plan=plan, agency=agency, file_count=8_000, page_count=PAGES) for agency in agencies]
    Target.objects.bulk_create(targets)
    VolumeReview.objects.bulk_create(review(plan, agency, clerk) for agency in agencies)
    decide(plan, agencies, clerk, number)
    for agency in agencies:
        ProgressReport.objects.bulk_create(reports(plan, agency, clerk))


def start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def all_agencies():
    """The plan's agencies, and as many more communes as make 300."""
    known = Agency.objects.holding_records().count()
    district = Agency.objects.filter(kind=Agency.Kind.DISTRICT).first()
    Agency.objects.bulk_create(
        Agency(
            code=f"X{number}",
            name=f"UBND xã {number}",
            kind=Agency.Kind.COMMUNE,
            parent=district,
            official_order=4_000 + number,
        )
        for number in range(AGENCIES - known)
    )
    return list(Agency.objects.holding_records())


def person(name, agency, duty):
    return User.objects.create(username=name, full_name=name, agency=agency, duty=duty, email=f"{name}@example.vn")


def handed_in(day):
    return {"submitted_on": day, "submitted_at": start_of(day)}


def review(plan, agency, clerk):
    return VolumeReview(
        plan=plan,
        agency=agency,
        submitted_by=clerk,
        **handed_in(plan.starts_on),
        file_count=8_000,
        page_count=PAGES,
        a4_page_count=PAGES,
    )


def decide(plan, agencies, clerk, number):
    """A catalogue and an estimate of every agency, handed in and decided."""
    day = plan.starts_on
    done = {"plan": plan, "state": "appraised", "submitted_at": start_of(day)}
    kind = IssuedDocument.Kind.CATALOGUE_APPRAISAL
    letter = IssuedDocument.objects.create(
        issuer=clerk.agency, kind=kind, number=number, issued_on=day, registered_by=clerk
    )
    document = {"decided_by": clerk, "decided_on": day, "document": letter}
    fonds = Fonds.objects.bulk_create(Fonds(agency=agency, name="Phông") for agency in agencies)
    catalogues = Catalogue.objects.bulk_create(
        Catalogue(agency=each.agency, fonds=each, name="Mục lục", file_count=8_000, page_count=PAGES, **done)
        for each in fonds
    )
    Appraisal.objects.bulk_create(
        Appraisal(catalogue=each, file_count=8_000, page_count=PAGES, a4_page_count=PAGES, **document)
        for each in catalogues
    )
    amount = PAGES * PRICE_DONG
    estimates = Estimate.objects.bulk_create(
        Estimate(agency=each, name="Dự toán", unit_price_dong=PRICE_DONG, requested_dong=amount, **done)
        for each in agencies
    )
    EstimateAppraisal.objects.bulk_create(
        EstimateAppraisal(estimate=each, requested_dong=amount, appraised_dong=amount, **document) for each in estimates
    )


def reports(plan, agency, clerk):
    """Cumulative reports of every period, some agencies faster than others."""
    pace = 4_000 + 400 * (agency.pk % 20)
    for number, end in enumerate(plan.period_ends(LAST_DAY)[:PERIODS], 1):
        yield ProgressReport(
            plan=plan,
            agency=agency,
            submitted_by=clerk,
            period_end=end,
            **handed_in(end),
            **{f"{stage}_pages": pace * (number - late) for late, stage in enumerate(("scanned", "checked"))},
            **{f"{stage}_files": pace * (number - late) // 30 for late, stage in enumerate(("scanned", "checked"))},
            integrated_files=0,
            integrated_pages=0,
        )
