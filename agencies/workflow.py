"""The workflow engine: states as data, one `perform` for every change of state.

A workflow is a tuple of Actions. Buttons, guards, URLs, confirmation pages, the test matrix and the diagram in
docs/architecture.md come from it. What people decided is stored (state, version, events); what the calendar decides
is derived.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .calendar import portal_now, portal_today
from .delegation.signing import read
from .formats.dates import format_date
from .history import DocumentReference, Values, record
from .models import Decision, Delegation, IssuedDocument, User, Workflowed
from .permissions import ALLOWED, Answer, Predicate, has_own_right
from .refusal import NotAllowed, Overtaken, WorkflowError
from .signatures import head_signs_first, stands_in

DELEGATION_ENDED = (
    "Việc giao bạn ký đã kết thúc hoặc đã thay đổi nên chưa thực hiện được gì; nội dung bạn nhập còn ở trang này."
)
GONE = "{} vừa bị xóa, nên chưa thực hiện được gì. Xem lại danh sách."
Moved = TypeVar("Moved", bound=Workflowed)
Capacity = IssuedDocument.Capacity


def anyone(user: User, obj: object) -> Answer:
    return ALLOWED


def always_ready(obj: object) -> list[str]:
    return []


def nothing_more(obj: object) -> Values:
    return {}


@dataclass(frozen=True)
class Action:
    """One arrow of the state diagram.

    `allowed(user, obj)` answers (bool, Vietnamese reason). `ready(obj)` answers a list of Vietnamese sentences that
    say what is missing. `effect(obj, actor, **details)` runs inside the transaction after the move. Without a target
    the object stays in its state. `keeps(obj)` answers what the Event keeps of before and after beside the state, so
    that a paper of a past day can say it. `verb_of_head` is the verb where the head signs first (agencies.signatures).
    """

    name: str
    verb: str
    sources: tuple[str, ...]
    target: str
    allowed: Predicate = anyone
    ready: Callable[[Any], list[str]] = always_ready
    effect: Callable[..., object] | None = None
    keeps: Callable[[Any], Values] = nothing_more
    done: str = ""
    needs_reason: bool = False
    needs_document: bool = False
    form: str = ""
    style: str = ""
    only_when_ready: bool = False  # nothing on the page needs it yet, so nobody asks why it is not offered
    decision: Decision | None = None  # where the holder of the duty may let another person take it
    verb_of_head: str = ""

    def leads_to(self, state: str) -> str:
        """The state in which the object is afterwards."""
        return self.target or state

    def verb_on(self, obj: Any) -> str:
        """The verb of its button on the object's page."""
        return self.verb_of_head if self.verb_of_head and head_signs_first(obj.agency) else self.verb

    @property
    def past(self) -> str:
        """The verb of the action once it is done, for history: "trình", "trả lại"."""
        return self.done or self.verb[0].lower() + self.verb[1:]


@dataclass(frozen=True)
class Workflow:
    """Actions over the states of one model, which gets it as `model.workflow`; the app's `ready()` loads the table."""

    name: str
    model: type[Workflowed]
    actions: tuple[Action, ...]

    def __post_init__(self) -> None:
        self.model.workflow = self

    def action(self, name: str) -> Action | None:
        return next((action for action in self.actions if action.name == name), None)

    def available(self, obj: Workflowed, user: User) -> list[Action]:
        """Actions the user may take on the object in its present state: the buttons of its page."""
        return [action for action in self.actions if obj.state in action.sources and action.allowed(user, obj)[0]]

    def refusal(self, obj: Workflowed, name: str, user: User) -> str:
        """Why the user may not take the action, or an empty string."""
        action = self.action(name)
        if action is None:
            return "Không có thao tác này."
        allowed, reason = action.allowed(user, obj)
        if not allowed:
            return reason or "Bạn không có quyền thực hiện thao tác này."
        if obj.state not in action.sources:
            return f"“{action.verb}” không thực hiện được khi đang ở trạng thái “{obj.state_name}”."
        return ""


