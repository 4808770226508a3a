"""Contracts: signed. Owns its transaction and writes an Event.

What is written stays: `changes.py` amends and ends a contract, `reversals.py` takes a slip back by an entry of its own.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import Agency, User
from agencies.models.document import number_key
from agencies.workflow import WorkflowError
from budgets.models import Contract, ContractCatalogue, ContractChange, Contractor, ProcurementForm
from plans.excess.services import hold_lines
from plans.models import Catalogue, Plan

from .changes import ENDS_BEFORE, NO_PRICE, Line, facts_of, name_of, write_change
from .closed import refuse_closed
from .entries import check_not_to_come
from .permissions import held_right
from .sums import Terms
from .warnings import ask_why

BY_CONTRACTORS = (ProcurementForm.TENDER, ProcurementForm.DIRECT, ProcurementForm.QUOTES, ProcurementForm.ORDER)
NUMBER_TAKEN = "Cơ quan đã ghi hợp đồng số {} ngày {}: xem lại số, ngày."
NO_PAGES = "Nhập số trang và đơn giá của ít nhất một khổ giấy."
CONTRACTOR_NEEDED = "Chọn nhà thầu: hình thức này có nhà thầu."
NO_CONTRACTOR = "Tự thực hiện thì không chọn nhà thầu."
NO_CATALOGUES = "Chọn ít nhất một Mục lục đã thẩm định mà hợp đồng thực hiện."
FOREIGN = "Chỉ chọn Mục lục của chính cơ quan."


@transaction.atomic
def sign_contract(
    agency: Agency,
    *,
    plan: Plan,
    actor: User,
    form: str,
    number: str,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    subject: str,
    terms: Mapping[str, Terms],
    catalogues: Iterable[Catalogue],
    contractor: Contractor | None = None,
    warned_reason: str = "",
) -> Contract:
    """Record a contract with its first value, pages × price of each size (đồng). Raises WorkflowError; Warned where
    something wants a reason."""
    contract = Contract(plan=plan, agency=agency, form=form, contractor=contractor, number=number, subject=subject)
    contract.signed_on, contract.starts_on, contract.ends_on = signed_on, starts_on, ends_on
    contract.warned_reason = warned_reason.strip()
    given = held_right(actor, contract)
    hold_lines([agency])
    covered = list(catalogues)
    check_contract(contract, terms, covered)
    refuse_closed(agency, signed_on)
    ask_why(facts_of(contract, terms, [one.pk for one in covered], signed_on, new=True), warned_reason)
    write_contract(contract, covered)
    lines = [Line(size, *term, name_of(size)) for size, term in terms.items() if term.pages]
    change = write_change(contract, actor, ContractChange.Kind.SIGNED, (number, signed_on), lines, ends_on=ends_on)
    record(
        contract,
        actor=actor,
        action="sign_contract",
        sentence=f"ghi {contract}: {format_dong(change.amount_dong)}",
        after={"value_dong": change.amount_dong},
        reason=contract.warned_reason,
        document=(number, signed_on),
        given=given,
    )
    return contract


def check_contract(contract: Contract, terms: Mapping[str, Terms], covered: list[Catalogue]) -> None:
    """Raises WorkflowError for what no reason makes good."""
    check_not_to_come(contract.signed_on)
    if contract.form in BY_CONTRACTORS and contract.contractor is None:
        raise WorkflowError(CONTRACTOR_NEEDED)
    if contract.form == ProcurementForm.OWN and contract.contractor is not None:
        raise WorkflowError(NO_CONTRACTOR)
    if contract.ends_on < contract.starts_on:
        raise WorkflowError(ENDS_BEFORE)
    if not any(term.pages for term in terms.values()):
        raise WorkflowError(NO_PAGES)
    if size := next((size for size, term in terms.items() if term.pages and not term.price_dong), ""):
        raise WorkflowError(NO_PRICE.format(size.upper()))
    if not covered:
        raise WorkflowError(NO_CATALOGUES)
    if any(one.agency_id != contract.agency_id for one in covered):
        raise WorkflowError(FOREIGN)


def write_contract(contract: Contract, covered: Iterable[Catalogue]) -> None:
    """Raises WorkflowError where the agency has one of that number and day, other than one that was taken back."""
    free_number(contract)
    try:
        with transaction.atomic():
            contract.save()
    except IntegrityError:
        raise WorkflowError(NUMBER_TAKEN.format(contract.number, format_date(contract.signed_on))) from None
    ContractCatalogue.objects.bulk_create(ContractCatalogue(contract=contract, catalogue=one) for one in covered)


def free_number(contract: Contract) -> None:
    """A contract that was taken back as a slip gives its number free; the agency's line is held by the caller. No
    typed number has a space in its key, so that the key it keeps is nobody's."""
    stands = ContractChange.objects.standing().filter(contract=OuterRef("pk"), kind=ContractChange.Kind.SIGNED)
    key = number_key(contract.number)
    same = Contract.objects.filter(agency=contract.agency, signed_on=contract.signed_on, number_key=key)
    for slip in same.filter(~Exists(stands)).values_list("pk", flat=True):
        Contract.objects.filter(pk=slip).update(number_key=f"{slip} {key}"[:80])
