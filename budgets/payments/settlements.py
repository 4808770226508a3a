"""Settlement (quyết toán): closes the money of one budget year of an agency; what was not paid out goes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Sum

from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import WorkflowError
from budgets.contracts.allocated import allocated, allocated_dong
from budgets.contracts.closed import closing_settlement
from budgets.contracts.entries import check_day, counter_entry, record_taken_back
from budgets.contracts.permissions import held_right
from budgets.contracts.sums import PLACES, ContractSums
from budgets.contracts.warnings import Warned
from budgets.models import Acceptance, Payment, Settlement
from plans.excess.services import hold_lines
from plans.models import Plan

from .services import cash_of

SETTLED = "{agency} đã quyết toán năm ngân sách {year} (số {number})."
NOT_ALLOCATED = "Chưa ghi quyết định giao dự toán năm {year} cho {agency} nên chưa quyết toán được."
OPEN_ADVANCE = "Còn {} tạm ứng chưa thu hồi: ghi thu hồi hoặc nộp trả trước khi quyết toán."
ABOVE_ALLOCATED = "Đã giải ngân {} trong năm {}, lớn hơn số được giao {}: kiểm tra lại quyết định giao hoặc chứng từ."
PAID_SINCE = (
    "Nộp trả {} thì số được giao còn lại nhỏ hơn số đã giải ngân {} của các năm: ghi quyết định giao (chuyển nguồn) "
    "của năm sau trước, hoặc kiểm tra lại chứng từ."
)
UNPAID = "Còn {} đã nghiệm thu đến hết năm {} chưa thanh toán."
LATER_YEAR = "Năm ngân sách {} của cơ quan đã quyết toán sau năm này: ghi đảo quyết toán đó trước."
CHANGED = "Số liệu vừa thay đổi sau khi bạn xem. Xem số mới rồi gửi lại nếu vẫn đúng."


@dataclass(frozen=True)
class YearSums:
    """Money of an agency's contracts in one budget year (đồng); allocated None: no decision was recorded.

    The year of a document is that of its day. An advance is open, and accepted work unpaid, whatever its year.
    """

    year: int
    allocated_dong: int | None
    accepted_dong: int
    paid_dong: int
    open_advance_dong: int
    to_pay_dong: int

    @property
    def returned_dong(self) -> int | None:
        """Allocated and not paid out: goes back to its source."""
        return None if self.allocated_dong is None else self.allocated_dong - self.paid_dong


def year_sums(agency: Agency, year: int) -> YearSums:
    """YearSums of the agency."""
    accepted = Acceptance.objects.filter(contract__agency=agency, dated_on__year=year).total_dong()
    paid = Payment.objects.filter(contract__agency=agency, kind__in=Payment.CASH, dated_on__year=year).total_dong()
    by_then = sums_by_then(agency, year)
    open_dong, to_pay_dong = by_then.open_advance_dong, max(0, by_then.to_pay_dong)
    return YearSums(year, allocated_dong(agency, year), accepted, paid, open_dong, to_pay_dong)


def sums_by_then(agency: Agency, year: int) -> ContractSums:
    """What was accepted, advanced, recovered and paid under all contracts of the agency by the end of the year."""
    accepted = Acceptance.objects.filter(contract__agency=agency, dated_on__year__lte=year).total_dong()
    rows = Payment.objects.filter(contract__agency=agency, dated_on__year__lte=year).order_by().values_list("kind")
    sums = dict.fromkeys(PLACES.values(), 0)
    for kind, dong in rows.annotate(Sum("amount_dong")):
        sums[PLACES[kind]] += dong
    return ContractSums(accepted_dong=accepted, **sums)


def obstacles(agency: Agency, sums: YearSums) -> list[str]:
    """Why the year cannot be settled yet, a sentence each."""
    found = []
    earlier = closing_settlement(agency, sums.year)
    if earlier:
        known = {"year": earlier.budget_year, "number": earlier.number}
        found.append(SETTLED.format(agency=agency, **known))
    if sums.allocated_dong is None:
        found.append(NOT_ALLOCATED.format(year=sums.year, agency=agency))
    elif sums.paid_dong > sums.allocated_dong:
        paid, allocated = format_dong(sums.paid_dong), format_dong(sums.allocated_dong)
        found.append(ABOVE_ALLOCATED.format(paid, sums.year, allocated))
    if sums.open_advance_dong:
        found.append(OPEN_ADVANCE.format(format_dong(sums.open_advance_dong)))
    return found or list(paid_since(agency, sums.returned_dong or 0))


def paid_since(agency: Agency, returned_dong: int) -> Iterator[str]:
    """A sentence where money that would go back was paid out in another year."""
    known, cash = allocated(agency), cash_of(agency)
    if known is not None and returned_dong and cash > known.usable_dong - returned_dong:
        yield PAID_SINCE.format(format_dong(returned_dong), format_dong(cash))


@transaction.atomic
def settle(
    agency: Agency,
    *,
    plan: Plan,
    actor: User,
    year: int,
    number: str,
    dated_on: date,
    reason: str = "",
    seen: YearSums | None = None,
) -> Settlement:
    """Close the agency's budget year: what was paid is settled, the rest goes back. Raises WorkflowError; also where
    the sums are no longer those that were `seen`; Warned where accepted work is unpaid and there is no reason."""
    made = Settlement(plan=plan, agency=agency, budget_year=year)
    given = held_right(actor, made)
    hold_lines([agency])
    sums = year_sums(agency, year)
    for sentence in obstacles(agency, sums):
        raise WorkflowError(sentence)
    if seen is not None and seen != sums:
        raise WorkflowError(CHANGED)
    check_day(dated_on, date(year, 1, 1), "năm ngân sách")
    ask_about_unpaid(sums, reason)
    made.number, made.dated_on, made.reason, made.recorded_by = number, dated_on, reason.strip(), actor
    made.allocated_dong, made.returned_dong = sums.allocated_dong or 0, sums.returned_dong or 0
    made.accepted_dong, made.paid_dong, made.amount_dong = sums.accepted_dong, sums.paid_dong, sums.paid_dong
    made.save()
    record(
        made,
        actor=actor,
        action="settle",
        sentence=f"quyết toán năm {year} của {agency}: {format_dong(made.amount_dong)}, nộp trả "
        f"{format_dong(made.returned_dong)}",
        after={"amount_dong": made.amount_dong, "returned_dong": made.returned_dong},
        reason=made.reason,
        document=(number, dated_on),
        given=given,
    )
    return made


def ask_about_unpaid(sums: YearSums, reason: str) -> None:
    """Raises Warned where accepted work is unpaid, and there is no reason."""
    if sums.to_pay_dong and not reason.strip():
        raise Warned([UNPAID.format(format_dong(sums.to_pay_dong), sums.year)])


@transaction.atomic
def take_back_settlement(
    settlement: Settlement, *, actor: User, number: str, dated_on: date, reason: str
) -> Settlement:
    """Open the year again by an entry that takes the settlement back. Raises Overtaken, WorkflowError."""
    given = held_right(actor, settlement)
    hold_lines([settlement.agency])
    later = closing_settlement(settlement.agency, settlement.budget_year + 1)
    if later:
        raise WorkflowError(LATER_YEAR.format(later.budget_year))
    names = ("allocated_dong", "accepted_dong", "paid_dong", "returned_dong")
    opposite = {name: -getattr(settlement, name) for name in names}
    made = counter_entry(settlement, number=number, dated_on=dated_on, reason=reason, actor=actor, **opposite)
    sentence = f"ghi đảo quyết toán năm {settlement.budget_year} của {settlement.agency}"
    record_taken_back(settlement, made, "take_back_settlement", sentence, given)
    return made
