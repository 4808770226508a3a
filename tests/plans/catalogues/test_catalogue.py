"""Lan makes a catalogue of Sở Y tế, hands it in; others look, or must not."""

import pytest

from agencies.models import Event
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue, Fonds
from tests.helpers.catalogues import row


@pytest.fixture
def catalogue(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row("01"), row("02")])
    return Catalogue.objects.get(pk=made.pk)


def test_lan_makes_a_catalogue_with_a_new_fonds(as_user, lan, plan):
    answer = as_user(lan).submit(
        "/muc-luc/lap/", {"name": "Hồ sơ 1997–2005", "new_fonds": "Phông Sở Y tế"}, follow=True
    )
    assert "Mục lục chưa có hồ sơ nào" in answer.content.decode()
    made = Catalogue.objects.get()
    assert (made.agency, made.fonds.name, made.state) == (lan.agency, "Phông Sở Y tế", "draft")
    assert Event.objects.about(made).get().actor == lan


def test_an_empty_catalogue_asks_for_files_before_it_is_handed_in(as_user, lan, plan):
    form = as_user(lan).get("/muc-luc/lap/").content.decode()
    assert form.count("(không bắt buộc)") == 1  # the years; one of the two ways to name the fonds is needed
    answer = as_user(lan).submit(
        "/muc-luc/lap/", {"name": "Hồ sơ 1997–2005", "new_fonds": "Phông Sở Y tế"}, follow=True
    )
    page = answer.content.decode()
    assert "Sở Y tế, phông Sở Y tế: <b>0 hồ sơ</b>" in page and "phông Phông" not in page
    assert "Trình thẩm định" not in page and 'class="btn primary" href="/muc-luc/' in page


def test_a_name_is_used_once_in_a_fonds(as_user, lan, catalogue):
    answer = as_user(lan).submit("/muc-luc/lap/", {"name": catalogue.name, "fonds": catalogue.fonds_id})
    assert "Phông này đã có một Mục lục cùng tên." in answer.content.decode()
    assert Catalogue.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": "A"}, "Chọn phông trong danh sách hoặc nhập tên phông mới."),
        ({"name": "", "new_fonds": "B"}, "Nhập tên Mục lục."),
        ({"name": ""}, "Chọn phông trong danh sách hoặc nhập tên phông mới."),
        ({"name": "Phương án (Mật)", "new_fonds": "B"}, "Có dấu hiệu bí mật nhà nước"),
    ],
)
def test_what_the_form_asks_for(as_user, lan, plan, data, sentence):
    assert sentence in as_user(lan).submit("/muc-luc/lap/", data).content.decode()
    assert not Catalogue.objects.exists() and not Fonds.objects.exists()


def test_the_fonds_of_another_agency_cannot_be_chosen(as_user, binh, catalogue):
    answer = as_user(binh).submit("/muc-luc/lap/", {"name": "Của tôi", "fonds": catalogue.fonds_id})
    assert answer.status_code == 200
    assert Catalogue.objects.count() == 1


def test_the_page_shows_totals_state_and_desk(as_user, lan, catalogue):
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "2 hồ sơ" in page and "208 trang A4 quy đổi" in page and "Sở Y tế" in page
    assert "Trình thẩm định" in page


def test_minh_reads_and_changes_nothing(as_user, minh, catalogue):
    browser = as_user(minh)
    page = browser.get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "Hồ sơ khám chữa bệnh số 01" in page and "Nhập hồ sơ" not in page
    assert browser.submit(f"/muc-luc/{catalogue.pk}/xoa/").status_code == 403
    assert browser.get(f"/muc-luc/{catalogue.pk}/ho-so/nhap/").status_code == 403


def paths_of(catalogue):
    file = catalogue.files.first()
    pages = [
        f"/muc-luc/{catalogue.pk}/{rest}"
        for rest in (
            "",
            "sua/",
            "xoa/",
            "mau/",
            "tep/",
            "ho-so/nhap/",
            "ho-so/sua/",
            "tai-len/",
            "thao-tac/submit/",
            "thao-tac/appraise/",
        )
    ]
    return [*pages, f"/muc-luc/ho-so/{file.pk}/sua/", f"/muc-luc/ho-so/{file.pk}/xoa/"]


