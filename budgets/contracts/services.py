"""Contracts: signed, amended, ended before their time. Each owns its transaction and writes an Event.

What is written stays: a slip is taken back by an entry of its own (`take_back_change`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import WorkflowError
from budgets.models import Contract, ContractCatalogue, ContractChange, ContractLine, Contractor, ProcurementForm
from plans.excess.services import hold_lines
from plans.models import Catalogue, Plan

from .closed import refuse_closed
from .entries import check_day, check_not_to_come, check_number, counter_entry, hold, hold_entry
from .permissions import held_right
from .sums import Terms, accepted_pages, check, remaining_terms, sums_of, terms_of
from .warnings import Facts, ask_why

Kind = ContractChange.Kind
BY_CONTRACTORS = (ProcurementForm.TENDER, ProcurementForm.DIRECT, ProcurementForm.QUOTES, ProcurementForm.ORDER)
NUMBER_TAKEN = "Cơ quan đã ghi hợp đồng số {} ngày {}: xem lại số, ngày."
NO_PAGES = "Nhập số trang và đơn giá của ít nhất một khổ giấy."
NO_PRICE = "Trang {}: nhập đơn giá (đồng/trang)."
CONTRACTOR_NEEDED = "Chọn nhà thầu: hình thức này có nhà thầu."
NO_CONTRACTOR = "Tự thực hiện thì không chọn nhà thầu."
ENDS_BEFORE = "Ngày kết thúc trước ngày bắt đầu thực hiện."
NO_CATALOGUES = "Chọn ít nhất một Mục lục đã thẩm định mà hợp đồng thực hiện."
FOREIGN = "Chỉ chọn Mục lục của chính cơ quan."
NOTHING_CHANGED = "Phụ lục chưa thay đổi gì: nhập số trang tăng, giảm, đơn giá mới hoặc thời hạn mới."
ENDED = "Hợp đồng đã thanh lý hoặc bị ghi đảo, nên không ghi thêm."
BELOW_ACCEPTED = "Trang {}: số trang còn lại không được thấp hơn số đã nghiệm thu."
STILL_ADVANCED = (
    "Tạm ứng và thanh toán cộng {}, lớn hơn giá trị đã nghiệm thu {}: ghi phần nhà thầu nộp trả tạm ứng trước khi "
    "thanh lý."
)
LATER_FIRST = "Có văn bản ghi sau dựa trên văn bản này: ghi đảo văn bản đó trước."


class Line(NamedTuple):
    """Pages of a size at a price, as they change; `name` says what for."""

    size: str
    pages: int
    price_dong: int
    name: str


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
    change = write_change(contract, actor, Kind.SIGNED, (number, signed_on), lines, ends_on=ends_on)
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
    """Raises WorkflowError where the agency has one of that number and day."""
    try:
        with transaction.atomic():
            contract.save()
    except IntegrityError:
        raise WorkflowError(NUMBER_TAKEN.format(contract.number, format_date(contract.signed_on))) from None
    ContractCatalogue.objects.bulk_create(ContractCatalogue(contract=contract, catalogue=one) for one in covered)


def facts_of(
    contract: Contract, terms: Mapping[str, Terms], catalogues: Iterable[int], day: date, *, new: bool = False
) -> Facts:
    """The contract as it would stand with these terms; its contractor's proofs are looked at when it is signed."""
    accepted = accepted_pages(contract) if contract.pk else {}
    done = sums_of([contract])[contract.pk].accepted_dong if contract.pk else 0
    rest = sum((term.pages - accepted.get(size, 0)) * term.price_dong for size, term in terms.items())
    return Facts(
        agency=contract.agency,
        plan=contract.plan,
        form=contract.form,
        day=day,
        ends_on=contract.ends_on,
        terms=terms,
        catalogues=catalogues,
        value_dong=done + rest,
        contractor=contract.contractor if new else None,
        contract=contract if contract.pk else None,
    )


def name_of(size: str) -> str:
    return f"Số hóa trang {size.upper()}"


