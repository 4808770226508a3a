"""Cơ quan: a page for each agency; a district opens into its communes; strangers find nothing."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.history import record
from plans.models import Catalogue
from tests.helpers import money
from tests.helpers.factories import a_catalogue, a_detailed_plan, a_progress_report, a_review, a_target, an_estimate

WEEK_AGO = date(2025, 6, 13)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def page(as_user):
    """`page(lan, "SYT")`: the agency's page as text."""
    return lambda user, code, query="": as_user(user).get(f"/co-quan/{code}/{query}").content.decode()


def test_lan_reads_her_agencys_figures(page, lan, agencies):
    a_target(agencies["SYT"], 1_000_000, files=36_000)
    a_progress_report(agencies["SYT"], WEEK_AGO, 412_345)
    text = page(lan, "SYT")
    assert "412.345" in text
    assert "41,23%" in text
    assert "36.000 hồ sơ" in text
    assert "hạn: trước 15/8/2025" in text
    assert "Báo cáo mới nhất: kỳ đến 13/6/2025" in text


def test_everything_handed_in_is_one_link_away(page, lan, agencies):
    syt = agencies["SYT"]
    review, report = a_review(syt, 900), a_progress_report(syt, WEEK_AGO, 100)
    catalogue, estimate = a_catalogue(syt, 500, name="Mục lục phông Sở"), an_estimate(syt, 4_896, name="Dự toán đợt 1")
    a_detailed_plan(syt, number="15/KH-SYT")
    text = page(lan, "SYT")
    for address in (f"/ra-soat/{review.pk}/", f"/tien-do/{report.pk}/", f"/du-toan/{estimate.pk}/"):
        assert f'href="{address}"' in text
    assert f'href="/muc-luc/{catalogue.pk}/"' in text
    assert "15/KH-SYT" in text


def test_money_is_one_link_away_with_the_ledger_of_the_day(page, lan, hoa):
    given = money.allocated(lan.agency, 10_000_000)
    money.checked(lan.agency)
    contract = money.signed(lan, money.an_appraised(lan, hoa))
    minutes = money.accepted(contract, lan)
    money.paid(contract, lan, 1_000_000)
    text = page(lan, "SYT")
    for address in (f"/hop-dong/{contract.pk}/", f"/nghiem-thu/{minutes.pk}/", f"/giao-du-toan/{given.allocation_id}/"):
        assert f'href="{address}"' in text, address
    assert "/doi-chieu/?don-vi=SYT&amp;ngay=20%2F6%2F2025" in text
    for stage in ("Được giao", "Hợp đồng", "Nghiệm thu", "Giải ngân", "Quyết toán"):
        assert stage in text
    assert "Chỉ định thầu" not in text and "Chào hàng cạnh tranh" in text
    assert f"/hop-dong/{contract.pk}/" not in page(lan, "SYT", "?den_ngay=18/6/2025")


def test_history_stands_on_the_page(page, lan, agencies):
    review = a_review(agencies["SYT"], 900)
    record(review, actor=lan, action="submit", sentence="gửi rà soát: 900 trang")
    assert "gửi rà soát: 900 trang" in page(lan, "SYT")


def test_an_overseer_sees_no_draft(page, hoa, lan, agencies):
    a_catalogue(agencies["SYT"], 500, name="Bản nháp kín")
    a_catalogue(agencies["SYT"], 500, Catalogue.State.SUBMITTED, WEEK_AGO, name="Đã trình rồi")
    text = page(hoa, "SYT")
    assert "Đã trình rồi" in text
    assert "Bản nháp kín" not in text
    assert "Bản nháp kín" in page(lan, "SYT")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("binh", "SYT"),
        ("lan", "SXD"),
        ("lan", "502"),
        ("thu", "502"),
        ("thu", "20338"),
        ("hai", "503"),
        ("hai", "SYT"),
        ("lan", "khong-co"),
    ],
)
def test_a_stranger_finds_nothing(as_user, cast, agencies, name, code):
    if code in agencies:
        a_target(agencies[code], 7_654_321)
    response = as_user(cast(name)).get(f"/co-quan/{code}/")
    assert response.status_code == 404
    assert "7.654.321" not in response.content.decode()


@pytest.mark.parametrize("name", ["hoa", "tuan", "son", "mai", "quy"])
def test_those_who_oversee_may_look_at_all(as_user, cast, agencies, name):
    for code in ("SYT", "502", "20335", "UBND"):
        assert as_user(cast(name)).get(f"/co-quan/{code}/").status_code == 200


def test_a_district_opens_into_its_communes_and_the_sums_agree(page, hai, agencies):
    a_target(agencies["502"], 1_000)
    a_target(agencies["20335"], 500)
    a_progress_report(agencies["502"], WEEK_AGO, 100)
    a_progress_report(agencies["20335"], WEEK_AGO, 23)
    text = page(hai, "502")
    rows = re.findall(r'<tr><th scope="row">(?:<a[^>]*>)?([^<]+).*?</tr>', text)
    assert "UBND thành phố Tam Kỳ (riêng)" in rows
    assert "UBND phường Tân Thạnh" in rows
    total = text[text.index("Cộng toàn huyện") :]
    assert re.findall(r'<td class="num"[^>]*>([^<]*)</td>', total)[1:3] == ["1.500", "123"]