def perform(
    obj: Moved,
    name: str,
    *,
    actor: User,
    reason: str = "",
    document: DocumentReference | None = None,
    expected_version: int | None = None,
    **details: Any,
) -> Moved:
    """Take an action on the object for the actor and return the object, fresh.

    One transaction: predicate, readiness, a conditional UPDATE on (state, version), the effect, the Event.
    Raises NotAllowed, Overtaken or WorkflowError with a Vietnamese sentence; nothing is written then.
    """
    with transaction.atomic():
        # Held until the end: nothing that readiness asks for changes between the check of the version and the move.
        current = type(obj)._default_manager.select_for_update(no_key=True).filter(pk=obj.pk).first()
        if current is None:
            raise Overtaken(GONE.format(obj))
        action = _checked(current, name, actor, reason, document, expected_version)
        given = held_delegation(actor, action.decision, current, signs=bool(action.verb_of_head))
        before = _kept(current, action)
        at = portal_now()
        _move(current, action, actor, at)
        if action.effect:
            action.effect(current, actor, reason=reason, document=document, **details)
        given = given or read(details.get("capacity") or Capacity.HEAD)[1]
        record(
            current,
            actor=actor,
            action=action.name,
            sentence=f"{action.past} {current}",
            before=before,
            after=_kept(current, action),
            reason=reason,
            document=document,
            given=given,
            at=at,
        )
    return current


def held_delegation(actor: User, decision: Decision | None, obj: Any, *, signs: bool = False) -> Delegation | None:
    """The delegation by which the actor decides, held until the transaction ends: whoever ends it waits, or was first.

    None where the own duty is enough; a clerk's is not where it `signs` and the head has to. Raises NotAllowed where
    none is in force any more.
    """
    if decision is None or has_own_right(actor, decision, obj) and not (signs and stands_in(actor, obj.agency)):
        return None
    held = Delegation.objects.in_force(portal_today()).filter(delegate=actor).order_by("pk")
    for given in held.select_related("agency", "giver__agency").select_for_update(of=("self",), no_key=True):
        if given.covers(decision):
            return given
    raise NotAllowed(DELEGATION_ENDED)


def before_hand_in(obj: Workflowed, day: date) -> str:
    """A sentence where a document of the day cannot decide on the object, which was handed in later; else ""."""
    if obj.submitted_at is None or day >= timezone.localdate(obj.submitted_at):
        return ""
    handed_in = format_date(timezone.localdate(obj.submitted_at))
    return f"Văn bản ghi ngày {format_date(day)}, trước ngày trình {obj} ({handed_in}): kiểm tra lại ngày văn bản."


def _checked(
    current: Workflowed,
    name: str,
    actor: User,
    reason: str,
    document: DocumentReference | None,
    expected_version: int | None,
) -> Action:
    refusal = current.workflow.refusal(current, name, actor)
    action = current.workflow.action(name)
    if action is None or not action.allowed(actor, current)[0]:
        raise NotAllowed(refusal)
    if refusal:
        raise Overtaken(refusal)
    if expected_version is not None and current.version != expected_version:
        raise Overtaken("Có người vừa thay đổi hồ sơ này. Hãy xem lại nội dung mới rồi thực hiện.")
    if action.needs_reason and not reason.strip():
        raise WorkflowError("Ghi lý do: nơi nhận cần biết phải làm gì tiếp theo.")
    if action.needs_document and not (document and document[0] and document[1]):
        raise WorkflowError("Ghi số và ngày của văn bản.")
    if action.needs_document and document and (sentence := before_hand_in(current, document[1])):
        raise WorkflowError(sentence)
    missing = action.ready(current)
    if missing:
        raise WorkflowError(" ".join(missing))
    return action


def _kept(obj: Workflowed, action: Action) -> Values:
    """The state, and what else the Event of the action keeps."""
    return {"state": obj.state, "state_name": obj.state_name, **action.keeps(obj)}


def _move(obj: Workflowed, action: Action, actor: User, at: datetime) -> None:
    target = action.leads_to(obj.state)
    changes: dict[str, Any] = {"state": target, "version": F("version") + 1}
    if target != obj.state:
        changes["state_since"] = at
    if action.name == "submit":
        changes |= {"submitted_by": actor, "submitted_at": at}
    moved = type(obj)._default_manager.filter(pk=obj.pk, state=obj.state, version=obj.version).update(**changes)
    if not moved:
        raise Overtaken("Có người vừa xử lý hồ sơ này trước bạn. Hãy tải lại trang để xem kết quả.")
    obj.refresh_from_db()
