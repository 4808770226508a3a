"""Values beyond a bound: kept with their reason when they are entered, confirmed or returned by a second person.

Who calls `keep` holds a transaction. Each step leaves an Event at what holds the value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, Model

from agencies.calendar import portal_now, portal_today
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import Plan, UnusualValue

from .kinds import MODELS, target_of
from .permissions import confirms, takes_back
from .words import asked

State = UnusualValue.State
BEATEN = "Có người vừa xử lý số liệu này trước bạn. Xem kết quả bên dưới."
LATER = "Cơ quan đã gửi số liệu sau đó nên không hoàn tác được."
BUILT_ON: list[Callable[[UnusualValue], str]] = []  # each answers with a sentence where something rests on the decision
BY_WORKFLOW: list[Callable[[UnusualValue], str]] = []  # the same where it is returned from a page of its own


class Unusual(WorkflowError):
    """Values beyond a bound without a reason: `sentences` say which, the form asks at its own field."""

    def __init__(self, kind: str, sentences: Sequence[str]) -> None:
        super().__init__(asked(kind, sentences))
        self.kind, self.sentences = kind, list(sentences)


@dataclass(frozen=True)
class Entered:
    """What was entered: the object that holds it, and what it comes to (trang A4 quy đổi, đồng)."""

    kind: str
    target: Model
    plan: Plan
    agency: Agency
    name: str
    pages: int = 0
    dong: int = 0
    decision: int | None = None
    before: tuple[int, ...] = ()  # keys of earlier versions of the same, which it replaces


@dataclass(frozen=True)
class Outcome:
    """What became of values that were confirmed together: the confirmed ones, and (value, why not) of the others."""

    done: list[UnusualValue] = field(default_factory=list)
    refused: list[tuple[UnusualValue, str]] = field(default_factory=list)


def check_reason(kind: str, sentences: Sequence[str], reason: str) -> None:
    """Raises Unusual where something is and nobody said why."""
    if sentences and not reason.strip():
        raise Unusual(kind, sentences)


def keep(entered: Entered, sentences: Sequence[str], reason: str, actor: User) -> UnusualValue | None:
    """Keep what is unusual about a value, in place of the entry on its earlier versions; None where nothing is.

    Raises Unusual without a reason.
    """
    check_reason(entered.kind, sentences, reason)
    replace(entered.kind, [entered.target.pk, *entered.before])
    if not sentences:
        return None
    value = UnusualValue.objects.create(
        plan=entered.plan,
        agency=entered.agency,
        kind=entered.kind,
        object_id=entered.target.pk,
        decision=entered.decision,
        name=entered.name,
        sentences=list(sentences),
        pages=entered.pages,
        dong=entered.dong,
        reason=reason.strip(),
        entered_by=actor,
        entered_on=portal_today(),
    )
    record(
        entered.target,
        actor=actor,
        agency=entered.agency,
        action="explain_unusual",
        sentence=f"ghi lý do số liệu bất thường của {value}: {' '.join(sentences)}",
        after={"pages": entered.pages, "dong": entered.dong, "state": State.OPEN},
        reason=value.reason,
    )
    return value


def replace(kind: str, keys: Sequence[int]) -> None:
    """Unconfirmed entries on these hold no more: there is a later value, or it was taken back."""
    pending = UnusualValue.objects.filter(kind=kind, object_id__in=keys).pending()
    pending.update(state=State.REPLACED, decided_on=portal_today(), version=F("version") + 1)


@transaction.atomic
def confirm(value: UnusualValue, *, actor: User, seen: int, answer: str = "") -> UnusualValue:
    """The second person has looked: the value counts from today. Raises NotAllowed, Overtaken."""
    decide(value, State.CONFIRMED, actor, seen, answer)
    record_step(value, actor, "confirm_unusual", "xác nhận", State.OPEN)
    return value


@transaction.atomic
def give_back(value: UnusualValue, *, actor: User, seen: int, answer: str) -> UnusualValue:
    """The agency is to correct it; it never counts as it is. Raises NotAllowed, Overtaken, WorkflowError."""
    if elsewhere := next((sentence for by in BY_WORKFLOW if (sentence := by(value))), ""):
        raise WorkflowError(elsewhere)
    if not answer.strip():
        raise WorkflowError("Ghi lý do trả lại: cơ quan cần biết phải sửa gì.")
    decide(value, State.RETURNED, actor, seen, answer)
    record_step(value, actor, "return_unusual", "trả lại", State.OPEN)
    return value


def decide(value: UnusualValue, state: State, actor: User, seen: int, answer: str) -> None:
    allowed, why = confirms(actor, value)
    if not allowed:
        raise NotAllowed(why)
    decided = {"decided_by": actor, "decided_at": portal_now(), "decided_on": portal_today()}
    move(value, State.OPEN, seen, {"state": state, "answer": answer.strip(), **decided})


def returned_with(value: UnusualValue, actor: User, reason: str) -> None:
    """What holds the value was returned as a whole; the Event of that says why."""
    rows = UnusualValue.objects.filter(pk=value.pk, state=State.OPEN)
    today = {"decided_by": actor, "decided_at": portal_now(), "decided_on": portal_today()}
    rows.update(state=State.RETURNED, answer=reason.strip(), version=F("version") + 1, **today)


@transaction.atomic
def take_back(value: UnusualValue, *, actor: User, seen: int) -> UnusualValue:
    """Undo one's own decision, until something was built on it. Raises NotAllowed, Overtaken, WorkflowError."""
    allowed, why = takes_back(actor, value)
    if not allowed:
        raise NotAllowed(why)
    if rests := resting_on(value):
        raise WorkflowError(rests)
    nobody = {"decided_by": None, "decided_at": None, "decided_on": None, "answer": ""}
    before = State(value.state)
    move(value, before, seen, {"state": State.OPEN, **nobody})
    record_step(value, actor, "undo_unusual", "hoàn tác việc xác nhận, trả lại", before)
    return value


