"""The living style page: a page for every component, in demo mode only, seen by axe and by a camera."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from agencies.style_page import COMPONENTS, TITLES
from tests.helpers.accessibility import faults
from tests.helpers.browsing import LAPTOP, PHONE, needs_chromium

pytestmark = pytest.mark.once
ADDRESSES = ["/giao-dien/", *(f"/giao-dien/{name}/" for name in TITLES)]


def test_every_notice_has_a_tone_that_banners_know():
    pages = Path(__file__).parents[2].joinpath("templates").rglob("*.html")
    found = {
        tone for page in pages for tone in re.findall(r"""{% notice [^%]*tone=["'](\w+)""", page.read_text("utf-8"))
    }
    assert found and found <= {"info", "success", "warning", "error"}


@pytest.mark.parametrize("address", ["/giao-dien/", "/giao-dien/tile/", "/giao-dien/viec/"])
def test_outside_demo_mode_there_is_no_style_page(client, db, settings, address):
    settings.PORTAL_DEMO = False
    assert client.get(address).status_code == 404


def test_every_component_has_a_page():
    assert {path.stem for path in COMPONENTS.glob("*.html")} - set(TITLES) == set()


def test_the_first_page_leads_to_every_component(client, db):
    page = client.get("/giao-dien/").content.decode()
    assert [name for name in TITLES if f'href="/giao-dien/{name}/"' not in page] == []


@pytest.mark.parametrize("name", TITLES)
def test_every_page_draws_its_component_and_says_what_it_takes(client, db, name):
    answer = client.get(f"/giao-dien/{name}/")
    has_file = (COMPONENTS / f"{name}.html").exists()
    assert f"components/{name}.html" in {template.name for template in answer.templates} or not has_file
    assert ('class="contract"' in answer.content.decode()) == has_file


def test_each_page_leads_to_the_next(client, db):
    for name, after in pairwise(TITLES):
        assert f'href="/giao-dien/{after}/"' in client.get(f"/giao-dien/{name}/").content.decode()


def test_a_sample_shows_what_one_writes_above_what_it_draws(client, db):
    page = client.get("/giao-dien/status/").content.decode()
    assert "<code>{% state_since catalogue %}</code>" in page and '<span class="status warn">trả lại</span>' in page


def test_an_unknown_component_is_not_found(client, db):
    assert client.get("/giao-dien/khong-co/").status_code == 404


def test_the_list_has_pages_of_five(client, db):
    first, last = (client.get(f"/giao-dien/list_page/?page={number}").content.decode() for number in (1, 3))
    assert first.count("<tr>") - 1 == 5 and "Trang 1 trong 3" in first
    assert last.count("<tr>") - 1 == 2 and "Trang sau" not in last


def test_a_form_with_mistakes_names_each_of_them_twice(client, db):
    page = client.get("/giao-dien/error_summary/").content.decode()
    assert 'role="alert"' in page and page.count('href="#id_wrong-') == page.count('_error">') == 4


def test_the_running_job_asks_again_and_is_still_running(client, db):
    assert 'hx-get="/giao-dien/viec/"' in client.get("/giao-dien/job/").content.decode()
    answer = client.get("/giao-dien/viec/").content.decode()
    assert "62%" in answer and 'hx-get="/giao-dien/viec/"' in answer


@pytest.mark.browser
@needs_chromium
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(visitor):
    one, found = visitor(), {}
    for address in ADDRESSES:
        one.open(address)
        found[address] = [*faults(one.page).items()]
        for screen in (LAPTOP, PHONE):
            one.page.set_viewport_size(screen)
            if len(one.page.screenshot(full_page=True)) < 10_000:
                found[address].append(("an empty picture", screen["width"]))
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
