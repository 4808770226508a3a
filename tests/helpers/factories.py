"""Small builders for tests: plain functions, one row each, everything that matters named by the caller."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from agencies.models import Duty, IssuedDocument, User
from budgets.models import Estimate, EstimateAppraisal, EstimateLine
from plans.models import (
    Appraisal,
    Catalogue,
    ControlFigure,
    DetailedPlan,
    Fonds,
    Plan,
    ProgressReport,
    Target,
    VolumeReview,
)
from plans.models.progress import FIGURES

FIRST_DAY = date(2025, 4, 20)


def moment(day, hour=9):
    """Nine in the morning of the day, in Vietnam."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def a_user(agency, duty=Duty.PREPARES):
    """Somebody at the agency, the same person each time."""
    name = f"{agency.code}-{duty}".lower()
    fields = {"full_name": f"Cán bộ {agency.code}", "agency": agency, "duty": duty, "email": f"{name}@example.vn"}
    return User.objects.get_or_create(username=name, defaults=fields)[0]


def a_target(agency, pages, files=None, plan=None):
    """A line of Phụ lục I or II (trang A4)."""
    files = pages // 27 if files is None else files
    return Target.objects.create(plan=plan or Plan.current(), agency=agency, file_count=files, page_count=pages)


def full_targets(agencies, department="SYT", district="502"):
    """Targets that hit all nine control figures, on one agency of each group."""
    for code, group in ((department, "departments"), (district, "districts")):
        figure = ControlFigure.objects.get(group=group)
        a_target(agencies[code], figure.page_count, figure.file_count)


def handed_in(agency, day, version=1, plan=None):
    return {
        "plan": plan or Plan.current(),
        "agency": agency,
        "version": version,
        "submitted_by": a_user(agency),
        "submitted_on": day,
        "submitted_at": moment(day),
        "reason": "Sửa số liệu" if version > 1 else "",
    }


def a_review(agency, pages, day=FIRST_DAY, files=None, version=1, **fields):
    """A handed-in review of volumes of A4 pages only."""
    files = pages // 27 if files is None else files
    fields = {"file_count": files, "page_count": pages, "a4_page_count": pages, "amount_dong": pages * 4896} | fields
    return VolumeReview.objects.create(unit_price_dong=4896, **handed_in(agency, day, version), **fields)


def a_detailed_plan(agency, issued_on=FIRST_DAY, day=None, version=1, number="15/KH"):
    return DetailedPlan.objects.create(
        number=number,
        issued_on=issued_on,
        signer="Thủ trưởng",
        period_from=issued_on,
        period_to=issued_on + timedelta(days=60),
        **handed_in(agency, day or issued_on, version),
    )


def a_progress_report(agency, period_end, scanned_pages, day=None, version=1, **figures):
    """Cumulative pages to the end of the period; checked and integrated are 0, files a 27th, unless given."""
    fields = (
        dict.fromkeys(FIGURES, 0) | {"scanned_pages": scanned_pages, "scanned_files": scanned_pages // 27} | figures
    )
    return ProgressReport.objects.create(
        period_end=period_end, **handed_in(agency, day or period_end, version), **fields
    )


def a_catalogue(agency, pages=0, state=Catalogue.State.DRAFT, submitted_on=None, name="Mục lục 1997–2010", **fields):
    """A catalogue with totals and no rows; handed in on the day where one is given."""
    fonds, _ = Fonds.objects.get_or_create(agency=agency, name=f"Phông {agency.short_name or agency.name}")
    fields = {"page_count": pages, "file_count": pages // 27, "sheet_count": -(-pages // 2)} | fields
    if submitted_on:
        fields |= {"submitted_by": a_user(agency), "submitted_at": moment(submitted_on)}
        fields["state_since"] = moment(submitted_on)
    return Catalogue.objects.create(
        plan=Plan.current(),
        agency=agency,
        fonds=fonds,
        name=name,
        state=state,
        secrecy_declared=bool(submitted_on),
        **fields,
    )


def a_document(by, day, number="12/SNV-VTLT", kind=IssuedDocument.Kind.CATALOGUE_APPRAISAL, capacity="head"):
    """The document of this number that the person's agency signed; a second time the same one."""
    known = IssuedDocument.objects.numbered(by.agency, number, day.year).first()
    fields = {"issuer": by.agency, "kind": kind, "number": number, "issued_on": day, "capacity": capacity}
    return known or IssuedDocument.objects.create(registered_by=by, **fields)


def an_appraisal(catalogue, by, day, pages=None, files=None, number="12/SNV-VTLT"):
    """Sở Nội vụ's decision on a catalogue, as it is unless pages or files are given."""
    Catalogue.objects.filter(pk=catalogue.pk).update(state=Catalogue.State.APPRAISED, state_since=moment(day))
    return Appraisal.objects.create(
        catalogue=catalogue,
        decided_by=by,
        decided_on=day,
        document=a_document(by, day, number),
        file_count=catalogue.file_count if files is None else files,
        page_count=catalogue.page_count,
        a4_page_count=catalogue.page_count if pages is None else pages,
    )


def an_appraised_catalogue(agency, by, pages, day, name="Mục lục 1997–2010"):
    catalogue = a_catalogue(agency, pages, submitted_on=day, name=name)
    an_appraisal(catalogue, by, day)
    catalogue.refresh_from_db()
    return catalogue


def an_estimate(agency, requested_dong, submitted_on=None, state=None, name="Dự toán số hóa"):
    """An estimate with one line, of pages where the amount is that of whole pages; handed in on the day given."""
    fields = {"state": state or (Estimate.State.SUBMITTED if submitted_on else Estimate.State.DRAFT)}
    if submitted_on:
        fields |= {"submitted_by": a_user(agency), "submitted_at": moment(submitted_on)}
    made = Estimate.objects.create(
        plan=Plan.current(),
        agency=agency,
        name=name,
        unit_price_dong=4896,
        requested_dong=requested_dong,
        a4_page_count=requested_dong // 4896,
        **fields,
    )
    pages = {} if requested_dong % 4896 else {"size": "a4", "page_count": requested_dong // 4896}
    EstimateLine.objects.create(estimate=made, position=1, name="Số hóa", amount_dong=requested_dong, **pages)
    return made


def an_estimate_appraisal(estimate, by, day, appraised_dong=None, own_decision=False):
    """A decision on an estimate: the whole amount unless another is given."""
    appraised_dong = estimate.requested_dong if appraised_dong is None else appraised_dong
    kinds = IssuedDocument.Kind
    kind = kinds.ESTIMATE_DECISION if own_decision else kinds.ESTIMATE_APPRAISAL
    state = Estimate.State.DECIDED if own_decision else Estimate.State.APPRAISED
    Estimate.objects.filter(pk=estimate.pk).update(state=state, state_since=moment(day))
    return EstimateAppraisal.objects.create(
        estimate=estimate,
        decided_by=by,
        decided_on=day,
        document=a_document(by, day, "30/STC-HCSN", kind),
        requested_dong=estimate.requested_dong,
        appraised_dong=appraised_dong,
        own_decision=own_decision,
        difference_reason="" if appraised_dong == estimate.requested_dong else "Giảm số trang trùng",
    )
