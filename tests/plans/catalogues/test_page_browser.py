"""The clerk's page of a catalogue and its grid, in a browser: what is in sight, by keyboard, on a phone."""

import pytest

from tests.helpers.browsing import LAPTOP, PHONE, needs_chromium
from tests.helpers.catalogues import four_different_files

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]
TALLEST = 250  # px from the top of the page's main part to the files


@pytest.fixture
def drafted(plan, lan, live_server):
    return four_different_files(plan, lan)


def test_the_files_are_in_sight_and_the_menu_opens_by_keyboard(drafted, visitor, lan):
    clerk = visitor(lan, LAPTOP)
    clerk.open(f"/muc-luc/{drafted.pk}/")
    top = clerk.page.evaluate(
        "document.querySelector('#ho-so').getBoundingClientRect().top"
        " - document.querySelector('main').getBoundingClientRect().top"
    )
    assert top <= TALLEST
    row_top = clerk.page.evaluate("document.querySelector('#ho-so tbody tr').getBoundingClientRect().top")
    assert row_top < LAPTOP["height"]
    clerk.page.locator(".menu > summary").focus()
    clerk.page.keyboard.press("Enter")
    clerk.page.get_by_role("link", name="Sửa các hồ sơ").wait_for()
    clerk.page.keyboard.press("Escape")
    assert not clerk.page.locator(".menu").evaluate("menu => menu.open")
    assert clerk.page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_grid_can_be_read_and_saved_from_anywhere(drafted, visitor, lan):
    clerk = visitor(lan, LAPTOP)
    clerk.open(f"/muc-luc/{drafted.pk}/ho-so/sua/")
    title, save = clerk.page.locator("#id_form-0-title"), clerk.page.get_by_role("button", name="Lưu vào Mục lục")
    assert title.bounding_box()["width"] >= 320
    box = save.bounding_box()
    assert box["y"] + box["height"] <= LAPTOP["height"]
    assert clerk.page.locator("#id_form-0-page_count_a3").is_visible()
    assert not clerk.page.locator("#id_form-0-page_count_a0").is_visible()
    clerk.page.get_by_label("Hiện cả các khổ giấy chưa dùng").check()
    clerk.page.locator("#id_form-0-page_count_a0").fill("3")
    clerk.go(save)
    clerk.sees("Đã sửa 1 hồ sơ trong Mục lục.")
    assert drafted.files.get(file_number="01").page_count_a0 == 3


def test_on_a_phone_the_state_is_on_the_first_screen_and_every_cell_is_named(drafted, visitor, lan):
    clerk = visitor(lan, PHONE)
    clerk.open(f"/muc-luc/{drafted.pk}/")
    box = clerk.page.locator(".lead .status").bounding_box()
    assert box["y"] + box["height"] < PHONE["height"] / 2 + 100
    clerk.page.locator(".menu > summary").click()
    menu = clerk.page.locator(".menu > ul").bounding_box()
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= PHONE["width"]
    clerk.open(f"/muc-luc/{drafted.pk}/ho-so/sua/")
    for name in ("page_count", "page_count_a3", "title"):
        cell = clerk.page.locator(f"#id_form-0-{name}")
        inside = cell.bounding_box()
        assert inside["x"] >= 0 and inside["x"] + inside["width"] <= PHONE["width"], name
