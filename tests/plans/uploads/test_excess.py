"""The preview says what confirming would bring beside the agency's target, before anything is written."""

import pytest

from plans.uploads.excess import brought, excess_after
from tests.helpers import factories as make
from tests.helpers.grids import page_of
from tests.helpers.uploads import GOOD, at, filled, only, upload

THICKER = GOOD | {"Trang A4": "170"}


def test_preview_names_what_would_lie_above_the_target(browser, catalogue, lan):
    make.a_target(lan.agency, 150, files=1)
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, GOOD)))
    assert "Vượt chỉ tiêu của Sở Y tế: 4 trang A4 quy đổi (19.584 đồng); Mục lục có 154 trang, bằng 102,67%" in page
    assert "Khi trình phải ghi lý do vượt." in page


@pytest.mark.once
def test_changed_rows_count_by_their_difference_and_the_same_ones_not_at_all(browser, catalogue, lan):
    make.a_target(lan.agency, 160, files=1)
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    browser.submit(at("ghi/"))
    upload(browser, catalogue, filled(browser, catalogue, GOOD))
    assert (brought(only()).pages, excess_after(only())) == (0, [])
    upload(browser, catalogue, filled(browser, catalogue, THICKER))
    catalogue.refresh_from_db()
    assert (brought(only()).files, brought(only()).pages) == (0, 20)
    assert "Vượt chỉ tiêu của Sở Y tế: 14 trang" in excess_after(only())[0]
