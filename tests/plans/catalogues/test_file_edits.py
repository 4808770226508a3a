"""Lan changes files page by page or one by one; what a colleague wrote meanwhile is shown, never lost."""

import pytest

from agencies.workflow import Overtaken
from plans.catalogues.bulk import change_files
from plans.catalogues.file_history import mark_of, values_of
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue
from tests.helpers.catalogues import row
from tests.helpers.grids import TYPED, grid, page_of, shown, shown_in


def test_what_is_shown_is_what_is_stored(as_user, lan, catalogue):
    odd = row(
        "02",
        end_date="",
        sheet_count=0,
        page_count=0,
        condition="damaged",
        priority="at_risk",
        arranged=False,
        digitized_before=True,
        retention_years=15,
    )
    write_files(catalogue, actor=lan, added=[row("01"), odd])
    browser, path = as_user(lan), f"/muc-luc/{catalogue.pk}/ho-so/sua/"
    before = list(ArchivalFile.objects.order_by("pk").values())
    page = page_of(browser.submit(path, shown(browser, path), follow=True))
    assert "Không có gì thay đổi." in page
    assert list(ArchivalFile.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("said", ["0", "1", "9"])
def test_how_many_rows_are_known_is_not_what_the_browser_says(as_user, lan, catalogue, said):
    write_files(catalogue, actor=lan, added=[row("01"), row("02")])
    browser, path = as_user(lan), f"/muc-luc/{catalogue.pk}/ho-so/sua/"
    data = shown(browser, path) | {"form-INITIAL_FORMS": said, "form-0-page_count": "300"}
    page = page_of(browser.submit(path, data, follow=True))
    assert "Đã sửa 1 hồ sơ trong Mục lục." in page
    catalogue.refresh_from_db()
    assert (catalogue.file_count, catalogue.page_count) == (2, 400)


def test_rows_are_changed_and_removed_page_by_page(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row(f"{n:03}") for n in range(1, 56)])
    browser, path = as_user(lan), f"/muc-luc/{catalogue.pk}/ho-so/sua/?page=2"
    data = shown(browser, path)
    assert data["form-0-file_number"] == ["051"] and data["form-TOTAL_FORMS"] == ["5"]
    data |= {"form-0-page_count": "300", "form-1-DELETE": "on"}
    page = page_of(browser.submit(path, data, follow=True))
    assert "Đã sửa 1 hồ sơ, xóa 1 hồ sơ trong Mục lục." in page
    catalogue.refresh_from_db()
    assert (catalogue.file_count, catalogue.page_count) == (54, 5400 + 200)
    assert not catalogue.files.filter(file_number="052").exists()


@pytest.fixture
def opened(as_user, lan, catalogue):
    """Lan's page of two rows as she opened it: (her browser, its address, what it would post)."""
    write_files(catalogue, actor=lan, added=[row("01"), row("02")])
    browser, path = as_user(lan), f"/muc-luc/{catalogue.pk}/ho-so/sua/"
    return browser, path, shown(browser, path)


def pages_of(catalogue):
    return dict(catalogue.files.values_list("file_number", "page_count"))


def test_a_colleagues_change_is_shown_before_it_is_overwritten(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, changed=[(catalogue.files.first(), row("01", page_count=111))])
    answer = browser.submit(path, data | {"form-0-page_count": "300"})
    assert f"{nam} vừa sửa hồ sơ này: Trang A4 đang là “111”" in page_of(answer)
    assert 'value="300"' in page_of(answer) and pages_of(catalogue) == {"01": 111, "02": 100}
    again = shown_in(answer)
    assert "Đã sửa 1 hồ sơ" in page_of(browser.submit(path, again, follow=True))
    assert pages_of(catalogue) == {"01": 300, "02": 100}


def test_two_people_on_different_rows_of_a_page_do_not_disturb_each_other(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, changed=[(catalogue.files.first(), row("01", page_count=111))])
    page = page_of(browser.submit(path, data | {"form-1-page_count": "300"}, follow=True))
    assert "Đã sửa 1 hồ sơ" in page and pages_of(catalogue) == {"01": 111, "02": 300}


