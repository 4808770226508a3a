"""What templates/components/money_panel.html needs: the cost of pages, worked out beside the form."""

from django.urls import reverse

from agencies.formats.words import amount_in_words
from plans.models.pages import PAGE_FIELDS, SIZES
from plans.models.target import ANNEX_NAMES

UNCONFIRMED = "Hệ số K của các khổ giấy lớn hơn A4 cần Sở Tài chính xác nhận."


def money_panel(pages_by_size, tariff, *, agency, target=None, extra_dong=0, names=PAGE_FIELDS):
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


def panel_line(name, size, pages, factor):
    return {"key": name, "label": f"Trang {size.upper()}", "factor": factor, "equivalent": pages * factor}
