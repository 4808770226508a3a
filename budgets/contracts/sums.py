"""What stands in a contract: value, accepted, advances, paid, in đồng and pages; and what must never be broken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet, Sum

from agencies.formats.numbers import format_dong, format_int
from agencies.workflow import WorkflowError
from budgets.models import Acceptance, AcceptanceLine, Contract, ContractChange, ContractLine, Payment
from plans.models.pages import SIZES

Kind = Payment.Kind
MORE_PAGES = (
    "Trang {size}: nghiệm thu {accepted} trang, hợp đồng chỉ có {pages} trang. Lập phụ lục hợp đồng trước khi nghiệm "
    "thu thêm."
)
ABOVE_VALUE = "Nghiệm thu cộng {} lớn hơn giá trị hợp đồng {}."
ABOVE_ACCEPTED = "Thanh toán và thu hồi tạm ứng cộng {} lớn hơn giá trị đã nghiệm thu {}."
ABOVE_ADVANCED = "Thu hồi và nộp trả tạm ứng cộng {} lớn hơn số đã tạm ứng {}."
CASH_ABOVE_VALUE = "Tạm ứng và thanh toán cộng {} lớn hơn giá trị hợp đồng {}."


class Terms(NamedTuple):
    """What the contract says of one paper size: trang in all, đồng a page."""

    pages: int
    price_dong: int


@dataclass(frozen=True)
class ContractSums:
    """Sums of a contract's entries (đồng; trang of every size): what was taken back has cancelled out."""

    value_dong: int = 0
    accepted_dong: int = 0
    advanced_dong: int = 0
    refunded_dong: int = 0  # of the advances, paid back by the contractor: not above 0
    paid_dong: int = 0  # for what was accepted
    recovered_dong: int = 0
    page_count: int = 0
    accepted_pages: int = 0

    @property
    def open_advance_dong(self) -> int:
        """Advanced, and neither recovered from a payment nor paid back."""
        return self.advanced_dong + self.refunded_dong - self.recovered_dong

    @property
    def cash_dong(self) -> int:
        """What left the treasury."""
        return self.advanced_dong + self.refunded_dong + self.paid_dong

    @property
    def covered_dong(self) -> int:
        """What of the accepted value was paid or set off against an advance."""
        return self.paid_dong + self.recovered_dong

    @property
    def to_pay_dong(self) -> int:
        """Accepted, and neither paid nor set off."""
        return self.accepted_dong - self.covered_dong

    @property
    def left_dong(self) -> int:
        """Of the value, not paid out yet."""
        return self.value_dong - self.cash_dong

    def __add__(self, other: "ContractSums") -> "ContractSums":
        return ContractSums(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})


def sums_of(contracts: Iterable[Contract]) -> dict[int, ContractSums]:
    """{key: ContractSums} of the contracts, by five queries whatever their number."""
    keys = [contract.pk for contract in contracts]
    found: dict[int, dict[str, int]] = {key: defaultdict(int) for key in keys}
    changed = ContractChange.objects.filter(contract__in=keys).order_by().values_list("contract")
    accepted = Acceptance.objects.filter(contract__in=keys).order_by().values_list("contract")
    for key, dong in changed.annotate(Sum("amount_dong")):
        found[key]["value_dong"] += dong
    for key, dong in accepted.annotate(Sum("amount_dong")):
        found[key]["accepted_dong"] += dong
    for key, pages in pages_in(ContractLine.objects.filter(change__contract__in=keys), "change__contract"):
        found[key]["page_count"] += pages
    for key, pages in pages_in(AcceptanceLine.objects.filter(acceptance__contract__in=keys), "acceptance__contract"):
        found[key]["accepted_pages"] += pages
    payments = Payment.objects.filter(contract__in=keys).order_by().values_list("contract", "kind")
    for key, kind, dong in payments.annotate(Sum("amount_dong")):
        found[key][PLACES[kind]] += dong
    return {key: ContractSums(**sums) for key, sums in found.items()}


