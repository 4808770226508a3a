"""Lan types files into the grid, changes them page by page, removes one; totals follow in the same moment."""

import pytest

from agencies.models import Event
from agencies.workflow import Overtaken, WorkflowError
from plans.forms.files import FileForm
from plans.models import ArchivalFile, Catalogue
from plans.services.bulk import change_files
from plans.services.catalogues import create_catalogue
from plans.services.file_history import mark_of, values_of
from plans.services.files import Changes, counted, recount, totals_of, write_files
from tests.test_catalogue import row

TYPED = {
    "box_number": "1", "file_number": "01", "title": "Hồ sơ khám chữa bệnh", "start_date": "3/2008",
    "sheet_count": "60", "end_date": "", "retention_years": "20 năm", "page_count": "1.250",
    "arranged": "Có", "digitized_before": "Không", "condition": "Bình thường",
}  # fmt: skip


@pytest.fixture
def catalogue(plan, lan):
    return create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")


def grid(*rows, initial=0, empty=0, **extra):
    """What the browser posts: rows of the grid, and empty ones with their selects as drawn."""
    blank = {"arranged": "Có", "digitized_before": "Không", "condition": "Bình thường"}
    data = {"form-TOTAL_FORMS": len(rows) + empty, "form-INITIAL_FORMS": initial} | extra
    for number, each in enumerate([*rows, *[blank] * empty]):
        data |= {f"form-{number}-{name}": value for name, value in each.items()}
    return data


def page_of(answer):
    return answer.content.decode()


