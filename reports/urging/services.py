"""Letters that urge: drafted, edited, recorded as gone out, corrected, received. Each change owns its transaction and
writes Events: one for the office, and what concerns others one for each agency that the letter urges."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from agencies.calendar import portal_now, portal_today
from agencies.documents import correct, register
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text, fold
from agencies.history import record
from agencies.models import Decision, Delegation, IssuedDocument, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, held_delegation
from plans.models import Plan

from ..figures import AgencyFigures
from ..models import UrgedAgency, UrgingLetter
from .facts import Facts, facts_of
from .permissions import urges
from .receivers import Receiver, receivers_of
from .wording import worded

NOBODY = "Chọn ít nhất một cơ quan có việc chậm và còn nơi nhận."
CHANGED = "Có người vừa sửa công văn này: xem lại nội dung mới rồi thực hiện."
GONE = "Công văn này không còn: có người vừa hủy dự thảo."
WENT_OUT = "Công văn này đã ghi ban hành: nội dung không sửa được nữa."
NOT_OUT = "Công văn này chưa ban hành."
TO_COME = "Ngày công văn không được sau hôm nay."
BEFORE_ITS_FIGURES = "Công văn ghi ngày {}, trước ngày của số liệu trong công văn ({}): xem lại ngày."
NO_REASON = "Ghi lý do đính chính."
RECEIVED = "Cơ quan đã xác nhận nhận công văn này."
OTHER_SIGNER = "Công văn ký theo ủy quyền của {}: để trống người ký, hoặc ghi đúng tên này."
NOT_RECEIVER = "Chỉ cán bộ hoặc thủ trưởng của cơ quan được đôn đốc xác nhận đã nhận."
Line = tuple[Receiver, Facts]


@transaction.atomic
def draft_letters(
    plan: Plan, rows: Iterable[AgencyFigures], *, as_of: date, actor: User, one_each: bool
) -> list[UrgingLetter]:
    """Draft one letter to all whom the rows are about, or one to each. Raises NotAllowed, WorkflowError."""
    given = stands_in(actor, plan)
    rows = list(rows)
    receivers = receivers_of(rows)
    lines = [(receiver, facts_of(row)) for row in rows for receiver in receivers[row.code]]
    if not lines:
        raise WorkflowError(NOBODY)
    parts = [[line] for line in lines] if one_each else [lines]
    return [draft_letter(plan, part, as_of, actor, given) for part in parts]


def draft_letter(
    plan: Plan, lines: Sequence[Line], as_of: date, actor: User, given: Delegation | None = None
) -> UrgingLetter:
    words = worded(plan, as_of, [(receiver.name, facts) for receiver, facts in lines])
    letter = UrgingLetter.objects.create(
        plan=plan, as_of=as_of, subject=words.subject[:300], body=words.body, drafted_by=actor
    )
    UrgedAgency.objects.bulk_create(
        UrgedAgency(letter=letter, agency=to.agency, about=to.about, position=place, facts=facts)
        for place, (to, facts) in enumerate(lines, 1)
    )
    sentence = f"soạn công văn đôn đốc {format_int(len(lines))} cơ quan, số liệu đến ngày {format_date(as_of)}"
    record_for_office(letter, actor, "draft_urging", sentence, given)
    return letter


@transaction.atomic
def edit_letter(letter: UrgingLetter, *, subject: str, body: str, actor: User, expected_version: int) -> UrgingLetter:
    """Write subject and text of a draft. Raises NotAllowed, Overtaken."""
    current = held(letter, actor, expected_version)
    current.subject, current.body = clean_text(subject), clean_text(body, multiline=True)
    save(current, "subject", "body")
    given = stands_in(actor, current)
    record_for_office(current, actor, "edit_urging", "sửa nội dung dự thảo công văn đôn đốc", given)
    return current


@transaction.atomic
def delete_letter(letter: UrgingLetter, *, actor: User, expected_version: int) -> None:
    """Delete a draft. Raises NotAllowed, Overtaken."""
    current = held(letter, actor, expected_version)
    given = stands_in(actor, current)
    record_for_office(current, actor, "delete_urging", "hủy dự thảo công văn đôn đốc", given)
    current.delete()


@transaction.atomic
def send_letter(
    letter: UrgingLetter,
    *,
    number: str,
    day: date,
    actor: User,
    expected_version: int,
    capacity: str = IssuedDocument.Capacity.HEAD,
    signer: str = "",
) -> UrgingLetter:
    """Record that the letter went out, once. Raises NotAllowed, Overtaken, NumberTaken, WorkflowError."""
    current = held(letter, actor, expected_version)
    check_day(current, day)
    current.document = register(
        current.plan.reporting_agency or actor.agency,
        IssuedDocument.Kind.URGING,
        number,
        day,
        actor=actor,
        capacity=capacity,
    )
    current.state, current.signer = UrgingLetter.State.SENT, signer_of(current, signer)
    current.sent_by, current.sent_at, current.sent_on = actor, portal_now(), portal_today()
    save(current, "state", "document", "signer", "sent_by", "sent_at", "sent_on")
    tell_all(current, actor, "urge", f"gửi {current} đôn đốc tiến độ")
    return current


@transaction.atomic
def correct_letter(
    letter: UrgingLetter,
    *,
    number: str,
    day: date,
    reason: str,
    actor: User,
    expected_version: int,
    capacity: str = IssuedDocument.Capacity.HEAD,
    signer: str = "",
) -> UrgingLetter:
    """Give a letter that went out its right number, day and signer. Raises as `send_letter` does."""
    current = held(letter, actor, expected_version, UrgingLetter.State.SENT)
    if not reason.strip():
        raise WorkflowError(NO_REASON)
    check_day(current, day)
    if current.document is None:
        raise WorkflowError(NOT_OUT)
    before = str(current)
    current.document = correct(current.document, number=number, day=day, actor=actor, capacity=capacity)
    current.signer = signer_of(current, signer)
    save(current, "signer")
    tell_all(current, actor, "correct_urging", f"đính chính {before}: nay là {current}", reason=reason.strip())
    return current


@transaction.atomic
def receive_letter(letter: UrgingLetter, *, actor: User) -> UrgingLetter:
    """The agencies that the actor writes for have received the letter. Raises NotAllowed, Overtaken."""
    waiting = letter.urged.select_for_update(of=("self",), no_key=True).select_related("agency").order_by("pk")
    mine = [one for one in waiting if actor.acts_for(one.agency)]
    if not mine:
        raise NotAllowed(NOT_RECEIVER)
    left = [one for one in mine if one.received_at is None]
    if not left:
        raise Overtaken(RECEIVED)
    UrgedAgency.objects.filter(pk__in=[one.pk for one in left]).update(received_at=portal_now(), received_by=actor)
    for agency in dict.fromkeys(one.agency for one in left):
        record(letter, actor=actor, action="receive_urging", sentence=f"đã nhận {letter}", agency=agency)
    return letter


def stands_in(actor: User, about: Plan | UrgingLetter) -> Delegation | None:
    """The delegation by which the actor urges, held; None by the own duty. Raises NotAllowed."""
    allowed, why = urges(actor)
    if not allowed:
        raise NotAllowed(why)
    return held_delegation(actor, Decision.URGE, about)


def signer_of(letter: UrgingLetter, signer: str) -> str:
    """Who signed: of a letter signed by a delegation the name that the delegation records. Raises WorkflowError where
    another one was typed."""
    document, typed = letter.document, clean_text(signer)
    if not (document and document.delegation):
        return typed
    name = str(document.delegation.name)
    if typed and fold(typed) != fold(name):
        raise WorkflowError(OTHER_SIGNER.format(name))
    return name


def held(
    letter: UrgingLetter, actor: User, expected_version: int, state: str = UrgingLetter.State.DRAFT
) -> UrgingLetter:
    """The letter as it stands, held until the transaction ends. Raises NotAllowed; Overtaken where it has changed."""
    stands_in(actor, letter)
    rows = UrgingLetter.objects.select_for_update(of=("self",), no_key=True)
    current = rows.select_related("plan__reporting_agency", "document__issuer").filter(pk=letter.pk).first()
    if current is None:
        raise Overtaken(GONE)
    if current.state != state:
        raise Overtaken(NOT_OUT if current.is_draft else WENT_OUT)
    if current.version != expected_version:
        raise Overtaken(CHANGED)
    return current


def save(letter: UrgingLetter, *columns: str) -> None:
    letter.version += 1
    letter.save(update_fields=[*columns, "version"])


def check_day(letter: UrgingLetter, day: date) -> None:
    """Raises WorkflowError for a day to come, or before that of the figures."""
    if day > portal_today():
        raise WorkflowError(TO_COME)
    if day < letter.as_of:
        raise WorkflowError(BEFORE_ITS_FIGURES.format(format_date(day), format_date(letter.as_of)))


def record_for_office(
    letter: UrgingLetter, actor: User, action: str, sentence: str, given: Delegation | None = None
) -> None:
    record(letter, actor=actor, action=action, sentence=sentence, agency=letter.plan.reporting_agency, given=given)


def tell_all(letter: UrgingLetter, actor: User, action: str, sentence: str, reason: str = "") -> None:
    """An Event for each agency that the letter urges; the sentence names the letter."""
    given = stands_in(actor, letter)
    agencies = {one.agency for one in letter.urged.select_related("agency")}
    for agency in sorted(agencies, key=lambda one: (one.official_order, one.code)):
        record(letter, actor=actor, action=action, sentence=sentence, agency=agency, reason=reason, given=given)
