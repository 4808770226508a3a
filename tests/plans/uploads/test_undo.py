"""An import is taken back: what it did goes, what people did since is told, and nothing is half undone."""

import pytest

from agencies.models import Event
from agencies.workflow import Overtaken
from plans.catalogues.files import recount, write_files
from plans.models import CatalogueUpload
from plans.uploads import services as uploads
from tests.plans.catalogues.test_catalogue import row
from tests.plans.uploads.test_filled_template import page_of
from tests.plans.uploads.test_writing import catalogue, confirm, numbers, read, reading_of, shelf, shelf_of  # noqa: F401

# ruff: noqa: F811


@pytest.fixture
def browser(as_user, lan):
    return as_user(lan)


def undo_at(catalogue):
    return f"/muc-luc/{catalogue.pk}/hoan-tac/"


def test_lan_is_warned_that_what_she_edited_since_goes_too(shelf, lan, read, browser):
    before = shelf_of(shelf)
    confirm(read(shelf, reading_of(row("01", page_count=500), row("30"))), lan)
    edited, added = shelf.files.get(file_number="01"), shelf.files.get(file_number="30")
    write_files(shelf, actor=lan, changed=[(edited, row("01", page_count=77)), (added, row("30", page_count=88))])
    assert "cũng mất theo" in page_of(browser.get(undo_at(shelf)))
    assert "Đã hoàn tác" in page_of(browser.post(undo_at(shelf), follow=True))
    assert shelf_of(shelf) == before


def test_files_entered_by_hand_since_stay(shelf, lan, read):
    confirm(read(shelf, reading_of(row("30"))), lan)
    write_files(shelf, actor=lan, added=[row("50")])
    uploads.undo_upload(shelf, actor=lan)
    assert "50" in numbers(shelf) and "30" not in numbers(shelf)
    shelf.refresh_from_db()
    assert shelf.file_count == 21 and not recount(shelf)


def test_a_number_that_was_given_again_since_stops_the_undo_with_a_sentence(shelf, lan, read, browser):
    confirm(read(shelf, reading_of(*(row(f"{number:02}") for number in range(1, 20)))), lan, remove_missing=True)
    write_files(shelf, actor=lan, added=[row("20", title="Hồ sơ khác mang số cũ")])
    before, events = shelf_of(shelf), Event.objects.count()
    page = page_of(browser.post(undo_at(shelf), follow=True))
    assert "Chưa hoàn tác được gì" in page and "Sửa số hoặc xóa hồ sơ đó" in page
    assert shelf_of(shelf) == before and Event.objects.count() == events
    write_files(shelf, actor=lan, removed=[shelf.files.get(file_number="20")])
    assert "Đã hoàn tác" in page_of(browser.post(undo_at(shelf), follow=True)) and shelf.files.count() == 20


def test_a_second_import_is_not_undone_in_place_of_the_one_lan_looked_at(shelf, lan, read, browser):
    first = confirm(read(shelf, reading_of(row("01", page_count=5))), lan)
    confirm(read(shelf, reading_of(row("01", page_count=6))), lan)
    page = page_of(browser.post(undo_at(shelf), {"upload": first.pk}, follow=True))
    assert "Vừa có một lần ghi khác" in page and shelf.files.get(file_number="01").page_count == 6
    browser.post(undo_at(shelf), {"upload": CatalogueUpload.objects.latest("pk").pk})
    assert shelf.files.get(file_number="01").page_count == 5


def test_after_the_last_import_nothing_is_left_to_undo(shelf, lan, read, browser):
    confirm(read(shelf, reading_of(row("30"))), lan)
    browser.post(undo_at(shelf))
    assert "Không còn lần tải nào hoàn tác được" in page_of(browser.post(undo_at(shelf), follow=True))


def test_a_double_click_takes_one_import_back_and_not_the_one_before_too(shelf, lan, read):
    confirm(read(shelf, reading_of(row("01", page_count=5))), lan)
    latest = confirm(read(shelf, reading_of(row("01", page_count=6))), lan)
    uploads.undo_upload(shelf, actor=lan, seen=latest)
    with pytest.raises(Overtaken, match="đã được hoàn tác"):
        uploads.undo_upload(shelf, actor=lan, seen=latest)
    assert shelf.files.get(file_number="01").page_count == 5
