"""The pages of allocations: entering a grid, the list and its sums, one decision, the money by agency."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.allocations.services import take_back
from budgets.models import Allocation
from tests.helpers.allocations import allocate, allocated, appraised, typed
from tests.helpers.reading import guards_of


def test_tuan_enters_a_decision_in_the_grid(as_user, agencies, plan, tuan):
    appraised(agencies["SYT"], 1_000_000, tuan)
    page = as_user(tuan).get("/giao-du-toan/lap/").content.decode()
    assert page.count('name="line-') >= 15 and "1.000.000" in page and "UBND tỉnh" in page
    answer = as_user(tuan).submit("/giao-du-toan/lap/", typed(tuan, {"SYT": "700.000 đồng"}), follow=True)
    page = answer.content.decode()
    assert "Đã ghi Giao dự toán theo Quyết định số 12/QĐ-UBND: 700.000 đồng." in page
    assert "Bảy trăm ngàn đồng" in page and allocated(agencies["SYT"]) == 700_000


def test_all_that_is_wrong_is_said_at_once_at_its_cell(as_user, agencies, plan, tuan):
    sent = typed(tuan, {"SYT": "5", "SXD": "x"}, number="", day="1/1/2030")
    page = as_user(tuan).submit("/giao-du-toan/lap/", sent).content.decode()
    assert "Cần sửa 3 vị trí" in page and not Allocation.objects.exists()
    sent = typed(tuan, {"SYT": "5", "SXD": "6"}, {"SXD": "Nghị quyết"})
    page = as_user(tuan).submit("/giao-du-toan/lap/", sent).content.decode()
    assert "Sở Y tế, cột Lý do vượt số thẩm định: Tổng được giao 5 đồng khi chưa có số thẩm định." in page
    assert "Sở Xây dựng, cột" not in page


def test_a_cut_below_nothing_is_refused_at_its_cell(as_user, agencies, plan, tuan):
    page = as_user(tuan).submit("/giao-du-toan/lap/", typed(tuan, {"SYT": "5"}, kind="cut")).content.decode()
    assert "Sở Y tế, cột Số giao: Đã giao 0 đồng, không giảm được 5 đồng." in page


def test_a_decision_names_somebody(as_user, plan, tuan):
    page = as_user(tuan).submit("/giao-du-toan/lap/", typed(tuan, {})).content.decode()
    assert "Ghi số tiền của ít nhất một cơ quan." in page


def test_another_source_is_named(as_user, agencies, plan, tuan):
    sent = typed(tuan, {"SYT": "5"}, {"SYT": "NQ"}, source="other")
    assert "Ghi rõ nguồn kinh phí." in as_user(tuan).submit("/giao-du-toan/lap/", sent).content.decode()


def test_what_changed_while_one_typed_is_shown_before_it_counts(as_user, agencies, plan, tuan):
    browser, sent = as_user(tuan), typed(tuan, {"SYT": "5"}, {"SYT": "NQ"})
    page = browser.get("/giao-du-toan/lap/")
    guards = guards_of(page.content.decode(), "/giao-du-toan/lap/", "/giao-du-toan/lap/")
    allocate(tuan, {agencies["SYT"]: 9}, "1/QĐ")
    answer = browser.post("/giao-du-toan/lap/", guards | sent)
    assert answer.status_code == 409 and allocated(agencies["SYT"]) == 9


def test_one_form_sent_twice_makes_one_decision(as_user, agencies, plan, tuan):
    browser, sent = as_user(tuan), typed(tuan, {"SYT": "5"}, {"SYT": "NQ"})
    page = browser.get("/giao-du-toan/lap/").content.decode()
    guards = guards_of(page, "/giao-du-toan/lap/", "/giao-du-toan/lap/")
    first, second = (browser.post("/giao-du-toan/lap/", guards | sent) for _ in range(2))
    assert first["Location"] == second["Location"] and Allocation.objects.count() == 1


def test_a_clerk_of_a_department_is_told_who_records(as_user, plan, lan):
    for address in ("/giao-du-toan/lap/", "/giao-du-toan/nap/", "/giao-du-toan/bieu-mau.xlsx"):
        page = as_user(lan).get(address, follow=True).content.decode()
        assert "Quyết định giao dự toán do Sở Tài chính ghi" in page


def test_an_agency_reads_its_own_line_alone(as_user, agencies, plan, tuan, lan, binh, hai):
    made = allocate(tuan, {agencies["SYT"]: 700_001, agencies["SXD"]: 55_555})
    page = as_user(lan).get(f"/giao-du-toan/{made.pk}/").content.decode()
    assert "700.001" in page and "55.555" not in page and "755.556" not in page and "Ghi đảo" not in page
    listed = as_user(lan).get("/giao-du-toan/").content.decode()
    assert "700.001" in listed and "755.556" not in listed
    assert "755.556" in as_user(tuan).get(f"/giao-du-toan/{made.pk}/").content.decode()
    assert as_user(hai).get(f"/giao-du-toan/{made.pk}/").status_code == 404
    assert "12/QĐ-UBND" not in as_user(hai).get("/giao-du-toan/").content.decode()


def test_the_list_is_narrowed_sorted_and_summed(as_user, agencies, plan, tuan):
    allocate(tuan, {agencies["SYT"]: 1_000}, "1/QĐ")
    allocate(tuan, {agencies["SXD"]: 5_000}, "2/QĐ", kind="added")
    allocate(tuan, {agencies["SYT"]: 400}, "3/QĐ", kind="cut")
    page = as_user(tuan).get("/giao-du-toan/").content.decode()
    assert "6.000</b> đồng" in page and "−400</b> đồng" in page and "5.600</b> đồng" in page
    page = as_user(tuan).get("/giao-du-toan/?kind=cut").content.decode()
    assert "3/QĐ" in page and "1/QĐ" not in page
    page = as_user(tuan).get("/giao-du-toan/?q=xây").content.decode()
    assert "2/QĐ" in page and "3/QĐ" not in page
    page = as_user(tuan).get("/giao-du-toan/?sort=-dong").content.decode()
    assert page.index("2/QĐ") < page.index("1/QĐ") < page.index("3/QĐ")
    assert "Không có quyết định nào" in as_user(tuan).get("/giao-du-toan/?q=zz").content.decode()
    book = as_user(tuan).get("/giao-du-toan.xlsx?kind=cut")
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert rows[2][1:4] == ("3/QĐ", "10/6/2025", "Điều chỉnh giảm") and rows[-1][-1] == -400


def test_three_decisions_ask_as_many_queries_as_one(as_user, agencies, plan, tuan):
    counts = []
    for number in (1, 3):
        while Allocation.objects.count() < number:
            allocate(tuan, {agencies["SYT"]: 1_000}, f"{Allocation.objects.count()}/QĐ")
        as_user(tuan).get("/giao-du-toan/")
        for address in ("/giao-du-toan/", "/giao-du-toan/?q=y", "/giao-du-toan/theo-co-quan/"):
            with CaptureQueriesContext(connection) as asked:
                as_user(tuan).get(address)
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_the_money_by_agency_adds_up_against_the_plan(as_user, agencies, plan, tuan, hai):
    appraised(agencies["SYT"], 900_000, tuan)
    allocate(tuan, {agencies["SYT"]: 400_000})
    allocate(hai, {agencies["502"]: 70_000, agencies["20335"]: 7_000}, "9/QĐ")
    page = as_user(tuan).get("/giao-du-toan/theo-co-quan/").content.decode()
    assert "144.790.352.928" in page and "206.361.641.088" in page  # the control figures
    assert "500.000" in page and "77.000" in page and "144.789.952.928" in page
    own = as_user(hai).get("/giao-du-toan/theo-co-quan/").content.decode()
    assert "70.000" in own and "7.000" in own and "144.790.352.928" not in own and "Sở Y tế" not in own


def test_a_decision_is_taken_back_on_its_page(as_user, agencies, plan, tuan, lan):
    made = allocate(tuan, {agencies["SYT"]: 700})
    address = f"/giao-du-toan/{made.pk}/ghi-dao/"
    assert "Ghi lý do ghi đảo." in as_user(tuan).submit(address, {"reason": ""}).content.decode()
    page = as_user(tuan).submit(address, {"reason": "Nhầm số tiền"}, follow=True).content.decode()
    assert "Bút toán ghi đảo" in page and "Nhầm số tiền" in page
    page = as_user(lan).get(f"/giao-du-toan/{made.pk}/").content.decode()
    assert "Quyết định này đã được ghi đảo" in page
    page = as_user(tuan).get("/giao-du-toan/").content.decode()
    assert "Đã ghi đảo" in page and "<b>0</b> đồng" in page
    assert "đã được ghi đảo" in as_user(tuan).get(address, follow=True).content.decode()


@pytest.mark.parametrize("name", ["lan", "hoa", "mai", "quy", "hai"])
def test_only_whoever_records_takes_back(as_user, cast, agencies, plan, tuan, name):
    made = allocate(tuan, {agencies["SYT"]: 700})
    answer = as_user(cast(name)).post(f"/giao-du-toan/{made.pk}/ghi-dao/", {"reason": "x"})
    assert answer.status_code in (302, 404) and allocated(agencies["SYT"]) == 700


def test_the_reversal_has_no_page_to_take_it_back(as_user, agencies, plan, tuan):
    made = take_back(allocate(tuan, {agencies["SYT"]: 700}), actor=tuan, reason="Nhầm")
    page = as_user(tuan).get(f"/giao-du-toan/{made.pk}/ghi-dao/", follow=True).content.decode()
    assert "Đây là bút toán ghi đảo" in page
