"""A change of a contract is taken back by an entry of its own. Owns its transaction and writes an Event."""

from datetime import date

from django.db import transaction

from agencies.models import User
from agencies.workflow import WorkflowError
from budgets.models import ContractChange, ContractLine

from .entries import counter_entry, hold_entry, opposite_lines, record_taken_back
from .permissions import held_right
from .sums import check

LATER_FIRST = "Có văn bản ghi sau dựa trên văn bản này: ghi đảo văn bản đó trước."


@transaction.atomic
def take_back_change(
    change: ContractChange, *, actor: User, number: str, dated_on: date, reason: str
) -> ContractChange:
    """Take back the signing, an amendment or the end of a contract by an entry of its own, while nothing rests on it.

    Raises Overtaken, WorkflowError.
    """
    given = held_right(actor, change.contract)
    current = hold_entry(change, dated_on)
    check_last(change)
    made = counter_entry(change, number=number, dated_on=dated_on, reason=reason, actor=actor)
    ContractLine.objects.bulk_create(opposite_lines(change.lines.order_by("-pk"), "change", made))
    if change.ends_on:
        current.ends_on = ends_on_before(change)
        current.save(update_fields=["ends_on"])
    check(current)
    sentence = f"ghi đảo {change.get_kind_display().lower()} số {change.number} của {current}"
    record_taken_back(current, made, "take_back_change", sentence, given)
    return made


def check_last(change: ContractChange) -> None:
    """Raises WorkflowError where a later change, or an acceptance or payment since, rests on it."""
    contract = change.contract
    later = contract.changes.standing().filter(pk__gt=change.pk).exists()
    since = {} if change.kind == ContractChange.Kind.SIGNED else {"recorded_at__gte": change.recorded_at}
    accepted = contract.acceptances.standing().filter(**since).exists()
    paid = change.kind == ContractChange.Kind.SIGNED and contract.payments.standing().exists()
    if not change.was_reversed and (later or accepted or paid):
        raise WorkflowError(LATER_FIRST)


def ends_on_before(change: ContractChange) -> date:
    """The contract's last day without the amendment: that of the one before, else that it was signed with."""
    known = change.contract.changes.standing().exclude(pk=change.pk).exclude(ends_on=None)
    before = known.order_by("-pk").values_list("ends_on", flat=True).first()
    return before or change.contract.ends_on