def test_a_communes_volume_lies_in_its_district(page, thu, agencies):
    text = page(thu, "20335")
    assert "Khối lượng của xã, phường, thị trấn nằm trong chỉ tiêu của huyện" in text
    assert '<a href="/co-quan/502/">' not in text


def test_the_page_as_of_an_earlier_day(page, lan, agencies):
    a_target(agencies["SYT"], 1_000)
    a_progress_report(agencies["SYT"], WEEK_AGO, 321)
    assert "Đã số hóa <strong>321</strong>" in page(lan, "SYT")
    assert "Chưa có báo cáo về số trang đã số hóa" in page(lan, "SYT", "?den_ngay=01/5/2025")
    assert "Ngày số liệu không được sau hôm nay" in page(lan, "SYT", "?den_ngay=01/7/2026")


def test_more_scanned_than_appraised_is_pointed_at(page, lan, agencies):
    a_target(agencies["SYT"], 1_000)
    a_progress_report(agencies["SYT"], WEEK_AGO, 321, checked_pages=400)
    assert "“Kiểm tra đạt” lớn hơn “Đã số hóa”" in page(lan, "SYT")


def test_an_agency_that_has_done_nothing(page, lan, agencies):
    text = page(lan, "SYT")
    assert "Chưa có hồ sơ nào" in text
    assert "Cơ quan chưa có chỉ tiêu" in text


def test_the_province_itself_has_no_line(page, mai):
    assert "Không có chỉ tiêu trong Kế hoạch" in page(mai, "UBND")


def test_a_successor_leads_to_those_it_took_over(page, mai, agencies):
    new = agencies["20335"].successor
    text = page(mai, new.code)
    assert "Kế thừa công việc của" in text
    assert "/co-quan/20335/" in text


def test_of_who_has_ended_nothing_is_asked_a_day(page, mai, agencies):
    a_target(agencies["SYT"], 117_000)
    a_progress_report(agencies["SYT"], date(2025, 6, 6), 48_000)
    type(agencies["SYT"]).objects.filter(code="SYT").update(active_to=date(2025, 6, 10))
    text = page(mai, "SYT")
    assert "Đơn vị còn thiếu <strong>69.000</strong> trang, thời hạn đến hết ngày 14/8/2025." in text
    assert "kết thúc hoạt động ngày 10/6/2025; chưa ghi đơn vị kế thừa" in text
    assert "phải đạt" not in text and "1.255" not in text


def test_a_district_says_once_who_goes_on_and_for_what_nobody_is_recorded(page, mai, agencies, day):
    for code in ("502", "20335"):
        a_target(agencies[code], 9_000)
    day("2025-08-16")
    text = page(mai, "502")
    assert text.count("chưa ghi đơn vị kế thừa") == 2  # the lead, and the district's own line of the table
    assert "Đơn vị chưa ghi" not in text and "Đơn vị chưa ghi" in page(mai, "503")


def test_the_list_shows_own_rows_only(as_user, lan, hai, thu, mai, agencies):
    def names(user, query=""):
        return re.findall(r'href="/co-quan/([^/"]+)/"', as_user(user).get(f"/co-quan/{query}").content.decode())

    assert names(lan) == ["SYT"]
    assert names(hai)[0] == "502"
    assert len(names(hai)) == 13
    assert names(thu) == ["20335"]
    assert len(names(mai)) == 32


def test_the_list_finds_a_commune_by_name(as_user, mai, agencies):
    text = as_user(mai).get("/co-quan/?q=tan thanh").content.decode()
    assert "/co-quan/20335/" in text


def test_the_list_costs_the_same_for_more_rows(as_user, mai, agencies):
    client = as_user(mai)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get("/co-quan/")
        return len(queries)

    a_progress_report(agencies["SYT"], WEEK_AGO, 10)
    cost()
    one = cost()
    for code in ("SXD", "STC", "502", "20335"):
        a_target(agencies[code], 100)
        a_progress_report(agencies[code], WEEK_AGO, 10)
    assert cost() <= one


def test_a_past_day_shows_nothing_that_was_handed_in_or_happened_later(page, lan, agencies, plan):
    a_target(agencies["SYT"], 1_000)
    report = a_progress_report(agencies["SYT"], WEEK_AGO, 321)
    record(report, actor=lan, action="submit", sentence="gửi số liệu kỳ 13/6/2025")
    today, before = page(lan, "SYT"), page(lan, "SYT", "?den_ngay=01/5/2025")
    for said in ("Kỳ đến 13/6/2025", "gửi số liệu kỳ 13/6/2025"):
        assert said in today and said not in before
