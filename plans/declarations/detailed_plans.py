"""Recording the agency's own detailed plan (Kế hoạch II.3.b)."""

from django.db import transaction

from agencies.drafts import drop_draft
from agencies.formats.dates import format_date
from agencies.history import record
from agencies.workflow import WorkflowError
from plans.models import DetailedPlan

from .validators import period_errors
from .versions import hand_in, latest_of


def draft_key(agency):
    return f"detailed-plan/{agency.code}"


@transaction.atomic
def record_detailed_plan(
    agency, *, plan, actor, number, issued_on, signer, period_from, period_to, document=None, reason="", seen=None
):
    """Record the next version of the issued plan and return it. Without a new file the earlier one stays attached.

    Raises WorkflowError with a Vietnamese sentence.
    """
    for sentence in period_errors(period_from, period_to).values():
        raise WorkflowError(sentence)
    before = latest_of(DetailedPlan, agency, plan)
    fields = {"number": number, "issued_on": issued_on, "signer": signer}
    fields |= {"period_from": period_from, "period_to": period_to}
    detailed = hand_in(DetailedPlan, plan=plan, agency=agency, actor=actor, reason=reason, seen=seen, **fields)
    attach(detailed, document, before)
    record_submission(detailed, actor, before, reason)
    drop_draft(actor, draft_key(agency))
    return detailed


def attach(detailed, document, before):
    """Keep the file privately, or point to the one of the version before. Written last: a refusal leaves no file."""
    if document:
        detailed.document_name = document.name[-200:]
        detailed.document.save(document.name, document, save=False)
    elif before and before.document:
        detailed.document, detailed.document_name = before.document.name, before.document_name
    detailed.save(update_fields=["document", "document_name"])


def record_submission(detailed, actor, before, reason):
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


def event_data(detailed):
    return {"version": detailed.version, "number": detailed.number, "issued_on": detailed.issued_on.isoformat()}
