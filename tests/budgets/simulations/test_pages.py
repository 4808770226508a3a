"""The pages of simulations: asking, watching, comparing, keeping one, and the draft of a decision."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies import tasks
from agencies.models import Event
from budgets.models import Allocation, AllocationUpload, Simulation
from budgets.simulations.services import drop_proposal, propose
from plans.pricing import tariff_on
from tests.helpers import money
from tests.helpers.allocations import mark, typed
from tests.helpers.reading import guards_of
from tests.helpers.simulations import STARTS, asked, simulated

FORM = {
    "name": "Một tỷ",
    "scope": "departments",
    "sum_dong": "1.000.000.000 đồng",
    "starts_on": "23/6/2025",
    "deadline": "14/8/2025",
    "pages_per_day": "50",
    "count_by": "pages",
    **{f"weight_{name}": "10" for name in ("arranged", "permanent", "reused", "in_use", "at_risk")},
}


@pytest.fixture
def appraised(plan, lan, hoa):
    return money.an_appraised(lan, hoa)


@pytest.fixture
def made(appraised, tuan):
    return simulated(tuan)


def chosen(simulation, actor):
    """Kept as the first proposal."""
    return propose(simulation, actor=actor, seen="")


def test_tuan_asks_watches_and_reads_what_came_of_it(as_user, appraised, tuan):
    browser = as_user(tuan)
    page = browser.get("/phuong-an/lap/").content.decode()
    assert "14/8/2025" in page and 'value="50"' in page and "cần Sở Nội vụ xác nhận" in page
    page = browser.submit("/phuong-an/lap/", FORM, follow=True).content.decode()
    one = Simulation.objects.get()
    assert "Đang chờ" in page and f"/phuong-an/{one.pk}/tien-do/" in page
    tasks.run_job(one.pk)
    assert browser.get(f"/phuong-an/{one.pk}/tien-do/")["HX-Refresh"] == "true"
    page = browser.get(f"/phuong-an/{one.pk}/").content.decode()
    assert "5 hồ sơ" in page and "520 trang A4" in page and "Sở Y tế" in page
    assert "Không cách chọn nào khác với cùng số tiền và thời hạn được nhiều điểm hơn." in page
    assert Event.objects.filter(action="simulate").count() == 1


def test_all_that_is_wrong_is_said_at_once(as_user, plan, tuan):
    wrong = FORM | {"sum_dong": "0", "deadline": "20/6/2025", "weight_permanent": "101"}
    page = as_user(tuan).submit("/phuong-an/lap/", wrong).content.decode()
    assert "Cần sửa 3 vị trí" in page and "Ngày xong không được trước ngày bắt đầu." in page
    assert not Simulation.objects.exists()


def test_a_similar_one_starts_from_what_was_asked(as_user, made, tuan):
    page = as_user(tuan).get(f"/phuong-an/lap/?tu={made.pk}").content.decode()
    assert "Một tỷ (2)" in page and "1.000.000.000" in page


def test_who_sees_what(as_user, made, cast, hai):
    for name in ("hoa", "mai", "son", "tuan"):
        assert as_user(cast(name)).get(f"/phuong-an/{made.pk}/").status_code == 200
    for name in ("lan", "hai", "thu"):
        browser = as_user(cast(name))
        assert browser.get(f"/phuong-an/{made.pk}/").status_code == 404
        assert browser.get(f"/phuong-an/{made.pk}/phu-luc/xlsx/").status_code == 404
        assert "Một tỷ" not in browser.get("/phuong-an/").content.decode()
    own = simulated(hai, name="Của huyện")
    assert as_user(hai).get(f"/phuong-an/{own.pk}/").status_code == 200
    assert as_user(cast("tuan")).get(f"/phuong-an/{own.pk}/").status_code == 404


def test_hoa_reads_and_does_not_decide(as_user, made, hoa):
    browser = as_user(hoa)
    page = browser.get(f"/phuong-an/{made.pk}/").content.decode()
    assert "Chọn để trình" not in page and "Lập phương án tương tự" not in page
    browser.submit(f"/phuong-an/{made.pk}/chon/", {}, follow=True)
    browser.submit(f"/phuong-an/{made.pk}/du-thao/", {}, page=f"/phuong-an/{made.pk}/", follow=True)
    page = browser.get("/phuong-an/lap/", follow=True).content.decode()
    assert "do người ghi quyết định giao dự toán lập" in page
    assert not Simulation.objects.proposed().exists() and not AllocationUpload.objects.exists()


def test_one_is_kept_and_another_takes_its_place(as_user, made, tuan):
    browser, other = as_user(tuan), simulated(tuan, name="Khác")
    page = browser.submit(f"/phuong-an/{made.pk}/chon/", {}, follow=True).content.decode()
    assert "Đã chọn Phương án “Một tỷ” để trình." in page and "Lập dự thảo quyết định giao" in page
    browser.submit(f"/phuong-an/{other.pk}/chon/", {}, follow=True)
    assert [one.name for one in Simulation.objects.proposed()] == ["Khác"]
    sentence = Event.objects.filter(action="propose_allocation").latest("pk").sentence
    assert "thay Phương án “Một tỷ”" in sentence
    browser.submit(f"/phuong-an/{other.pk}/chon/", {"drop": "1"}, follow=True)
    assert not Simulation.objects.proposed().exists()


def test_of_two_people_the_second_sees_what_the_first_chose(as_user, made, tuan):
    browser, other = as_user(tuan), simulated(tuan, name="Khác")
    address = f"/phuong-an/{made.pk}/chon/"
    guards = guards_of(browser.get(address).content.decode(), address, address)
    chosen(other, tuan)
    answer = browser.post(address, guards)
    assert answer.status_code == 409 and "vừa được người khác chọn lại" in answer.content.decode()
    assert [one.name for one in Simulation.objects.proposed()] == ["Khác"]


def test_the_draft_fills_the_grid_and_stays_below_the_sum(as_user, appraised, tuan):
    price = tariff_on(STARTS).unit_price_dong
    one = chosen(simulated(tuan, sum_dong=3 * 104 * price + 5), tuan)
    browser = as_user(tuan)
    answer = browser.submit(f"/phuong-an/{one.pk}/du-thao/", {}, page=f"/phuong-an/{one.pk}/")
    upload = AllocationUpload.objects.get()
    assert answer["Location"] == f"/giao-du-toan/nap/{upload.pk}/"
    assert upload.rows["lines"] == [["SYT", 312 * price, "", ""]]
    fields = {name: value for name, value in typed(tuan, {}).items() if not name.startswith("line-")}
    fields |= {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "1", "line-0-excess_reason": "NQ", "_seen": mark(tuan)}
    above = fields | {"line-0-amount": str(one.sum_dong + 1)}
    page = browser.submit(answer["Location"], above).content.decode()
    assert "của phương án. Giảm bớt" in page and not Allocation.objects.exists()
    browser.submit(answer["Location"], fields | {"line-0-amount": str(312 * price)})
    assert Allocation.objects.get().amount_dong == 312 * price


def test_a_draft_comes_of_the_proposal_alone(as_user, made, tuan):
    """Somebody lets it go while the page still offers the draft."""
    browser, address, draft = as_user(tuan), f"/phuong-an/{made.pk}/", f"/phuong-an/{made.pk}/du-thao/"
    chosen(made, tuan)
    guards = guards_of(browser.get(address).content.decode(), draft, address)
    drop_proposal(made, actor=tuan, seen=str(made.pk))
    page = browser.post(draft, guards, follow=True).content.decode()
    assert "Chọn phương án này để trình trước" in page and not AllocationUpload.objects.exists()


def test_two_side_by_side(as_user, made, tuan):
    price = tariff_on(STARTS).unit_price_dong
    other = simulated(tuan, name="Ít tiền", sum_dong=104 * price)
    page = as_user(tuan).get(f"/phuong-an/so-sanh/?a={made.pk}&b={other.pk}").content.decode()
    assert "Một tỷ" in page and "Ít tiền" in page and "−416" in page
    assert as_user(tuan).get("/phuong-an/so-sanh/?a=x&b=9").status_code == 200


def test_the_papers_say_what_the_page_says(as_user, made, tuan):
    browser = as_user(tuan)
    for extension in ("docx", "xlsx"):
        answer = browser.get(f"/phuong-an/{made.pk}/phu-luc/{extension}/")
        assert answer.status_code == 200 and f"phuong-an-mot-ty.{extension}" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content), data_only=True)
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II"]
    cells = [cell for row in book["Phụ lục I"].iter_rows(values_only=True) for cell in row]
    assert "Sở Y tế" in cells and 520 in cells and 520 * made.price_dong in cells
    assert browser.get(f"/phuong-an/{made.pk}/phu-luc/odt/").status_code == 404


def test_before_it_is_worked_out_there_is_no_paper_and_nothing_to_keep(as_user, appraised, tuan):
    one, browser = asked(tuan), as_user(tuan)
    assert browser.get(f"/phuong-an/{one.pk}/phu-luc/xlsx/").status_code == 404
    page = browser.get(f"/phuong-an/{one.pk}/chon/", follow=True).content.decode()
    assert "Phương án chưa tính xong" in page


def test_a_failed_one_is_worked_out_again(as_user, appraised, tuan):
    one = asked(tuan)
    Simulation.objects.filter(pk=one.pk).update(state="failed")
    as_user(tuan).submit(f"/phuong-an/{one.pk}/tinh-lai/", {}, page=f"/phuong-an/{one.pk}/")
    tasks.run_job(one.pk)
    one.refresh_from_db()
    assert one.is_ready


def test_a_list_of_three_asks_as_much_as_a_list_of_one(as_user, made, tuan):
    def queries():
        with CaptureQueriesContext(connection) as found:
            as_user(tuan).get("/phuong-an/")
        return len(found)

    queries()
    few = queries()
    for number in range(2):
        simulated(tuan, name=f"Phương án {number}")
    assert queries() == few
    book = openpyxl.load_workbook(io.BytesIO(as_user(tuan).get("/phuong-an.xlsx?sort=name").content))
    names = [row[1] for row in book.active.iter_rows(min_row=3, values_only=True)]
    assert names[:3] == ["Một tỷ", "Phương án 0", "Phương án 1"]
