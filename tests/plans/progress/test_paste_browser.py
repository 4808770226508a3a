"""A block pasted into a form of several agencies: each line finds its row, and what finds no place is told."""

from datetime import date

import pytest

from agencies.models import Agency
from plans.models.progress import FIGURES
from plans.scanning import services as scanning
from tests.helpers.browsing import needs_chromium

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]
TOGETHER = "/tien-do/ky/2025-06-20/chung/"
PASTE = """(field, text) => { const data = new DataTransfer(); data.setData("text/plain", text);
field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""


def test_a_block_does_not_slide_past_a_counted_line(visitor, lan, plan, day):
    day("2025-06-16")
    ended = {"successor": lan.agency, "active_to": date(2025, 6, 15)}
    Agency.objects.filter(code="SXD").update(**ended, official_order=1)
    own = {"name": "Ban Dân tộc", "short_name": "Ban Dân tộc", "kind": lan.agency.kind, "official_order": 2}
    counted = Agency.objects.create(code="TRUOC", **own, **ended)
    Agency.objects.filter(pk=lan.agency.pk).update(official_order=3)
    scanning.count_by_files(counted, plan, actor=lan, by_files=True)
    clerk = visitor(lan)
    clerk.open(TOGETHER)
    first = clerk.page.locator(f"[name=SXD-{FIGURES[0]}]")
    first.evaluate(PASTE, "\n".join("\t".join(n * 6) for n in "789"))
    values = {code: clerk.page.locator(f"[name={code}-{FIGURES[0]}]").input_value() for code in ("SXD", "TRUOC", "SYT")}
    assert values == {"SXD": "7", "TRUOC": "0", "SYT": "9"}


def test_a_line_that_begins_with_its_agency_goes_to_it_and_what_found_no_place_is_told(visitor, lan, plan, day):
    day("2025-06-16")
    Agency.objects.filter(code="SXD").update(successor=lan.agency, active_to=date(2025, 6, 15))
    clerk = visitor(lan)
    clerk.open("/ra-soat/chung/")
    sums = ("Cộng\t\t\t\t16", "")
    lines = ("SXD\tPhông cũ\tLâu dài\tHoàn chỉnh\t7", *sums, "SYT\tPhông mới\tVĩnh viễn\tMột phần\t9", "SXD\tPhông dư")
    clerk.page.locator("[name=SYT-0-fonds_name]").evaluate(PASTE, "\n".join(lines))
    fields = [
        f"[name={code}-0-{name}]" for code in ("SXD", "SYT") for name in ("fonds_name", "retention", "file_count")
    ]
    values = [clerk.page.locator(field).input_value() for field in fields]
    assert values == ["Phông cũ", "", "7", "Phông mới", "permanent", "9"]
    assert clerk.page.get_by_text("“Lâu dài”, “Cộng”, “16”, “Phông dư”").is_visible()
    clerk.page.locator("[name=SYT-0-fonds_name]").evaluate(PASTE, "Sở Y tế\tVĩnh viễn\tHoàn chỉnh\t5")
    values = [clerk.page.locator(field).input_value() for field in fields[3:]]
    assert values == ["Sở Y tế", "permanent", "5"]  # a fonds may be called as its agency is
