"""A slip in a document (wrong number, wrong day, wrong capacity) is corrected by whoever decided, with a reason.

Each corrects what is theirs: where colleagues decided by the same document, theirs stays with it as it was written.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from agencies.delegation import signing
from agencies.documents import NumberTaken, correct, register
from agencies.formats.dates import format_date
from agencies.formats.text import clean_text
from agencies.history import record
from agencies.models import Decision, IssuedDocument, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, before_hand_in
from plans.models import Appraisal, Catalogue, CatalogueReturn
from plans.permissions import appraises_by

# What other apps know to rest on an appraisal: each answers a sentence, or "" where nothing does.
BUILT_ON: list[Callable[[Appraisal], str]] = []
NOT_YOURS = "Chỉ người đã quyết định bằng văn bản này đính chính được: {}."
NO_LONGER = "Tài khoản này không còn thẩm định Mục lục nên không đính chính được."
CORRECTED = "Văn bản này vừa được đính chính. Xem nội dung hiện nay rồi đính chính tiếp nếu vẫn cần."
NO_CHANGE = "Chưa có gì thay đổi: sửa số, ngày hoặc tư cách ký."
LATER_DECISION = "{} đã có quyết định sau nên không đính chính được."
REOPENED = "{} đã được mở lại hoặc trình lại sau văn bản này nên không đính chính được."


def corrects(user: User, document: IssuedDocument) -> tuple[bool, str]:
    """A predicate: whoever decided by the document and still appraises, while nothing was built on their decisions."""
    deciders = people_of(document)
    if user not in deciders:
        return False, NOT_YOURS.format("; ".join(map(str, deciders)))
    if not user.decides_on(Decision.APPRAISE_CATALOGUES):
        return False, NO_LONGER
    why = built_on(document, user)
    return not why, why


def people_of(document: IssuedDocument) -> list[User]:
    """Who decided by the document."""
    decided = Q(pk__in=document.appraisals.values("decided_by")) | Q(pk__in=document.returns.values("returned_by"))
    return list(User.objects.filter(decided).order_by("pk"))


def kept_by_others(document: IssuedDocument, user: User) -> list[tuple[User, int]]:
    """[(colleague, how many catalogues)] of what others decided by the document: it is theirs to correct."""
    others = [person for person in people_of(document) if person != user]
    return [(person, decided_by(document, person).count()) for person in others]


def decided_by(document: IssuedDocument, user: User) -> QuerySet[Catalogue]:
    """The catalogues on which the user decided by the document."""
    appraised = Appraisal.objects.filter(document=document, decided_by=user).values("catalogue")
    returned = CatalogueReturn.objects.filter(document=document, returned_by=user).values("catalogue")
    return Catalogue.objects.filter(Q(pk__in=appraised) | Q(pk__in=returned))


def built_on(document: IssuedDocument, user: User) -> str:
    """What rests on the user's decisions by the document already, or an empty string."""
    decided = document.appraisals.filter(decided_by=user).select_related("catalogue__agency")
    found = (sentence for each in decided for sentence in (moved_on(each), *(ask(each) for ask in BUILT_ON)))
    return next((sentence for sentence in found if sentence), "")


def moved_on(appraisal: Appraisal) -> str:
    """Whether the catalogue went on after the appraisal."""
    catalogue = appraisal.catalogue
    later = Q(pk__gt=appraisal.pk) & ~Q(document=appraisal.document_id)
    if catalogue.appraisals.filter(later).exists():
        return LATER_DECISION.format(catalogue)
    stands = (Catalogue.State.RECEIVED,) if appraisal.is_tranche else Catalogue.SETTLED
    return "" if catalogue.state in stands else REOPENED.format(catalogue)


def values_of(document: IssuedDocument) -> dict[str, object]:
    """What can be corrected of the document; the capacity as its form names it."""
    word = signing.word_of(document.capacity, document.delegation_id)
    return {"number": document.number, "day": document.issued_on, "capacity": word}


