"""Changes of a contract: its lines of pages and prices, amended (phụ lục hợp đồng), ended before its time.

Each owns its transaction and writes an Event."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from agencies.formats.numbers import format_dong
from agencies.history import record
from agencies.models import User
from agencies.workflow import WorkflowError
from budgets.models import Contract, ContractChange, ContractLine

from .closed import refuse_closed
from .entries import check_day, check_number, hold
from .permissions import held_right
from .sums import Terms, accepted_pages, check, remaining_terms, sums_of, terms_of
from .warnings import Facts, ask_why

Kind = ContractChange.Kind
NO_PRICE = "Trang {}: nhập đơn giá (đồng/trang)."
ENDS_BEFORE = "Ngày kết thúc trước ngày bắt đầu thực hiện."
NOTHING_CHANGED = "Phụ lục chưa thay đổi gì: nhập số trang tăng, giảm, đơn giá mới hoặc thời hạn mới."
ENDED = "Hợp đồng đã thanh lý hoặc bị ghi đảo, nên không ghi thêm."
BELOW_ACCEPTED = "Trang {}: số trang còn lại không được thấp hơn số đã nghiệm thu."
STILL_ADVANCED = (
    "Tạm ứng và thanh toán cộng {}, lớn hơn giá trị đã nghiệm thu {}: ghi phần nhà thầu nộp trả tạm ứng trước khi "
    "thanh lý."
)


class Line(NamedTuple):
    """Pages of a size at a price, as they change; `name` says what for."""

    size: str
    pages: int
    price_dong: int
    name: str


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
