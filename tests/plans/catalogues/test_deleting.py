"""A deleted draft can be taken back for a month, from where its clerk lands; then it goes for good."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.catalogues.deleting import clear_deleted, delete_catalogue
from plans.catalogues.files import recount
from plans.catalogues.services import create_catalogue
from plans.catalogues.undoing import undo_change
from plans.models import ArchivalFile, Catalogue, CatalogueChange, FileBefore, Plan
from tests.helpers.catalogues import exact, four_different_files, fresh
from tests.helpers.readings import contents_of


@pytest.fixture
def catalogue(plan, lan):
    return four_different_files(plan, lan)


def page_of(answer):
    return answer.content.decode()


def undo_at(change):
    return f"/muc-luc/hoan-tac/{change.pk}/"


def delete_in_browser(browser, catalogue):
    return page_of(browser.submit(f"/muc-luc/{catalogue.pk}/xoa/", follow=True))


def test_lan_takes_her_catalogue_back_from_where_she_lands(as_user, lan, catalogue):
    browser, before, files = as_user(lan), contents_of(catalogue), set(catalogue.files.values_list("pk", flat=True))
    page = delete_in_browser(browser, catalogue)
    change = CatalogueChange.objects.first()
    assert "Đã xóa Mục lục" in page and page.count(undo_at(change)) == 2
    assert "được đưa lại cùng các hồ sơ" in page_of(browser.get(undo_at(change)))
    page = page_of(browser.submit(undo_at(change), follow=True))
    assert "Đã hoàn tác lần xóa cả Mục lục, 4 hồ sơ: thêm 4 hồ sơ." in page
    assert contents_of(fresh(catalogue)) == before and exact(catalogue)
    assert set(fresh(catalogue).files.values_list("pk", flat=True)) == files
    events = [one.action for one in Event.objects.about(catalogue).latest_first()][:2]
    assert events == ["undo_change", "delete"] and not FileBefore.objects.filter(change=change).exists()


def test_what_was_changed_before_can_still_be_taken_back_afterwards(lan, catalogue):
    earlier = CatalogueChange.objects.get()
    deletion = delete_catalogue(catalogue, actor=lan)
    with pytest.raises(WorkflowError):
        undo_change(earlier, actor=lan)
    undo_change(deletion, actor=lan)
    undo_change(earlier, actor=lan)
    assert not fresh(catalogue).files.exists() and exact(catalogue)


def test_a_deleted_catalogue_is_nowhere_but_in_the_way_back(as_user, lan, catalogue):
    browser = as_user(lan)
    delete_in_browser(browser, catalogue)
    assert not Catalogue.objects.exists() and not ArchivalFile.objects.exists()
    assert not lan.agency.catalogues.exists() and not Catalogue.objects.visible_to(lan).exists()
    for address in ("", "sua/", "ho-so/sua/", "xoa/"):
        assert browser.get(f"/muc-luc/{catalogue.pk}/{address}").status_code == 404


def test_its_name_is_free_and_a_namesake_stops_the_way_back(as_user, lan, catalogue):
    change = delete_catalogue(catalogue, actor=lan)
    other = create_catalogue(
        plan=Plan.current(), agency=lan.agency, actor=lan, name=catalogue.name, fonds=catalogue.fonds
    )
    assert "đã có một Mục lục cùng tên" in page_of(as_user(lan).submit(undo_at(change), follow=True))
    delete_catalogue(other, actor=lan)
    undo_change(change, actor=lan)
    assert Catalogue.objects.get() == catalogue and Catalogue.deleted.get() == other


def test_an_empty_catalogue_is_taken_back_too(as_user, lan, plan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Mục lục", fonds_name="Sở Y tế")
    change = delete_catalogue(made, actor=lan)
    page = page_of(as_user(lan).submit(undo_at(change), follow=True))
    assert "Đã hoàn tác lần xóa cả Mục lục, 0 hồ sơ." in page and Catalogue.objects.get() == made


def test_a_second_click_is_told_so(lan, catalogue):
    change = delete_catalogue(catalogue, actor=lan)
    undo_change(change, actor=lan)
    with pytest.raises(Overtaken, match="đã được hoàn tác"):
        undo_change(change, actor=lan)


def test_readers_and_strangers_take_nothing_back(as_user, lan, minh, binh, hoa, catalogue):
    change = delete_catalogue(catalogue, actor=lan)
    assert as_user(binh).submit(undo_at(change)).status_code == 404
    assert undo_at(change) not in page_of(as_user(minh).get("/muc-luc/"))
    for other in (minh, hoa, binh):
        as_user(other).submit(undo_at(change))
        with pytest.raises(NotAllowed):
            undo_change(change, actor=other)
    assert not Catalogue.objects.exists()


def test_what_was_handed_in_is_still_never_deleted(lan, catalogue):
    perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    perform(fresh(catalogue), "withdraw", actor=lan)
    with pytest.raises(WorkflowError, match="đã từng trình"):
        delete_catalogue(fresh(catalogue), actor=lan)
    assert fresh(catalogue).files.count() == 4 and not recount(fresh(catalogue))


def test_after_a_month_it_goes_for_good(as_user, lan, catalogue, day):
    change = delete_catalogue(catalogue, actor=lan)
    day("2025-07-19")
    assert clear_deleted() == 0 and FileBefore.objects.count() == 4
    day("2025-07-21")
    assert clear_deleted() == 1 and not FileBefore.objects.exists() and not Catalogue.deleted.exists()
    assert as_user(lan).get(undo_at(change)).status_code == 404
    assert Event.objects.about(catalogue).filter(action="delete").exists()
