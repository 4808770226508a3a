"""Which documents of a contract may be taken back now: those that no later one rests on, in a year that is open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from budgets.models import Acceptance, AcceptanceLine, Contract, ContractChange, Entry, Payment, Settlement

from .sums import PLACES, ContractSums, Terms, broken_rules

Signed = ContractChange.Kind.SIGNED


@dataclass(frozen=True)
class Papers:
    """The documents of one contract, each kind as it was recorded, with its sums and terms."""

    changes: Sequence[ContractChange]
    acceptances: Sequence[Acceptance]
    payments: Sequence[Payment]
    sums: ContractSums
    terms: dict[str, Terms]
    in_force: bool


def mark_open(contract: Contract, papers: Papers) -> None:
    """Set `is_open` of each document."""
    closed = last_closed_year(contract)
    changed_price = with_other_price(papers)
    for change in papers.changes:
        change.is_open = stands_open(change, closed) and not has_later(change, papers)
    for made in papers.acceptances:
        rests = papers.in_force and made.pk not in changed_price
        made.is_open = stands_open(made, closed) and rests and adds_up(papers.sums, "accepted_dong", made)
    for payment in papers.payments:
        payment.is_open = stands_open(payment, closed) and adds_up(
            papers.sums, PLACES[Payment.Kind(payment.kind)], payment
        )


def last_closed_year(contract: Contract) -> int:
    """The latest budget year that the agency has settled; 0 where there is none."""
    years = Settlement.objects.standing().filter(agency=contract.agency).order_by("-budget_year")
    return years.values_list("budget_year", flat=True).first() or 0


def stands_open(entry: Entry, closed_year: int) -> bool:
    """It stands, and lies in a year that is not settled."""
    return entry.stands and entry.dated_on.year > closed_year


def has_later(change: ContractChange, papers: Papers) -> bool:
    """A later change rests on it, an acceptance recorded since, or, on the signing, any acceptance or payment."""
    later = any(one.stands and one.pk > change.pk for one in papers.changes)
    is_signing = change.kind == Signed
    accepted = any(one.stands and (is_signing or one.recorded_at >= change.recorded_at) for one in papers.acceptances)
    paid = is_signing and any(one.stands for one in papers.payments)
    return later or accepted or paid or not adds_up(papers.sums, "value_dong", change)


def adds_up(sums: ContractSums, name: str, entry: Entry) -> bool:
    """The contract's sums hold without the entry."""
    without = replace(sums, **{name: getattr(sums, name) - entry.amount_dong})
    return not any(broken for broken, _ in broken_rules(without))


def with_other_price(papers: Papers) -> set[int]:
    """Keys of the acceptances at a price that an amendment has changed since."""
    lines = AcceptanceLine.objects.filter(acceptance__in=[one.pk for one in papers.acceptances])
    return {
        key
        for key, size, price_dong in lines.values_list("acceptance", "size", "price_dong")
        if price_dong != papers.terms[size].price_dong
    }
