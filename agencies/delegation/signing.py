"""In which capacity a document is signed: by the head, or by a delegation that says who signs, as what and when.

The choice travels as a word: "head", "deputy-12" (a delegation), or "deputy" alone where no delegation of that capacity
is recorded; then the plan's list of signers has the name.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.forms import ChoiceField

from ..calendar import portal_today
from ..formats.dates import format_date
from ..models import Agency, Decision, Delegation, Duty, IssuedDocument, User
from ..refusal import WorkflowError

Capacity, Kind = IssuedDocument.Capacity, IssuedDocument.Kind
Choices = list[tuple[str, str]]
DECIDED_BY: dict[str, Decision] = {
    Kind.CATALOGUE_APPRAISAL: Decision.APPRAISE_CATALOGUES,
    Kind.ESTIMATE_APPRAISAL: Decision.APPRAISE_ESTIMATES,
    Kind.ESTIMATE_DECISION: Decision.APPROVE_ESTIMATES,
    Kind.URGING: Decision.URGE,
}
REMEMBERED = timedelta(days=90)  # how long after its end a document signed by it is still entered
UNKNOWN = "Tư cách ký này không có hoặc không dùng cho văn bản này: chọn lại."
NOT_YOURS = "Bạn ký theo ủy quyền thì văn bản ghi tư cách ký của chính bạn: chọn lại tư cách ký."
OUTSIDE = "Văn bản ghi ngày {}, ngoài thời gian {} được giao ký (từ {} đến hết {}): xem lại ngày hoặc tư cách ký."


def word_of(capacity: str, delegation_id: int | None) -> str:
    return f"{capacity}-{delegation_id}" if delegation_id else capacity


def read(word: str) -> tuple[str, Delegation | None]:
    """(capacity, delegation) that the word names. Raises WorkflowError for anything else."""
    capacity, _, key = word.partition("-")
    if capacity not in Capacity.values:
        raise WorkflowError(UNKNOWN)
    if not key:
        return capacity, None
    known = Delegation.objects.confirmed().select_related("agency", "giver__agency")
    found = known.filter(pk=int(key), capacity=capacity).first() if key.isdecimal() and len(key) < 19 else None
    if found is None:
        raise WorkflowError(UNKNOWN)
    return capacity, found


def is_known(word: str) -> bool:
    try:
        read(word)
    except WorkflowError:
        return False
    return True


def has_own_right(actor: User, decision: Decision) -> bool:
    """True where the actor enters documents of the office by the own duty, whoever signed them."""
    return actor.writes if decision.duty == Duty.SIGNS else actor.holds(decision.duty)


def signed_in(word: str, *, actor: User, issuer: Agency, kind: str, day: date) -> tuple[str, Delegation | None]:
    """(capacity, delegation) in which the document of this day is signed. Raises WorkflowError with the reason.

    Who decides in the place of another signs in that capacity and in no other.
    """
    capacity, given = read(word)
    decision = DECIDED_BY.get(kind)
    if decision is None:
        return capacity, given
    if not has_own_right(actor, decision):
        given = given or actor.delegation_for(decision)
        if given is not None and given.delegate_id != actor.pk:
            raise WorkflowError(NOT_YOURS)
    if given is None:
        return capacity, None
    if given.agency_id != issuer.pk or decision not in given.decisions:
        raise WorkflowError(UNKNOWN)
    refuse_outside(given, day)
    return given.capacity, given


def refuse_outside(given: Delegation, day: date) -> None:
    """Raises WorkflowError where the document's day lies outside the days of the delegation."""
    if not given.valid_from <= day <= given.last_day:
        days = format_date(given.valid_from), format_date(given.last_day)
        raise WorkflowError(OUTSIDE.format(format_date(day), given.name, *days))


def choices(actor: User | None, issuer: Agency | None, decision: Decision) -> Choices:
    """[(word, label)] that the actor chooses from: the own capacities of who decides in the place of another; who holds
    the duty has all of the office."""
    if actor is not None and not has_own_right(actor, decision):
        return labelled(each for each in actor.delegations if each.covers(decision))
    if issuer is None:
        return [(word, said(word, None)) for word in Capacity.values]
    recorded = recorded_at(issuer, decision)
    named = {each.capacity for each in recorded if each.last_day >= portal_today()}
    plain = [(word, said(word, issuer)) for word in Capacity.values if word not in named]
    return plain + labelled(recorded)


def recorded_at(issuer: Agency, decision: Decision) -> list[Delegation]:
    """The issuer's delegations of the decision that have begun and did not end long ago."""
    since = portal_today() - REMEMBERED
    known = Delegation.objects.confirmed().filter(agency=issuer, valid_from__lte=portal_today(), valid_to__gte=since)
    return [each for each in known.order_by("pk") if decision in each.decisions]


def who_signs_today(issuer: Agency | None, decision: Decision) -> Choices:
    """[(word, label)] of a paper still to be signed: the head and whoever may today; [] for the head alone."""
    found = [each for each in recorded_at(issuer, decision) if each.last_day >= portal_today()] if issuer else []
    return [(str(Capacity.HEAD), said(Capacity.HEAD, issuer)), *labelled(found)] if found else []


def labelled(delegations: Iterable[Delegation]) -> Choices:
    return [(word_of(each.capacity, each.pk), each.signed_as) for each in delegations]


def preselected(actor: User | None, decision: Decision) -> str:
    """The word that the form proposes: the actor's own capacity, else the head's."""
    given = actor.delegation_for(decision) if actor else None
    return word_of(given.capacity, given.pk) if given else Capacity.HEAD


def said(capacity: str, issuer: Agency | None) -> str:
    """The capacity in words, with the title that the issuer's head has."""
    return IssuedDocument(issuer=issuer, capacity=capacity).capacity_name if issuer else str(Capacity(capacity).label)


def offer(field: ChoiceField, actor: User | None, issuer: Agency | None, decision: Decision, word: str = "") -> None:
    """Fill the field with what the actor chooses from; `word` is chosen already, where it is known."""
    found = choices(actor, issuer, decision)
    if word and word not in dict(found):
        capacity, given = read(word)
        found.append((word, given.signed_as if given else said(capacity, issuer)))
    field.choices, field.initial = found, word or preselected(actor, decision)
    field.error_messages["invalid_choice"] = UNKNOWN
