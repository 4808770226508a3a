"""Contracts, contractors and the documents of money by their number, as far as the person sees them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.formats.text import has_words
from agencies.models import User
from agencies.models.document import number_key
from budgets.models import Acceptance, Contract, ContractChange, Contractor, Payment, Settlement

from .hits import SHOWN, Group, Hit, group_of


def contracts(user: User, text: str) -> Group:
    """Hợp đồng by any part of the number, by what it is about, contractor and agency."""
    seen = Contract.objects.visible_to(user).select_related("agency", "contractor")
    found = [one for one in seen if is_about(one, text)]
    return group_of("Hợp đồng", found, of_contract, f"{reverse('contract_list')}?{urlencode({'q': text})}")


def is_about(contract: Contract, text: str) -> bool:
    words = (contract.named, contract.subject, contract.agency, contract.contractor or "")
    return has_words(text, *words) or number_key(text) in contract.number_key


def of_contract(contract: Contract) -> Hit:
    aside = " · ".join(filter(None, (str(contract.agency), str(contract.contractor or ""), contract.subject)))
    return Hit(f"{contract.named} ngày {format_date(contract.signed_on)}", page_of(contract), aside)


def page_of(contract: Contract) -> str:
    return reverse("contract_detail", args=[contract.pk])


def contractors(text: str) -> Group:
    """Nhà thầu by name and tax code."""
    found = [one for one in Contractor.objects.all() if has_words(text, one.name, one.tax_code)]
    return group_of("Nhà thầu", found, of_contractor, f"{reverse('contractor_list')}?{urlencode({'q': text})}")


def of_contractor(contractor: Contractor) -> Hit:
    page = reverse("contractor_detail", args=[contractor.pk])
    return Hit(contractor.name, page, f"Mã số thuế {contractor.tax_code}")


def money_documents(user: User, text: str) -> Group:
    """Amendments, minutes of acceptance, payments and settlements by any part of their number."""
    hits = [of_entry(entry) for entry in entries(user) if number_key(text) in number_key(entry.number)]
    return Group("Phụ lục, nghiệm thu, giải ngân, quyết toán", len(hits), hits[:SHOWN])


def entries(user: User) -> Iterator[Any]:
    amended = ContractChange.objects.exclude(kind=ContractChange.Kind.SIGNED)
    for rows in (amended, Acceptance.objects.all(), Payment.objects.all()):
        yield from rows.visible_to(user).select_related("contract__agency")
    yield from Settlement.objects.visible_to(user).select_related("agency")


def of_entry(entry: ContractChange | Acceptance | Payment | Settlement) -> Hit:
    """An acceptance has a page, a settlement is in its list, everything else on the page of its contract."""
    title = f"{entry} ngày {format_date(entry.dated_on)}"
    if isinstance(entry, Settlement):
        return Hit(title, reverse("settlement_list"), "Quyết toán")
    page = page_of(entry.contract)
    if isinstance(entry, Acceptance):
        page = reverse("acceptance_detail", args=[entry.pk])
    return Hit(title, page, f"{entry.contract.named} · {entry.contract.agency}")