def test_binh_never_sees_what_sở_y_tế_has(as_user, binh, catalogue):
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="submitted")
    browser = as_user(binh)
    assert "Giai đoạn 2001–2010" not in browser.get("/muc-luc/").content.decode()
    for path in paths_of(catalogue):
        assert browser.get(path).status_code == 404, path
        if not path.endswith(("mau/", "tep/", f"{catalogue.pk}/")):
            assert browser.submit(path).status_code == 404, path


def test_hoa_sees_a_catalogue_only_once_it_was_handed_in(as_user, hoa, catalogue):
    browser = as_user(hoa)
    assert browser.get(f"/muc-luc/{catalogue.pk}/").status_code == 404
    assert catalogue.name not in browser.get("/muc-luc/").content.decode()
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="submitted")
    assert catalogue.name in browser.get("/muc-luc/").content.decode()
    assert "chờ 10 ngày" in browser.get(f"/muc-luc/{catalogue.pk}/").content.decode()


def test_lan_hands_in_with_the_declaration_on_secrecy(as_user, lan, catalogue):
    path, browser = f"/muc-luc/{catalogue.pk}/thao-tac/submit/", as_user(lan)
    assert "Cơ quan cam kết" in browser.get(path).content.decode()
    assert "Đánh dấu cam kết" in browser.submit(path, {"version": catalogue.version}).content.decode()
    browser.submit(path, {"version": catalogue.version, "secrecy_declared": "on"})
    catalogue.refresh_from_db()
    assert catalogue.state == "submitted" and catalogue.secrecy_declared and catalogue.submitted_by == lan


def test_what_was_handed_in_is_closed_to_changes(as_user, lan, catalogue):
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="submitted")
    browser, before = as_user(lan), list(ArchivalFile.objects.values())
    for path in paths_of(catalogue):
        answer = browser.submit(path, {"secrecy_declared": "on", "document_number": "1", "document_date": "20/6/2025"})
        assert answer.status_code in (302, 405), path
    assert list(ArchivalFile.objects.values()) == before
    assert Catalogue.objects.get().state == "submitted"


def test_a_draft_is_deleted_and_history_keeps_it(as_user, lan, catalogue):
    as_user(lan).submit(f"/muc-luc/{catalogue.pk}/xoa/")
    assert not Catalogue.objects.exists() and not ArchivalFile.objects.exists()
    assert Event.objects.filter(action="delete", sentence__contains="2 hồ sơ").exists()


def test_what_was_handed_in_once_is_never_deleted(as_user, lan, catalogue):
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="returned")
    as_user(lan).submit(f"/muc-luc/{catalogue.pk}/xoa/")
    assert Catalogue.objects.exists()


def test_the_reason_of_a_return_stands_on_top(as_user, lan, hoa, catalogue):
    from agencies.workflow import perform

    perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    perform(catalogue, "return", actor=hoa, reason="Dòng 2: thiếu thời hạn bảo quản.")
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert page.index("Dòng 2: thiếu thời hạn bảo quản.") < page.index("Tổng hợp")


def test_rows_are_found_without_diacritics(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("03", title="Quy hoạch mạng lưới y tế Hoà Vang")])
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/?q=hoa+vang").content.decode()
    assert "Quy hoạch mạng lưới" in page and "Hồ sơ khám chữa bệnh" not in page


@pytest.mark.parametrize("path", ["/muc-luc/", "/muc-luc/{pk}/"])
def test_more_rows_cost_no_more_queries(as_user, lan, catalogue, path, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, path = as_user(lan), path.format(pk=catalogue.pk)
    browser.get(path)
    with CaptureQueriesContext(connection) as few:
        browser.get(path)
    write_files(catalogue, actor=lan, added=[row(f"1{n}") for n in range(20)])
    for n in range(3):
        create_catalogue(plan=catalogue.plan, agency=lan.agency, actor=lan, name=f"Thêm {n}", fonds=catalogue.fonds)
    with django_assert_num_queries(len(few)):
        browser.get(path)


def test_the_list_filters_by_state_agency_and_words(as_user, mai, catalogue, agencies):
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="submitted")
    browser = as_user(mai)
    for query, found in [
        ("state=submitted", True),
        ("state=draft", False),
        ("agency=SYT", True),
        ("agency=SXD", False),
        ("q=so+y+te", True),
        ("q=xay+dung", False),
        ("state=xyz", True),
    ]:
        page = browser.get(f"/muc-luc/?{query}").content.decode()
        assert (catalogue.name in page) is found, query
        assert "<b>1 Mục lục</b> đang ở Sở Nội vụ" in page, query  # of the whole, whatever the filter