def write_change(
    contract: Contract,
    actor: User,
    kind: str,
    document: tuple[str, date],
    lines: Iterable[Line],
    reason: str = "",
    ends_on: date | None = None,
) -> ContractChange:
    """The entry with its lines; its amount is what they add up to (đồng)."""
    rows = list(lines)
    number, day = document
    change = ContractChange.objects.create(
        contract=contract,
        kind=kind,
        number=number,
        dated_on=day,
        amount_dong=sum(line.pages * line.price_dong for line in rows),
        reason=reason,
        recorded_by=actor,
        ends_on=ends_on,
    )
    ContractLine.objects.bulk_create(
        ContractLine(
            change=change,
            size=line.size,
            name=line.name,
            page_count=line.pages,
            price_dong=line.price_dong,
            amount_dong=line.pages * line.price_dong,
        )
        for line in rows
    )
    return change


@transaction.atomic
def amend_contract(
    contract: Contract,
    *,
    actor: User,
    number: str,
    dated_on: date,
    reason: str,
    pages: Mapping[str, int],
    prices: Mapping[str, int],
    ends_on: date | None = None,
    warned_reason: str = "",
    expected_version: int | None = None,
) -> ContractChange:
    """Record a phụ lục hợp đồng: `pages` more or fewer of a size, `prices` for what is not accepted yet, a new last
    day.

    Raises Overtaken, WorkflowError, Warned.
    """
    given = held_right(actor, contract)
    current = hold(contract, expected_version)
    check_amendment(current, number, dated_on)
    lines = lines_between(current, pages, prices)
    if not lines and ends_on in (None, current.ends_on):
        raise WorkflowError(NOTHING_CHANGED)
    before_end, current.ends_on = current.ends_on, ends_on or current.ends_on
    if current.ends_on < current.starts_on:
        raise WorkflowError(ENDS_BEFORE)
    covered = current.covered.values_list("catalogue_id", flat=True)
    ask_why(facts_of(current, terms_after(current, lines), covered, dated_on), warned_reason)
    why = "\n".join(text for text in (reason.strip(), warned_reason.strip()) if text)
    change = write_change(current, actor, Kind.AMENDED, (number, dated_on), lines, why, ends_on)
    current.save(update_fields=["ends_on"])
    check(current)
    record(
        current,
        actor=actor,
        action="amend_contract",
        sentence=f"ghi phụ lục số {number} của {current}: thay đổi {format_dong(change.amount_dong)}",
        before={"ends_on": before_end.isoformat()},
        after={"amount_dong": change.amount_dong, "ends_on": current.ends_on.isoformat()},
        reason=why,
        document=(number, dated_on),
        given=given,
    )
    return change


def check_amendment(contract: Contract, number: str, dated_on: date) -> None:
    """Raises WorkflowError where the contract takes no amendment of this day and number."""
    check_stands(contract)
    refuse_closed(contract.agency, dated_on)
    check_day(dated_on, contract.signed_on, "ngày ký hợp đồng")
    check_number(contract.changes.all(), number, dated_on)


def lines_between(contract: Contract, pages: Mapping[str, int], prices: Mapping[str, int]) -> list[Line]:
    """What the amendment changes. A new price is for what is not accepted yet: its pages go out at the old price and
    come in at the new one, so that the value stays what was accepted + what remains."""
    remaining, lines = remaining_terms(contract), []
    for size in dict.fromkeys([*remaining, *pages, *prices]):
        known, more = remaining.get(size), pages.get(size, 0)
        price_dong = prices.get(size) or (known.price_dong if known else 0)
        left = (known.pages if known else 0) + more
        if left < 0:
            raise WorkflowError(BELOW_ACCEPTED.format(size.upper()))
        if known and known.pages and price_dong != known.price_dong:
            lines.append(Line(size, -known.pages, known.price_dong, f"{name_of(size)}, đơn giá cũ"))
            lines.append(Line(size, left, price_dong, f"{name_of(size)}, đơn giá mới"))
        elif more:
            if not price_dong:
                raise WorkflowError(NO_PRICE.format(size.upper()))
            lines.append(Line(size, more, price_dong, name_of(size)))
    return [line for line in lines if line.pages]


