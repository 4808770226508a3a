"""Thẩm định → giao → hợp đồng → nghiệm thu → giải ngân → quyết toán: đồng by the documents that moved them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from budgets.models import Allocation, Payment

from ..figures import AgencyFigures
from .entries import Entry
from .items import Item, Paper

HOLDERS = {"allocated": "allocation", "settled": "settlement"}  # everything else stands in a contract
Kind = Payment.Kind


def allocation_items(row: AgencyFigures, entries: Iterable[Entry]) -> Iterator[Item]:
    """From what was granted to what was allocated: cuts apart, the rest is not given yet or more than granted."""
    agency, cut = row.pk or 0, 0
    for entry in entries:
        if entry.stage == "allocated" and entry.kind in Allocation.LOWERING:
            cut += entry.dong
            yield Item("allocation_cut", agency, 0, entry.dong, ("allocation", entry.holder))
    gap = row.allocated_dong - cut - row.appraised_dong
    yield Item("not_allocated" if gap < 0 else "allocated_more", agency, 0, gap)


def contract_items(row: AgencyFigures, by_price: dict[int, int]) -> Iterator[Item]:
    """From what was allocated to what is contracted; `by_price` {contract: what its prices make of the estimate's}."""
    agency = row.pk or 0
    for contract, dong in by_price.items():
        yield Item("cheaper" if dong < 0 else "dearer", agency, 0, dong, ("contract", contract))
    gap = row.contracted_dong - sum(by_price.values()) - row.allocated_dong
    yield Item("not_contracted" if gap < 0 else "contracted_more", agency, 0, gap)


def acceptance_items(row: AgencyFigures, entries: Iterable[Entry], pages: dict[int, int]) -> Iterator[Item]:
    """From what is contracted to what was accepted; `pages` {contract: trang A4 quy đổi}."""
    dong: dict[int, int] = defaultdict(int)
    left = defaultdict(int, {contract: -each for contract, each in pages.items()})
    for entry in entries:
        if entry.stage in ("contracted", "accepted"):
            dong[entry.holder] += entry.dong if entry.stage == "accepted" else -entry.dong
            left[entry.holder] += entry.pages
    for contract in dong.keys() | left.keys():
        yield Item("not_accepted", row.pk or 0, left[contract], dong[contract], ("contract", contract))


def payment_items(row: AgencyFigures, entries: Iterable[Entry]) -> Iterator[Item]:
    """From what was accepted to what was paid out: advances that are open, and what is still to be paid."""
    unpaid: dict[int, int] = defaultdict(int)
    advanced: dict[int, int] = defaultdict(int)
    for entry in entries:
        if entry.stage == "accepted":
            unpaid[entry.holder] -= entry.dong
        elif entry.stage == "paid" and entry.kind in Payment.ADVANCED:
            advanced[entry.holder] += entry.dong
        elif entry.stage == "paid":
            unpaid[entry.holder] += entry.dong
            advanced[entry.holder] -= entry.dong if entry.kind == Kind.RECOVERY else 0
    for cause, found in (("unpaid", unpaid), ("open_advance", advanced)):
        for contract, dong in found.items():
            yield Item(cause, row.pk or 0, 0, dong, ("contract", contract))


def settlement_items(row: AgencyFigures) -> Iterator[Item]:
    """From what was paid out to what is settled."""
    gap = row.settled_dong - row.disbursed_dong
    yield Item("not_settled" if gap < 0 else "settled_more", row.pk or 0, 0, gap)


def money_papers(row: AgencyFigures, entries: Sequence[Entry], pages: dict[int, int]) -> Iterator[Paper]:
    """What each document adds to its stage; the pages of a contract are those of its lines."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    accepted: dict[int, int] = defaultdict(int)
    for entry in entries:
        if entry.stage != "paid" or entry.kind in Payment.CASH:
            sums[entry.stage, entry.holder] += entry.dong
            accepted[entry.holder] += entry.pages if entry.stage == "accepted" else 0
    for (stage, holder), dong in sums.items():
        known = {"contracted": pages, "accepted": accepted}.get(stage, {})
        yield Paper(stage, row.pk or 0, (HOLDERS.get(stage, "contract"), holder), known.get(holder, 0), dong)
