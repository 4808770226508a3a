"""Lan sets the same value on many files at once: first a look, then one event; never on what was handed in."""

import pytest

from agencies.models import Event
from agencies.workflow import Overtaken, WorkflowError
from plans.catalogues.bulk import change_files
from plans.catalogues.files import counted, totals_of
from plans.models import ArchivalFile, Catalogue
from tests.helpers.catalogues import four_different_files, row


def address(one, query="", reach="tat-ca"):
    return f"/muc-luc/{one.pk}/ho-so/hang-loat/?pham_vi={reach}&{query}"


def boxes(one):
    return list(one.files.order_by("position").values_list("box_number", flat=True))


@pytest.fixture
def catalogue(plan, lan):
    return four_different_files(plan, lan)


def test_lan_looks_first_and_then_writes(as_user, lan, catalogue):
    browser = as_user(lan)
    page = browser.get(address(catalogue, "box=1&dat-retention=50&xem=1")).content.decode()
    assert "Sẽ thay đổi 2 hồ sơ" in page and "Vĩnh viễn: 1 hồ sơ" in page and "<b>50 năm</b>: 2 hồ sơ" in page
    assert not catalogue.files.filter(retention_years=50).exists()
    sent = {"version": catalogue.version, "dat-retention": "50"}
    answer = browser.submit(address(catalogue, "box=1"), sent, follow=True)
    assert "Đã sửa 2 hồ sơ." in answer.content.decode()
    assert [f.retention_years for f in catalogue.files.order_by("position")] == [50, 50, 15, 0]
    event = Event.objects.about(catalogue).latest_first()[0]
    assert "đặt thời hạn bảo quản “50 năm” cho 2 hồ sơ" in event.sentence and event.actor == lan


def test_only_the_ticked_rows(as_user, lan, catalogue):
    keys = "&".join(f"file={file.pk}" for file in catalogue.files.filter(file_number__in=["02", "03"]))
    as_user(lan).submit(address(catalogue, keys), {"version": catalogue.version, "dat-box": "9", "dat-arranged": "yes"})
    assert boxes(catalogue) == ["1", "9", "9", "2"]
    assert catalogue.files.get(file_number="03").arranged


def test_a_number_taken_in_the_new_box_stops_everything(lan, catalogue):
    from plans.catalogues.files import write_files

    write_files(catalogue, actor=lan, added=[row("01", box_number="2")])
    before = boxes(catalogue)
    with pytest.raises(WorkflowError, match="Trùng hộp số"):
        change_files(catalogue, catalogue.files.all(), {"box_number": "7"}, actor=lan)
    assert boxes(catalogue) == before


def test_a_decision_is_taken_back_and_the_totals_follow(lan, catalogue):
    catalogue.files.update(decision="left_out", left_out_reason="duplicate")
    files = catalogue.files.filter(box_number="1")
    assert change_files(catalogue, files, {"condition": "damaged"}, actor=lan) == 2
    fresh = Catalogue.objects.get(pk=catalogue.pk)
    assert fresh.left_out_files == 2 and totals_of(fresh) == counted(fresh)
    assert set(files.values_list("decision", "left_out_reason")) == {("", "")}


def test_what_does_not_change_leaves_no_event(lan, catalogue):
    before = Event.objects.count()
    assert change_files(catalogue, catalogue.files.filter(file_number="01"), {"retention_years": 0}, actor=lan) == 0
    assert Event.objects.count() == before


def test_an_old_look_is_not_written(lan, catalogue):
    old = catalogue.version
    change_files(catalogue, catalogue.files.all(), {"priority": "reused"}, actor=lan)
    with pytest.raises(Overtaken):
        change_files(catalogue, catalogue.files.all(), {"priority": ""}, actor=lan, expected_version=old)


def test_nothing_chosen_is_said(as_user, lan, catalogue):
    assert "Chọn ít nhất một giá trị" in as_user(lan).get(address(catalogue, "xem=1")).content.decode()


def test_what_was_handed_in_stays(as_user, lan, minh, binh, catalogue):
    data = {"version": catalogue.version, "dat-priority": "reused"}
    assert as_user(binh).submit(address(catalogue), data).status_code == 404
    assert as_user(minh).submit(address(catalogue), data).status_code == 403
    Catalogue.objects.update(state="submitted")
    answer = as_user(lan).submit(address(catalogue), data, follow=True).content.decode()
    assert "không sửa được nữa" in answer and not ArchivalFile.objects.filter(priority="reused").exists()


def test_a_foreign_row_is_never_reached(as_user, binh, lan, catalogue, plan):
    from plans.catalogues.services import create_catalogue

    own = create_catalogue(plan=plan, agency=binh.agency, actor=binh, name="Của Bình", fonds_name="Sở Xây dựng")
    foreign = catalogue.files.first()
    as_user(binh).submit(address(own, f"file={foreign.pk}"), {"version": own.version, "dat-box": "66"})
    foreign.refresh_from_db()
    assert foreign.box_number == "1"


@pytest.mark.engine
@pytest.mark.parametrize("check", ["unarranged", "duplicate", "any"])
def test_what_needs_a_second_look_is_mended_at_once(as_user, lan, catalogue, check):
    twin = catalogue.files.get(file_number="02")
    catalogue.files.filter(file_number__in=["02", "03"]).update(
        title_key=twin.title_key, start_date="1999", end_date="1999", arranged=False
    )
    browser, where = as_user(lan), address(catalogue, f"box=2&check={check}&retention=other")
    page = browser.get(f"{where}&dat-box=9&xem=1").content.decode()
    assert "Sẽ thay đổi 1 hồ sơ" in page and "2: 1 hồ sơ" in page
    browser.submit(where, {"version": catalogue.version, "dat-box": "9"})
    assert boxes(catalogue) == ["1", "1", "9", "2"]
