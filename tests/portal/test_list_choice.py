"""Lists as each person likes them: columns, rows a page, and the same columns in the workbook."""

import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from agencies.list_choice import LISTS, SIZES
from agencies.models import ListView
from tests.helpers import factories as make
from tests.helpers.catalogues import hand_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2025, 4, 25)
EXPORTS = {  # of each list whose workbook every overseer may take along
    "catalogue_list": "/muc-luc.xlsx",
    "estimate_list": "/du-toan.xlsx",
    "excess_list": "/vuot-chi-tieu.xlsx",
    "unusual_list": "/can-xac-nhan.xlsx",
    "target_list": "/chi-tieu.xlsx",
    "progress": "/tien-do.xlsx",
    "agency_list": "/co-quan.xlsx",
    "forecast_list": "/tien-do/du-bao.xlsx",
    "file_list": "/ho-so.xlsx?q=thanh+tra",
    "duplicate_list": "/trung-lap.xlsx",
    "report_list": "/bao-cao.xlsx",
    "delegation_list": "/ky-thay.xlsx",
    "appraisal_queue": "/tham-dinh.xlsx",
    "letter_list": "/cong-van.xlsx",
    "urging_list": "/don-doc.xlsx",
    "extension_list": "/gia-han.xlsx",
    "difficulty_list": "/vuong-mac.xlsx",
    "allocation_list": "/giao-du-toan.xlsx",
    "allocation_table": "/giao-du-toan/theo-co-quan.xlsx",
    "contract_list": "/hop-dong.xlsx",
    "contractor_list": "/nha-thau.xlsx",
    "contractor_load": "/nha-thau/khoi-luong.xlsx",
    "settlement_list": "/quyet-toan.xlsx",
    "simulation_list": "/phuong-an.xlsx",
    "manifest_list": "/ban-so-hoa.xlsx",
    "media_list": "/nghe-nhin.xlsx",
    "archive_list": "/kho-dung-chung.xlsx",
    "progress_receipt_list": "/tien-do/giay-nhan.xlsx",
}
ELSEWHERE = {
    "invitation_list",
    "purge_list",
    "catalogue_detail",
    "outbox",
    "archive_items",
    "manifest_detail",
    "marking_files",
    "simulation_files",
}  # their workbooks are an administrator's, or of one


@pytest.fixture
def lists(plan, agencies, lan):
    """Two agencies above their targets, each with a catalogue, an estimate and a report."""
    for code, pages in (("SYT", 900), ("SXD", 5_000)):
        make.a_target(agencies[code], 2 * pages)
        make.a_catalogue(agencies[code], 3 * pages, state="submitted", submitted_on=DAY, name=f"Quyển {code}")
        make.an_estimate(agencies[code], 4_896 * pages, submitted_on=DAY, name=f"Dự toán {code}")
        make.a_progress_report(agencies[code], date(2025, 6, 13), pages)


def heads(page):
    return re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)', page)


def sheet_of(answer):
    assert answer.status_code == 200, answer
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]


def chosen(client, route, shown, **more):
    return client.post(f"/danh-sach/{route}/", {"column": shown, **more})


def test_mai_leaves_columns_out_and_page_and_workbook_follow(as_user, mai, lists):
    client = as_user(mai)
    assert "Phông" in heads(client.get("/muc-luc/").content.decode())
    answer = chosen(client, "catalogue_list", ["agency", "pages"], query="q=so&page=3")
    assert answer.status_code == 302 and answer.url == "/muc-luc/?q=so"
    assert heads(client.get("/muc-luc/").content.decode()) == ["Mục lục", "Cơ quan", "Trang A4 quy đổi"]
    assert sheet_of(client.get("/muc-luc.xlsx"))[1] == [
        *("TT", "Mục lục", "Cơ quan", "Trang A4 quy đổi"),
        *("Hồ sơ chưa rõ số trang", "Trang A4 ước tính từ số tờ"),  # they go with the pages
    ]
    assert len(heads(client.get("/du-toan/").content.decode())) == 8  # another list keeps its columns
    chosen(client, "catalogue_list", [], every="1")
    assert "Phông" in heads(client.get("/muc-luc/").content.decode())


def test_sums_stay_below_their_columns(as_user, mai, lists):
    client = as_user(mai)
    chosen(client, "estimate_list", ["name", "asked"])
    page = client.get("/du-toan/").content.decode()
    foot = page[page.index("<tfoot>") :]
    asked = '<td class="num" data-label="Đề nghị (đồng)">28.886.400</td></tr>'
    assert f'colspan="2">Tổng đề nghị theo bộ lọc (2 dự toán)</th>{asked}' in foot
    chosen(client, "excess_list", ["planned", "pages", "dong"])
    page = client.get("/vuot-chi-tieu/").content.decode()
    assert (
        'colspan="2">Tổng cộng</th><td class="num" data-label="Vượt chỉ tiêu: trang">' in page[page.index("<tfoot>") :]
    )


