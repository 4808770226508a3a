"""What is saved in the grid, changed in bulk or removed can be taken back as a whole, while nothing was built on it."""

import pytest

from agencies.models import Duty, Event, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.catalogues.bulk import change_files
from plans.catalogues.files import recount, write_files
from plans.catalogues.undoing import clear_changes, undo_change
from plans.models import CatalogueChange, FileBefore
from tests.helpers.catalogues import row
from tests.helpers.grids import TYPED, grid, page_of, shown
from tests.helpers.readings import contents_of


@pytest.fixture
def nga(lan):
    return User.objects.create(username="nga", full_name="Lê Thị Nga", agency=lan.agency, duty=Duty.PREPARES)


def latest():
    return CatalogueChange.objects.first()


def undo_at(change=None):
    return f"/muc-luc/hoan-tac/{(change or latest()).pk}/"


def number(catalogue, text):
    return catalogue.files.get(file_number=text)


def add(catalogue, lan):
    write_files(catalogue, actor=lan, added=[row("30"), row("31")])


def change(catalogue, lan):
    write_files(catalogue, actor=lan, changed=[(number(catalogue, "01"), row("90", title="Tiêu đề khác"))])


def remove(catalogue, lan):
    write_files(catalogue, actor=lan, removed=[number(catalogue, "02"), number(catalogue, "03")])


def all_at_once(catalogue, lan):
    gone, edited = number(catalogue, "04"), number(catalogue, "05")
    write_files(catalogue, actor=lan, added=[row("04")], changed=[(edited, row("05", note="x"))], removed=[gone])


def in_bulk(catalogue, lan):
    change_files(catalogue, catalogue.files.all(), {"arranged": False, "retention_years": 20}, actor=lan)


@pytest.mark.engine
@pytest.mark.parametrize("do", [add, change, remove, all_at_once, in_bulk])
def test_every_change_is_taken_back_as_a_whole(twenty, lan, do):
    twenty.files.filter(file_number__in=("01", "02")).update(decision="accepted")
    recount(twenty)
    before = contents_of(twenty)
    do(twenty, lan)
    assert contents_of(twenty) != before
    undo_change(latest(), actor=lan)
    assert contents_of(twenty) == before and not recount(twenty)
    assert not FileBefore.objects.filter(change=latest()).exists() and latest().undone_by == lan
    event = Event.objects.about(twenty).latest_first()[0]
    assert event.action == "undo_change" and event.sentence.startswith("hoàn tác lần ") and event.before["file_count"]


def test_a_chain_of_changes_is_taken_back_step_by_step(twenty, lan):
    states = [contents_of(twenty)]
    for do in (add, change, remove, in_bulk, all_at_once):
        do(twenty, lan)
        states.append(contents_of(twenty))
    for one in CatalogueChange.objects.all()[:5]:
        assert contents_of(twenty) == states.pop()
        undo_change(one, actor=lan)
    assert contents_of(twenty) == states.pop()


