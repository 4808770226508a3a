"""Payments (giải ngân): advances, payments for what was accepted, recoveries of advances, advances paid back.

Held: payments + recoveries ≤ accepted; recoveries ≤ advances; advances + payments ≤ value of the contract, and of all
contracts of an agency ≤ allocated to it and not given back by a settlement (domain §3). Each owns its transaction and
writes an Event.
"""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import WorkflowError
from budgets.contracts.allocated import allocated
from budgets.contracts.closed import refuse_closed
from budgets.contracts.entries import check_day, check_number, counter_entry, hold, hold_entry, record_taken_back
from budgets.contracts.permissions import held_right
from budgets.contracts.sums import check, sums_of
from budgets.contracts.warnings import Warned
from budgets.models import AdvanceLimit, Contract, Payment

Kind = Payment.Kind
NO_AMOUNT = "Ghi số tiền lớn hơn 0."
ABOVE_ALLOCATED = "Giải ngân của {agency} cộng {cash}, lớn hơn số được giao {allocated}."
NOT_ALLOCATED = "Chưa ghi quyết định giao dự toán cho {agency}, nên không đối chiếu được số giải ngân với số được giao."
ABOVE_SHARE = "Tạm ứng cộng {advanced}, vượt mức {percent}% giá trị hợp đồng ({limit}; {source})."


@transaction.atomic
def pay(
    contract: Contract,
    *,
    actor: User,
    kind: str,
    number: str,
    dated_on: date,
    amount_dong: int,
    reason: str = "",
    expected_version: int | None = None,
) -> Payment:
    """Record a payment document of the kind (đồng). Raises Overtaken, WorkflowError; Warned where an advance is above
    the usual share, or money leaves that no allocation stands for, and there is no reason."""
    given = held_right(actor, contract)
    current = hold(contract, expected_version)
    refuse_closed(current.agency, dated_on)
    check_day(dated_on, current.signed_on, "ngày ký hợp đồng")
    if amount_dong <= 0:
        raise WorkflowError(NO_AMOUNT)
    check_number(current.payments.filter(kind=kind), number, dated_on)
    signed_dong = -amount_dong if kind == Kind.REFUND else amount_dong
    fields = {"kind": kind, "number": number, "dated_on": dated_on, "amount_dong": signed_dong}
    made = Payment.objects.create(contract=current, **fields, reason=reason.strip(), recorded_by=actor)
    check_money(current, made)
    ask_why(current, made)
    record(
        current,
        actor=actor,
        action="pay",
        sentence=f"ghi {made.get_kind_display().lower()} {format_dong(amount_dong)} của {current}",
        after={"kind": kind, "amount_dong": signed_dong},
        reason=reason.strip(),
        document=(number, dated_on),
        given=given,
    )
    return made


def check_money(contract: Contract, payment: Payment) -> None:
    """Raises WorkflowError where the contract's sums, or the agency's allocation, would not hold."""
    check(contract)
    cash = cash_of(contract.agency)
    known = allocated(contract.agency)
    lowers = payment.amount_dong < 0 or payment.kind not in Payment.CASH
    if known is not None and cash > known.usable_dong and not lowers:
        raise WorkflowError(ABOVE_ALLOCATED.format(agency=contract.agency, cash=format_dong(cash), allocated=known))


def cash_of(agency: Agency) -> int:
    """Đồng that left the treasury for the agency's contracts."""
    return Payment.objects.filter(contract__agency=agency, kind__in=Payment.CASH).total_dong()


def ask_why(contract: Contract, payment: Payment) -> None:
    """Raises Warned where something about the payment wants a reason, and it has none."""
    rules = {Kind.ADVANCE: (about_allocation, about_share), Kind.PAYMENT: (about_allocation,)}
    sentences = [each for rule in rules.get(Kind(payment.kind), ()) for each in rule(contract, payment.dated_on)]
    if sentences and not payment.reason:
        raise Warned(sentences)


def about_allocation(contract: Contract, day: date) -> Iterator[str]:
    """A sentence where no allocation was recorded for the agency: nothing then says how much may leave."""
    if allocated(contract.agency) is None:
        yield NOT_ALLOCATED.format(agency=contract.agency)


def about_share(contract: Contract, day: date) -> Iterator[str]:
    """A sentence where advances lie above the share in force on the day."""
    limit, sums = AdvanceLimit.objects.in_force_on(day), sums_of([contract])[contract.pk]
    advanced = sums.advanced_dong + sums.refunded_dong
    if limit is None or advanced * 100 <= sums.value_dong * limit.percent:
        return
    most = format_dong(sums.value_dong * limit.percent // 100)
    given = {"advanced": format_dong(advanced), "percent": limit.percent, "source": limit.basis}
    yield ABOVE_SHARE.format(limit=most, **given)


@transaction.atomic
def take_back_payment(payment: Payment, *, actor: User, number: str, dated_on: date, reason: str) -> Payment:
    """Take back a payment document by an entry of its own. Raises Overtaken, WorkflowError where the sums need it."""
    given = held_right(actor, payment.contract)
    current = hold_entry(payment, dated_on)
    made = counter_entry(payment, number=number, dated_on=dated_on, reason=reason, actor=actor)
    check_money(current, made)
    sentence = f"ghi đảo {payment.get_kind_display().lower()} {format_dong(abs(payment.amount_dong))} của {current}"
    record_taken_back(current, made, "take_back_payment", sentence, given)
    return made
