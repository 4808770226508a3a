"""Effects of the extension's workflow; `agencies.workflow.perform` owns the transaction and holds the extension."""

from datetime import date
from typing import Any

from django.core.files import File

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.text import clean_text
from agencies.history import DocumentReference
from agencies.models import Agency, User
from agencies.models.document import number_key
from agencies.workflow import WorkflowError
from plans.letters.services import Letter, check_number, enclose
from plans.models import Extension, ExtensionDecision
from plans.signoffs.services import went_out

from .rules import fault

OTHER_OPEN = "Cơ quan đang có đề nghị gia hạn khác cho mốc này: xử lý đề nghị ấy trước."
BEFORE_DOCUMENT = "Ngày gia hạn trước ngày của văn bản: kiểm tra lại hai ngày."
OTHER_DAY = "Văn bản số {} năm {} đã ghi ngày {}; một số chỉ dùng cho một văn bản: xem lại số và ngày."


def ready_to_submit(extension: Extension) -> list[str]:
    """What keeps the request from being sent: the day asked for is no extension any more."""
    why = fault(extension.agency, extension.plan, extension.milestone, extension.proposed_day)
    return [why] if why else []


def hand_in(extension: Extension, actor: User, *, letter: Letter | None = None, **details: Any) -> None:
    went_out(extension, actor)
    enclose(extension, letter, actor=actor)


def grant(
    extension: Extension,
    actor: User,
    *,
    granted_day: date | None = None,
    reason: str = "",
    document: DocumentReference | None = None,
    scan: File | None = None,
    **details: Any,
) -> None:
    """Keep the day granted, which may be another one than was asked for. Raises WorkflowError."""
    if granted_day is None:
        raise WorkflowError("Ghi ngày được gia hạn.")
    if why := fault(extension.agency, extension.plan, extension.milestone, granted_day):
        raise WorkflowError(why)
    if document and granted_day < document[1]:
        raise WorkflowError(BEFORE_DOCUMENT)
    decide(extension, actor, document, reason, scan, granted_day)


def refuse(
    extension: Extension,
    actor: User,
    *,
    reason: str = "",
    document: DocumentReference | None = None,
    scan: File | None = None,
    **details: Any,
) -> None:
    decide(extension, actor, document, reason, scan)


def decide(
    extension: Extension,
    actor: User,
    document: DocumentReference | None,
    reason: str,
    scan: File | None,
    granted_day: date | None = None,
) -> None:
    """Write the decision. Raises WorkflowError where the number is that of another document of the office."""
    number, day = document or ("", portal_today())
    check_document(actor.agency, number, day)
    made = ExtensionDecision(
        extension=extension,
        granted_day=granted_day,
        reason=reason.strip(),
        document_number=clean_text(number),
        document_date=day,
        decided_by=actor,
    )
    if scan:
        made.scan_name = str(scan.name)[-200:]
        made.scan.save(str(scan.name), scan, save=False)
    made.save()


def check_document(issuer: Agency | None, number: str, day: date) -> None:
    """One document may decide on several requests, under one day (NĐ 30/2020). Raises WorkflowError."""
    if issuer is None:
        raise WorkflowError("Tài khoản không thuộc cơ quan nào thì không ban hành văn bản được.")
    check_number(issuer, Letter(number, day))
    others = ExtensionDecision.objects.filter(document_date__year=day.year, decided_by__agency=issuer)
    for other in others.exclude(document_date=day):
        if number_key(other.document_number) == number_key(number):
            raise WorkflowError(OTHER_DAY.format(number, day.year, format_date(other.document_date)))


def ready_to_take_back(extension: Extension) -> list[str]:
    """A request waits again once its decision is taken back; one of the milestone may wait, not two."""
    others = Extension.objects.open().filter(
        plan=extension.plan_id, agency=extension.agency_id, milestone=extension.milestone
    )
    return [OTHER_OPEN] if others.exclude(pk=extension.pk).exists() else []


def take_back(extension: Extension, actor: User, *, reason: str, **details: Any) -> None:
    """The decision counts until today, and no longer from this day on; the request waits again."""
    standing = ExtensionDecision.objects.filter(extension=extension, taken_back_on=None)
    standing.update(taken_back_by=actor, taken_back_on=portal_today(), why_taken_back=reason.strip())
