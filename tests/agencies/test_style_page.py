"""The living style page: every component with an example, in demo mode only, seen by axe and by a camera."""

import pytest

from agencies.style_page import PARTS
from tests.helpers.accessibility import violations
from tests.helpers.browsing import LAPTOP, PHONE, needs_chromium

pytestmark = pytest.mark.once
SCREENS = {"1366": LAPTOP, "390": PHONE}
ADDRESSES = ["/giao-dien/", *(f"/giao-dien/{part}/" for part in PARTS)]


@pytest.mark.parametrize("address", [*ADDRESSES, "/giao-dien/viec/"])
def test_outside_demo_mode_there_is_no_style_page(client, db, settings, address):
    settings.PORTAL_DEMO = False
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_part_is_drawn_for_anybody(client, db, address):
    page = client.get(address).content.decode()
    assert "Dữ liệu đặt ra để minh họa" in page or "Số liệu đến ngày" in page
    assert all(f'href="/giao-dien/{part}/"' in page for part in PARTS)


def test_an_unknown_part_is_not_found(client, db):
    assert client.get("/giao-dien/khong-co/").status_code == 404


def test_the_list_has_pages_of_five(client, db):
    first, last = (client.get(f"/giao-dien/danh-sach/?page={number}").content.decode() for number in (1, 3))
    assert first.count("<tr>") - 1 == 5 and "Trang 1 trong 3" in first
    assert last.count("<tr>") - 1 == 2 and "Trang sau" not in last


def test_a_form_with_mistakes_names_each_of_them_twice(client, db):
    page = client.get("/giao-dien/bieu-mau/").content.decode()
    assert 'role="alert"' in page and page.count('href="#id_wrong-') == page.count('_error">') == 4


def test_the_running_job_asks_again_and_is_still_running(client, db):
    assert 'hx-get="/giao-dien/viec/"' in client.get("/giao-dien/tinh-trang/").content.decode()
    answer = client.get("/giao-dien/viec/").content.decode()
    assert "62%" in answer and 'hx-get="/giao-dien/viec/"' in answer


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(address, screen, visitor, tmp_path):
    one = visitor(screen=SCREENS[screen])
    one.open(address)
    assert violations(one.page) == []
    assert one.page.evaluate("document.documentElement.scrollWidth") <= SCREENS[screen]["width"]
    picture = tmp_path / "page.png"
    one.page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 10_000
