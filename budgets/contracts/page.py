"""What the page of one contract shows: its terms, its documents in the order of their days, and what comes next."""

from typing import Any, TypedDict

from budgets.models import Acceptance, Contract, ContractChange, Entry, Payment
from plans.models.pages import SIZES

from .allocated import allocated_dong
from .closed import closing_settlement
from .sums import accepted_pages, sums_of, terms_of


class SizeRow(TypedDict):
    """One paper size of a contract: trang agreed, accepted and left, đồng a page."""

    size: str
    pages: int
    accepted: int
    left: int
    price_dong: int


def about(contract: Contract) -> dict[str, Any]:
    """Context of the page but for the person."""
    standing = Contract.objects.in_force().filter(pk=contract.pk).exists()
    return {
        "sums": sums_of([contract])[contract.pk],
        "sizes": size_rows(contract),
        "covered": list(contract.catalogues.order_by("name", "pk")),
        "changes": documents(ContractChange.objects.filter(contract=contract)),
        "acceptances": documents(Acceptance.objects.filter(contract=contract)),
        "payments": documents(Payment.objects.filter(contract=contract)),
        "stands": standing,
        "allocated_dong": allocated_dong(contract.agency),
        "settlement": closing_settlement(contract.agency, contract.signed_on.year),
    }


def documents(entries: Any) -> list[Entry]:
    """The entries as they were recorded, each with what takes it back."""
    return list(entries.select_related("recorded_by", "reverses", "reversed_by").order_by("pk"))


def size_rows(contract: Contract) -> list[SizeRow]:
    terms, accepted = terms_of(contract), accepted_pages(contract)
    return [
        {
            "size": size.upper(),
            "pages": terms[size].pages,
            "accepted": accepted.get(size, 0),
            "left": terms[size].pages - accepted.get(size, 0),
            "price_dong": terms[size].price_dong,
        }
        for size in SIZES
        if size in terms
    ]
