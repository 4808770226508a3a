"""Payments and settlement: what breaks the sums is refused, what the law leaves open wants a reason."""

from datetime import date

import pytest

from agencies.workflow import Overtaken, WorkflowError
from budgets.allocations.queries import committed_by_agency
from budgets.contracts.changes import amend_contract
from budgets.contracts.warnings import Warned
from budgets.models import Settlement
from budgets.payments import queries
from budgets.payments.services import take_back_payment
from budgets.payments.settlements import settle, take_back_settlement, year_sums
from tests.helpers import money
from tests.helpers.money import BACK, PRICE, accepted, paid, signed, sums

VALUE = 520 * PRICE
TODAY = date(2025, 6, 20)


@pytest.fixture
def contract(plan, lan, hoa):
    money.checked(lan.agency)
    return signed(lan, money.an_appraised(lan, hoa))


@pytest.fixture
def done(contract, lan):
    """All of it accepted."""
    accepted(contract, lan)
    return contract


def test_an_advance_is_recovered_from_what_was_accepted(contract, lan):
    paid(contract, lan, 600_000, kind="advance")
    assert (sums(contract).open_advance_dong, sums(contract).cash_dong) == (600_000, 600_000)
    with pytest.raises(WorkflowError, match="cộng 1 đồng lớn hơn giá trị đã nghiệm thu 0 đồng"):
        paid(contract, lan, 1)
    accepted(contract, lan)
    paid(contract, lan, 600_000, kind="recovery")
    paid(contract, lan, VALUE - 600_000)
    found = sums(contract)
    assert (found.open_advance_dong, found.to_pay_dong, found.left_dong, found.cash_dong) == (0, 0, 0, VALUE)
    assert queries.disbursed_by_agency(TODAY) == {lan.agency_id: VALUE}
    assert queries.disbursed_by_agency(date(2025, 6, 19)) == {}


def test_what_would_break_the_sums_is_refused(done, lan):
    with pytest.raises(WorkflowError, match="cộng 2.080.001 đồng lớn hơn giá trị đã nghiệm thu 2.080.000 đồng"):
        paid(done, lan, VALUE + 1)
    with pytest.raises(WorkflowError, match="Thu hồi và nộp trả tạm ứng cộng 1 đồng lớn hơn số đã tạm ứng 0 đồng"):
        paid(done, lan, 1, kind="recovery")
    with pytest.raises(WorkflowError, match="Thu hồi và nộp trả tạm ứng cộng 1 đồng lớn hơn số đã tạm ứng 0 đồng"):
        paid(done, lan, 1, kind="refund")
    paid(done, lan, VALUE)
    with pytest.raises(WorkflowError, match="cộng 2.080.001 đồng lớn hơn giá trị hợp đồng 2.080.000 đồng"):
        paid(done, lan, 1, kind="advance")
    with pytest.raises(WorkflowError, match="lớn hơn 0"):
        paid(done, lan, 0)


def test_never_more_than_was_allocated(done, lan):
    money.allocated(lan.agency, 1_000_000)
    with pytest.raises(WorkflowError, match="cộng 1.000.001 đồng, lớn hơn số được giao 1.000.000 đồng"):
        paid(done, lan, 1_000_001)
    assert paid(done, lan, 1_000_000)


def test_a_large_advance_wants_a_reason(contract, lan):
    money.allocated(lan.agency, VALUE)
    with pytest.raises(Warned, match=r"^Tạm ứng cộng 624.001 đồng, vượt mức 30% giá trị hợp đồng \(624.000 đồng;"):
        paid(contract, lan, 624_001, kind="advance", reason="")
    assert paid(contract, lan, 624_000, kind="advance", reason="")
    assert paid(contract, lan, 1, kind="advance", number="UNC 02", reason="Theo hợp đồng.").reason == "Theo hợp đồng."


def test_money_that_leaves_while_no_allocation_is_recorded_wants_a_reason(done, lan):
    """An advance and a payment; nothing leaves by a recovery or what is paid back."""
    sentence = "Chưa ghi quyết định giao dự toán cho Sở Y tế, nên không đối chiếu được số giải ngân"
    for kind in ("advance", "payment"):
        with pytest.raises(Warned, match=sentence):
            paid(done, lan, 100, kind=kind, reason=" ")
    paid(done, lan, 100, kind="advance")
    assert paid(done, lan, 40, kind="recovery", reason="") and paid(done, lan, 60, kind="refund", reason="")
    money.allocated(lan.agency, 1_000)
    assert paid(done, lan, 100, reason="")


def test_a_document_recorded_twice_is_refused_and_one_taken_back_is_free(done, lan):
    made = paid(done, lan, 100)
    with pytest.raises(WorkflowError, match="đã ghi cho hợp đồng này"):
        paid(done, lan, 100, number="unc  01")
    take_back_payment(made, actor=lan, **BACK)
    assert sums(done).paid_dong == 0 and paid(done, lan, 100)


def test_an_advance_stays_while_it_was_recovered(contract, lan):
    made = paid(contract, lan, 600_000, kind="advance")
    accepted(contract, lan)
    recovery = paid(contract, lan, 600_000, kind="recovery")
    with pytest.raises(WorkflowError, match="lớn hơn số đã tạm ứng 0 đồng"):
        take_back_payment(made, actor=lan, **BACK)
    take_back_payment(recovery, actor=lan, **BACK)
    take_back_payment(made, actor=lan, **BACK)
    assert sums(contract).cash_dong == 0