def test_a_mistake_elsewhere_does_not_make_a_colleagues_change_forgotten(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, changed=[(catalogue.files.first(), row("01", page_count=111))])
    answer = browser.submit(path, data | {"form-0-page_count": "300", "form-0-start_date": "13/2008"})
    assert "vừa sửa hồ sơ này" not in page_of(answer)
    answer = browser.submit(path, shown_in(answer) | {"form-0-start_date": "2008"})
    assert "vừa sửa hồ sơ này" in page_of(answer) and pages_of(catalogue)["01"] == 111


def test_a_row_that_a_colleague_removed_moves_no_other_row(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, removed=[catalogue.files.first()])
    browser.submit(path, data | {"form-1-page_count": "300"})
    assert pages_of(catalogue) == {"02": 300}


def test_a_row_removed_by_a_colleague_is_entered_again_only_when_asked_twice(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, removed=[catalogue.files.first()])
    answer = browser.submit(path, data | {"form-0-page_count": "300"})
    assert "vừa bị xóa khỏi Mục lục" in page_of(answer) and pages_of(catalogue) == {"02": 100}
    browser.submit(path, shown_in(answer))
    assert pages_of(catalogue) == {"01": 300, "02": 100}


def test_a_row_that_a_colleague_changed_is_dropped_only_when_asked_twice(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, changed=[(catalogue.files.first(), row("01", page_count=111))])
    answer = browser.submit(path, data | {"form-0-DELETE": "on"})
    assert "Lưu lần nữa nếu vẫn bỏ hồ sơ" in page_of(answer) and pages_of(catalogue)["01"] == 111
    browser.submit(path, shown_in(answer) | {"form-0-DELETE": "on"})
    assert pages_of(catalogue) == {"02": 100}


def test_two_people_at_one_file_the_later_is_told(as_user, lan, nam, catalogue):
    write_files(catalogue, actor=lan, added=[row("01")])
    browser, path = as_user(lan), f"/muc-luc/ho-so/{catalogue.files.get().pk}/sua/"
    data = shown(browser, path)
    as_user(nam).submit(path, shown(as_user(nam), path) | {"page_count": "111"})
    answer = browser.submit(path, data | {"page_count": "300"})
    assert f"{nam} vừa sửa hồ sơ này: Trang A4 đang là “111”" in page_of(answer)
    assert pages_of(catalogue) == {"01": 111}
    browser.submit(path, shown_in(answer))
    assert pages_of(catalogue) == {"01": 300}


def test_a_change_between_the_check_and_the_writing_is_refused(lan, nam, catalogue):
    write_files(catalogue, actor=lan, added=[row("01")])
    file = catalogue.files.get()
    seen = {file.pk: mark_of(values_of(file))}
    write_files(catalogue, actor=nam, changed=[(catalogue.files.get(), row("01", page_count=111))])
    with pytest.raises(Overtaken):
        write_files(catalogue, actor=lan, changed=[(file, row("01", page_count=300))], seen=seen)
    assert pages_of(catalogue) == {"01": 111}


def test_rows_of_another_catalogue_cannot_be_named(as_user, lan, binh, catalogue, plan):
    write_files(catalogue, actor=lan, added=[row("01")])
    theirs = create_catalogue(plan=plan, agency=binh.agency, actor=binh, name="Của Bình", fonds_name="Sở Xây dựng")
    write_files(theirs, actor=binh, added=[row("07", title="Hồ sơ của Bình")])
    browser, path = as_user(lan), f"/muc-luc/{catalogue.pk}/ho-so/sua/"
    data = shown(browser, path) | {"form-0-file": theirs.files.get().pk, "form-0-title": "Bị đổi"}
    browser.submit(path, data)
    assert theirs.files.get().title == "Hồ sơ của Bình"


