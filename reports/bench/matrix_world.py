"""Makes the objects of the matrix: for two agencies one of each kind that was handed in and one that was not."""

from agencies.models import Agency, Purge, User
from plans.models import DuplicateGroup, DuplicateMember, Plan, TargetUpload
from reports.models import Report

from .matrix_catalogues import of_catalogue, of_the_archive
from .matrix_declarations import of_declarations, of_difficulty, of_extension, of_signing, of_urging
from .matrix_holding import AGENCIES, CLERKS, DAY, DRAFT, HANDED_IN, NOBODY, Absent, Holding
from .matrix_money import of_allocation, of_estimate, of_money, of_simulation


def targets() -> list[Holding]:
    """Make and return what the agencies have, handed in and not, and what nobody has."""
    made = [made_for(Holding(agency, state)) for agency in AGENCIES for state in (HANDED_IN, DRAFT)]
    return [*made, Absent(NOBODY, "absent")]


def made_for(target: Holding) -> Holding:
    agency = Agency.objects.get(code=target.agency)
    clerk, hoa = (User.objects.get(username=name) for name in (CLERKS[target.agency], "hoa"))
    target.objects |= {"agency": agency, "user": clerk}
    of_catalogue(target, agency, clerk, hoa)
    of_estimate(target, agency, clerk)
    of_allocation(target, agency)
    of_simulation(target, agency)
    of_money(target, agency, clerk)
    of_declarations(target, agency, clerk)
    of_signing(target, agency, clerk)
    of_extension(target, agency, clerk, hoa)
    of_difficulty(target, agency, clerk, hoa)
    of_the_province(target, agency, hoa)
    of_urging(target, agency, clerk, hoa)
    of_the_archive(target, agency)
    return target


def of_the_province(target: Holding, agency: Agency, hoa: User) -> None:
    plan, mark = Plan.objects.get(), target.mark
    group = DuplicateGroup.objects.create(
        scope=f"agency:{agency.pk}" if target.state == DRAFT else "province",
        fingerprint=mark("group"),
        kind="near",
        reach="agency",
        file_count=2,
        extra_pages=900,
    )
    file = target.key("file")
    DuplicateMember.objects.create(group=group, file_id=file, agency=agency, a4_pages=900, is_extra=True)
    document = {"document_number": "1/BC-SNV", "document_date": DAY}
    target.objects |= {
        "group": group,
        "report": a_report(plan, hoa),
        "purge": Purge.objects.create(**document, reason=mark("purge"), asked_by=hoa),
        "annex": TargetUpload.objects.create(
            plan=plan, uploaded_by=hoa, file_name=f"{mark('annex')}.xlsx", rows={"lines": [], "unchanged": 0}
        ),
    }


def a_report(plan: Plan, hoa: User) -> Report:
    number = Report.objects.filter(plan=plan, as_of=DAY).count() + 1
    return Report.objects.create(kind="report", requester=hoa, plan=plan, as_of=DAY, number=number)
