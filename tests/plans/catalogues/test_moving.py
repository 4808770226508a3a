"""Chosen files go to another catalogue: looked at before, refused where numbers clash, taken back as a whole."""

import pytest

from agencies.models import Event
from agencies.workflow import Overtaken, WorkflowError, perform
from plans.catalogues.files import counted, totals_of, write_files
from plans.catalogues.moving import move_files
from plans.catalogues.services import create_catalogue
from plans.catalogues.undoing import undo_change
from plans.models import ArchivalFile, Catalogue, CatalogueChange
from tests.helpers.catalogues import four_different_files, numbered, row


@pytest.fixture
def catalogue(plan, lan):
    return four_different_files(plan, lan)


@pytest.fixture
def target(plan, lan):
    """Another draft of Lan's, in a fonds of its own, with a file that has the number of one of the others."""
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2011–2020", fonds_name="Bệnh viện")
    write_files(made, actor=lan, added=[row("03", box_number="2"), row("50")])
    return fresh(made)


def fresh(one):
    return Catalogue.objects.get(pk=one.pk)


def numbers(one):
    return list(one.files.order_by("position").values_list("file_number", flat=True))


def address(one, query="pham_vi=tat-ca&box=1"):
    return f"/muc-luc/{one.pk}/ho-so/chuyen/?{query}"


def changes_of(one):
    return CatalogueChange.objects.filter(catalogue=one).order_by("-pk")


def test_lan_moves_the_files_of_a_box_and_takes_it_back(as_user, lan, catalogue, target):
    browser, before = as_user(lan), list(catalogue.files.order_by("pk").values())
    page = browser.get(f"{address(catalogue)}&target={target.pk}").content.decode()
    assert "Chuyển 2 hồ sơ" in page and "Đổi phông" in page and "phông Bệnh viện" in page
    data = {"target": target.pk, "version": fresh(catalogue).version}
    done = browser.submit(address(catalogue), data, page=f"{address(catalogue)}&target={target.pk}", follow=True)
    assert "Đã chuyển 2 hồ sơ sang Mục lục “Giai đoạn 2011–2020”." in done.content.decode()
    assert numbers(catalogue) == ["03", "04"] and numbers(target) == ["03", "50", "01", "02"]
    for one, said in ((catalogue, "chuyển 2 hồ sơ sang"), (target, "nhận 2 hồ sơ từ")):
        assert totals_of(fresh(one)) == counted(one)
        assert said in Event.objects.about(one).latest_first()[0].sentence
    moved = target.files.get(file_number="01")
    assert "Giai đoạn 2001–2010" in Event.objects.about(moved).get().sentence
    assert moved.title == "Quy hoạch mạng lưới y tế Hoà Vang" and moved.decision == ""
    browser.submit(f"/muc-luc/hoan-tac/{changes_of(catalogue)[0].pk}/", {"version": fresh(catalogue).version})
    assert list(catalogue.files.order_by("pk").values()) == before and numbers(target) == ["03", "50"]
    assert [totals_of(fresh(one)) == counted(one) for one in (catalogue, target)] == [True, True]


def test_it_is_taken_back_from_the_other_catalogue_too(lan, catalogue, target):
    move_files(catalogue, numbered(catalogue, "01"), target, actor=lan)
    undo_change(changes_of(target)[0], actor=lan)
    assert numbers(catalogue) == ["01", "02", "03", "04"] and numbers(target) == ["03", "50"]
    with pytest.raises(Overtaken):
        undo_change(changes_of(catalogue)[0], actor=lan)


def test_numbers_that_are_taken_are_named_and_nothing_moves(as_user, lan, catalogue, target):
    query = f"{address(catalogue, 'pham_vi=tat-ca')}&target={target.pk}"
    page = as_user(lan).get(query).content.decode()
    assert "Trùng hộp số và hồ sơ số: 1 hồ sơ" in page and "Hồ sơ 03, hộp 2</a>: Bệnh án nội trú" in page
    assert 'name="version"' not in page
    with pytest.raises(WorkflowError, match="hồ sơ 03, hộp 2"):
        move_files(catalogue, catalogue.files.all(), target, actor=lan)
    assert numbers(catalogue) == ["01", "02", "03", "04"] and numbers(target) == ["03", "50"]


@pytest.mark.parametrize("which", ["handed in", "another agency's", "itself"])
def test_only_an_own_catalogue_that_may_be_changed_takes_files(plan, lan, binh, catalogue, target, which):
    if which == "handed in":
        target = perform(target, "submit", actor=lan, secrecy_declared=True)
    if which == "another agency's":
        target = create_catalogue(plan=plan, agency=binh.agency, actor=binh, name="Của Bình", fonds_name="Xây dựng")
    if which == "itself":
        target = catalogue
    with pytest.raises(WorkflowError, match="cùng cơ quan"):
        move_files(catalogue, numbered(catalogue, "01"), target, actor=lan)
    assert ArchivalFile.objects.filter(catalogue=catalogue).count() == 4


def test_without_another_catalogue_the_page_says_how_to_make_one(as_user, lan, catalogue):
    page = as_user(lan).get(address(catalogue)).content.decode()
    assert "Chưa có Mục lục nào nhận được" in page and "/muc-luc/lap/" in page


def test_what_was_edited_or_handed_in_since_does_not_come_back(lan, catalogue, target):
    move_files(catalogue, numbered(catalogue, "01"), target, actor=lan)
    moved = target.files.get(file_number="01")
    write_files(target, actor=lan, changed=[(moved, row("01", title="Đã sửa"))])
    with pytest.raises(WorkflowError, match="hồ sơ 01"):
        undo_change(changes_of(catalogue)[0], actor=lan)
    undo_change(changes_of(target)[0], actor=lan)
    perform(fresh(target), "submit", actor=lan, secrecy_declared=True)
    with pytest.raises(WorkflowError, match="Giai đoạn 2011–2020"):
        undo_change(changes_of(catalogue)[0], actor=lan)
    assert numbers(catalogue) == ["02", "03", "04"] and numbers(target) == ["03", "50", "01"]


def test_who_was_overtaken_looks_anew(as_user, lan, catalogue, target):
    seen = fresh(catalogue).version
    write_files(catalogue, actor=lan, added=[row("09", box_number="3")])
    answer = as_user(lan).submit(address(catalogue), {"target": target.pk, "version": seen}, page=address(catalogue))
    assert answer.status_code == 409 and numbers(target) == ["03", "50"]


def test_a_page_of_ticked_rows_moves_only_these(as_user, lan, catalogue, target):
    keys = f"file={catalogue.files.get(file_number='02').pk}&target={target.pk}"
    data = {"target": target.pk, "version": fresh(catalogue).version}
    as_user(lan).submit(address(catalogue, keys), data)
    assert numbers(catalogue) == ["01", "03", "04"] and numbers(target)[-1] == "02"
