"""What templates/components/money_panel.html needs: the cost of pages, worked out beside the form."""

from collections.abc import Mapping
from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.formats.words import amount_in_words
from agencies.models import Agency
from plans.models import Target
from plans.models.pages import PAGE_FIELDS, SIZES
from plans.models.target import ANNEX_NAMES
from plans.pricing import Tariff

UNCONFIRMED = "Hệ số K của các khổ giấy lớn hơn A4 cần Sở Tài chính xác nhận."
LARGEST_AMOUNT_DIGITS = 18


class PanelLine(TypedDict):
    """One paper size: its field in the form, its factor K and its pages turned into A4 pages."""

    key: str
    label: str
    factor: int
    equivalent: int


def money_panel(
    pages_by_size: Mapping[str, int],
    tariff: Tariff,
    *,
    agency: Agency,
    target: Target | None = None,
    extra_dong: int = 0,
    names: Mapping[str, str] = PAGE_FIELDS,
) -> dict[str, object]:
    """Context of the panel; `pages_by_size` as {"a4": trang, …}, `target` the agency's Target or None.

    `names` are the form's fields of the sizes, `extra_dong` what is asked for beside the pages.
    """
    amount = tariff.amount_dong(pages_by_size) + extra_dong
    return {
        "amount_dong": amount,
        "words": amount_in_words(amount),
        "unit_price_dong": tariff.unit_price_dong,
        "lines": [panel_line(names[size], size, pages_by_size.get(size, 0), tariff.factors[size]) for size in SIZES],
        "equivalent_pages": tariff.a4_pages(pages_by_size),
        "plan_pages": target.page_count if target else None,
        "plan_name": f"{ANNEX_NAMES[agency.group]} của Kế hoạch" if agency.group else "Kế hoạch",
        "words_url": reverse("amount_words"),
        "note": UNCONFIRMED if tariff.unconfirmed else "",
    }


def panel_line(name: str, size: str, pages: int, factor: int) -> PanelLine:
    return {"key": name, "label": f"Trang {size.upper()}", "factor": factor, "equivalent": pages * factor}


def amount_words(request: HttpRequest) -> HttpResponse:
    """The words of ?amount=… (đồng) as plain text, for static/js/live-total.js."""
    amount = request.GET.get("amount", "")
    known = amount.isascii() and amount.isdecimal() and len(amount) <= LARGEST_AMOUNT_DIGITS
    return HttpResponse(amount_in_words(int(amount)) if known else "", content_type="text/plain; charset=utf-8")