def test_rows_a_page_hold_for_every_list_and_for_this_person_alone(as_user, mai, hoa, agencies, plan):
    for number in range(25):
        make.a_catalogue(agencies["SYT"], 10, state="submitted", submitted_on=DAY, name=f"Quyển {number}")
    client = as_user(mai)
    chosen(client, "report_list", [], size="20")
    page = client.get("/muc-luc/").content.decode()
    assert "Trang 1 trong 2" in page and '<option value="20" selected>' in page
    assert "Trang 1 trong" not in as_user(hoa).get("/muc-luc/").content.decode()
    for wrong in ("0", "7", "100000", "x", ""):
        chosen(client, "report_list", [], size=wrong)
    assert ListView.objects.get(user=mai).rows_a_page == 20 and 20 in SIZES


def test_lists_of_the_admin_are_as_long_as_those_of_the_portal(as_user, quy, agencies):
    client = as_user(quy)
    assert client.get("/quan-tri/agencies/agency/").context["cl"].list_per_page == 50
    chosen(client, "report_list", [], size="20")
    for name in ("agency", "user", "event"):
        cl = client.get(f"/quan-tri/agencies/{name}/").context["cl"]
        assert cl.list_per_page == 20 and len(cl.result_list) <= 20, name


def test_an_unknown_list_is_not_found_and_an_unknown_column_changes_nothing(as_user, mai, lists):
    client = as_user(mai)
    assert chosen(client, "no_list", []).status_code == 404
    every = [column.key for column in LISTS["catalogue_list"].choices]
    chosen(client, "catalogue_list", [*every, "name", "x' OR 1"], query="//evil.example/?q=1")
    assert ListView.objects.get(user=mai).hidden_columns["catalogue_list"] == []


@pytest.mark.parametrize("route", EXPORTS)
def test_each_list_has_a_workbook_of_the_columns_chosen(as_user, hoa, lists, route):
    client, portal_list = as_user(hoa), LISTS[route]
    whole = sheet_of(client.get(EXPORTS[route]))[1]
    assert whole == ["TT", *(column.title for column in portal_list.columns)]
    chosen(client, route, [])
    first = portal_list.columns[0]
    bare = [first.title, *(column.title for column in portal_list.columns if column.within == first.key)]
    assert sheet_of(client.get(EXPORTS[route]))[1] == ["TT", *bare]
    assert client.get(reverse(route)).status_code == 200


@pytest.mark.parametrize("route", [name for name in EXPORTS if name not in ("duplicate_list", "file_list")])
def test_what_sorts_on_the_page_is_a_column_of_the_list(as_user, hoa, lists, route):
    page = as_user(hoa).get(reverse(route)).content.decode()
    keys = set(re.findall(r"[?;]sort=-?([a-z_]+)", page))
    assert keys <= {column.key for column in LISTS[route].columns}
    if heads(page):
        assert keys, route


def test_every_list_page_is_declared():
    assert set(EXPORTS) | ELSEWHERE == set(LISTS)


def test_columns_that_take_their_place_from_another_name_one_that_is_there():
    for portal_list in LISTS.values():
        keys = {column.key for column in portal_list.columns if not column.within}
        assert {column.within for column in portal_list.columns if column.within} <= keys, portal_list.route


def test_targets_sort_inside_their_annex_and_a_search_narrows_page_and_workbook(as_user, hoa, lists):
    client = as_user(hoa)
    page = client.get("/chi-tieu/?sort=-pages").content.decode()
    assert page.index("Sở Xây dựng") < page.index("Sở Y tế")
    page = client.get("/chi-tieu/?q=y+te").content.decode()
    assert "Sở Y tế" in page and "Sở Xây dựng" not in page
    assert [row[1] for row in sheet_of(client.get("/chi-tieu.xlsx?q=y+te"))[2:]] == ["Sở Y tế", "Tổng cộng"]
    assert "Không có cơ quan nào theo bộ lọc này" in client.get("/chi-tieu/?q=khong+co").content.decode()


def test_the_table_of_a_period_sorts_inside_its_annex(as_user, hoa, lists):
    page = as_user(hoa).get("/tien-do/?ky=2025-06-13&sort=-pages").content.decode()
    table = page[page.index("<table") :]
    assert table.index("Sở Xây dựng") < table.index("Sở Y tế")


