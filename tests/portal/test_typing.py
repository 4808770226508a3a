"""What follows the typing, in a browser: exact sums, errors that go with their row, a rest below nothing."""

import pytest

from tests.helpers.browsing import needs_chromium
from tests.helpers.factories import a_target

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]
HUGE = "1" + "0" * 20


def test_sums_are_exact_and_errors_go_with_their_row(visitor, lan, plan):
    clerk = visitor(lan)
    clerk.open("/ra-soat/khoi-luong/")
    page = clerk.page
    page.locator("[name=lines-0-page_count]").fill(HUGE)
    page.locator("[data-amount]:text-is('489.600.000.000.000.000.000.000')").wait_for()
    page.locator("[name=lines-0-fonds_name]").fill("Sở Y tế")
    page.locator("[name=lines-1-fonds_name]").fill("Sở Y tế")
    clerk.press("Lưu và tiếp tục")
    clerk.sees("Số quá lớn")
    before = page.locator("#errors li:visible").count()
    page.get_by_role("button", name="Bỏ dòng 1").click()
    assert not page.locator(".row-errors >> nth=0").is_visible()
    left = page.locator("#errors li:visible").count()
    assert left < before and f"Cần sửa {left} " in page.locator("#errors h2").inner_text()
    assert page.locator("[data-amount]").inner_text() == "0"


def test_a_rest_below_nothing_is_marked_while_one_types(visitor, hai, plan):
    a_target(hai.agency, 90_000, files=900)
    clerk = visitor(hai)
    clerk.open("/chi-tieu/co-quan/502/chia/")
    clerk.page.locator("[name=share-0-files]").fill("901")
    clerk.page.locator("[data-rest=files].bad:text-is('−1')").wait_for()
