"""Toàn tỉnh answers at once: the sentence, a tile for each agency, who to urge; the rest is folded, all is printed."""

import re
from datetime import date

import pytest

from reports.board.overview import tile_name
from tests.helpers.browsing import LAPTOP, PHONE, needs_chromium
from tests.helpers.factories import a_progress_report, a_target, full_targets

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WEEK_AGO = date(2025, 6, 13)
IN_SIGHT = """names => names.every(name => {
    const box = document.querySelector(name).getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
})"""
SHOWN = "[...document.querySelectorAll('.part')].filter(one => one.offsetHeight).map(one => one.id)"
EVERY = ["tong-quan", "don-vi", "moc", "khoi-luong", "doi-chieu"]


@pytest.fixture
def province(plan, agencies):
    """All targets; two districts report, one far behind."""
    full_targets(agencies)
    for code, pages in (("502", 400), ("505", 990_000)):
        if code != "502":  # which full_targets gave one already
            a_target(agencies[code], 1_000_000)
        a_progress_report(agencies[code], WEEK_AGO, pages)


def open_parts(page):
    found = re.findall(r'<div class="part([^"]*)" id="([a-z-]+)">', page)
    assert [key for _, key in found] == EVERY
    return [key for css, key in found if "folded" not in css]


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("", "tong-quan"),
        ("?phan=moc", "moc"),
        ("?phan=khong-co", "tong-quan"),
        ("?tinh_trang=late", "don-vi"),
        ("?sort=-pages", "don-vi"),
        ("?sort=-pages&phan=doi-chieu", "doi-chieu"),
    ],
)
def test_the_address_says_which_part_is_open(as_user, mai, province, query, part):
    assert open_parts(as_user(mai).get(f"/toan-tinh/{query}").content.decode()) == [part]


def test_a_part_and_its_day_stay_while_one_filters(as_user, mai, province):
    page = as_user(mai).get("/toan-tinh/?phan=don-vi&den_ngay=13/6/2025").content.decode()
    assert page.count('<input type="hidden" name="phan" value="don-vi">') == 2
    assert "?phan=moc&amp;den_ngay=13%2F6%2F2025#moc" in page or "?den_ngay=13%2F6%2F2025&amp;phan=moc#moc" in page


def test_every_agency_with_a_target_has_a_tile_that_says_its_state_in_words(as_user, mai, province, agencies):
    page = as_user(mai).get("/toan-tinh/").content.decode()
    tiles = re.findall(r'<a class="cell (\w+)" href="/co-quan/(\w+)/"[^>]*>(.*?)</a>', page, re.S)
    assert {code for _, code, _ in tiles} == {"SYT", "502", "505"}
    assert all('class="visually-hidden">, ' in text for _, _, text in tiles)


def test_who_is_late_stands_first_the_most_work_first(as_user, mai, province):
    page = as_user(mai).get("/toan-tinh/").content.decode()
    late = page[page.index("Cần đôn đốc trước") :]
    late = late[: late.index("</table>")]
    assert re.findall(r'href="/co-quan/(\w+)/"', late)[0] == "502"


@pytest.mark.parametrize(
    ("name", "short"),
    [("Sở Y tế", "Y tế"), ("Huyện Núi Thành", "Núi Thành"), ("Thành phố Tam Kỳ", "TP Tam Kỳ"), ("TTLTLS", "TTLTLS")],
)
def test_a_tile_leaves_out_what_its_title_says(name, short):
    assert tile_name(name) == short


@pytest.mark.browser
@needs_chromium
class TestInABrowser:
    def test_the_first_screen_holds_sentence_map_and_who_to_urge(self, province, cast, visitor, live_server):
        one = visitor(cast("mai"), LAPTOP)
        one.open("/toan-tinh/")
        assert one.page.evaluate(IN_SIGHT, [".lead", ".map", "table.late"])
        assert one.page.evaluate(SHOWN) == ["tong-quan"]

    def test_parts_open_without_scripts_and_all_are_printed(self, province, cast, visitor, live_server):
        one = visitor(cast("mai"), LAPTOP)
        one.page.route("**/*.js", lambda route: route.abort())
        one.open("/toan-tinh/")
        one.follow("Các mốc")
        one.page.wait_for_url("**phan=moc*")
        assert one.page.evaluate(SHOWN) == ["moc"]
        one.open("/toan-tinh/#doi-chieu")
        assert "doi-chieu" in one.page.evaluate(SHOWN)
        one.page.emulate_media(media="print")
        assert one.page.evaluate(SHOWN) == EVERY
        one.complaints.clear()  # that there are no scripts

    def test_the_one_page_print_leaves_the_long_parts_out(self, province, cast, visitor, live_server):
        one = visitor(cast("mai"), LAPTOP)
        one.open("/toan-tinh/?phan=moc")
        one.page.evaluate("window.print = () => { window.css = document.documentElement.className }")
        one.push("In một trang")
        assert one.page.evaluate("window.css") == "one-page"
        assert one.page.evaluate("document.documentElement.className") == ""
        one.page.evaluate("document.documentElement.className = 'one-page'")
        one.page.emulate_media(media="print")
        assert one.page.evaluate(SHOWN) == ["tong-quan", "don-vi"]

    def test_the_chart_opens_on_today_on_a_phone(self, province, cast, visitor, live_server):
        one = visitor(cast("mai"), PHONE)
        one.open("/toan-tinh/")
        line = one.page.locator(".chart svg line[stroke-dasharray='3 3']").bounding_box()
        frame = one.page.locator(".chart .scroll").bounding_box()
        assert frame["x"] <= line["x"] <= frame["x"] + frame["width"]
