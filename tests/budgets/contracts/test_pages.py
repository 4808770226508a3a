"""Pages of contracts: what each shows and refuses, and that a list of three asks no more than one."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from budgets.models import Contract
from tests.helpers import money
from tests.helpers.money import accepted, signed

FORM = {
    "agency": "SYT",
    "form": "quotes",
    "number": "05/HĐ-SYT",
    "subject": "Số hóa hồ sơ",
    "signed_on": "5/5/2025",
    "starts_on": "5/5/2025",
    "ends_on": "1/8/2025",
    "pages_a4": "500",
    "price_a4": "4.000",
}


@pytest.fixture
def catalogue(plan, lan, hoa):
    return money.an_appraised(lan, hoa)


@pytest.fixture
def contract(catalogue, lan):
    money.checked(lan.agency)
    return signed(lan, catalogue, number="05/HĐ-SYT")


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_lan_records_a_contract_and_sees_its_sums(as_user, lan, catalogue):
    data = FORM | {"contractor": money.a_contractor().pk, "catalogues": [catalogue.pk]}
    answer = as_user(lan).submit("/hop-dong/ghi-moi/", data, follow=True)
    assert said(answer) == ["Đã ghi Hợp đồng số 05/HĐ-SYT của Sở Y tế: 2.000.000 đồng."]
    page = answer.content.decode()
    assert "Giá trị <b>2.000.000 đồng</b>" in page and "còn lại <b>2.000.000 đồng</b>" in page
    assert "Chưa ghi quyết định giao dự toán cho cơ quan." in page and "Ghi nghiệm thu" in page


def test_what_is_to_be_noted_is_asked_about_once_more(as_user, lan, catalogue):
    data = FORM | {"contractor": money.a_contractor().pk, "catalogues": [catalogue.pk], "pages_a4": "600"}
    answer = as_user(lan).submit("/hop-dong/ghi-moi/", data)
    page = answer.content.decode()
    assert "Hợp đồng có 600 trang A4, nhiều hơn 500 trang đã thẩm định" in page and not Contract.objects.exists()
    assert "Có điểm cần lưu ý: ghi lý do rồi gửi lại." in page
    as_user(lan).submit("/hop-dong/ghi-moi/", data | {"warned_reason": "Chờ thẩm định bổ sung."})
    assert Contract.objects.get().warned_reason == "Chờ thẩm định bổ sung."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"contractor": ""}, "Chọn nhà thầu: hình thức này có nhà thầu."),
        ({"form": "own"}, "Tự thực hiện thì không chọn nhà thầu."),
        ({"pages_a4": ""}, "Nhập số trang và đơn giá của ít nhất một khổ giấy."),
        ({"price_a4": ""}, "Nhập đơn giá, ví dụ 4.896."),
        ({"ends_on": "1/5/2025"}, "Ngày kết thúc trước ngày bắt đầu thực hiện."),
        ({"signed_on": "21/6/2025"}, "Ngày văn bản không được sau hôm nay."),
        ({"catalogues": []}, "Chọn ít nhất một Mục lục đã thẩm định."),
    ],
)
def test_errors_stand_at_their_fields(as_user, lan, catalogue, change, sentence):
    data = FORM | {"contractor": money.a_contractor().pk, "catalogues": [catalogue.pk]} | change
    assert sentence in as_user(lan).submit("/hop-dong/ghi-moi/", data).content.decode()
    assert not Contract.objects.exists()


def test_without_an_appraised_catalogue_the_page_says_what_comes_first(as_user, lan, plan):
    assert "Chưa có Mục lục được thẩm định" in as_user(lan).get("/hop-dong/ghi-moi/").content.decode()


def test_the_list_its_sums_and_its_workbook(as_user, mai, lan, contract):
    accepted(contract, lan)
    page = as_user(mai).get("/hop-dong/").content.decode()
    assert "2.080.000" in page and "Ghi hợp đồng</a>" not in page
    book = load_workbook(io.BytesIO(as_user(mai).get("/hop-dong.xlsx?sort=-value").content)).active
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    assert rows[2][1:3] == ["Sở Y tế", "05/HĐ-SYT"] and rows[-1][7:9] == [2_080_000, 2_080_000]
    assert as_user(mai).get("/hop-dong/?state=ended").context["count"] == 0
    assert as_user(mai).get("/hop-dong/?form=quotes&group=departments").context["count"] == 1


def test_strangers_see_nothing_and_readers_write_nothing(as_user, binh, minh, tuan, contract):
    assert as_user(binh).get(f"/hop-dong/{contract.pk}/").status_code == 404
    assert as_user(binh).get("/hop-dong/").context["count"] == 0
    for person in (minh, tuan):
        page = as_user(person).get(f"/hop-dong/{contract.pk}/")
        assert page.status_code == 200 and "Ghi nghiệm thu</a>" not in page.content.decode()
        for name in ("phu-luc", "thanh-ly", "nghiem-thu", "giai-ngan"):
            answer = as_user(person).get(f"/hop-dong/{contract.pk}/{name}/")
            assert answer["Location"] == f"/hop-dong/{contract.pk}/"


def queries_of(client, path):
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_a_list_of_three_asks_as_much_as_a_list_of_one(as_user, mai, lan, catalogue, contract):
    client = as_user(mai)
    client.get("/hop-dong/")
    one = queries_of(client, "/hop-dong/"), queries_of(client, "/nha-thau/khoi-luong/")
    for number in ("06/HĐ", "07/HĐ"):
        other = money.a_contractor(number, first=f"40001234{number[1]}")
        signed(lan, catalogue, number=number, contractor=other, warned_reason="Làm lại.")
    assert (queries_of(client, "/hop-dong/"), queries_of(client, "/nha-thau/khoi-luong/")) == one


def test_an_amendment_the_end_and_taking_back_by_their_pages(as_user, lan, contract):
    path = f"/hop-dong/{contract.pk}/"
    sent = {"number": "01/PL", "dated_on": "2/6/2025", "reason": "Bớt trang.", "pages_a4": "-100"}
    answer = as_user(lan).submit(f"{path}phu-luc/", sent, follow=True)
    assert said(answer) == ["Đã ghi phụ lục số 01/PL: thay đổi −400.000 đồng."]
    change = contract.changes.order_by("-pk").first()
    back = {"number": "02/CV", "dated_on": "20/6/2025", "reason": "Nhầm số trang."}
    answer = as_user(lan).submit(f"/hop-dong/thay-doi/{change.pk}/ghi-dao/", back, follow=True)
    assert said(answer) == ["Đã ghi đảo: Phụ lục hợp đồng số 01/PL."] and "bằng số 02/CV" in answer.content.decode()
    end = {"number": "09/TL", "dated_on": "20/6/2025", "reason": "Nhà thầu dừng."}
    answer = as_user(lan).submit(f"{path}thanh-ly/", end, follow=True)
    assert "Hợp đồng đã kết thúc." in answer.content.decode()
    answer = as_user(lan).get(f"{path}phu-luc/", follow=True)
    assert said(answer) == ["Hợp đồng đã thanh lý hoặc bị ghi đảo, nên không ghi thêm."]


def test_an_amendment_that_wants_a_reason_asks_for_it(as_user, lan, contract):
    path, sent = f"/hop-dong/{contract.pk}/phu-luc/", {"number": "01/PL", "dated_on": "2/6/2025", "reason": "Thêm."}
    page = as_user(lan).submit(path, sent | {"pages_a4": "100"}).content.decode()
    assert "nhiều hơn 500 trang đã thẩm định" in page and 'name="warned_reason"' in page
    as_user(lan).submit(path, sent | {"pages_a4": "100", "warned_reason": "Chờ thẩm định."})
    assert contract.changes.order_by("-pk").first().reason == "Thêm.\nChờ thẩm định."


def test_a_page_that_showed_an_older_version_is_refused_and_shows_the_new_one(as_user, lan, contract):
    data = {"number": "1/PL", "dated_on": "2/6/2025", "reason": "Bớt.", "pages_a4": "-1", "_seen": "0"}
    answer = as_user(lan).post(f"/hop-dong/{contract.pk}/phu-luc/", data)
    assert answer.status_code == 409 and contract.changes.count() == 1


def test_who_promised_more_than_the_days_allow(as_user, hoa, lan, catalogue):
    money.checked(lan.agency)
    slow = signed(lan, catalogue, signed_on=date(2025, 5, 5), ends_on=date(2025, 6, 30))
    unproved = money.a_contractor("Công ty Không Giấy", first="400012346", proved=False)
    signed(lan, catalogue, number="06/HĐ", contractor=unproved, warned_reason="Đang bổ sung.")
    page = as_user(hoa).get("/nha-thau/khoi-luong/")
    rows = {row.contractor: row for row in page.context["page"]}
    load = rows[slow.contractor]
    assert (load.page_count, load.left_pages, load.needed_a_day) == (520, 520, -(-520 // 11))
    assert load.standing == ("warn", "Chưa có nghiệm thu") and load.proof_standing == ("ok", "Còn giá trị")
    assert rows[unproved].proof_standing == ("bad", "Chưa có giấy tờ") and page.context["unproved"] == 1
    page = as_user(hoa).get("/nha-thau/khoi-luong/?day=1/7/2025")
    late = {row.contractor: row for row in page.context["page"]}[slow.contractor]
    assert (late.standing, late.late_pages) == (("bad", "Quá hạn"), 520)
    assert as_user(lan).get("/nha-thau/khoi-luong/").status_code == 403
    assert as_user(hoa).get("/nha-thau/khoi-luong.xlsx").status_code == 200
