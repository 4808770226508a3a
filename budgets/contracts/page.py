"""What the page of one contract shows: its terms, its documents in the order of their days, and what comes next."""

from typing import Any, TypedDict

from agencies.calendar import portal_today
from budgets.models import Acceptance, Contract, ContractChange, Payment
from plans.models.pages import SIZES

from .allocated import allocated
from .closed import closing_settlement
from .open_entries import Papers, mark_open
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
    papers = papers_of(contract)
    return {
        "sums": papers.sums,
        "sizes": size_rows(contract),
        "covered": list(contract.catalogues.order_by("name", "pk")),
        "changes": papers.changes,
        "acceptances": papers.acceptances,
        "payments": papers.payments,
        "stands": papers.in_force,
        "allocated": allocated(contract.agency),
        "settlement": closing_settlement(contract.agency, contract.signed_on.year),
        "is_closed": closing_settlement(contract.agency, portal_today().year) is not None,
    }


def papers_of(contract: Contract) -> Papers:
    """The contract's documents, each knowing whether it may be taken back now."""
    papers = Papers(
        changes=documents(ContractChange.objects.filter(contract=contract)),
        acceptances=documents(Acceptance.objects.filter(contract=contract)),
        payments=documents(Payment.objects.filter(contract=contract)),
        sums=sums_of([contract])[contract.pk],
        terms=terms_of(contract),
        in_force=Contract.objects.in_force().filter(pk=contract.pk).exists(),
    )
    mark_open(contract, papers)
    return papers


def documents(entries: Any) -> list[Any]:
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