@transaction.atomic
def correct_document(
    document: IssuedDocument,
    *,
    actor: User,
    number: str,
    day: date,
    capacity: str,
    reason: str,
    same_document: bool = False,
    seen: Mapping[str, object] | None = None,
) -> IssuedDocument:
    """Give what the actor decided its right number, day and capacity; each catalogue's history says what it was before.

    Returns the document that has them now. Raises NotAllowed, NumberTaken (unless it is meant: `same_document`),
    Overtaken where it no longer is what was `seen` (`values_of`), WorkflowError.
    """
    held = Catalogue.objects.filter(pk__in=list(decided_by(document, actor).values_list("pk", flat=True)))
    catalogues = list(held.order_by("pk").select_for_update(no_key=True).select_related("agency"))
    # Of two who send the same correction the second has nothing to change.
    found = IssuedDocument.objects.select_for_update().filter(pk=document.pk).first()
    if found is None or (seen is not None and seen != values_of(found)):
        raise Overtaken(CORRECTED)
    document = found
    allowed, why = corrects(actor, document)
    if not allowed:
        raise NotAllowed(why)
    if not reason.strip():
        raise WorkflowError("Ghi lý do đính chính.")
    before, right = name_in_history(document), {"number": number, "day": day, "capacity": capacity}
    signed = dict(zip(("capacity", "delegation"), signing.read(capacity), strict=True))
    if (
        name_in_history(IssuedDocument(issuer=document.issuer, number=clean_text(number), issued_on=day, **signed))
        == before
    ):
        raise WorkflowError(NO_CHANGE)
    refuse_too_early(catalogues, day)
    current = corrected_entry(document, actor, right, same_document)
    held.update(version=F("version") + 1)  # what was printed before shows as outdated
    for catalogue in catalogues:
        record_correction(catalogue, actor, before, current, reason)
    return current


def refuse_too_early(catalogues: Iterable[Catalogue], day: date) -> None:
    """Raises WorkflowError where one was handed in after the day; what was handed in anew has another document."""
    decided = (each for each in catalogues if each.state != Catalogue.State.SUBMITTED)
    sentence = next(filter(None, (before_hand_in(each, day) for each in decided)), "")
    if sentence:
        raise WorkflowError(sentence)


def corrected_entry(
    document: IssuedDocument, actor: User, right: Mapping[str, Any], same_document: bool
) -> IssuedDocument:
    """The entry of the register itself where nobody else decided by it; otherwise, or where the right number is that of
    a colleague's same document, the actor's decisions go to the entry of that number."""
    shared = bool(kept_by_others(document, actor))
    if not shared and not same_document:
        try:
            return correct(document, actor=actor, **right)
        except NumberTaken:
            pass  # asked about below: it may be the same document
    capacity, number, day = right["capacity"], right["number"], right["day"]
    entry = register(
        document.issuer, document.kind, number, day, actor=actor, capacity=capacity, same_document=same_document
    )
    document.appraisals.filter(decided_by=actor).update(document=entry)
    document.returns.filter(returned_by=actor).update(document=entry)
    if not shared:
        document.delete()  # its number is free again
    return entry


def record_correction(catalogue: Catalogue, actor: User, before: str, current: IssuedDocument, reason: str) -> None:
    """Write into the catalogue's history what the document was before and is now."""
    record(
        catalogue,
        actor=actor,
        action="correct",
        sentence=f"đính chính {before} thành {name_in_history(current)}, {catalogue}",
        reason=reason.strip(),
        before={"document": before},
        after={"document": name_in_history(current)},
        document=current.reference,
        given=appraises_by(actor, catalogue),
    )


def name_in_history(document: IssuedDocument) -> str:
    """The document as history names it."""
    day = format_date(document.issued_on)
    return f"văn bản số {document.number} ngày {day} ({document.signed_as})"
