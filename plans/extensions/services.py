"""Drafting a request for an extension; what happens to it afterwards is in `workflow`."""

from datetime import date

from django.db import IntegrityError, transaction

from agencies.formats.dates import format_date
from agencies.history import record
from agencies.models import Agency, User
from agencies.permissions import changes, writes_for
from agencies.refusal import NotAllowed, Overtaken, WorkflowError
from agencies.workflow import GONE
from plans.models import Extension, Plan

from .effects import OTHER_OPEN
from .rules import fault

OVERTAKEN = "Có người vừa thay đổi đề nghị này. Xem lại nội dung mới rồi thực hiện."
NOT_DELETED = "Chỉ xóa được đề nghị đang soạn, chưa gửi lần nào."


@transaction.atomic
def draft_extension(
    agency: Agency, *, plan: Plan, actor: User, milestone: str, proposed_day: date, reason: str
) -> Extension:
    """Write the request as a draft. Raises NotAllowed, WorkflowError."""
    allowed, why = writes_for(actor, agency)
    if not allowed:
        raise NotAllowed(why)
    if why := fault(agency, plan, milestone, proposed_day):
        raise WorkflowError(why)
    fields = {"milestone": milestone, "proposed_day": proposed_day, "reason": reason.strip()}
    try:
        with transaction.atomic():
            made = Extension.objects.create(plan=plan, agency=agency, **fields)
    except IntegrityError:
        raise WorkflowError(OTHER_OPEN) from None
    record(made, actor=actor, action="draft", sentence=f"soạn {made}", after=said(made))
    return made


@transaction.atomic
def revise_extension(
    extension: Extension, *, actor: User, proposed_day: date, reason: str, expected_version: int
) -> Extension:
    """Change a draft. Raises NotAllowed, Overtaken, WorkflowError."""
    current = held(extension, actor, expected_version)
    if why := fault(current.agency, current.plan, current.milestone, proposed_day):
        raise WorkflowError(why)
    before = said(current)
    current.proposed_day, current.reason = proposed_day, reason.strip()
    current.version += 1
    current.save(update_fields=["proposed_day", "reason", "version"])
    record(current, actor=actor, action="rewrite", sentence=f"sửa {current}", before=before, after=said(current))
    return current


@transaction.atomic
def delete_extension(extension: Extension, *, actor: User, expected_version: int) -> None:
    """Drop a draft that nobody else has seen. Raises NotAllowed, Overtaken, WorkflowError."""
    current = held(extension, actor, expected_version)
    if not current.was_never_handed_in:
        raise WorkflowError(NOT_DELETED)
    record(current, actor=actor, action="delete", sentence=f"xóa {current}", before=said(current))
    current.delete()


def held(extension: Extension, actor: User, expected_version: int) -> Extension:
    """The draft, held until the transaction ends."""
    rows = Extension.objects.select_for_update(of=("self",), no_key=True).select_related("agency", "plan")
    current = rows.filter(pk=extension.pk).first()
    if current is None:
        raise Overtaken(GONE.format(extension))
    allowed, why = changes(actor, current)
    if not allowed:
        raise NotAllowed(why)
    if current.version != expected_version:
        raise Overtaken(OVERTAKEN)
    return current


def said(extension: Extension) -> dict[str, str]:
    """What history keeps of a request."""
    return {"proposed_day": format_date(extension.proposed_day), "reason": extension.reason}
