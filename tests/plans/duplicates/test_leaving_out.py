"""From the page of duplicates Hoa leaves the superfluous files out in one go; the agency reads why."""

import pytest

from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.catalogues.files import recount
from plans.duplicates.search import Scope
from plans.models import Catalogue, DuplicateGroup
from tests.helpers import factories as make
from tests.helpers.duplicate_files import a_file, search, waiting


@pytest.fixture
def syt(agencies):
    return waiting(agencies["SYT"], "Sổ 1")


def leave_out(browser, group, files, **scope):
    data = {"file": [file.pk for file in files]} | scope
    return browser.submit(f"/trung-lap/{group.pk}/loai/", data, follow=True).content.decode()


def gone(catalogue):
    return list(catalogue.files.filter(decision="left_out").values_list("file_number", "left_out_reason"))


def test_the_superfluous_file_is_ticked_and_left_out_in_one_go(as_user, hoa, lan, syt):
    [group] = search(Scope(), hoa)
    browser, second = as_user(hoa), syt.files.get(file_number="02")
    page = browser.get("/trung-lap/").content.decode()
    groups = page[: page.index('class="list-choice"')]
    assert groups.count('name="file"') == 2 and groups.count(" checked") == 1
    assert "Loại hồ sơ đánh dấu (trùng)" in page
    page = leave_out(browser, group, [second])
    assert "Đã loại 1 hồ sơ trùng khỏi diện số hóa." in page and "đã loại khỏi diện số hóa" in page
    assert gone(syt) == [("02", "duplicate")]
    group.refresh_from_db()
    assert group.verdict == "handled"
    page = as_user(lan).get(f"/muc-luc/{syt.pk}/").content.decode()
    assert "Trùng với hồ sơ số 01 trong Mục lục “Sổ 1” (phông Sở Y tế)." in page
    assert "Bản giữ lại: hồ sơ số 01 trong Mục lục “Sổ 1” (phông Sở Y tế), đang chờ thẩm định." in page
    syt.refresh_from_db()
    assert (syt.left_out_files, syt.left_out_pages) == (1, 99) and not recount(syt)


def test_one_file_of_the_group_is_always_kept(as_user, hoa, syt):
    [group] = search(Scope(), hoa)
    assert "Giữ lại ít nhất một hồ sơ của nhóm" in leave_out(as_user(hoa), group, syt.files.all())
    assert "Đánh dấu ít nhất một hồ sơ" in leave_out(as_user(hoa), group, [])
    assert gone(syt) == [] and DuplicateGroup.objects.get().verdict == ""


def test_another_agencys_file_is_not_named_to_the_agency(as_user, hoa, lan, agencies, syt):
    syt.files.last().delete()
    theirs = waiting(agencies["SXD"], "Sổ của Sở Xây dựng", files=1)
    [group] = search(Scope(), hoa)
    leave_out(as_user(hoa), group, syt.files.all())
    page = as_user(lan).get(f"/muc-luc/{syt.pk}/").content.decode()
    assert "Trùng với một hồ sơ của cơ quan khác" in page and "Sở Xây dựng" not in page
    assert gone(syt) and not gone(theirs)


def test_what_cannot_be_left_out_is_named_and_the_rest_is_done(as_user, hoa, agencies, syt):
    """One file was accepted already, one lies in a catalogue that is appraised: the third is left out."""
    third = a_file(syt, pages=98)
    a_file(syt, pages=97)
    done = waiting(agencies["SYT"], "Sổ 2", files=1)
    Catalogue.objects.filter(pk=done.pk).update(state="appraised")
    decide(syt, "accept", syt.files.filter(file_number="02"), actor=hoa)
    [group] = search(Scope(), hoa)
    chosen = [*syt.files.filter(file_number__in=["02", "03"]), *done.files.all()]
    page = leave_out(as_user(hoa), group, chosen)
    assert "Đã loại 1 hồ sơ trùng" in page and "hồ sơ 02: đang là “Chấp nhận”" in page
    assert "không còn chờ thẩm định" in page
    third.refresh_from_db()
    assert third.decision == "left_out" and DuplicateGroup.objects.get().verdict == ""


@pytest.mark.parametrize(("name", "status"), [("lan", 403), ("mai", 403), ("tuan", 403), ("quy", 403)])
def test_only_the_appraiser_leaves_out(as_user, hoa, cast, syt, name, status):
    [group] = search(Scope(), hoa)
    browser = as_user(cast(name))
    assert "Loại hồ sơ đánh dấu" not in browser.get("/trung-lap/").content.decode()
    assert browser.submit(f"/trung-lap/{group.pk}/loai/", {"file": syt.files.last().pk}).status_code == status
    assert gone(syt) == []


def test_who_handed_it_in_is_refused_with_the_reason(as_user, hoa, lan, agencies):
    catalogue = make.a_catalogue(agencies["SYT"], name="Của Lan")
    a_file(catalogue), a_file(catalogue, pages=99)
    recount(catalogue)
    perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    [group] = search(Scope(), hoa)
    lan.agency, lan.duty = hoa.agency, hoa.duty
    lan.save()
    page = leave_out(as_user(lan), group, [catalogue.files.last()])
    assert "Người trình không được tự quyết định" in page and gone(catalogue) == []