def test_a_district_sorts_its_communes_and_takes_them_along_without_counting_twice(
    as_user, cast, plan, agencies, lists
):
    thu = cast("thu")
    rows = sheet_of(as_user(thu).get("/co-quan.xlsx"))
    assert rows[1][1] == "Cơ quan, đơn vị" and "Sở Y tế" not in str(rows)


def test_the_list_above_targets_is_narrowed_by_words_and_group(as_user, hoa, lists):
    client = as_user(hoa)
    page = client.get("/vuot-chi-tieu/?q=xay+dung").content.decode()
    assert "Sở Xây dựng" in page and ">Sở Y tế<" not in page
    assert [row[1] for row in sheet_of(client.get("/vuot-chi-tieu.xlsx?q=xay+dung"))[2:]] == [
        "Sở Xây dựng",
        "Tổng cộng",
    ]
    assert "Không có đơn vị nào theo bộ lọc này" in client.get("/vuot-chi-tieu/?nhom=districts").content.decode()


def test_files_are_listed_as_many_a_page_as_one_likes(as_user, lan, agencies, plan):
    hand_in(agencies["SYT"], lan, rows=25)
    client = as_user(lan)
    assert "Trang sau" not in client.get("/ho-so/").content.decode()
    chosen(client, "file_list", ["title", "pages"], size="20")
    page = client.get("/ho-so/").content.decode()
    assert page.count('id="hs-') == 20 and "Trang sau" in page
    assert heads(page)[:3] == ["Hồ sơ số", "Tiêu đề hồ sơ", "A4"] and "Ghi chú" not in heads(page)
    rows = sheet_of(client.get("/ho-so.xlsx"))
    assert rows[1][:4] == ["TT", "Hồ sơ số", "Số, ký hiệu", "Tiêu đề hồ sơ"] and len(rows) == 2 + 25 + 1


def test_more_files_than_a_workbook_holds_are_refused_with_what_to_do(as_user, hoa, lan, agencies, plan):
    hand_in(agencies["SYT"], lan, rows=3)
    client = as_user(hoa)
    assert client.get("/ho-so.xlsx?q=kham+chua+benh").status_code == 200
    answer = client.get("/ho-so.xlsx", follow=True)  # the whole province, nothing looked for
    assert "nhiều nhất 5.000 hồ sơ" in answer.content.decode()


def test_a_choice_costs_the_list_no_query(as_user, mai, lists, django_assert_num_queries):
    client = as_user(mai)
    client.get("/muc-luc/")
    with CaptureQueriesContext(connection) as before:
        client.get("/muc-luc/")
    asked = len(before)
    chosen(client, "catalogue_list", ["pages"], size="50")
    client.get("/muc-luc/")
    with django_assert_num_queries(asked):
        client.get("/muc-luc/")


def test_the_files_of_one_catalogue_have_columns_rows_order_and_a_workbook_of_their_own(
    as_user, lan, hoa, binh, agencies, plan
):
    made = hand_in(agencies["SYT"], lan, rows=25, name="Đợt 5")
    client, page = as_user(lan), f"/muc-luc/{made.pk}/"
    sent = {"size": "20", "of": str(made.pk), "query": "sort=-title&sau=9"}
    answer = chosen(client, "catalogue_detail", ["title", "pages"], **sent)
    assert answer.url == f"{page}?sort=-title"
    shown = client.get(answer.url).content.decode()
    assert shown.count('id="hs-') == 20 and "Ghi chú" not in heads(shown) and "Tiêu đề hồ sơ" in heads(shown)
    assert 'aria-sort="descending"' in shown
    book = client.get(f"/muc-luc/{made.pk}/ho-so.xlsx?sort=-title&q=01")
    assert "ho-so-SYT-dot-5-" in book["Content-Disposition"]
    rows = sheet_of(book)
    assert rows[0][0].startswith("Hồ sơ của Mục lục Đợt 5, Sở Y tế")
    assert rows[1][:4] == ["TT", "Hồ sơ số", "Số, ký hiệu", "Tiêu đề hồ sơ"] and "Ghi chú" not in rows[1]
    assert len(rows) < 2 + 25
    assert [chosen(client, "catalogue_detail", [], of=wrong).status_code for wrong in ("", "x")] == [404, 404]
    assert "Số tờ" in heads(as_user(hoa).get(page).content.decode())  # she chose nothing
    assert as_user(binh).get(f"/muc-luc/{made.pk}/ho-so.xlsx").status_code == 404
