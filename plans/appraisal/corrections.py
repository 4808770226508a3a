"""A slip in a document (wrong number, wrong day, wrong capacity) is corrected by whoever decided, with a reason."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from agencies.documents import correct
from agencies.formats.dates import format_date
from agencies.history import record
from agencies.models import Duty, IssuedDocument, User
from agencies.workflow import NotAllowed, WorkflowError
from plans.models import Appraisal, Catalogue

# What other apps know to rest on an appraisal: each answers a sentence, or "" where nothing does.
BUILT_ON: list[Callable[[Appraisal], str]] = []
NOT_YOURS = "Chỉ người đã ghi văn bản này đính chính được."
LATER_DECISION = "{} đã có quyết định sau nên không đính chính được."
REOPENED = "{} đã được mở lại hoặc trình lại sau văn bản này nên không đính chính được."


def corrects(user: User, document: IssuedDocument) -> tuple[bool, str]:
    """A predicate: whoever entered the document and still appraises, while nothing was built on what it decided."""
    if user.pk != document.registered_by_id or not user.holds(Duty.APPRAISES_CATALOGUES):
        return False, NOT_YOURS
    why = built_on(document)
    return not why, why


def built_on(document: IssuedDocument) -> str:
    """What rests on the document's decisions already, or an empty string."""
    decided = document.appraisals.select_related("catalogue__agency")
    found = (sentence for each in decided for sentence in (moved_on(each), *(ask(each) for ask in BUILT_ON)))
    return next((sentence for sentence in found if sentence), "")


def moved_on(appraisal: Appraisal) -> str:
    """Whether the catalogue went on after the appraisal."""
    catalogue = appraisal.catalogue
    later = Q(pk__gt=appraisal.pk) & ~Q(document=appraisal.document_id)
    if catalogue.appraisals.filter(later).exists():
        return LATER_DECISION.format(catalogue)
    stands = Catalogue.State.RECEIVED if appraisal.is_tranche else Catalogue.State.APPRAISED
    return "" if catalogue.state == stands else REOPENED.format(catalogue)


@transaction.atomic
def correct_document(
    document: IssuedDocument, *, actor: User, number: str, day: date, capacity: str, reason: str
) -> IssuedDocument:
    """Give the document its right number, day and capacity; the history of each catalogue says what it was before.

    Raises NotAllowed, NumberTaken, WorkflowError.
    """
    touched = Catalogue.objects.filter(Q(appraisals__document=document) | Q(returns__document=document))
    held = Catalogue.objects.filter(pk__in=touched.values("pk")).order_by("pk")
    catalogues = list(held.select_for_update(no_key=True).select_related("agency"))
    document.refresh_from_db()  # of two who send the same correction the second has nothing to change
    allowed, why = corrects(actor, document)
    if not allowed:
        raise NotAllowed(why)
    if not reason.strip():
        raise WorkflowError("Ghi lý do đính chính.")
    before = said(document)
    current = correct(document, number=number, day=day, capacity=capacity)
    if said(current) == before:
        raise WorkflowError("Chưa có gì thay đổi: sửa số, ngày hoặc tư cách ký.")
    held.update(version=F("version") + 1)  # what was printed before shows as outdated
    for catalogue in catalogues:
        record_correction(catalogue, actor, before, current, reason)
    return current


def record_correction(catalogue: Catalogue, actor: User, before: str, current: IssuedDocument, reason: str) -> None:
    """Write into the catalogue's history what the document was before and is now."""
    record(
        catalogue,
        actor=actor,
        action="correct",
        sentence=f"đính chính {before} thành {said(current)}, {catalogue}",
        reason=reason.strip(),
        before={"document": before},
        after={"document": said(current)},
        document=current.reference,
    )


def said(document: IssuedDocument) -> str:
    """The document as history names it."""
    day = format_date(document.issued_on)
    return f"văn bản số {document.number} ngày {day} ({document.get_capacity_display()})"