def settled(lan, plan, **changes):
    given = {"plan": plan, "actor": lan, "year": 2025, "number": "30/QT", "dated_on": TODAY}
    return settle(lan.agency, **given | changes)


def test_a_settled_year_is_closed_until_the_settlement_is_taken_back(done, lan, plan):
    money.allocated(lan.agency, VALUE + 500)
    first = paid(done, lan, VALUE - 100)
    made = settled(lan, plan, reason="Còn lại trả bằng nguồn của đơn vị.")
    assert (made.allocated_dong, made.accepted_dong, made.paid_dong) == (VALUE + 500, VALUE, VALUE - 100)
    assert (made.amount_dong, made.returned_dong) == (VALUE - 100, 600)
    assert queries.settled_by_agency(TODAY) == {lan.agency_id: VALUE - 100}
    sentence = "đã quyết toán năm ngân sách 2025"
    for change in (
        lambda: paid(done, lan, 1, number="UNC 9"),
        lambda: take_back_payment(first, actor=lan, **BACK),
        lambda: accepted(done, lan, number="9"),
        lambda: signed(lan, done.catalogues.get(), contractor=done.contractor, number="9"),
        lambda: amend_contract(done, actor=lan, number="9", dated_on=TODAY, reason="Thêm.", pages={"a4": 1}, prices={}),
        lambda: settled(lan, plan),
    ):
        with pytest.raises(WorkflowError, match=sentence):
            change()
    take_back_settlement(made, actor=lan, **BACK)
    assert queries.settled_by_agency(TODAY) == {lan.agency_id: 0}
    paid(done, lan, 100, number="UNC 9")
    assert settled(lan, plan).amount_dong == VALUE and Settlement.objects.standing().count() == 1


def test_an_open_advance_or_no_allocation_keeps_the_year_open(contract, lan, plan):
    with pytest.raises(WorkflowError, match="Chưa ghi quyết định giao dự toán năm 2025"):
        settled(lan, plan)
    money.allocated(lan.agency, VALUE)
    paid(contract, lan, 600_000, kind="advance")
    with pytest.raises(WorkflowError, match="Còn 600.000 đồng tạm ứng chưa thu hồi"):
        settled(lan, plan)
    paid(contract, lan, 600_000, kind="refund", number="GBC 1")
    assert settled(lan, plan).returned_dong == VALUE


def test_accepted_work_that_is_unpaid_wants_a_reason(done, lan, plan, as_user):
    """An advance that was recovered paid for it too, and then nobody is asked."""
    money.allocated(lan.agency, VALUE)
    paid(done, lan, 600_000, kind="advance")
    paid(done, lan, 600_000, kind="recovery")
    browser, path = as_user(lan), "/quyet-toan/ghi-moi/"
    data = {"agency": "SYT", "year": "2025", "number": "30/QT", "dated_on": "20/6/2025", "reason": ""}
    page = browser.submit(path, data).content.decode()
    assert "Còn 1.480.000 đồng đã nghiệm thu đến hết năm 2025 chưa thanh toán." in page and "30/QT" in page
    paid(done, lan, VALUE - 600_000, number="UNC 02")
    assert settled(lan, plan).returned_dong == 0


def test_who_saw_other_sums_reads_so(done, lan, plan):
    money.allocated(lan.agency, VALUE)
    seen = year_sums(lan.agency, 2025)
    paid(done, lan, 100)
    with pytest.raises(WorkflowError, match="vừa thay đổi sau khi bạn xem"):
        settled(lan, plan, seen=seen)


def test_two_who_take_back_the_same(done, lan):
    made = paid(done, lan, 100)
    take_back_payment(made, actor=lan, **BACK)
    with pytest.raises(Overtaken, match="đã được ghi đảo"):
        take_back_payment(made, actor=lan, **BACK)


@pytest.fixture
def given_back(done, lan, plan):
    """1.000 paid in 2025, all the rest of what was allocated for it given back."""
    money.allocated(lan.agency, VALUE)
    paid(done, lan, 1_000)
    return settled(lan, plan, reason="Nguồn không chuyển sang năm sau.")


def test_what_was_given_back_is_paid_out_by_nobody(given_back, done, lan, plan, day):
    """Only what is allocated anew is; and that is not cut below what went."""
    later = day("2026-02-02")
    sentence = "lớn hơn số được giao 2.080.000 đồng trừ 2.079.000 đồng đã nộp trả nguồn khi quyết toán"
    with pytest.raises(WorkflowError, match=sentence):
        paid(done, lan, 1, day=later, number="UNC 02")
    money.allocated(lan.agency, 500, year=2026, number="101/QĐ-UBND")
    with pytest.raises(WorkflowError, match="lớn hơn số được giao"):
        paid(done, lan, 501, day=later, number="UNC 02")
    paid(done, lan, 500, day=later, number="UNC 02")
    assert committed_by_agency(plan, [lan.agency_id]) == {lan.agency_id: VALUE + 500}


def test_nothing_goes_back_that_was_paid_in_another_year(given_back, done, lan, plan, day):
    later = day("2026-02-02")
    take_back_settlement(given_back, actor=lan, **BACK | {"dated_on": later})
    paid(done, lan, 600, day=later, number="UNC 02")
    with pytest.raises(WorkflowError, match="Nộp trả 2.079.000 đồng .* nhỏ hơn số đã giải ngân 1.600 đồng"):
        settled(lan, plan, reason="Nguồn không chuyển.")
    money.allocated(lan.agency, 600, year=2026, number="101/QĐ-UBND")
    assert settled(lan, plan, reason="Nguồn không chuyển.").returned_dong == VALUE - 1_000