def later_version(value: UnusualValue) -> str:
    """Whether its agency handed in more of the same kind since it was decided on."""
    if value.kind == UnusualValue.Kind.ESTIMATE:
        return ""
    later = MODELS[value.kind]._default_manager.filter(
        plan=value.plan_id, agency=value.agency_id, submitted_at__gt=value.decided_at
    )
    return LATER if later.exists() else ""


def resting_on(value: UnusualValue) -> str:
    """What was built on the decision, as a sentence; "" where nothing was."""
    return next((sentence for rests in (later_version, *BUILT_ON) if (sentence := rests(value))), "")


@transaction.atomic
def reopen(value: UnusualValue, *, actor: User, dong: int, why: str) -> None:
    """A confirmed value was changed afterwards by its own side: it waits for a second person again."""
    changes = {"entered_by": actor, "decided_by": None, "decided_at": None, "decided_on": None, "dong": dong}
    before = State(value.state)
    move(value, before, value.version, {"state": State.OPEN, **changes})
    record_step(value, actor, "reopen_unusual", f"sửa, cần xác nhận lại ({why})", before)


def move(value: UnusualValue, source: State, seen: int, changes: Mapping[str, object]) -> None:
    """Change the value where it is still as it was seen. Raises Overtaken."""
    rows = UnusualValue.objects.filter(pk=value.pk, state=source, version=seen)
    if not rows.update(version=F("version") + 1, **changes):
        raise Overtaken(BEATEN)
    value.refresh_from_db()


def record_step(value: UnusualValue, actor: User, action: str, verb: str, before: State) -> None:
    """Write the Event at what holds the value, where its readers look for it."""
    record(
        target_of(value),
        actor=actor,
        agency=value.agency,
        action=action,
        sentence=f"{verb} số liệu {value}: {' '.join(value.sentences)}",
        before={"state": before},
        after={"state": value.state},
        reason=value.answer,
    )


def confirm_each(chosen: Iterable[tuple[UnusualValue, int]], *, actor: User, answer: str) -> Outcome:
    """Confirm each value, as it was seen in that version, with one answer; what may not be is left as it is.

    A value is a step of its own: the rules of the second person are asked for each.
    """
    outcome = Outcome()
    for value, seen in chosen:
        try:
            outcome.done.append(confirm(value, actor=actor, seen=seen, answer=answer))
        except WorkflowError as error:
            outcome.refused.append((value, str(error)))
    return outcome
