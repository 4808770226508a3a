"""Lan types files into the grid, changes them page by page, removes one; totals follow in the same moment."""

import pytest

from agencies.models import Event
from agencies.workflow import Overtaken, WorkflowError
from plans.catalogues.changes import Changes
from plans.catalogues.file_forms import FileForm
from plans.catalogues.files import counted, recount, totals_of, write_files
from plans.models import ArchivalFile, Catalogue
from tests.helpers.catalogues import row
from tests.helpers.grids import TYPED, grid, page_of


def test_lan_types_two_files_and_leaves_eight_rows_empty(as_user, lan, catalogue):
    data = grid(TYPED, TYPED | {"file_number": "02", "page_count": "90"}, empty=8)
    page = page_of(as_user(lan).submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data, follow=True))
    assert "Đã thêm 2 hồ sơ trong Mục lục." in page and "1.340 trang A4 quy đổi" in page
    file = catalogue.files.first()
    assert (file.page_count, file.start_date, file.retention_years, file.position) == (1250, "2008-03", 20, 1)
    catalogue.refresh_from_db()
    assert (catalogue.file_count, catalogue.sheet_count, catalogue.page_count) == (2, 120, 1340)
    event = Event.objects.about(catalogue).latest_first()[0]
    assert event.sentence.startswith("thêm 2 hồ sơ") and event.after["page_count"] == 1340


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"page_count": "1,250"}, "Dòng 1, cột Trang A4: Dấu phẩy là dấu thập phân"),
        ({"page_count": "1.25"}, "Dòng 1, cột Trang A4: Nhập một số nguyên"),
        ({"page_count": "0"}, "ít nhất một trang"),
        ({"start_date": "31/02/2008"}, "Dòng 1, cột Bắt đầu"),
        ({"start_date": "2030"}, "Dòng 1, cột Bắt đầu"),
        ({"end_date": "2007"}, "Dòng 1, cột Kết thúc: Kết thúc trước khi bắt đầu"),
        ({"retention_years": "Tạm thời"}, "cơ quan phải xác định lại"),
        ({"retention_years": "71"}, "Dòng 1, cột Thời hạn bảo quản"),
        ({"title": "x" * 1001}, "rút gọn còn tối đa 1.000 ký tự"),
        ({"title": "Phương án (Mật)"}, "dấu hiệu bí mật nhà nước"),
        ({"file_number": ""}, "Dòng 1, cột Hồ sơ số"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_with_its_place(as_user, lan, catalogue, change, sentence):
    page = page_of(as_user(lan).submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", grid(TYPED | change, empty=2)))
    assert sentence in page
    assert not ArchivalFile.objects.exists()


def test_old_files_are_dated_in_part():
    form = FileForm(TYPED | {"start_date": "00/03/2008", "end_date": "khoảng 2008"})
    assert form.errors["end_date"] and 'value="khoảng 2008"' in str(form["end_date"])
    assert form.cleaned_data["start_date"] == "2008-03"
    assert 'value="3/2008"' in str(FileForm(file=ArchivalFile(start_date="2008-03"))["start_date"])
    assert FileForm(TYPED | {"start_date": "13/2008"}).errors["start_date"]


def test_the_same_number_twice_in_the_grid_or_in_the_catalogue(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("09")])
    data = grid(TYPED, TYPED, TYPED | {"file_number": "09"})
    page = page_of(as_user(lan).submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data))
    assert "Trùng hộp số và hồ sơ số với dòng 1" in page and "với một hồ sơ đã có trong Mục lục" in page
    assert ArchivalFile.objects.count() == 1


def test_a_number_used_twice_is_named_even_where_rows_have_other_mistakes(as_user, lan, catalogue):
    empty = {"arranged": "Có", "digitized_before": "Không", "condition": "Bình thường"}
    data = grid(TYPED, empty, TYPED | {"page_count": "abc", "start_date": "2008", "end_date": "2007"})
    page = page_of(as_user(lan).submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data))
    assert "Dòng 3, cột Hồ sơ số: Trùng hộp số và hồ sơ số với dòng 1 của bảng này." in page
    assert "Dòng 3, cột Kết thúc" in page and "Dòng 3, cột Trang A4" in page


