"""The register of signed documents: one number of an issuer in a year serves one document (NĐ 30/2020)."""

from datetime import date

from django.db import IntegrityError, transaction

from .delegation import signing
from .formats.dates import format_date
from .formats.text import clean_text
from .models import Agency, IssuedDocument, User
from .workflow import WorkflowError

Kind, Capacity = IssuedDocument.Kind, IssuedDocument.Capacity
MAY_JOIN = (Kind.CATALOGUE_APPRAISAL, Kind.ESTIMATE_APPRAISAL, Kind.ESTIMATE_DECISION)  # decide on several at once
OTHER_DOCUMENT = "Số {number} năm {year} đã cấp cho {kind} ngày {day}; một số chỉ dùng cho một văn bản: xem lại số."
SAME_DOCUMENT = (
    "Số {number} ngày {day} đã ghi cho một {kind} khác. Nếu đúng là cùng một văn bản, đánh dấu “Cùng một văn bản” rồi "
    "gửi lại; nếu không, xem lại số."
)
OTHER_CAPACITY = "Văn bản số {number} ngày {day} đã ghi tư cách ký “{capacity}”: chọn đúng tư cách ấy, hoặc xem lại số."


class NumberTaken(WorkflowError):
    """The number stands for a document already; `may_join` where it could be the same one."""

    def __init__(self, sentence: str, may_join: bool = False) -> None:
        super().__init__(sentence)
        self.may_join = may_join


def register(
    issuer: Agency | None,
    kind: str,
    number: str,
    day: date,
    *,
    actor: User,
    capacity: str = Capacity.HEAD,
    same_document: bool = False,
) -> IssuedDocument:
    """The document of this number, entered in the register; an earlier one only where it is meant (`same_document`).

    `capacity` is a word of `delegation.signing`.

    Raises NumberTaken, and WorkflowError for a person without agency. Runs inside the caller's transaction: of two who
    use a number at once the second is refused.
    """
    if issuer is None:
        raise WorkflowError("Tài khoản không thuộc cơ quan nào thì không ban hành văn bản được.")
    number = clean_text(number)
    capacity, delegation = signing.signed_in(capacity, actor=actor, issuer=issuer, kind=kind, day=day)
    signed = {"capacity": capacity, "delegation": delegation, "registered_by": actor}
    given = IssuedDocument(issuer=issuer, kind=kind, number=number, issued_on=day, **signed)
    try:
        with transaction.atomic():
            given.save()
    except IntegrityError:
        known = IssuedDocument.objects.numbered(issuer, number, day.year).get()
        check_same(known, given, same_document)
        return known
    return given


def check_same(known: IssuedDocument, given: IssuedDocument, same_document: bool) -> None:
    """Raise NumberTaken where the two are not one document, or nobody confirmed that they are."""
    words = {
        "number": known.number,
        "year": known.year,
        "kind": known.get_kind_display(),
        "day": format_date(known.issued_on),
        "capacity": known.signed_as,
    }
    if (known.kind, known.issued_on) != (given.kind, given.issued_on):
        raise NumberTaken(OTHER_DOCUMENT.format(**words))
    if not same_document and known.kind in MAY_JOIN:
        raise NumberTaken(SAME_DOCUMENT.format(**words), may_join=True)
    if not same_document:
        raise NumberTaken(OTHER_DOCUMENT.format(**words))
    if (known.capacity, known.delegation_id) != (given.capacity, given.delegation_id):
        raise NumberTaken(OTHER_CAPACITY.format(**words), may_join=True)


@transaction.atomic
def correct(
    document: IssuedDocument, *, number: str, day: date, actor: User, capacity: str | None = None
) -> IssuedDocument:
    """Give the document its right number, day and capacity. Raises NumberTaken where the number serves another one,
    WorkflowError where nobody signs in that capacity on the day.

    Who may, and whether something was built on it, is for the caller to ask.
    """
    current = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    current.number, current.issued_on = clean_text(number), day
    word = capacity or signing.word_of(current.capacity, current.delegation_id)
    current.capacity, current.delegation = signing.signed_in(
        word, actor=actor, issuer=current.issuer, kind=current.kind, day=day
    )
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError:
        known = IssuedDocument.objects.numbered(current.issuer, number, day.year).get()
        words = {"number": known.number, "year": known.year, "kind": known.get_kind_display()}
        raise NumberTaken(OTHER_DOCUMENT.format(day=format_date(known.issued_on), **words)) from None
    return current
