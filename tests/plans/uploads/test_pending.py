"""A workbook that was read and not decided on is at home and on its catalogue until it is confirmed or dropped."""

import pytest

from agencies.models import Duty, User
from plans.models import CatalogueUpload
from tests.helpers.grids import page_of
from tests.helpers.uploads import BAD, GOOD, at, filled, only, upload

WAITS = "Chờ xác nhận."


@pytest.fixture
def sent(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, GOOD, BAD))
    return only()


def page(browser, catalogue):
    return page_of(browser.get(f"/muc-luc/{catalogue.pk}/"))


def home(browser):
    return page_of(browser.get("/"))


def test_it_stands_on_its_catalogue_and_at_home(browser, catalogue, sent):
    assert WAITS in page(browser, catalogue) and at(pk=sent.pk) in page(browser, catalogue)
    assert "Xác nhận hoặc hủy tệp muc-luc.xlsx" in home(browser) and at(pk=sent.pk) in home(browser)
    assert "2 dòng, chưa ghi gì" in home(browser)


@pytest.mark.parametrize("step", ["bo/", "ghi/"])
def test_it_goes_when_it_is_dropped_or_confirmed(browser, catalogue, sent, step):
    browser.submit(at(step), {"only_good": "on"})
    assert "Tệp muc-luc.xlsx" not in page(browser, catalogue) and "hủy tệp muc-luc.xlsx" not in home(browser)


def test_a_colleague_hears_whose_it_is_and_cannot_open_it(as_user, lan, catalogue, sent):
    nga = User.objects.create(username="nga", full_name="Lê Thị Nga", agency=lan.agency, duty=Duty.PREPARES)
    colleague = as_user(nga)
    assert WAITS in page(colleague, catalogue) and str(lan) in page(colleague, catalogue)
    assert at(pk=sent.pk) not in page(colleague, catalogue) and "hủy tệp" not in home(colleague)


def test_those_who_only_read_or_oversee_hear_nothing_of_it(as_user, minh, catalogue, sent):
    assert "muc-luc.xlsx" not in page(as_user(minh), catalogue)


def test_one_that_could_not_be_read_says_so(browser, catalogue, sent):
    CatalogueUpload.objects.update(phase="reading", state="failed")
    assert "Chưa đọc được." in page(browser, catalogue) and "chưa đọc được" in home(browser)


def test_one_that_is_being_written_is_still_there(browser, catalogue, sent):
    CatalogueUpload.objects.update(phase="writing", state="running")
    assert "Đang xử lý." in page(browser, catalogue) and "hủy tệp muc-luc.xlsx" in home(browser)
