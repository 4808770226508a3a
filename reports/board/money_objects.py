"""Documents of an agency's money, with links: contracts, acceptances, payments, settlements."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from agencies.models import Agency, User
from budgets.models import Acceptance, Contract, ContractChange, Payment, Settlement

SHOWN = 5
ObjectLine = dict[str, Any]  # of components/documents.html: name, url, note, tone, word


def of(agency: Agency, user: User, day: date) -> list[dict[str, Any]]:
    """Groups {title, rows, more} of what had been recorded by the end of the day, the latest first."""
    of_contracts = {"contract__agency": agency}
    accepted = Acceptance.objects.filter(**of_contracts).select_related("contract", "reversed_by")
    paid = Payment.objects.filter(**of_contracts).select_related("contract", "reversed_by")
    settled = Settlement.objects.filter(agency=agency).select_related("reversed_by")
    return [
        listed("Hợp đồng", contracts(agency, day).visible_to(user), contract),
        listed("Nghiệm thu", accepted.visible_to(user).by(day), acceptance),
        listed("Giải ngân", paid.visible_to(user).by(day), payment),
        listed("Quyết toán", settled.visible_to(user).by(day), settlement),
    ]


def contracts(agency: Agency, day: date) -> Any:
    """Contracts of which something had been recorded by the day."""
    known = ContractChange.objects.by(day).filter(contract__agency=agency).values("contract")
    return Contract.objects.filter(pk__in=known).select_related("contractor")


def listed(title: str, rows: Any, line_of: Callable[[Any], ObjectLine]) -> dict[str, Any]:
    found = list(rows.order_by("-pk")[: SHOWN + 1])
    return {"title": title, "rows": [line_of(one) for one in found[:SHOWN]], "more": len(found) > SHOWN}


def contract(one: Contract) -> ObjectLine:
    """With whom, and how that was chosen."""
    chosen = " · ".join(filter(None, (one.get_form_display(), str(one.contractor or ""))))
    page = reverse("contract_detail", args=[one.pk])
    return {"name": f"{one.named} ngày {format_date(one.signed_on)}", "url": page, "note": chosen}


def acceptance(one: Acceptance) -> ObjectLine:
    pages = f"{format_int(one.a4_page_count)} trang A4 quy đổi, {format_dong(one.amount_dong)}"
    page = reverse("acceptance_detail", args=[one.pk])
    return entry(one, f"Biên bản số {one.number}", page, f"{pages}; {one.contract.named}")


def payment(one: Payment) -> ObjectLine:
    page = reverse("contract_detail", args=[one.contract_id])
    return entry(one, f"{one.get_kind_display()} số {one.number}", page, format_dong(one.amount_dong))


def settlement(one: Settlement) -> ObjectLine:
    name = f"Năm {one.budget_year}: số {one.number}"
    return entry(one, name, reverse("settlement_list"), format_dong(one.amount_dong))


def entry(one: Acceptance | Payment | Settlement, name: str, url: str, note: str) -> ObjectLine:
    """A document of money, and whether it takes something back or was taken back."""
    taken_back = one.is_reversal or one.was_reversed
    return {
        "name": f"{name} ngày {format_date(one.dated_on)}",
        "url": url,
        "note": note,
        "word": ("Ghi đảo" if one.is_reversal else "Đã ghi đảo") if taken_back else "",
        "tone": "idle",
    }