PLACES = {
    Kind.ADVANCE: "advanced_dong",
    Kind.REFUND: "refunded_dong",
    Kind.PAYMENT: "paid_dong",
    Kind.RECOVERY: "recovered_dong",
}


def pages_in(lines: QuerySet[Any, Any], contract: str) -> QuerySet[Any, Any]:
    """(key of the contract, trang of every size) of the lines."""
    return lines.order_by().values_list(contract).annotate(Sum("page_count"))


def with_sums(contracts: Iterable[Contract]) -> list[Contract]:
    """The contracts, each with its `sums`."""
    rows = list(contracts)
    found = sums_of(rows)
    for row in rows:
        row.sums = found[row.pk]
    return rows


def terms_of(contract: Contract) -> dict[str, Terms]:
    """{size: Terms} with all amendments: pages as they add up, the price that was agreed last; without unused sizes."""
    found: dict[str, Terms] = {}
    lines = ContractLine.objects.filter(change__contract=contract).exclude(size="").order_by("pk")
    known = ("size", "page_count", "price_dong", "change__reverses", "change__reversed_by")
    for size, pages, price_dong, reverses, reversed_by in lines.values_list(*known):
        before = found.get(size, Terms(0, price_dong))
        agreed = reverses is None and reversed_by is None and pages > 0
        found[size] = Terms(before.pages + pages, price_dong if agreed else before.price_dong)
    return {size: found[size] for size in SIZES if size in found}


def agreed_pages(contracts: Iterable[Contract]) -> dict[str, int]:
    """{size: trang} of the contracts together, with all amendments."""
    lines = ContractLine.objects.filter(change__contract__in=contracts).exclude(size="").order_by()
    return dict(lines.values_list("size").annotate(Sum("page_count")))


def accepted_pages(contract: Contract) -> dict[str, int]:
    """{size: trang} that were accepted under the contract."""
    lines = AcceptanceLine.objects.filter(acceptance__contract=contract).order_by()
    return dict(lines.values_list("size").annotate(Sum("page_count")))


def remaining_terms(contract: Contract) -> dict[str, Terms]:
    """{size: Terms} of what is not accepted yet."""
    done = accepted_pages(contract)
    return {size: Terms(term.pages - done.get(size, 0), term.price_dong) for size, term in terms_of(contract).items()}


def check(contract: Contract) -> ContractSums:
    """The sums as the entries in this transaction make them. Raises WorkflowError where they cannot be."""
    check_pages(terms_of(contract), accepted_pages(contract))
    sums = sums_of([contract])[contract.pk]
    for broken, sentence in broken_rules(sums):
        if broken:
            raise WorkflowError(sentence)
    return sums


def check_pages(terms: Mapping[str, Terms], accepted: Mapping[str, int]) -> None:
    """Raises WorkflowError where more pages of a size were accepted than the contract has."""
    for size, pages in accepted.items():
        agreed = terms[size].pages if size in terms else 0
        if pages > agreed:
            given = {"size": size.upper(), "accepted": format_int(pages), "pages": format_int(agreed)}
            raise WorkflowError(MORE_PAGES.format(**given))


def broken_rules(sums: ContractSums) -> list[tuple[bool, str]]:
    """(it is broken, the sentence) of each rule: paid ≤ accepted + open advance ≤ value (domain §3)."""
    value, accepted = format_dong(sums.value_dong), format_dong(sums.accepted_dong)
    gone, advanced = sums.recovered_dong - sums.refunded_dong, format_dong(sums.advanced_dong)
    return [
        (sums.accepted_dong > sums.value_dong, ABOVE_VALUE.format(accepted, value)),
        (sums.covered_dong > sums.accepted_dong, ABOVE_ACCEPTED.format(format_dong(sums.covered_dong), accepted)),
        (sums.open_advance_dong < 0, ABOVE_ADVANCED.format(format_dong(gone), advanced)),
        (sums.cash_dong > sums.value_dong, CASH_ABOVE_VALUE.format(format_dong(sums.cash_dong), value)),
    ]