def test_one_file_is_changed_and_removed(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("01"), row("02")])
    browser, file = as_user(lan), catalogue.files.get(file_number="01")
    page = page_of(browser.submit(f"/muc-luc/ho-so/{file.pk}/sua/", TYPED | {"file_number": "02"}))
    assert "Trùng hộp số và hồ sơ số" in page
    browser.submit(f"/muc-luc/ho-so/{file.pk}/sua/", TYPED | {"title": "Hồ sơ đã đổi tên"})
    file.refresh_from_db()
    assert (file.title, file.page_count, file.search_text) == ("Hồ sơ đã đổi tên", 1250, "ho so da doi ten")
    browser.submit(f"/muc-luc/ho-so/{file.pk}/xoa/")
    catalogue.refresh_from_db()
    assert (catalogue.file_count, catalogue.page_count) == (1, 100)


def test_lan_reads_in_the_history_of_a_file_who_changed_what(as_user, lan, nam, catalogue):
    write_files(catalogue, actor=lan, added=[row("01"), row("02")])
    first, second = catalogue.files.all()
    write_files(catalogue, actor=nam, changed=[(first, row("01", page_count=111, arranged=False))])
    change_files(catalogue, catalogue.files.all(), {"retention_years": 20}, actor=lan)
    page = page_of(as_user(lan).get(f"/muc-luc/ho-so/{first.pk}/"))
    assert f"<b>{nam}</b>" in page and "sửa Trang A4: “100” → “111”; Đã chỉnh lý: “Có” → “Không”" in page
    assert "sửa Thời hạn bảo quản: “Vĩnh viễn” → “20 năm”" in page
    assert "“111”" not in page_of(as_user(lan).get(f"/muc-luc/ho-so/{second.pk}/")).split("Lịch sử hồ sơ")[1]


def test_the_work_on_an_agencys_own_desk_stays_there(as_user, lan, binh, hoa, catalogue):
    write_files(catalogue, actor=lan, added=[row("01")])
    file = catalogue.files.get()
    write_files(catalogue, actor=lan, changed=[(file, row("01", title="Tên trước khi trình"))])
    where = f"/muc-luc/ho-so/{file.pk}/"
    assert [as_user(each).get(where).status_code for each in (binh, hoa)] == [404, 404]
    Catalogue.objects.update(state="submitted", submitted_at="2025-06-10T00:00Z")
    page = page_of(as_user(hoa).get(where))
    assert "Tên trước khi trình" in page and "Lịch sử hồ sơ" not in page and "Sửa hồ sơ" not in page


def test_a_file_of_a_submitted_catalogue_is_not_changed_by_any_road(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("01")])
    file, browser = catalogue.files.get(), as_user(lan)
    data = shown(browser, f"/muc-luc/ho-so/{file.pk}/sua/") | {"page_count": "999"}
    rows = shown(browser, f"/muc-luc/{catalogue.pk}/ho-so/sua/") | {"form-0-page_count": "999"}
    Catalogue.objects.update(state="submitted", submitted_at="2025-06-10T00:00Z")
    for path, sent in (
        (f"/muc-luc/ho-so/{file.pk}/sua/", data),
        (f"/muc-luc/ho-so/{file.pk}/xoa/", {}),
        (f"/muc-luc/{catalogue.pk}/ho-so/sua/", rows),
        (f"/muc-luc/{catalogue.pk}/ho-so/nhap/", grid(TYPED)),
        (f"/muc-luc/{catalogue.pk}/ho-so/hang-loat/?pham_vi=tat-ca", {"dat-arranged": "no"}),
    ):
        assert "đã trình nên không sửa được" in page_of(browser.submit(path, sent, follow=True))
    assert list(catalogue.files.values_list("page_count", "arranged")) == [(100, True)]


def test_after_an_edit_lan_is_back_at_the_row_in_her_filtered_list(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("01"), row("02")])
    file, browser = catalogue.files.get(file_number="02"), as_user(lan)
    assert f"/muc-luc/ho-so/{file.pk}/sua/?box=1&amp;sort=pages" in page_of(
        browser.get(f"/muc-luc/{catalogue.pk}/?box=1&sort=pages")
    )
    where = f"/muc-luc/ho-so/{file.pk}/sua/?box=1&sort=pages"
    answer = browser.submit(where, shown(browser, where) | {"page_count": "300"})
    assert answer["Location"] == f"/muc-luc/{catalogue.pk}/?box=1&sort=pages#hs-{file.pk}"