def terms_after(contract: Contract, lines: Iterable[Line]) -> dict[str, Terms]:
    """{size: Terms} with these lines."""
    terms = terms_of(contract)
    for line in lines:
        before = terms.get(line.size, Terms(0, line.price_dong))
        terms[line.size] = Terms(before.pages + line.pages, line.price_dong if line.pages > 0 else before.price_dong)
    return terms


def check_stands(contract: Contract) -> None:
    """Raises WorkflowError where the contract was ended or taken back."""
    if not Contract.objects.in_force().filter(pk=contract.pk).exists():
        raise WorkflowError(ENDED)


@transaction.atomic
def cancel_contract(
    contract: Contract, *, actor: User, number: str, dated_on: date, reason: str, expected_version: int | None = None
) -> ContractChange:
    """End the contract before its time: its value becomes what was accepted. Raises Overtaken, WorkflowError."""
    given = held_right(actor, contract)
    current = hold(contract, expected_version)
    check_stands(current)
    refuse_closed(current.agency, dated_on)
    check_day(dated_on, current.signed_on, "ngày ký hợp đồng")
    if not reason.strip():
        raise WorkflowError("Ghi lý do thanh lý.")
    sums = sums_of([current])[current.pk]
    if sums.cash_dong > sums.accepted_dong:
        raise WorkflowError(STILL_ADVANCED.format(format_dong(sums.cash_dong), format_dong(sums.accepted_dong)))
    rest = remaining_terms(current)
    lines = [Line(size, -term.pages, term.price_dong, name_of(size)) for size, term in rest.items() if term.pages]
    change = write_change(current, actor, Kind.CANCELLED, (number, dated_on), lines, reason.strip())
    check(current)
    record(
        current,
        actor=actor,
        action="cancel_contract",
        sentence=f"thanh lý {current} trước hạn: giảm {format_dong(-change.amount_dong)}",
        after={"amount_dong": change.amount_dong},
        reason=reason.strip(),
        document=(number, dated_on),
        given=given,
    )
    return change


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
    copy_lines(change, made)
    if change.ends_on:
        current.ends_on = ends_on_before(change)
        current.save(update_fields=["ends_on"])
    check(current)
    record(
        current,
        actor=actor,
        action="take_back_change",
        sentence=f"ghi đảo {change.get_kind_display().lower()} số {change.number} của {current}",
        after={"amount_dong": made.amount_dong},
        reason=reason.strip(),
        document=(number, dated_on),
        given=given,
    )
    return made


def check_last(change: ContractChange) -> None:
    """Raises WorkflowError where a later change, or an acceptance or payment since, rests on it."""
    contract = change.contract
    later = contract.changes.standing().filter(pk__gt=change.pk).exists()
    since = {} if change.kind == Kind.SIGNED else {"recorded_at__gte": change.recorded_at}
    accepted = contract.acceptances.standing().filter(**since).exists()
    paid = change.kind == Kind.SIGNED and contract.payments.standing().exists()
    if not change.was_reversed and (later or accepted or paid):
        raise WorkflowError(LATER_FIRST)


def copy_lines(change: ContractChange, made: ContractChange) -> None:
    """The lines of the change, the other way round."""
    ContractLine.objects.bulk_create(
        ContractLine(
            change=made,
            size=line.size,
            name=line.name,
            page_count=-line.page_count,
            price_dong=line.price_dong,
            amount_dong=-line.amount_dong,
        )
        for line in change.lines.order_by("-pk")
    )


def ends_on_before(change: ContractChange) -> date:
    """The contract's last day without the amendment: that of the one before, else that it was signed with."""
    known = change.contract.changes.standing().exclude(pk=change.pk).exclude(ends_on=None)
    before = known.order_by("-pk").values_list("ends_on", flat=True).first()
    return before or change.contract.ends_on
