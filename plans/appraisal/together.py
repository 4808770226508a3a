"""One document decides on many catalogues: chosen ones, one number, a result for each of them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import transaction

from agencies.calendar import portal_today
from agencies.documents import Capacity
from agencies.history import DocumentReference
from agencies.models import IssuedDocument, User
from agencies.workflow import WorkflowError, perform
from plans.excess.services import hold_lines
from plans.models import Catalogue
from plans.permissions import appraises_catalogue
from plans.pricing import with_a4_pages

from .effects import registered

APPRAISE, RETURN, LATER = "appraise", "return", ""
MOST = 100  # catalogues of one document: each is checked row by row while the browser waits
OFFICIAL_ORDER = ("agency__official_order", "agency__code", "name")
NOTHING_CHOSEN = "Chọn kết quả cho ít nhất một Mục lục."
TOO_MANY = f"Mỗi văn bản quyết định nhiều nhất {MOST} Mục lục một lần: chọn ít hơn."


@dataclass(frozen=True)
class Choice:
    """What is to be decided on a catalogue: APPRAISE or RETURN, the version looked at, the reason of a return.

    `gate` are reasons of its own ({field of gate.GateAnswers: text}) in place of those that stand for all.
    """

    catalogue: Catalogue
    action: str
    version: int
    reason: str = ""
    gate: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What became of a choice; `refusal` says why nothing was written, or is empty."""

    catalogue: Catalogue
    action: str
    refusal: str = ""


class NothingDecided(WorkflowError):
    """Every choice was refused, so the document was not entered in the register either."""

    def __init__(self, results: list[Result]) -> None:
        super().__init__(" ".join(f"{each.catalogue}: {each.refusal}" for each in results))


@transaction.atomic
def decide_together(
    choices: Iterable[Choice],
    *,
    actor: User,
    document: DocumentReference,
    capacity: str = Capacity.HEAD,
    same_document: bool = False,
    **gate: Any,
) -> tuple[IssuedDocument, list[Result]]:
    """Decide on each chosen catalogue by one document; a refused one stays as it is and the others go on.

    `gate` answers the gate for all of them (see `gate.GateAnswers`). Raises NumberTaken, NothingDecided, WorkflowError;
    nothing is written then.
    """
    chosen = sorted(choices, key=lambda choice: choice.catalogue.pk)
    if not chosen:
        raise WorkflowError(NOTHING_CHOSEN)
    if len(chosen) > MOST:
        raise WorkflowError(TOO_MANY)
    hold_chosen(chosen)
    signed = registered(document, actor, capacity, same_document)
    common = {"actor": actor, "document": document, "capacity": capacity, "same_document": True}
    results = [decided(choice, common | gate) for choice in chosen]
    if all(result.refusal for result in results):
        raise NothingDecided(results)
    return signed, results


def hold_chosen(choices: Iterable[Choice]) -> None:
    """Hold the catalogues, then the lines of their agencies, then the number: each in one order, so that no two who
    decide wait for each other."""
    rows = Catalogue.objects.filter(pk__in=[choice.catalogue.pk for choice in choices]).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    hold_lines(choice.catalogue.agency for choice in choices)


def decided(choice: Choice, details: Mapping[str, Any]) -> Result:
    """Take the action on one catalogue, in a savepoint of its own."""
    details = {**details, **choice.gate, "reason": choice.reason, "expected_version": choice.version}
    try:
        perform(choice.catalogue, choice.action, **details)
    except WorkflowError as error:
        return Result(choice.catalogue, choice.action, str(error))
    return Result(choice.catalogue, choice.action)


@contextmanager
def rehearsed(
    choices: Iterable[Choice], *, actor: User, capacity: str = Capacity.HEAD, **gate: Any
) -> Iterator[IssuedDocument]:
    """The document as it would decide now, its number still open, for as long as it is read; then nothing of it stays.

    Raises NothingDecided with every refusal, WorkflowError.
    """
    with transaction.atomic():
        document = (f"dự thảo {uuid4()}", portal_today())
        signed, results = decide_together(choices, actor=actor, document=document, capacity=capacity, **gate)
        refused = [result for result in results if result.refusal]
        if refused:
            raise NothingDecided(refused)
        IssuedDocument.objects.filter(pk=signed.pk).update(number="")
        signed.refresh_from_db()
        yield signed
        transaction.set_rollback(True)


def chosen_for(user: User, pks: Iterable[int], *, also_decided: bool = False) -> list[Catalogue]:
    """Catalogues with these keys that wait for the person, in official order; if asked also those that wait no more."""
    return [one for one, why in judged_for(user, pks, also_decided=also_decided) if not why]


def judged_for(user: User, pks: Iterable[int], *, also_decided: bool = False) -> list[tuple[Catalogue, str]]:
    """[(catalogue with one of these keys, why the person does not decide on it, or "")], in official order."""
    named = Catalogue.objects.visible_to(user).filter(pk__in=list(pks)[:MOST])
    wanted = named if also_decided else named.awaiting_appraisal()
    rows = with_a4_pages(wanted.select_related("agency", "fonds", "assigned_to"))
    judged = [(one, *appraises_catalogue(user, one)) for one in rows.order_by(*OFFICIAL_ORDER)]
    return [(one, "" if allowed else why) for one, allowed, why in judged]
