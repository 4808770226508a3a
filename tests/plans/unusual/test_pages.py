"""Cần xác nhận: the list with filter, order and export, one value, and what the second person does there."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agencies.models import Duty
from plans.models import UnusualValue
from tests.helpers import factories as make
from tests.helpers.unusual import NEXT, SLIP, WHY, decided, reported, value_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = "/can-xac-nhan/"


@pytest.fixture
def jump(plan, lan):
    """Lan's report of 900.000 pages where the plan's pace asks for a twelfth of it."""
    make.a_target(lan.agency, 1_000_000)
    reported(lan, 100_000)
    return reported(lan, 900_000, NEXT)


@pytest.fixture
def slip(plan, hai):
    return decided(hai)


def text(client, address):
    return client.get(address).content.decode()


def test_the_list_is_filtered_sorted_and_summed(jump, slip, as_user, hoa):
    shown = text(as_user(hoa), LIST)
    assert "Báo cáo tiến độ kỳ đến 20/6/2025" in shown and "Dự toán “Đợt 1”" in shown and WHY in shown
    assert "<b>2</b> số liệu" in shown and "<b>900.000</b> trang" in shown and "99.004.896.000 đồng" in shown
    assert "Dự toán “Đợt 1”" not in text(as_user(hoa), f"{LIST}?loai=progress")
    assert "Báo cáo tiến độ kỳ" not in text(as_user(hoa), f"{LIST}?nhom=districts")
    assert "Không có số liệu nào" in text(as_user(hoa), f"{LIST}?trang_thai=confirmed")
    assert "Không có số liệu nào" in text(as_user(hoa), f"{LIST}?q=không có")
    by_money = text(as_user(hoa), f"{LIST}?sort=-value")
    assert by_money.index("Dự toán “Đợt 1”") < by_money.index("Báo cáo tiến độ kỳ")


def test_an_agency_sees_its_own(jump, slip, as_user, lan, hai, binh):
    assert "Dự toán “Đợt 1”" not in text(as_user(lan), LIST)
    assert "Dự toán “Đợt 1”" in text(as_user(hai), LIST)
    assert as_user(binh).get(f"{LIST}{value_of(jump).pk}/").status_code == 404
    assert as_user(binh).submit(f"{LIST}{value_of(jump).pk}/xac-nhan/", {"version": 1}).status_code == 404


def test_many_take_no_more_queries(plan, hai, hoa, as_user):
    counted = []
    for number in range(2):
        decided(hai, name=f"Đợt {number}", number=f"{number}/QĐ")
        as_user(hoa).get(LIST)
        with CaptureQueriesContext(connection) as asked:
            as_user(hoa).get(LIST)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 19


def test_the_export_has_every_line_and_the_sums(jump, slip, as_user, hoa):
    answer = as_user(hoa).get("/can-xac-nhan.xlsx?sort=-value")
    sheet = load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2][1] == "UBND thành phố Tam Kỳ" and rows[2][5] == SLIP + 4_896_000
    assert rows[3][3] == "Báo cáo tiến độ kỳ đến 20/6/2025" and rows[3][4] == 900_000
    assert rows[-1][1] == "Tổng cộng" and rows[-1][4:6] == (900_000, SLIP + 4_896_000)


def test_hoa_confirms_and_undoes(jump, as_user, hoa):
    value = value_of(jump)
    page = f"{LIST}{value.pk}/"
    assert "Xác nhận của Sở Nội vụ" in text(as_user(hoa), page)
    assert as_user(hoa).submit(f"{page}xac-nhan/", {"version": 1, "answer": "Đã xem sổ."}, page=page).url == page
    shown = text(as_user(hoa), page)
    assert "Đã xác nhận" in shown and "Đã xem sổ." in shown and "Hoàn tác" in shown
    as_user(hoa).submit(f"{page}hoan-tac/", {"version": 2}, page=page)
    assert value_of(jump).state == "open"


def test_returning_asks_why_and_goes_to_the_agency(jump, as_user, hoa, lan):
    page = f"{LIST}{value_of(jump).pk}/"
    answer = as_user(hoa).submit(f"{page}tra-lai/", {"version": 1, "answer": ""}, page=page)
    assert "Ghi lý do trả lại" in answer.content.decode() and value_of(jump).state == "open"
    as_user(hoa).submit(f"{page}tra-lai/", {"version": 1, "answer": "Thừa một số 0."}, page=page)
    assert value_of(jump).state == "returned"
    home = text(as_user(lan), "/")
    assert "Sửa Báo cáo tiến độ kỳ đến 20/6/2025" in home and "Thừa một số 0." in home
    assert "Số liệu bị trả lại." in text(as_user(lan), f"/tien-do/{jump.pk}/")


def test_the_second_of_two_is_told_so(jump, agencies, as_user, hoa):
    value = value_of(jump)
    page = f"{LIST}{value.pk}/"
    as_user(make.a_user(agencies["SNV"], Duty.APPRAISES_CATALOGUES)).submit(
        f"{page}xac-nhan/", {"version": 1}, page=page
    )
    late = as_user(hoa).submit(f"{page}tra-lai/", {"version": 1, "answer": "Sai."}, page=page)
    assert late.status_code == 409 and "trước bạn" in late.content.decode()
    assert as_user(hoa).submit(f"{page}xac-nhan/", {}, page=page).status_code == 409
    assert value_of(jump).state == "confirmed"


def test_who_may_not_gets_a_reason_and_no_button(jump, slip, as_user, tuan, lan, mai):
    page = f"{LIST}{value_of(jump).pk}/"
    for person in (tuan, lan, mai):
        assert "Xác nhận của Sở Nội vụ" not in text(as_user(person), page)
        shown = as_user(person).submit(f"{page}xac-nhan/", {"version": 1}, page=page).content.decode()
        assert "Việc xác nhận số liệu này của Sở Nội vụ" in shown
    assert UnusualValue.objects.filter(state="open").count() == 2


def test_home_counts_what_waits_for_whom(jump, slip, as_user, hoa, tuan):
    for person, name in ((hoa, "Báo cáo tiến độ"), (tuan, "Dự toán “Đợt 1”")):
        home = text(as_user(person), "/")
        assert "Xác nhận số liệu khác thường" in home and f"Nhập sớm nhất: {name}" in home


def test_the_agency_sees_where_it_waits(jump, as_user, lan):
    home = text(as_user(lan), "/")
    assert "Đang ở Sở Nội vụ: số liệu khác thường, cần xác nhận." in home


def test_every_page_with_the_figures_says_so(jump, slip, as_user, hoa, hai):
    for address in ("/toan-tinh/", "/co-quan/SYT/", "/co-quan/502/"):
        assert "cần xác nhận, chưa tính vào số liệu ở đây" in text(as_user(hoa), address), address
    assert "trong đó cần xác nhận" in text(as_user(hoa), "/du-toan/")
    assert "Cần xác nhận" in text(as_user(hoa), "/tien-do/")
