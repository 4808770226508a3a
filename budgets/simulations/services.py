"""Ask for a simulation, keep one as the proposal, make a draft of an allocation of it: each owns its transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from agencies.calendar import portal_now
from agencies.history import record
from agencies.jobs import enqueue, repeat
from agencies.limits.work import SIMULATIONS, spend_work
from agencies.models import User
from agencies.workflow import GONE, NotAllowed, Overtaken, WorkflowError
from budgets.allocations.permissions import Charge, charge_of
from budgets.models import AllocationUpload, Simulation
from plans.models import Plan

from .outcome import outcome_of
from .permissions import NOBODY, deletes, scopes_of, simulates_for, works_on
from .work import KIND

CHANGED = "Phương án trình vừa được người khác chọn lại. Xem phương án đang chọn rồi quyết định."
NOT_PROPOSED = "Chọn phương án này để trình trước khi lập dự thảo."
NO_LINES = "Phương án không chọn hồ sơ nào của các cơ quan bạn ghi quyết định giao, nên không có gì để lập dự thảo."
UNREADY = "Phương án chưa tính xong."


@transaction.atomic
def request_simulation(plan: Plan, *, actor: User, weights: Mapping[str, int], **asked: Any) -> Simulation:
    """A simulation for the actor's charge, put in the queue. Raises NotAllowed, TooMany."""
    charge = charge_of(actor)
    if charge is None or asked["scope"] not in dict(scopes_of(charge)):
        raise NotAllowed(NOBODY)
    spend_work(SIMULATIONS, actor)
    made = Simulation.objects.create(
        kind=KIND,
        requester=actor,
        created_at=portal_now(),
        plan=plan,
        owner=charge.issuer,
        weights=dict(weights),
        **asked,
    )
    note(made, actor, "simulate", "lập")
    enqueue(made)
    return made


@transaction.atomic
def repeat_simulation(simulation: Simulation, *, actor: User) -> bool:
    """Put one that failed back in the queue; False where it has not failed. Raises NotAllowed."""
    if simulates_for(actor, simulation.owner) is None:
        raise NotAllowed(NOBODY)
    repeated = repeat(simulation)
    if repeated:
        note(simulation, actor, "repeat_simulation", "cho tính lại")
    return repeated


@transaction.atomic
def propose(simulation: Simulation, *, actor: User, seen: str) -> Simulation:
    """Keep it as the proposal, in place of the one before. `seen`: key of the proposal that the page showed, or "".

    Raises NotAllowed, WorkflowError where it is not worked out, Overtaken where somebody chose meanwhile.
    """
    current = hold(simulation, actor, seen)
    if current is not None:
        Simulation.objects.filter(pk=current.pk).update(proposed_at=None, proposed_by=None)
    Simulation.objects.filter(pk=simulation.pk).update(proposed_at=portal_now(), proposed_by=actor)
    instead = f", thay {current}" if current is not None and current != simulation else ""
    note(simulation, actor, "propose_allocation", "chọn trình", instead)
    simulation.refresh_from_db()
    return simulation


@transaction.atomic
def drop_proposal(simulation: Simulation, *, actor: User, seen: str) -> None:
    """The proposal is an ordinary simulation again. Raises NotAllowed, Overtaken."""
    if hold(simulation, actor, seen) != simulation:
        raise Overtaken(CHANGED)
    Simulation.objects.filter(pk=simulation.pk).update(proposed_at=None, proposed_by=None)
    note(simulation, actor, "drop_proposal", "thôi chọn trình")


@transaction.atomic
def draft_allocation(simulation: Simulation, *, actor: User) -> AllocationUpload:
    """A table of the actor's that waits for confirmation, with a line per agency in charge; never above the sum.

    Raises NotAllowed, WorkflowError where it is not the proposal any more or gives these agencies nothing.
    """
    refuse_stranger(simulation, actor)
    current = Simulation.objects.select_for_update(of=("self",), no_key=True).get(pk=simulation.pk)
    if not current.is_proposal:
        raise WorkflowError(NOT_PROPOSED)
    charge = charge_of(actor)
    lines = lines_of(current, charge) if charge else []
    if not lines:
        raise WorkflowError(NO_LINES)
    upload = AllocationUpload.objects.create(
        plan=current.plan,
        uploaded_by=actor,
        file_name=str(current)[:200],
        simulation=current,
        rows={"lines": lines, "warnings": [], "empty": 0, "most_dong": current.sum_dong},
    )
    note(current, actor, "draft_allocation", "lập dự thảo quyết định giao dự toán từ")
    return upload


@transaction.atomic
def delete_simulation(simulation: Simulation, *, actor: User) -> None:
    """Drop it; the history keeps that it was there. Raises NotAllowed, Overtaken where somebody else was faster,
    WorkflowError for the proposal, or one that a decision was recorded from."""
    current = Simulation.objects.select_for_update(of=("self",)).filter(pk=simulation.pk).first()
    if current is None:
        raise Overtaken(GONE.format(simulation))
    allowed, why = deletes(actor, current)
    if not allowed:
        raise NotAllowed(why)
    note(current, actor, "delete_simulation", "xóa")
    current.delete()


def lines_of(simulation: Simulation, charge: Charge) -> list[list[Any]]:
    """[code, đồng, reason, note] of each agency in charge that was given something."""
    codes = {agency.pk: agency.code for agency in charge.agencies}
    parts = outcome_of(simulation).agencies
    return [
        [codes[part.agency.pk], part.chosen_dong, "", ""]
        for part in parts
        if part.chosen_dong and part.agency.pk in codes
    ]


def hold(simulation: Simulation, actor: User, seen: str) -> Simulation | None:
    """The present proposal, while nobody else chooses. Raises NotAllowed, WorkflowError, Overtaken."""
    refuse_stranger(simulation, actor)
    Plan.objects.select_for_update(no_key=True).get(pk=simulation.plan_id)  # one chooses at a time
    current = proposal_of(simulation)
    if seen != (str(current.pk) if current else ""):
        raise Overtaken(CHANGED)
    return current


def refuse_stranger(simulation: Simulation, actor: User) -> None:
    """Raises NotAllowed for who is not in charge, WorkflowError where there is no result."""
    if not simulation.is_ready:
        raise WorkflowError(UNREADY)
    allowed, why = works_on(actor, simulation)
    if not allowed:
        raise NotAllowed(why)


def proposal_of(simulation: Simulation) -> Simulation | None:
    """The one that is kept as the proposal for the same issuer."""
    return Simulation.objects.proposed().filter(plan=simulation.plan_id, owner=simulation.owner_id).first()


def note(simulation: Simulation, actor: User, action: str, verb: str, rest: str = "") -> None:
    sentence = f"{verb} phương án phân bổ “{simulation.name}”{rest}"
    record(simulation, actor=actor, agency=simulation.owner, action=action, sentence=sentence)
