"""axe finds nothing on the pages people live in, on a laptop and on a phone; the keyboard alone does the clerk's job."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.models import Report
from tests import factories as make
from tests.browsing import LAPTOP, PHONE, chromium, needs_chromium, visitor  # noqa: F401
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, needs_chromium]
PAGES = {
    "login": ("", "/dang-nhap/"),
    "home of a clerk": ("lan", "/"),
    "home of Sở Nội vụ": ("hoa", "/"),
    "volume form": ("lan", "/ra-soat/khoi-luong/"),
    "progress form": ("lan", "/tien-do/ky/2025-06-20/"),
    "catalogue": ("lan", "/muc-luc/{catalogue}/"),
    "appraisal in the admin": ("hoa", "/quan-tri/plans/catalogue/{catalogue}/change/"),
    "estimate": ("tuan", "/du-toan/{estimate}/"),
    "dashboard": ("mai", "/toan-tinh/"),
    "agency": ("mai", "/co-quan/502/"),
    "report": ("mai", "/bao-cao/{report}/"),
}


@pytest.fixture
def papers(plan, agencies, cast, live_server):
    make.full_targets(agencies)
    day = plan.first_period_end
    for code in ("SYT", "502"):
        make.a_review(agencies[code], 900_000)
        make.a_progress_report(agencies[code], day, 120_000, difficulties="Thiếu máy quét")
    return {
        "catalogue": make.a_catalogue(agencies["SYT"], 5_000, "submitted", day).pk,
        "estimate": make.an_estimate(agencies["SYT"], 24_480_000, day).pk,
        "report": Report.objects.create(kind="report", requester=cast("hoa"), plan=plan, as_of=day, state="failed").pk,
    }


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["1366", "390"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(page, screen, papers, visitor, cast):  # noqa: F811
    person, path = PAGES[page]
    one = visitor(cast(person) if person else None, screen)
    one.open(path.format(**papers))
    assert violations(one.page) == []
    assert one.page.evaluate("document.documentElement.scrollWidth") <= screen["width"]


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


def test_the_keyboard_alone_declares_volumes(papers, visitor, cast):  # noqa: F811
    """Lan logs in, opens the form, fills a line and goes on without touching the mouse."""
    one = visitor()
    keys = one.page.keyboard
    lan = cast("lan")
    one.open("/dang-nhap/?next=/ra-soat/khoi-luong/")
    tab_to(one, "[name=username]")
    keys.type(lan.username)
    tab_to(one, "[name=password]")
    keys.type(PASSWORD)
    keys.press("Enter")
    one.page.locator("[name=lines-0-fonds_name]").wait_for()
    tab_to(one, "[name=lines-0-fonds_name]")
    keys.type("Phông Sở Y tế")
    for select, choice in (("retention", "permanent"), ("arrangement", "full")):
        tab_to(one, f"[name=lines-0-{select}]")
        keys.press("ArrowDown")
        assert one.page.locator(f"[name=lines-0-{select}]").input_value() == choice
    for text in ("18.240", "702.114", "1.310.450"):
        keys.press("Tab")
        keys.type(text)
    one.sees("6.415.963.200")
    tab_to(one, "main form button.primary")
    keys.press("Enter")
    one.page.wait_for_url("**/ra-soat/do-mat/")


def tab_to(one, selector):
    """Press Tab until the element has the focus, as somebody without a mouse would."""
    for _ in range(150):
        if one.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        one.page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")