def test_lan_types_two_files_and_leaves_eight_rows_empty(as_user, lan, catalogue):
    data = grid(TYPED, TYPED | {"file_number": "02", "page_count": "90"}, empty=8)
    page = page_of(as_user(lan).post(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data, follow=True))
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
        ({"page_count": ""}, "Dòng 1, cột Trang A4: Chưa nhập"),
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
    page = page_of(as_user(lan).post(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", grid(TYPED | change, empty=2)))
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
    page = page_of(as_user(lan).post(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data))
    assert "Trùng hộp số và hồ sơ số với dòng 1" in page and "với một hồ sơ đã có trong Mục lục" in page
    assert ArchivalFile.objects.count() == 1


def test_a_number_is_told_twice_even_where_rows_have_other_mistakes(as_user, lan, catalogue):
    empty = {"arranged": "Có", "digitized_before": "Không", "condition": "Bình thường"}
    data = grid(TYPED, empty, TYPED | {"page_count": "abc", "start_date": "2008", "end_date": "2007"})
    page = page_of(as_user(lan).post(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data))
    assert "Dòng 3, cột Hồ sơ số: Trùng hộp số và hồ sơ số với dòng 1 của bảng này." in page
    assert "Dòng 3, cột Kết thúc" in page and "Dòng 3, cột Trang A4" in page


def test_more_empty_rows_without_javascript_keep_what_was_typed(as_user, lan, catalogue):
    data = grid(TYPED | {"page_count": "chưa rõ"}, empty=1, add_rows="1")
    page = page_of(as_user(lan).post(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data))
    assert 'name="form-11-title"' in page and 'value="chưa rõ"' in page
    assert "Cần sửa" not in page and not ArchivalFile.objects.exists()


def test_unlikely_figures_are_saved_with_a_warning(as_user, lan, catalogue):
    data = grid(TYPED | {"sheet_count": "5"})
    page = page_of(as_user(lan).post(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data, follow=True))
    assert "mỗi tờ tối đa 2 trang" in page and ArchivalFile.objects.count() == 1


def shown(browser, path):
    return shown_in(browser.get(path))


def shown_in(answer):
    """The form as drawn: {field name: value} of every input, as the browser would post it back."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.data, self.select, self.area, self.inside_template = {}, None, None, False

        def handle_starttag(self, tag, attrs):
            attrs = dict(attrs)
            if tag == "template":
                self.inside_template = True
            if self.inside_template:
                return
            if tag == "input" and attrs.get("type") not in ("checkbox", "search") and "name" in attrs:
                self.data.setdefault(attrs["name"], []).append(attrs.get("value", ""))
            if tag == "select":
                self.select = attrs["name"]
            if tag == "option" and ("selected" in attrs or self.select not in self.data):
                self.data[self.select] = [attrs["value"]]

            if tag == "textarea":
                self.area = attrs["name"]

        def handle_data(self, text):
            if self.area:
                self.data[self.area], self.area = [text.removeprefix("\n")], None

        def handle_endtag(self, tag):
            if tag == "template":
                self.inside_template = False

    reader = Reader()
    reader.feed(page_of(answer))
    return reader.data


def test_what_is_shown_is_what_is_stored(as_user, lan, catalogue):
    odd = row("02", end_date="", sheet_count=0, page_count=0, condition="damaged", priority="at_risk", arranged=False,
              digitized_before=True, retention_years=15)  # fmt: skip
    write_files(catalogue, actor=lan, added=[row("01"), odd])
    browser, path = as_user(lan), f"/muc-luc/{catalogue.pk}/ho-so/sua/"
    before = list(ArchivalFile.objects.order_by("pk").values())
    page = page_of(browser.post(path, shown(browser, path), follow=True))
    assert "Không có gì thay đổi." in page
    assert list(ArchivalFile.objects.order_by("pk").values()) == before


def test_rows_are_changed_and_removed_page_by_page(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row(f"{n:03}") for n in range(1, 56)])
    browser, path = as_user(lan), f"/muc-luc/{catalogue.pk}/ho-so/sua/?page=2"
    data = shown(browser, path)
    assert data["form-0-file_number"] == ["051"] and data["form-TOTAL_FORMS"] == ["5"]
    data |= {"form-0-page_count": "300", "form-1-DELETE": "on"}
    page = page_of(browser.post(path, data, follow=True))
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


def test_a_colleagues_change_is_told_before_it_is_overwritten(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, changed=[(catalogue.files.first(), row("01", page_count=111))])
    answer = browser.post(path, data | {"form-0-page_count": "300"})
    assert f"{nam} vừa sửa hồ sơ này: Trang A4 đang là “111”" in page_of(answer)
    assert 'value="300"' in page_of(answer) and pages_of(catalogue) == {"01": 111, "02": 100}
    again = shown_in(answer)
    assert "Đã sửa 1 hồ sơ" in page_of(browser.post(path, again, follow=True))
    assert pages_of(catalogue) == {"01": 300, "02": 100}


def test_two_people_on_different_rows_of_a_page_do_not_disturb_each_other(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, changed=[(catalogue.files.first(), row("01", page_count=111))])
    page = page_of(browser.post(path, data | {"form-1-page_count": "300"}, follow=True))
    assert "Đã sửa 1 hồ sơ" in page and pages_of(catalogue) == {"01": 111, "02": 300}


def test_a_mistake_elsewhere_does_not_make_a_colleagues_change_forgotten(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, changed=[(catalogue.files.first(), row("01", page_count=111))])
    answer = browser.post(path, data | {"form-0-page_count": "300", "form-0-start_date": "13/2008"})
    assert "vừa sửa hồ sơ này" not in page_of(answer)
    answer = browser.post(path, shown_in(answer) | {"form-0-start_date": "2008"})
    assert "vừa sửa hồ sơ này" in page_of(answer) and pages_of(catalogue)["01"] == 111


def test_a_row_that_a_colleague_removed_moves_no_other_row(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, removed=[catalogue.files.first()])
    browser.post(path, data | {"form-1-page_count": "300"})
    assert pages_of(catalogue) == {"02": 300}


def test_a_row_removed_by_a_colleague_is_entered_again_only_when_asked_twice(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, removed=[catalogue.files.first()])
    answer = browser.post(path, data | {"form-0-page_count": "300"})
    assert "vừa bị xóa khỏi Mục lục" in page_of(answer) and pages_of(catalogue) == {"02": 100}
    browser.post(path, shown_in(answer))
    assert pages_of(catalogue) == {"01": 300, "02": 100}


def test_a_row_that_a_colleague_changed_is_dropped_only_when_asked_twice(nam, catalogue, opened):
    browser, path, data = opened
    write_files(catalogue, actor=nam, changed=[(catalogue.files.first(), row("01", page_count=111))])
    answer = browser.post(path, data | {"form-0-DELETE": "on"})
    assert "Lưu lần nữa nếu vẫn bỏ hồ sơ" in page_of(answer) and pages_of(catalogue)["01"] == 111
    browser.post(path, shown_in(answer) | {"form-0-DELETE": "on"})
    assert pages_of(catalogue) == {"02": 100}


def test_two_people_at_one_file_the_later_is_told(as_user, lan, nam, catalogue):
    write_files(catalogue, actor=lan, added=[row("01")])
    browser, path = as_user(lan), f"/muc-luc/ho-so/{catalogue.files.get().pk}/sua/"
    data = shown(browser, path)
    as_user(nam).post(path, shown(as_user(nam), path) | {"page_count": "111"})
    answer = browser.post(path, data | {"page_count": "300"})
    assert f"{nam} vừa sửa hồ sơ này: Trang A4 đang là “111”" in page_of(answer)
    assert pages_of(catalogue) == {"01": 111}
    browser.post(path, shown_in(answer))
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
    browser.post(path, data)
    assert theirs.files.get().title == "Hồ sơ của Bình"


def test_one_file_is_changed_and_removed(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("01"), row("02")])
    browser, file = as_user(lan), catalogue.files.get(file_number="01")
    page = page_of(browser.post(f"/muc-luc/ho-so/{file.pk}/sua/", TYPED | {"file_number": "02"}))
    assert "Trùng hộp số và hồ sơ số" in page
    browser.post(f"/muc-luc/ho-so/{file.pk}/sua/", TYPED | {"title": "Hồ sơ đã đổi tên"})
    file.refresh_from_db()
    assert (file.title, file.page_count, file.search_text) == ("Hồ sơ đã đổi tên", 1250, "ho so da doi ten")
    browser.post(f"/muc-luc/ho-so/{file.pk}/xoa/")
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
    assert "111" not in page_of(as_user(lan).get(f"/muc-luc/ho-so/{second.pk}/")).split("Lịch sử hồ sơ")[1]


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
        (f"/muc-luc/ho-so/{file.pk}/sua/", data), (f"/muc-luc/ho-so/{file.pk}/xoa/", {}),
        (f"/muc-luc/{catalogue.pk}/ho-so/sua/", rows), (f"/muc-luc/{catalogue.pk}/ho-so/nhap/", grid(TYPED)),
        (f"/muc-luc/{catalogue.pk}/ho-so/hang-loat/", {"dat-arranged": "no"}),
    ):  # fmt: skip
        assert "đã trình nên không sửa được" in page_of(browser.post(path, sent, follow=True))
    assert list(catalogue.files.values_list("page_count", "arranged")) == [(100, True)]


def test_after_an_edit_lan_is_back_at_the_row_in_her_filtered_list(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("01"), row("02")])
    file, browser = catalogue.files.get(file_number="02"), as_user(lan)
    assert f"/muc-luc/ho-so/{file.pk}/sua/?box=1&amp;sort=pages" in page_of(
        browser.get(f"/muc-luc/{catalogue.pk}/?box=1&sort=pages")
    )
    where = f"/muc-luc/ho-so/{file.pk}/sua/?box=1&sort=pages"
    answer = browser.post(where, shown(browser, where) | {"page_count": "300"})
    assert answer["Location"] == f"/muc-luc/{catalogue.pk}/?box=1&sort=pages#hs-{file.pk}"


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


def test_changes_are_told_in_words():
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
    browser.post(path, grid(TYPED, empty=2, _owner=owner))
    browser.post("/dang-nhap/", {"username": "lan", "password": "ho-so-luu-tru-2025"})
    page = page_of(browser.get(path))
    assert 'value="Hồ sơ khám chữa bệnh"' in page and 'value="1.250"' in page
    assert not ArchivalFile.objects.exists()
