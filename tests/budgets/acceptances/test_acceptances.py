"""Acceptances: pages × price, no page twice, none that is not appraised and reported as checked."""

from datetime import date

import pytest

from agencies.workflow import Overtaken, WorkflowError
from budgets.acceptances import queries
from budgets.acceptances.files import open_files, open_volumes
from budgets.acceptances.services import take_back_acceptance
from budgets.models import AcceptedFile
from plans.catalogues.files import write_files
from tests.helpers import money
from tests.helpers.catalogues import appraise, fresh, hand_in, one_by_one, reopen, row
from tests.helpers.money import BACK, PRICE, accepted, paid, signed, sums

FILE_DONG = 100 * PRICE + 2 * 2 * PRICE  # one file of the catalogue


@pytest.fixture
def catalogue(plan, lan, hoa):
    return money.an_appraised(lan, hoa)


@pytest.fixture
def contract(catalogue, lan):
    money.checked(lan.agency, files=5, pages=520)
    return signed(lan, catalogue)


def some(catalogue, *numbers):
    return {catalogue: [row for row in open_files(catalogue) if row.file_number in numbers]}


def test_a_whole_catalogue_is_accepted_at_the_contracts_price(contract, catalogue, lan):
    made = accepted(contract, lan)
    assert (made.file_count, made.a4_page_count, made.amount_dong) == (5, 520, 5 * FILE_DONG)
    lines = made.lines.values_list("size", "page_count", "price_dong", "amount_dong")
    assert list(lines) == [("a4", 500, PRICE, 500 * PRICE), ("a3", 10, 2 * PRICE, 20 * PRICE)]
    assert AcceptedFile.objects.filter(acceptance=made).count() == 5
    assert open_volumes([catalogue.pk]) == {}
    assert queries.accepted_by_agency(date(2025, 6, 20)) == {lan.agency_id: (5 * FILE_DONG, 5, 520)}
    assert queries.accepted_by_agency(date(2025, 6, 19)) == {}


def test_no_file_is_accepted_twice(contract, catalogue, lan):
    chosen = some(catalogue, "01", "02")
    accepted(contract, lan, files=chosen)
    with pytest.raises(Overtaken, match="vừa được nghiệm thu ở biên bản khác"):
        accepted(contract, lan, number="02/BBNT", files=chosen)
    assert accepted(contract, lan, number="02/BBNT").file_count == 3
    with pytest.raises(WorkflowError, match="Không còn hồ sơ nào"):
        accepted(contract, lan, number="03/BBNT")


def test_what_is_taken_back_may_be_accepted_anew(contract, lan):
    made = accepted(contract, lan)
    back = take_back_acceptance(made, actor=lan, **BACK)
    assert (back.amount_dong, back.file_count, sums(contract).accepted_dong) == (-5 * FILE_DONG, -5, 0)
    with pytest.raises(Overtaken):
        take_back_acceptance(made, actor=lan, **BACK)
    with pytest.raises(WorkflowError, match="không ghi đảo được nữa"):
        take_back_acceptance(back, actor=lan, **BACK)
    assert accepted(contract, lan).file_count == 5


def test_what_was_paid_rests_on_it(contract, lan):
    made = accepted(contract, lan)
    paid(contract, lan, FILE_DONG)
    with pytest.raises(WorkflowError, match="lớn hơn giá trị đã nghiệm thu 0 đồng"):
        take_back_acceptance(made, actor=lan, **BACK)


def test_what_was_not_appraised_is_not_accepted(plan, lan, hoa):
    """A tranche of two files; the others have no decision yet."""
    money.checked(lan.agency)
    catalogue = hand_in(lan.agency, lan)
    one_by_one(catalogue, hoa, "01", "02")
    appraise(fresh(catalogue), hoa, "tranche")
    contract = signed(lan, fresh(catalogue), a4=200, a3=4)
    assert accepted(contract, lan).file_count == 2


def test_a_file_that_was_changed_counts_as_it_was_signed(contract, catalogue, lan, hoa):
    reopen(catalogue, lan, hoa)
    file = catalogue.files.by_position().first()
    write_files(fresh(catalogue), actor=lan, changed=[(file, row("01", page_count=900))])
    assert open_volumes([catalogue.pk])[catalogue.pk].pages["a4"] == 500
    assert accepted(contract, lan).amount_dong == 5 * FILE_DONG


def test_never_more_than_was_reported_as_checked(contract, catalogue, lan):
    money.checked(lan.agency, files=5, pages=519, version=2)
    with pytest.raises(
        WorkflowError, match="cộng 520 trang A4, lớn hơn 519 trang A4 kiểm tra đạt của kỳ báo cáo đến 13/6"
    ):
        accepted(contract, lan)
    assert accepted(contract, lan, files=some(catalogue, "01", "02", "03", "04")).file_count == 4


def test_without_a_report_nothing_is_accepted(catalogue, lan):
    with pytest.raises(WorkflowError, match="chưa có báo cáo tiến độ nào"):
        accepted(signed(lan, catalogue), lan)


def test_never_more_of_a_size_than_the_contract_says(catalogue, lan):
    money.checked(lan.agency)
    contract = signed(lan, catalogue, a4=450, a3=10)
    with pytest.raises(WorkflowError, match="Trang A4: nghiệm thu 500 trang, hợp đồng chỉ có 450 trang"):
        accepted(contract, lan)
    with_it = {"contractor": contract.contractor, "warned_reason": "Làm lại."}
    contract = signed(lan, catalogue, number="06/HĐ", a4=500, a3=0, **with_it)
    with pytest.raises(WorkflowError, match="Trang A3: nghiệm thu 10 trang, hợp đồng chỉ có 0 trang"):
        accepted(contract, lan)


def test_a_catalogue_of_no_contract_and_a_number_used_twice_are_refused(contract, lan, hoa):
    other = money.an_appraised(lan, hoa, name="Mục lục khác", number="124/SNV")
    with pytest.raises(WorkflowError, match="không thuộc hợp đồng này"):
        accepted(contract, lan, catalogues=[other])
    accepted(contract, lan, files=some(contract.catalogues.get(), "01"))
    with pytest.raises(WorkflowError, match="Số 1/bbnt ngày 02/6/2025 đã ghi cho hợp đồng này"):
        accepted(contract, lan, number="1/bbnt")
