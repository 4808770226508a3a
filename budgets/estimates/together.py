"""One document of Sở Tài chính decides on many estimates, each as it was asked for; a result for each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from agencies.documents import Capacity, Kind, register
from agencies.history import DocumentReference
from agencies.models import Agency, IssuedDocument, User
from agencies.workflow import WorkflowError, perform
from budgets.models import Estimate
from plans.excess.services import hold_lines

MOST = 50  # estimates of one document
NOTHING_CHOSEN = "Chọn ít nhất một dự toán."
TOO_MANY = f"Mỗi lần quyết định nhiều nhất {MOST} dự toán: chọn ít hơn."


@dataclass(frozen=True)
class Result:
    """What became of an estimate; `refusal` says why nothing was written, or is empty."""

    estimate: Estimate
    refusal: str = ""


class NothingDecided(WorkflowError):
    """Every estimate was refused, so the document was not entered in the register either."""

    def __init__(self, results: Iterable[Result]) -> None:
        super().__init__(" ".join(f"{each.estimate}: {each.refusal}" for each in results))


@transaction.atomic
def appraise_together(
    chosen: Mapping[Estimate, int],
    *,
    actor: User,
    document: DocumentReference,
    capacity: str = Capacity.HEAD,
    same_document: bool = False,
    reason: str = "",
) -> tuple[IssuedDocument, list[Result]]:
    """Appraise {estimate: version seen} at what each asks for, by one document; a refused one stays as it is.

    Raises NumberTaken, NothingDecided, WorkflowError; nothing is written then.
    """
    if not chosen:
        raise WorkflowError(NOTHING_CHOSEN)
    if len(chosen) > MOST:
        raise WorkflowError(TOO_MANY)
    estimates = sorted(chosen, key=lambda one: one.pk)
    hold(estimates)
    number, day = document
    kind = Kind.ESTIMATE_APPRAISAL
    signed = register(actor.agency, kind, number, day, actor=actor, capacity=capacity, same_document=same_document)
    given = {"actor": actor, "capacity": capacity, "document": document, "same_document": True, "reason": reason}
    results = [appraised(one, chosen[one], given) for one in estimates]
    if all(result.refusal for result in results):
        raise NothingDecided(results)
    return signed, results


def hold(estimates: Iterable[Estimate]) -> None:
    """Hold the estimates, then the lines of their agencies, each in one order: no two wait for each other."""
    keys = [one.pk for one in estimates]
    list(Estimate.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    hold_lines(Agency.objects.filter(estimates__in=keys).distinct())


def appraised(estimate: Estimate, version: int, details: Mapping[str, Any]) -> Result:
    """Appraise one in a savepoint of its own."""
    try:
        perform(estimate, "appraise", expected_version=version, **details)
    except WorkflowError as error:
        return Result(estimate, str(error))
    return Result(estimate)
