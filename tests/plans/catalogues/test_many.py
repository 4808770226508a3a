"""Chosen files of a catalogue: none ticked means none; many are deleted or numbered anew at once and taken back."""

import pytest

from agencies.models import Event
from agencies.workflow import Overtaken, WorkflowError
from plans.catalogues.files import counted, totals_of, write_files
from plans.catalogues.numbering import Numbering, renumber
from plans.catalogues.removing import delete_files
from plans.catalogues.undoing import undo_change
from plans.models import Catalogue, CatalogueChange
from tests.helpers.catalogues import four_different_files, row

ACTIONS = ("hang-loat", "xoa", "danh-so", "chuyen")


@pytest.fixture
def catalogue(plan, lan):
    return four_different_files(plan, lan)


def address(one, action, query="pham_vi=tat-ca"):
    return f"/muc-luc/{one.pk}/ho-so/{action}/?{query}"


def numbers(one):
    return list(one.files.order_by("position").values_list("file_number", flat=True))


def fresh(one):
    return Catalogue.objects.get(pk=one.pk)


def last_change():
    return CatalogueChange.objects.order_by("-pk").first()


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("query", ["", "pham_vi=danh-dau", "box=1", "pham_vi=danh-dau&q=benh"])
def test_nothing_ticked_means_nothing(as_user, lan, catalogue, action, query):
    client = as_user(lan)
    answer = client.get(address(catalogue, action, query), follow=True)
    assert "Chưa đánh dấu hồ sơ nào" in answer.content.decode()
    client.submit(
        address(catalogue, action, query),
        {"version": catalogue.version, "dat-box": "9", "first": "50", "digits": "1"},
        page=f"/muc-luc/{catalogue.pk}/",
    )
    assert numbers(catalogue) == ["01", "02", "03", "04"] and not catalogue.files.filter(box_number="9").exists()


def test_lan_looks_at_what_goes_and_takes_it_back(as_user, lan, catalogue):
    client = as_user(lan)
    page = client.get(address(catalogue, "xoa", "pham_vi=tat-ca&box=2")).content.decode()
    assert "Xóa 2 hồ sơ" in page and "theo bộ lọc" in page and "Ảnh tư liệu" in page and "Công văn đi" not in page
    done = client.submit(address(catalogue, "xoa", "pham_vi=tat-ca&box=2"), {"version": catalogue.version}, follow=True)
    assert "Đã xóa 2 hồ sơ." in done.content.decode() and numbers(catalogue) == ["01", "02"]
    assert totals_of(fresh(catalogue)) == counted(catalogue)
    assert "xóa 2 hồ sơ trong" in Event.objects.about(catalogue).latest_first()[0].sentence
    undo_change(last_change(), actor=lan)
    assert numbers(catalogue) == ["01", "02", "03", "04"] and totals_of(fresh(catalogue)) == counted(catalogue)


def test_only_ticked_rows_go_and_foreign_ones_never(as_user, lan, binh, catalogue, plan):
    from plans.catalogues.services import create_catalogue

    own = create_catalogue(plan=plan, agency=binh.agency, actor=binh, name="Của Bình", fonds_name="Sở Xây dựng")
    keys = f"file={catalogue.files.get(file_number='02').pk}"
    as_user(binh).submit(address(own, "xoa", keys), {"version": own.version})
    assert catalogue.files.count() == 4
    as_user(lan).submit(address(catalogue, "xoa", keys), {"version": catalogue.version})
    assert numbers(catalogue) == ["01", "03", "04"]


@pytest.mark.parametrize("action, data", [("xoa", {}), ("danh-so", {"first": "10", "digits": "1"})])
def test_what_changed_since_the_look_is_shown_anew(as_user, lan, catalogue, action, data):
    seen = catalogue.version
    write_files(catalogue, actor=lan, added=[row("09", box_number="3")])
    answer = as_user(lan).submit(address(catalogue, action), {"version": seen} | data)
    assert answer.status_code == 409 and numbers(catalogue) == ["01", "02", "03", "04", "09"]
    with pytest.raises(Overtaken):
        delete_files(catalogue, catalogue.files.all(), actor=lan, expected_version=seen)


def test_numbers_go_on_through_all_boxes_or_begin_in_each(lan, catalogue):
    assert renumber(catalogue, catalogue.files.all(), Numbering(7, 3), actor=lan) == 4
    assert numbers(catalogue) == ["007", "008", "009", "010"]
    renumber(catalogue, catalogue.files.all(), Numbering(1, 1, by_box=True), actor=lan)
    assert numbers(catalogue) == ["1", "2", "1", "2"]
    undo_change(last_change(), actor=lan)
    assert numbers(catalogue) == ["007", "008", "009", "010"]


def test_files_of_a_box_change_places(lan, catalogue):
    first, second = catalogue.files.order_by("position")[:2]
    catalogue.files.filter(pk=first.pk).update(file_number="2")
    catalogue.files.filter(pk=second.pk).update(file_number="1")
    assert renumber(catalogue, catalogue.files.filter(box_number="1"), Numbering(), actor=lan) == 2
    assert numbers(catalogue)[:2] == ["1", "2"]


def test_a_number_that_another_file_has_stops_everything(lan, catalogue):
    only = catalogue.files.filter(file_number="01")
    with pytest.raises(WorkflowError, match="Trùng hộp số"):
        renumber(catalogue, only, Numbering(2, 2), actor=lan)
    assert numbers(catalogue) == ["01", "02", "03", "04"]


def test_right_numbers_stay_without_an_event(lan, catalogue):
    before = Event.objects.count()
    assert renumber(catalogue, catalogue.files.all(), Numbering(1, 2), actor=lan) == 0
    assert Event.objects.count() == before


def test_the_page_shows_old_and_new_numbers(as_user, lan, catalogue):
    client = as_user(lan)
    page = client.get(address(catalogue, "danh-so", "pham_vi=tat-ca&first=5&digits=3&by_box=on")).content.decode()
    assert "Sẽ đổi số của 4 hồ sơ" in page and "<b>005</b>" in page
    assert "<b>007</b>" not in page  # the second box begins anew
    data = {"version": catalogue.version, "first": "5", "digits": "3", "by_box": "on"}
    done = client.submit(address(catalogue, "danh-so"), data, follow=True).content.decode()
    assert "Đã đánh số lại 4 hồ sơ." in done and numbers(catalogue) == ["005", "006", "005", "006"]


@pytest.mark.parametrize("first", ["0", "-1", "abc", "9999999", ""])
def test_an_impossible_first_number_is_said(as_user, lan, catalogue, first):
    page = as_user(lan).get(address(catalogue, "danh-so", f"pham_vi=tat-ca&first={first}&digits=1")).content.decode()
    assert "error" in page and numbers(catalogue) == ["01", "02", "03", "04"]


@pytest.mark.parametrize("action", ["xoa", "danh-so"])
def test_what_was_handed_in_stays(as_user, lan, catalogue, action):
    Catalogue.objects.update(state="submitted")
    data = {"version": catalogue.version, "first": "9", "digits": "1"}
    as_user(lan).submit(address(catalogue, action), data, page="/muc-luc/")
    assert numbers(catalogue) == ["01", "02", "03", "04"]
