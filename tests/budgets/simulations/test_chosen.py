"""Which files a simulation chose, as a list and as a workbook; and dropping one that nobody needs."""

import io

import openpyxl
import pytest

from agencies.models import Event
from agencies.workflow import Overtaken, WorkflowError
from budgets.acceptances.files import open_files
from budgets.allocations.services import Line, record_allocation
from budgets.models import AllocationUpload, Simulation
from budgets.simulations.chosen import chosen_keys, pages_of
from budgets.simulations.outcome import outcome_of
from budgets.simulations.services import delete_simulation, draft_allocation, drop_proposal, propose
from plans.pricing import tariff_on
from tests.helpers import money
from tests.helpers.allocations import facts
from tests.helpers.simulations import STARTS, asked, simulated

TWO_FILES = 208  # trang A4 quy đổi


@pytest.fixture
def catalogue(plan, lan, hoa):
    """Five files of 104 trang A4 quy đổi."""
    return money.an_appraised(lan, hoa)


@pytest.fixture
def price_dong(plan):
    return tariff_on(STARTS).unit_price_dong


@pytest.fixture
def made(catalogue, tuan, price_dong):
    """Money for two of them."""
    return simulated(tuan, sum_dong=TWO_FILES * price_dong)


def test_the_list_is_what_the_figures_say(made, lan):
    keys, part = chosen_keys(made, lan.agency), outcome_of(made).agencies[0]
    assert (len(keys), pages_of(keys)) == (part.chosen_files, part.chosen_pages) == (2, TWO_FILES)


def test_what_money_in_hand_pays_is_not_in_the_list(catalogue, lan, tuan, price_dong):
    money.allocated(lan.agency, TWO_FILES * price_dong)
    first = chosen_keys(simulated(tuan, sum_dong=TWO_FILES * price_dong), lan.agency)
    everything = sorted(file.pk for file in catalogue.files.all())
    assert [key.file for key in first] == everything[2:4]


def test_tuan_reads_and_takes_the_list_along(as_user, made, lan, tuan):
    browser = as_user(tuan)
    page = browser.get(f"/phuong-an/{made.pk}/").content.decode()
    assert f"/phuong-an/{made.pk}/ho-so/?co-quan=SYT" in page
    page = browser.get(f"/phuong-an/{made.pk}/ho-so/?co-quan=SYT").content.decode()
    assert "<b>2</b> hồ sơ" in page and "Hồ sơ khám chữa bệnh số 01" in page and "số 03" not in page
    answer = browser.get(f"/phuong-an/{made.pk}/ho-so.xlsx?co-quan=SYT")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active.values)
    assert [row[1] for row in rows[2:4]] == ["01", "02"] and rows[-1][-1] == TWO_FILES


def test_what_was_accepted_since_is_said(as_user, made, catalogue, lan, tuan):
    money.checked(lan.agency)
    contract = money.signed(lan, catalogue)
    money.accepted(contract, lan, files={catalogue: open_files(catalogue)[:4]})
    page = as_user(tuan).get(f"/phuong-an/{made.pk}/ho-so/").content.decode()
    assert "Lúc tính, phương án chọn 2 hồ sơ, 208 trang A4 quy đổi; nay còn 1 hồ sơ" in page


def test_strangers_and_other_agencies(as_user, made, lan, tuan):
    assert as_user(lan).get(f"/phuong-an/{made.pk}/ho-so/").status_code == 404
    assert as_user(lan).get(f"/phuong-an/{made.pk}/ho-so.xlsx").status_code == 404
    assert "Sở Y tế" in as_user(tuan).get(f"/phuong-an/{made.pk}/ho-so/?co-quan=SXD").content.decode()


def test_one_without_a_result_has_no_list(as_user, catalogue, tuan):
    page = as_user(tuan).get(f"/phuong-an/{asked(tuan).pk}/ho-so/").content.decode()
    assert "Chưa có hồ sơ nào được chọn" in page


def test_whoever_made_one_drops_it_and_the_history_keeps_that(as_user, made, tuan):
    address = f"/phuong-an/{made.pk}/xoa/"
    assert "Xóa rồi không lấy lại được" in as_user(tuan).get(address).content.decode()
    page = as_user(tuan).submit(address, follow=True).content.decode()
    assert "Đã xóa Phương án “Một tỷ”." in page and not Simulation.objects.exists()
    assert Event.objects.get(action="delete_simulation").sentence == "xóa phương án phân bổ “Một tỷ”"
    with pytest.raises(Overtaken):
        delete_simulation(made, actor=tuan)


def test_the_proposal_and_what_was_allocated_stay(made, lan, tuan, plan):
    propose(made, actor=tuan, seen="")
    with pytest.raises(WorkflowError, match="thôi chọn trình rồi xóa"):
        delete_simulation(made, actor=tuan)
    upload = draft_allocation(made, actor=tuan)
    drop_proposal(made, actor=tuan, seen=str(made.pk))
    line = Line(lan.agency, 1_000, "Theo nghị quyết")
    record_allocation(plan, actor=tuan, facts=facts(), lines=[line], upload=upload)
    with pytest.raises(WorkflowError, match="Đã ghi quyết định giao dự toán lập từ phương án này"):
        delete_simulation(made, actor=tuan)


def test_a_draft_that_waits_outlives_its_simulation(made, tuan):
    propose(made, actor=tuan, seen="")
    draft_allocation(made, actor=tuan)
    drop_proposal(made, actor=tuan, seen=str(made.pk))
    delete_simulation(made, actor=tuan)
    assert AllocationUpload.objects.get().simulation is None


def test_one_that_runs_is_left_alone(catalogue, tuan):
    with pytest.raises(WorkflowError, match="chờ tính xong"):
        delete_simulation(asked(tuan), actor=tuan)
