"""An import is taken back: what it did goes, what people did since is named, and nothing is half undone."""

import pytest

from agencies.models import Event
from agencies.workflow import Overtaken
from plans.catalogues.files import recount, write_files
from plans.catalogues.undoing import undo_change
from plans.models import CatalogueUpload
from plans.uploads import services as uploads
from tests.helpers.catalogues import row
from tests.helpers.grids import page_of
from tests.helpers.readings import confirm, contents_of, numbers, reading_of


def undo_at(catalogue):
    return f"/muc-luc/{catalogue.pk}/hoan-tac/"


def test_what_was_edited_since_is_named_and_not_overwritten(twenty, lan, read, browser):
    before = contents_of(twenty)
    confirm(read(twenty, reading_of(row("01", page_count=500), row("30"))), lan)
    edited, added = twenty.files.get(file_number="01"), twenty.files.get(file_number="30")
    write_files(twenty, actor=lan, changed=[(edited, row("01", page_count=77)), (added, row("30", page_count=88))])
    page = page_of(browser.submit(undo_at(twenty), follow=True))
    assert "Chưa hoàn tác được gì" in page and "hồ sơ 01, hộp 1: Trần Thị Lan" in page and "hồ sơ 30, hộp 1: " in page
    assert twenty.files.get(file_number="01").page_count == 77
    undo_change(twenty.changes.first(), actor=lan)
    assert "Đã hoàn tác" in page_of(browser.submit(undo_at(twenty), follow=True))
    assert contents_of(twenty) == before


def test_files_entered_by_hand_since_stay(twenty, lan, read):
    confirm(read(twenty, reading_of(row("30"))), lan)
    write_files(twenty, actor=lan, added=[row("50")])
    uploads.undo_upload(twenty, actor=lan)
    assert "50" in numbers(twenty) and "30" not in numbers(twenty)
    twenty.refresh_from_db()
    assert twenty.file_count == 21 and not recount(twenty)


def test_a_number_that_was_given_again_since_stops_the_undo_with_a_sentence(twenty, lan, read, browser):
    confirm(read(twenty, reading_of(*(row(f"{number:02}") for number in range(1, 20)))), lan, remove_missing=True)
    write_files(twenty, actor=lan, added=[row("20", title="Hồ sơ khác mang số cũ")])
    before, events = contents_of(twenty), Event.objects.count()
    page = page_of(browser.submit(undo_at(twenty), follow=True))
    assert "Chưa hoàn tác được gì" in page and "Sửa số hoặc xóa hồ sơ đó" in page
    assert contents_of(twenty) == before and Event.objects.count() == events
    write_files(twenty, actor=lan, removed=[twenty.files.get(file_number="20")])
    assert "Đã hoàn tác" in page_of(browser.submit(undo_at(twenty), follow=True)) and twenty.files.count() == 20


def test_a_second_import_is_not_undone_in_place_of_the_one_lan_looked_at(twenty, lan, read, browser):
    first = confirm(read(twenty, reading_of(row("01", page_count=5))), lan)
    confirm(read(twenty, reading_of(row("01", page_count=6))), lan)
    page = page_of(browser.submit(undo_at(twenty), {"upload": first.pk}, follow=True))
    assert "Vừa có một lần ghi khác" in page and twenty.files.get(file_number="01").page_count == 6
    browser.submit(undo_at(twenty), {"upload": CatalogueUpload.objects.latest("pk").pk})
    assert twenty.files.get(file_number="01").page_count == 5


def test_after_the_last_import_nothing_is_left_to_undo(twenty, lan, read, browser):
    confirm(read(twenty, reading_of(row("30"))), lan)
    browser.submit(undo_at(twenty))
    assert "Không còn lần tải nào hoàn tác được" in page_of(browser.submit(undo_at(twenty), follow=True))


def test_a_double_click_takes_one_import_back_and_not_the_one_before_too(twenty, lan, read):
    confirm(read(twenty, reading_of(row("01", page_count=5))), lan)
    latest = confirm(read(twenty, reading_of(row("01", page_count=6))), lan)
    uploads.undo_upload(twenty, actor=lan, seen=latest)
    with pytest.raises(Overtaken, match="đã được hoàn tác"):
        uploads.undo_upload(twenty, actor=lan, seen=latest)
    assert twenty.files.get(file_number="01").page_count == 5
