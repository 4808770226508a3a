"""Between portal and admin one notices no border: the same head, search, account and tabs, at the same place."""

import pytest

from tests.helpers import factories as make
from tests.helpers.browsing import LAPTOP, PHONE, needs_chromium

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PLACES = """[".masthead", ".masthead .name", ".masthead .who", ".masthead .leave button", ".demo-line", ".tabs",
    ".tabs li:nth-child(1) a", ".tabs li:nth-child(4) a"].map(name => {
    const box = document.querySelector(name).getBoundingClientRect();
    const scrolled = name.startsWith(".tabs ") ? document.querySelector(".tabs ul").scrollLeft : 0;
    return [name, ...[box.x + scrolled, box.y, box.height].map(Math.round)];
})"""
LOOKS = """[".masthead", ".tabs a", ".masthead .leave button"].map(name => {
    const style = getComputedStyle(document.querySelector(name));
    return [style.backgroundColor, style.color, style.fontSize, style.fontFamily, style.lineHeight];
})"""


def test_the_admin_has_the_portals_tabs_search_help_and_account(as_user, quy):
    page = as_user(quy).get("/quan-tri/agencies/agency/").content.decode()
    head = page[page.index('class="masthead"') : page.index('<div class="main"')]
    for address in ("/", "/toan-tinh/", "/muc-luc/", "/tim/", "/tai-khoan/", "/tro-giup/quan-tri/", "/quan-tri/"):
        assert f'href="{address}"' in head or f'action="{address}"' in head, address
    assert 'action="/dang-xuat/"' in head and quy.full_name in head


def test_its_own_pages_stand_below_and_the_open_one_is_marked(as_user, quy, hoa):
    page = as_user(quy).get("/quan-tri/agencies/agency/").content.decode()
    own = page[page.index('class="own-pages"') : page.index("</nav>", page.index('class="own-pages"'))]
    marked = own[own.index("aria-current") :]
    assert own.count("aria-current") == 1 and marked[: marked.index("</a>")].endswith("đơn vị")
    page = as_user(hoa).get("/quan-tri/plans/catalogue/").content.decode()
    assert "/quan-tri/agencies/user/" not in page and 'href="/quan-tri/plans/catalogue/"' in page


def test_a_popup_has_no_head(as_user, quy):
    assert 'class="masthead"' not in as_user(quy).get("/quan-tri/agencies/agency/?_popup=1").content.decode()


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_moves_on_the_way_into_the_admin(plan, agencies, cast, visitor, live_server, screen):
    make.full_targets(agencies)
    one = visitor(cast("hoa"), screen)
    one.open("/muc-luc/")
    places, looks = one.page.evaluate(PLACES), one.page.evaluate(LOOKS)
    one.go(one.page.locator(".tabs .apart a"))
    one.page.wait_for_url("**/quan-tri/**")
    assert one.page.evaluate(PLACES) == places and one.page.evaluate(LOOKS) == looks
    assert one.page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    assert one.page.locator(".tabs .apart a").get_attribute("aria-current") == "true"


@pytest.mark.browser
@needs_chromium
def test_the_search_of_the_admins_head_finds(plan, agencies, cast, visitor, live_server):
    one = visitor(cast("quy"))
    one.open("/quan-tri/")
    one.page.locator(".masthead input[name=q]").fill("sở y tế")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/tim/?q=**")
    one.sees("Sở Y tế")
