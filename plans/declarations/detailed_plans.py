"""Recording the agency's own detailed plan (Kế hoạch II.3.b)."""

from datetime import date

from django.core.files import File
from django.db import transaction

from agencies.documents import correct, register
from agencies.drafts import drop_draft
from agencies.formats.dates import format_date
from agencies.history import record
from agencies.models import Agency, IssuedDocument, User
from agencies.models.document import number_key
from agencies.workflow import WorkflowError
from plans.models import DetailedPlan, Plan

from .validators import period_errors
from .versions import create_version, latest_of


def draft_key(agency: Agency) -> str:
    return f"detailed-plan/{agency.code}"


@transaction.atomic
def record_detailed_plan(
    agency: Agency,
    *,
    plan: Plan,
    actor: User,
    number: str,
    issued_on: date,
    signer: str,
    period_from: date,
    period_to: date,
    document: File | None = None,
    reason: str = "",
    was_mistyped: bool = False,
    seen: int | None = None,
) -> DetailedPlan:
    """Record the next version of the issued plan and return it. Without a new file the earlier one stays attached.

    `was_mistyped`: number and day of the version before were a slip, and no document has them.
    Raises WorkflowError with a Vietnamese sentence.
    """
    for sentence in period_errors(period_from, period_to).values():
        raise WorkflowError(sentence)
    before = latest_of(DetailedPlan, agency, plan)
    fields = {"number": number, "issued_on": issued_on, "signer": signer}
    period = {"period_from": period_from, "period_to": period_to}
    detailed = create_version(
        DetailedPlan, plan=plan, agency=agency, actor=actor, fields=fields | period, reason=reason, seen=seen
    )
    enter_in_register(detailed, actor, was_mistyped)
    attach(detailed, document, before)
    record_submission(detailed, actor, before, reason)
    drop_draft(actor, draft_key(agency))
    return detailed


def enter_in_register(detailed: DetailedPlan, actor: User, was_mistyped: bool = False) -> None:
    """One number of the agency in a year is one plan: a later version keeps it, or corrects its day or its number.

    A number that was mistyped serves another document again. Raises NumberTaken where the number serves another one.
    """
    number, day = detailed.number, detailed.issued_on
    known = document_of(detailed) or mistyped_document(detailed, was_mistyped)
    if known:
        correct(known, number=number, day=day, actor=actor)
    else:
        register(detailed.agency, IssuedDocument.Kind.DETAILED_PLAN, number, day, actor=actor)


def document_of(detailed: DetailedPlan) -> IssuedDocument | None:
    """What an earlier version of the plan entered under the same number, whatever its day was then."""
    earlier = DetailedPlan.objects.filter(agency=detailed.agency, plan=detailed.plan).exclude(pk=detailed.pk)
    given = earlier.order_by("-version").values_list("number", "issued_on")
    plans, key = IssuedDocument.objects.filter(kind=IssuedDocument.Kind.DETAILED_PLAN), number_key(detailed.number)
    same = [(number, day.year) for number, day in given if number_key(number) == key]
    found = (plans.numbered(detailed.agency, number, year).first() for number, year in same)
    return next((document for document in found if document), None)


def mistyped_document(detailed: DetailedPlan, was_mistyped: bool) -> IssuedDocument | None:
    """What the version before entered, where only its number differs; one of another day was another document.

    Unless its day was mistyped too, which the person says.
    """
    earlier = DetailedPlan.objects.filter(agency=detailed.agency, plan=detailed.plan, version__lt=detailed.version)
    last = earlier.order_by("-version").first()
    if last is None or not (was_mistyped or last.issued_on == detailed.issued_on):
        return None
    plans = IssuedDocument.objects.filter(kind=IssuedDocument.Kind.DETAILED_PLAN, issued_on=last.issued_on)
    return plans.numbered(detailed.agency, last.number, last.issued_on.year).first()


def attach(detailed: DetailedPlan, document: File | None, before: DetailedPlan | None) -> None:
    """Keep the file privately, or point to the one of the version before. Written last: a refusal leaves no file."""
    if document:
        name = str(document.name)
        detailed.document_name = name[-200:]
        detailed.document.save(name, document, save=False)
    elif before and before.document:
        detailed.document, detailed.document_name = before.document.name, before.document_name
    detailed.save(update_fields=["document", "document_name"])


def record_submission(detailed: DetailedPlan, actor: User, before: DetailedPlan | None, reason: str) -> None:
    verb = "ghi nhận" if detailed.version == 1 else f"ghi nhận lần {detailed.version}"
    issued = f"số {detailed.number} ban hành ngày {format_date(detailed.issued_on)}"
    record(
        detailed,
        actor=actor,
        action="submit",
        sentence=f"{verb} Kế hoạch số hóa chi tiết {issued}",
        before=event_data(before) if before else None,
        after=event_data(detailed),
        reason=reason,
    )


def event_data(detailed: DetailedPlan) -> dict[str, object]:
    return {"version": detailed.version, "number": detailed.number, "issued_on": detailed.issued_on.isoformat()}
