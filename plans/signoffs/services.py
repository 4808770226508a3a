"""Changes of a request; effects of workflows, `agencies.workflow.perform` owns the transaction and holds the
object, so that of a signature and a taking back one comes first."""

from typing import Any

from agencies.calendar import portal_now
from agencies.models import Agency, Decision, User, Workflowed
from agencies.signatures import delegation_of, is_head_of, signs_for
from plans.models import SignOff

Outcome = SignOff.Outcome
ANSWERS = ("excess_reason", "unusual_reason", "leaves_questions")  # what the clerk knows better than the head


def ask(obj: Workflowed, actor: User, *, reason: str = "", **details: Any) -> None:
    """Put the object before the head, in the version that the move has just given it."""
    close(obj, Outcome.REPLACED, actor)
    SignOff.objects.create(
        agency=agency_of(obj),
        kind=str(obj._meta.model_name),
        object_id=obj.pk,
        version=obj.version,
        content={name: details[name] for name in ANSWERS if details.get(name)},
        note=reason.strip(),
        asked_by=actor,
    )


def take_back(obj: Workflowed, actor: User, **details: Any) -> None:
    close(obj, Outcome.TAKEN_BACK, actor)


def give_back(obj: Workflowed, actor: User, *, reason: str, **details: Any) -> None:
    """Back to the clerk, with the reason."""
    place = in_whose_place(actor, agency_of(obj), Decision.HAND_IN)
    close(obj, Outcome.RETURNED, actor, reason=reason.strip(), **place)


def went_out(obj: Workflowed, actor: User, decision: Decision = Decision.HAND_IN) -> None:
    """Close what waited about the object, which has just been handed in or decided: its version is the next one."""
    found = SignOff.objects.open().about(obj).first()
    if found is None:
        return
    agency = agency_of(obj)
    outcome, more = Outcome.NOT_NEEDED, dict[str, Any]()
    if signs_for(actor, agency, decision):
        outcome = Outcome.SIGNED if found.version == obj.version - 1 else Outcome.REPLACED
        more = in_whose_place(actor, agency, decision)
    close(obj, outcome, actor, **more)


def close(obj: Workflowed, outcome: str, actor: User, **more: Any) -> None:
    """Answer the open request about the object, where there is one."""
    SignOff.objects.open().about(obj).update(outcome=outcome, closed_by=actor, closed_at=portal_now(), **more)


def close_review(agency: Agency, outcome: str, actor: User, **more: Any) -> None:
    """The same of the agency's review, which is no object yet."""
    waiting = SignOff.objects.open().filter(kind=SignOff.Kind.REVIEW, agency=agency)
    waiting.update(outcome=outcome, closed_by=actor, closed_at=portal_now(), **more)


def in_whose_place(actor: User, agency: Agency, decision: Decision) -> dict[str, Any]:
    """The delegation by which the actor signs, for a row; the head needs none."""
    return {"delegation": None if is_head_of(actor, agency) else delegation_of(actor, agency, decision)}


def agency_of(obj: Any) -> Agency:
    agency: Agency = obj.agency
    return agency
