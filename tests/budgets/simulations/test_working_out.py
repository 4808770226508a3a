"""What a simulation counts, takes off and leaves out."""

from datetime import date

import pytest

from agencies import tasks
from budgets.acceptances.files import open_files
from budgets.simulations.outcome import outcome_of
from budgets.simulations.time import people_days, people_needed, working_days
from plans.catalogues.files import write_files
from plans.models import ArchivalFile, UnitPrice
from plans.pricing import tariff_on
from tests.helpers import money
from tests.helpers.allocations import allocate
from tests.helpers.catalogues import appraise, fresh, hand_in, reopen, row
from tests.helpers.simulations import STARTS, asked, simulated

PAGES = 104  # 100 A4 and 2 A3 (K=2) of each file
LATE = date(2025, 6, 24)


@pytest.fixture
def appraised(plan, lan, hoa):
    """Five files of Sở Y tế, all arranged and permanent."""
    return money.an_appraised(lan, hoa)


@pytest.fixture
def price():
    return tariff_on(STARTS).unit_price_dong


def files(catalogue, *numbers):
    return ArchivalFile.objects.filter(catalogue=catalogue, file_number__in=numbers)


def test_never_above_the_sum_and_what_is_left_out_adds_up(appraised, tuan, price):
    made = simulated(tuan, sum_dong=3 * PAGES * price + price)
    outcome = outcome_of(made)
    assert (outcome.total.chosen_files, outcome.total.chosen_pages) == (3, 3 * PAGES)
    assert (outcome.total.left_files, outcome.total.left_pages, outcome.rest_dong) == (2, 2 * PAGES, price)
    assert outcome.total.chosen_dong <= made.sum_dong and outcome.total.unpaid_pages == 2 * PAGES
    assert [each.agency.code for each in outcome.agencies] == ["SYT"]
    assert made.message == "Đã chọn 3 trong 5 hồ sơ."


def test_priorities_come_first_and_weights_move_them(appraised, tuan, price):
    files(appraised, "04").update(condition="damaged", retention_years=20)
    files(appraised, "05").update(priority="reused", retention_years=20)
    one = PAGES * price

    def marks(**weights):
        none = dict.fromkeys(("arranged", "permanent", "reused", "in_use", "at_risk"), 0)
        outcome = outcome_of(simulated(tuan, sum_dong=one, weights=none | weights))
        return {each.name for each in outcome.marks if each.chosen_files}

    assert marks(at_risk=9, permanent=5) == {"Đã chỉnh lý hoàn chỉnh", "Có nguy cơ hư hỏng"}
    assert marks(at_risk=1, reused=9) == {"Đã chỉnh lý hoàn chỉnh", "Thường xuyên tái sử dụng"}
    assert marks(permanent=9) == {"Đã chỉnh lý hoàn chỉnh", "Bảo quản vĩnh viễn"}


def test_what_cannot_be_chosen_is_counted_with_its_reason(appraised, tuan):
    files(appraised, "01").update(digitized_before=True)
    files(appraised, "02").update(arranged=False)
    files(appraised, "03").update(page_basis="unknown", page_count=0, page_count_a3=0)
    outcome = outcome_of(simulated(tuan))
    assert outcome.total.files == 2
    assert sorted(outcome.aside) == [
        ("Chưa chỉnh lý", 1, PAGES),
        ("Chưa rõ số trang", 1, 0),
        ("Đã số hóa trước đây", 1, PAGES),
    ]
    assert outcome_of(simulated(tuan, only_arranged=False)).total.files == 3


def test_what_is_handed_in_and_waits_counts_only_where_asked_for(plan, lan, tuan):
    hand_in(lan.agency, lan)
    assert outcome_of(simulated(tuan)).total.files == 0
    assert outcome_of(simulated(tuan, with_awaited=True)).total.files == 5


def test_the_deadline_leaves_out_what_no_money_brings(appraised, tuan):
    """Two days, one person, 104 pages a day: two of the five files."""
    made = simulated(tuan, deadline=LATE, workers=1, pages_per_day=PAGES)
    total = outcome_of(made).total
    assert (total.chosen_files, total.late_pages, total.unpaid_pages) == (2, 3 * PAGES, 0)


def test_money_in_hand_pays_its_own_files_first(appraised, agencies, tuan, price):
    allocate(tuan, {agencies["SYT"]: 2 * PAGES * price})
    total = outcome_of(simulated(tuan, sum_dong=PAGES * price)).total
    assert (total.held_files, total.chosen_files, total.left_files) == (2, 1, 2)
    total = outcome_of(simulated(tuan, sum_dong=PAGES * price, minus_allocated=False)).total
    assert (total.held_files, total.chosen_files, total.left_files) == (0, 1, 4)


def test_what_was_accepted_is_not_paid_again(appraised, lan, tuan):
    money.checked(lan.agency)
    contract = money.signed(lan, appraised)
    two = [each for each in open_files(appraised) if each.file_number in ("01", "02")]
    money.accepted(contract, lan, files={appraised: two})
    assert outcome_of(simulated(tuan)).total.files == 3


def test_a_file_counts_as_it_was_signed(appraised, lan, hoa, tuan):
    reopen(appraised, lan, hoa)
    one = files(appraised, "01").get()
    write_files(fresh(appraised), actor=lan, changed=[(one, row("01", page_count=900))])
    assert outcome_of(simulated(tuan)).total.pages == 5 * PAGES


def test_agencies_share_what_is_not_enough_for_all(appraised, cast, hoa, tuan, price):
    binh = cast("binh")
    appraise(hand_in(binh.agency, binh, name="Của Sở Xây dựng"), hoa, document=("9/SNV", date(2025, 6, 20)))
    outcome = outcome_of(simulated(tuan, sum_dong=4 * PAGES * price))
    assert [each.chosen_files for each in outcome.agencies] == [2, 2]


def test_a_district_simulates_for_itself_and_its_communes(plan, hai, hoa):
    money.an_appraised(hai, hoa)
    outcome = outcome_of(simulated(hai))
    assert (outcome.total.files, outcome.simulation.owner) == (5, hai.agency)


def test_without_a_price_it_fails_with_a_sentence(appraised, tuan):

    UnitPrice.objects.all().delete()
    made = simulated(tuan)
    assert made.state == "failed" and "đơn giá" in made.message


def test_who_lost_the_duty_meanwhile_gets_nothing(appraised, tuan):
    made = asked(tuan)
    tuan.is_active = False
    tuan.save()
    tasks.run_job(made.pk)
    made.refresh_from_db()
    assert made.state == "failed" and not made.result


def test_working_days_and_people():
    friday, monday = date(2025, 6, 20), date(2025, 6, 23)
    assert working_days(friday, monday) == 2
    assert working_days(monday, date(2025, 7, 6)) == 10
    assert working_days(date(2025, 6, 21), date(2025, 6, 22)) == working_days(monday, friday) == 0
    assert (people_days(101, 50), people_needed(1_001, 50, 10), people_needed(5, 50, 0)) == (3, 3, None)
