"""Thẩm định → giao → hợp đồng → nghiệm thu → giải ngân → quyết toán: đồng by the documents that moved them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from budgets.models import Allocation, Payment

from ..figures import AgencyFigures
from .asked import Asked
from .documents import HOLDERS, document_of
from .entries import Entry
from .items import Document, Item, Paper, Side, balance, less

Kind = Payment.Kind
Entries = Mapping[str, Sequence[Entry]]  # one agency's, by stage
RAISING = [kind for kind in Allocation.Kind if kind not in Allocation.LOWERING]


def sums_of(entries: Entries, stage: str, kinds: Iterable[str] | None = None) -> list[Side]:
    """The documents of a stage, of these kinds where they are named, each with its đồng."""
    sums: dict[Document, int] = defaultdict(int)
    for entry in entries.get(stage, ()):
        if kinds is None or entry.kind in kinds:
            sums[document_of(entry)] += entry.dong
    return [(document, 0, dong) for document, dong in sums.items()]


def total(sides: Iterable[Side]) -> int:
    """Đồng of the documents."""
    return sum(dong for _, _, dong in sides)


def allocation_items(row: AgencyFigures, counted: Iterable[Asked], entries: Entries) -> Iterator[Item]:
    """From what was granted to what was allocated: cuts apart; given are parts and additions."""
    agency, given = row.pk or 0, sums_of(entries, "allocated", RAISING)
    for document, pages, dong in sums_of(entries, "allocated", Allocation.LOWERING):
        yield Item("allocation_cut", agency, pages, dong, document)
    granted: list[Side] = [(("estimate", one.pk), 0, one.granted_dong) for one in counted if one.is_decided]
    gap = total(given) - total(granted)
    short = "allocated_less" if given else "not_allocated"
    yield from balance(short if gap < 0 else "allocated_more", agency, [*less(granted), *given], 0, gap)


def contract_items(row: AgencyFigures, entries: Entries, by_price: Mapping[int, int]) -> Iterator[Item]:
    """From what was allocated to what is contracted; `by_price` {contract: what its prices make of the estimate's}."""
    agency, given = row.pk or 0, sums_of(entries, "allocated")
    for contract, dong in by_price.items():
        yield Item("cheaper" if dong < 0 else "dearer", agency, 0, dong, ("contract", contract))
    signed = sums_of(entries, "contracted")
    by_itself: list[Side] = [(("contract", key), 0, dong) for key, dong in by_price.items() if dong]
    sides = [*less(given), *signed, *less(by_itself)]
    short = "contracted_less" if signed else "not_contracted"
    yield from balance(short if total(sides) < 0 else "contracted_more", agency, sides, 0, total(sides))


def acceptance_items(row: AgencyFigures, entries: Entries, pages: dict[int, int]) -> Iterator[Item]:
    """From what is contracted to what was accepted; `pages` {contract: trang A4 quy đổi}."""
    dong: dict[int, int] = defaultdict(int)
    left: dict[int, int] = defaultdict(int)
    for stage, sign in (("contracted", -1), ("accepted", 1)):
        for entry in entries.get(stage, ()):
            dong[entry.holder] += sign * entry.dong
            left[entry.holder] += entry.pages
    for contract in dong:
        missing = left[contract] - pages.get(contract, 0)
        yield Item("not_accepted", row.pk or 0, missing, dong[contract], ("contract", contract))


def payment_items(row: AgencyFigures, entries: Entries) -> Iterator[Item]:
    """From what was accepted to what was paid out: advances that are open, and what is still to be paid."""
    unpaid: dict[int, int] = defaultdict(int)
    advanced: dict[int, int] = defaultdict(int)
    for entry in entries.get("accepted", ()):
        unpaid[entry.holder] -= entry.dong
    for entry in entries.get("paid", ()):
        if entry.kind in Payment.ADVANCED:
            advanced[entry.holder] += entry.dong
            continue
        unpaid[entry.holder] += entry.dong
        advanced[entry.holder] -= entry.dong if entry.kind == Kind.RECOVERY else 0
    for cause, found in (("unpaid", unpaid), ("open_advance", advanced)):
        for contract, dong in found.items():
            yield Item(cause, row.pk or 0, 0, dong, ("contract", contract))


def settlement_items(row: AgencyFigures, entries: Entries) -> Iterator[Item]:
    """From what was paid out to what is settled."""
    paid, settled = sums_of(entries, "paid", Payment.CASH), sums_of(entries, "settled")
    gap = total(settled) - total(paid)
    short = "settled_less" if settled else "not_settled"
    yield from balance(short if gap < 0 else "settled_more", row.pk or 0, [*less(paid), *settled], 0, gap)


def money_papers(row: AgencyFigures, entries: Entries, pages: dict[int, int]) -> Iterator[Paper]:
    """What each document adds to its stage; the pages of a contract are those of its lines."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    accepted: dict[int, int] = defaultdict(int)
    for entry in chain.from_iterable(entries.values()):
        if entry.stage != "paid" or entry.kind in Payment.CASH:
            sums[entry.stage, entry.holder] += entry.dong
            accepted[entry.holder] += entry.pages if entry.stage == "accepted" else 0
    for (stage, holder), dong in sums.items():
        known = {"contracted": pages, "accepted": accepted}.get(stage, {})
        yield Paper(stage, row.pk or 0, (HOLDERS.get(stage, "contract"), holder), known.get(holder, 0), dong)
