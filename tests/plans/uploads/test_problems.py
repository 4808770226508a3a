"""Lan's workbook has thousands of mistakes: she reads them kind by kind and reaches every one of them."""

import re

import pytest

from plans.models import CatalogueUpload
from tests.helpers.grids import page_of
from tests.helpers.uploads import MANY_PAGES, filled, upload


def where():
    return f"/muc-luc/tai-len/{CatalogueUpload.objects.latest('pk').pk}/"


def rows(count, **wrong):
    return [MANY_PAGES | {"Hồ sơ số": f"{number:04}"} | wrong for number in range(count)]


def places(page):
    return re.findall(r'<th scope="row">Dòng (\d+), cột', page)


def test_a_few_mistakes_are_all_on_the_page(browser, catalogue):
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, *rows(3, **{"Trang A4": "nhiều"}))))
    assert len(places(page)) == 3 and "Xem từng vị trí" not in page


def test_many_mistakes_stand_kind_by_kind_and_each_can_be_reached(browser, catalogue):
    wrong = rows(130, **{"Trang A4": "nhiều"})
    for row in wrong[:40]:
        row["Trang A4"] = "1,250"
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, *wrong)))
    assert not places(page) and "Nhập một số nguyên" in page and "Dấu phẩy là dấu thập phân" in page
    [column] = re.findall(r'href="(\?cot=\d+)"', page)
    first = page_of(browser.get(where() + column))
    second = page_of(browser.get(f"{where()}{column}&page=2"))
    assert len(places(first)) == 100 and len({*places(first), *places(second)}) == 130
    assert "130 vị trí" in first
    of_kind = [page_of(browser.get(where() + link)) for link in re.findall(r'href="(\?loai=\d+)"', page)]
    assert [len(places(each)) for each in of_kind] == [90, 40]


@pytest.mark.engine
@pytest.mark.parametrize("query", ["?cot=999999", "?loai=abc", "?cot=-1", "?loai=" + "9" * 30])
def test_a_kind_that_does_not_exist_shows_the_whole_result(browser, catalogue, query):
    upload(browser, catalogue, filled(browser, catalogue, *rows(2, **{"Trang A4": "nhiều"})))
    assert "Nếu xác nhận" in page_of(browser.get(where() + query))


def test_a_workbook_that_says_nothing_new_is_not_offered_for_writing(browser, catalogue):
    book = filled(browser, catalogue, MANY_PAGES)
    upload(browser, catalogue, book)
    browser.submit(where() + "ghi/")
    page = page_of(upload(browser, catalogue, book))
    assert "không có gì để ghi" in page and "Xác nhận ghi vào Mục lục" not in page