def test_saving_the_grid_offers_the_way_back(browser, catalogue):
    page = page_of(browser.submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", grid(TYPED, empty=3), follow=True))
    assert "Đã thêm 1 hồ sơ trong Mục lục." in page and f'href="{undo_at()}">Hoàn tác</a>' in page
    assert "Hoàn tác lần thêm 1 hồ sơ" in page_of(browser.get(undo_at()))
    assert "Đã hoàn tác lần thêm 1 hồ sơ: xóa 1 hồ sơ." in page_of(browser.submit(undo_at(), follow=True))
    assert not catalogue.files.exists()


def test_so_do_a_page_of_edits_a_bulk_change_and_a_removal(browser, twenty):
    path = f"/muc-luc/{twenty.pk}/ho-so/sua/"
    page = page_of(
        browser.submit(path, shown(browser, path) | {"form-0-note": "x", "form-1-DELETE": "on"}, follow=True)
    )
    assert "Đã sửa 1 hồ sơ, xóa 1 hồ sơ trong Mục lục." in page and undo_at() in page
    bulk = {"dat-arranged": "no", "version": twenty.version + 1}
    page = page_of(browser.submit(f"/muc-luc/{twenty.pk}/ho-so/hang-loat/?pham_vi=tat-ca", bulk, follow=True))
    assert "Đã sửa 19 hồ sơ." in page and undo_at() in page
    gone = number(twenty, "03").pk
    page = page_of(browser.submit(f"/muc-luc/ho-so/{gone}/xoa/", follow=True))
    assert "Đã xóa hồ sơ khỏi Mục lục." in page and undo_at() in page
    assert page.count("Hoàn tác: ") == 4  # with the twenty files, in the history


def test_the_page_counts_all_changes_and_lists_the_last_ones(browser, twenty, lan):
    for day in range(7):
        write_files(twenty, actor=lan, changed=[(number(twenty, "01"), row("01", note=f"lần {day}"))])
    page = browser.get(f"/muc-luc/{twenty.pk}/").content.decode()
    assert f"Lần sửa có thể hoàn tác ({CatalogueChange.objects.count()})" in page and "Chỉ nêu 5 lần gần nhất." in page
    assert page.count('aria-label="Hoàn tác: ') == 5


def test_what_somebody_changed_since_is_named_and_stays(twenty, lan, nga, browser):
    in_bulk(twenty, lan)
    mine = latest()
    write_files(twenty, actor=nga, changed=[(number(twenty, "07"), row("07", title="Nga sửa"))])
    page = page_of(browser.submit(undo_at(mine), follow=True))
    assert "Chưa hoàn tác được gì" in page and "hồ sơ 07, hộp 1: Lê Thị Nga" in page
    assert number(twenty, "07").title == "Nga sửa" and not number(twenty, "08").arranged
    undo_change(latest(), actor=nga)
    undo_change(mine, actor=lan)
    assert number(twenty, "07").arranged


def test_what_somebody_removed_of_what_was_added_is_named(twenty, lan, nga):
    add(twenty, lan)
    mine = latest()
    write_files(twenty, actor=nga, removed=[number(twenty, "31")])
    with pytest.raises(WorkflowError, match="hồ sơ 31, hộp 1: Lê Thị Nga"):
        undo_change(mine, actor=lan)
    assert number(twenty, "30")


def test_changes_of_other_files_do_not_stand_in_the_way(twenty, lan, nga):
    change(twenty, lan)
    mine = latest()
    write_files(twenty, actor=nga, added=[row("50")], removed=[number(twenty, "20")])
    undo_change(mine, actor=lan)
    assert number(twenty, "50") and number(twenty, "01") and not twenty.files.filter(file_number="20").exists()


def test_a_number_given_again_since_stops_it_with_a_sentence(twenty, lan):
    remove(twenty, lan)
    mine = latest()
    write_files(twenty, actor=lan, added=[row("02", title="Hồ sơ khác mang số cũ")])
    before = contents_of(twenty)
    with pytest.raises(WorkflowError, match="trùng hộp số và hồ sơ số"):
        undo_change(mine, actor=lan)
    assert contents_of(twenty) == before and CatalogueChange.objects.standing().filter(pk=mine.pk).exists()


def test_a_second_click_and_a_catalogue_that_was_handed_in_are_refused(twenty, lan, browser):
    add(twenty, lan)
    mine = latest()
    undo_change(mine, actor=lan)
    with pytest.raises(Overtaken, match="đã được hoàn tác"):
        undo_change(mine, actor=lan)
    change(twenty, lan)
    twenty.refresh_from_db()
    perform(twenty, "submit", actor=lan, secrecy_declared=True)
    with pytest.raises(WorkflowError):
        undo_change(latest(), actor=lan)
    assert undo_at() not in page_of(browser.get(f"/muc-luc/{twenty.pk}/"))
    twenty.refresh_from_db()
    perform(twenty, "withdraw", actor=lan)
    with pytest.raises(WorkflowError, match="đã trình"):
        undo_change(latest(), actor=lan)
    assert undo_at() not in page_of(browser.get(f"/muc-luc/{twenty.pk}/"))


def test_strangers_and_readers_take_nothing_back(twenty, lan, minh, binh, as_user):
    add(twenty, lan)
    assert as_user(binh).submit(undo_at()).status_code == 404
    as_user(minh).submit(undo_at())
    with pytest.raises(NotAllowed):
        undo_change(latest(), actor=binh)
    assert twenty.files.count() == 22 and "Hoàn tác" not in page_of(as_user(minh).get(f"/muc-luc/{twenty.pk}/"))


def test_what_changes_nothing_leaves_nothing_to_take_back(twenty, lan):
    known = CatalogueChange.objects.count()
    assert change_files(twenty, twenty.files.all(), {"arranged": True}, actor=lan) == 0
    with pytest.raises(WorkflowError):
        write_files(twenty, actor=lan, added=[row("01")])
    assert CatalogueChange.objects.count() == known


def test_copies_that_nothing_can_ask_for_go(twenty, lan):
    change(twenty, lan)
    assert clear_changes() == 0 and FileBefore.objects.count() == 1
    twenty.refresh_from_db()
    perform(twenty, "submit", actor=lan, secrecy_declared=True)
    assert clear_changes() == 1 and not FileBefore.objects.exists()


def test_what_is_taken_back_stays_on_the_agencys_own_desk(twenty, lan, hoa):
    in_bulk(twenty, lan)
    undo_change(latest(), actor=lan)
    assert Event.objects.visible_to(lan).filter(action="undo_change").exists()
    assert not Event.objects.visible_to(hoa).filter(action__in=("files", "undo_change")).exists()