def test_more_empty_rows_without_javascript_keep_what_was_typed(as_user, lan, catalogue):
    data = grid(TYPED | {"page_count": "chưa rõ"}, empty=1, add_rows="1")
    page = page_of(as_user(lan).submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data))
    assert 'name="form-11-title"' in page and 'value="chưa rõ"' in page
    assert "Cần sửa" not in page and not ArchivalFile.objects.exists()


def test_unlikely_figures_are_saved_with_a_warning(as_user, lan, catalogue):
    data = grid(TYPED | {"sheet_count": "5"})
    page = page_of(as_user(lan).submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data, follow=True))
    assert "mỗi tờ tối đa 2 trang" in page and ArchivalFile.objects.count() == 1


def test_totals_always_equal_the_rows(lan, catalogue):
    write_files(catalogue, actor=lan, added=[row(f"{n}", page_count=n, page_count_a0=1) for n in range(1, 8)])
    write_files(catalogue, actor=lan, removed=[catalogue.files.first()])
    catalogue.refresh_from_db()
    assert totals_of(catalogue) == counted(catalogue)
    assert catalogue.page_count_a0 == 6 and recount(catalogue) is False


def test_a_broken_total_is_found_and_mended(lan, catalogue):
    from django.core.management import call_command

    write_files(catalogue, actor=lan, added=[row("01")])
    Catalogue.objects.update(page_count=999)
    call_command("recount", verbosity=0)
    assert Catalogue.objects.get().page_count == 100


def test_nothing_is_written_when_a_number_is_taken_meanwhile(lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("01")])
    with pytest.raises(WorkflowError, match="Trùng hộp số"):
        write_files(catalogue, actor=lan, added=[row("02"), row("01")])
    catalogue.refresh_from_db()
    assert catalogue.file_count == ArchivalFile.objects.count() == 1


@pytest.mark.parametrize("name", ["minh", "hoa", "binh", "mai", "quy"])
def test_only_clerks_of_the_agency_change_rows(cast, catalogue, name):
    with pytest.raises(WorkflowError, match="Chỉ cán bộ"):
        write_files(catalogue, actor=cast(name), added=[row("01")])
    assert not ArchivalFile.objects.exists()


def test_a_change_and_a_hand_in_at_once_never_mix(lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("01")])
    seen = Catalogue.objects.get().version
    write_files(catalogue, actor=lan, added=[row("02")])
    from agencies.workflow import perform

    with pytest.raises(Overtaken):
        perform(catalogue, "submit", actor=lan, expected_version=seen, secrecy_declared=True)


def test_changes_are_counted_in_words():
    assert str(Changes(1200, 3, 1)) == "thêm 1.200 hồ sơ, sửa 3 hồ sơ, xóa 1 hồ sơ"
    assert not Changes()


def test_a_stashed_or_autosaved_form_never_holds_a_secret(as_user, lan, catalogue):
    from agencies.models import FormDraft

    browser = as_user(lan)
    answer = browser.post("/nhap/muc-luc", {"form-0-title": "Kho đạn (Mật)"})
    assert answer.status_code == 400 and not FormDraft.objects.exists()
    assert browser.post("/nhap/muc-luc", {"form-0-title": "Kho thuốc"}).status_code == 200


def test_an_expired_login_loses_no_row(as_user, lan, catalogue, client):
    import re

    browser, path = as_user(lan), f"/muc-luc/{catalogue.pk}/ho-so/nhap/"
    owner = re.search(r'name="_owner" value="([^"]+)"', page_of(browser.get(path)))[1]
    browser.logout()
    browser.submit(path, grid(TYPED, empty=2, _owner=owner))
    browser.submit("/dang-nhap/", {"username": "lan", "password": "ho-so-luu-tru-2025"})
    page = page_of(browser.get(path))
    assert 'value="Hồ sơ khám chữa bệnh"' in page and 'value="1.250"' in page
    assert not ArchivalFile.objects.exists()
