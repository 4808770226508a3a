"""Contracts: what each is worth, what is warned of, amended, ended and taken back."""

from datetime import date

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from budgets.acceptances.files import open_files
from budgets.contracts import queries
from budgets.contracts.changes import amend_contract, cancel_contract
from budgets.contracts.reversals import take_back_change
from budgets.contracts.sums import Terms, terms_of
from budgets.contracts.warnings import Warned
from budgets.models import Contract, ProcurementLimit
from tests.helpers import factories as make
from tests.helpers import money
from tests.helpers.money import BACK, LATER, PRICE, accepted, paid, signed, sums

VALUE = 500 * PRICE + 10 * 2 * PRICE


@pytest.fixture
def catalogue(plan, lan, hoa):
    return money.an_appraised(lan, hoa)


@pytest.fixture
def contract(catalogue, lan):
    return signed(lan, catalogue)


def amended(contract, lan, number="01/PL", **changes):
    given = {"reason": "Điều chỉnh khối lượng.", "pages": {}, "prices": {}, "dated_on": LATER} | changes
    return amend_contract(contract, actor=lan, number=number, **given)


def test_the_value_is_the_sum_of_its_lines_and_history_tells_it(contract, lan):
    assert contract.value_dong == sums(contract).value_dong == VALUE == 2_080_000
    event = Event.objects.about(contract).latest_first().first()
    assert event.sentence == "ghi Hợp đồng số 05/HĐ của Sở Y tế: 2.080.000 đồng"
    assert event.agency == lan.agency and event.after["value_dong"] == VALUE


def test_an_amendment_adds_and_the_contract_is_the_sum_of_all(contract, lan):
    change = amended(contract, lan, pages={"a4": 100, "a3": -4}, ends_on=date(2025, 8, 10), warned_reason="Thêm hộp.")
    assert change.amount_dong == 100 * PRICE - 4 * 2 * PRICE
    contract.refresh_from_db()
    assert (sums(contract).value_dong, contract.ends_on) == (VALUE + change.amount_dong, date(2025, 8, 10))
    assert terms_of(contract) == {"a4": Terms(600, PRICE), "a3": Terms(6, 2 * PRICE)}


def test_a_new_price_is_for_what_is_not_accepted_yet(contract, lan):
    money.checked(lan.agency)
    one = contract.catalogues.get().files.by_position().first()
    accepted(contract, lan, files={contract.catalogues.get(): [file_row(one)]})
    amended(contract, lan, pages={"a4": 50}, prices={"a4": PRICE + 500}, warned_reason="Thêm hộp.")
    assert sums(contract).value_dong == 100 * PRICE + 450 * (PRICE + 500) + 20 * PRICE
    assert terms_of(contract)["a4"] == Terms(550, PRICE + 500)
    made = accepted(contract, lan, number="02/BBNT")
    assert made.amount_dong == 400 * (PRICE + 500) + 8 * 2 * PRICE


def file_row(file):
    return next(row for row in open_files(file.catalogue) if row.file_id == file.pk)


def test_no_amendment_leaves_less_than_was_accepted(contract, lan):
    money.checked(lan.agency)
    accepted(contract, lan)
    with pytest.raises(WorkflowError, match="Trang A4: số trang còn lại không được thấp hơn số đã nghiệm thu"):
        amended(contract, lan, pages={"a4": -1})
    with pytest.raises(WorkflowError, match="chưa thay đổi gì"):
        amended(contract, lan)


def test_an_ended_contract_is_worth_what_was_accepted(contract, lan):
    money.checked(lan.agency)
    paid(contract, lan, 300_000, kind="advance")
    end = {"number": "07/TL", "dated_on": LATER, "reason": "Nhà thầu không tiếp tục."}
    with pytest.raises(WorkflowError, match="nộp trả tạm ứng trước khi thanh lý"):
        cancel_contract(contract, actor=lan, **end)
    paid(contract, lan, 300_000, kind="refund", number="GBC 1")
    change = cancel_contract(contract, actor=lan, **end)
    assert (change.amount_dong, sums(contract).value_dong) == (-VALUE, 0)
    assert not Contract.objects.in_force().exists()
    with pytest.raises(WorkflowError, match="đã thanh lý"):
        amended(contract, lan, pages={"a4": 1})
    take_back_change(change, actor=lan, **BACK)
    assert sums(contract).value_dong == VALUE and Contract.objects.in_force().get() == contract


def test_what_rests_on_another_is_taken_back_first(contract, lan):
    first = contract.changes.get()
    change = amended(contract, lan, pages={"a4": 100}, ends_on=date(2025, 8, 10), warned_reason="Thêm hộp.")
    with pytest.raises(WorkflowError, match="ghi đảo văn bản đó trước"):
        take_back_change(first, actor=lan, **BACK)
    take_back_change(change, actor=lan, **BACK)
    contract.refresh_from_db()
    assert (sums(contract).value_dong, contract.ends_on) == (VALUE, date(2025, 8, 1))
    with pytest.raises(Overtaken, match="đã được ghi đảo"):
        take_back_change(change, actor=lan, **BACK)
    take_back_change(first, actor=lan, **BACK)
    assert sums(contract).value_dong == 0 and not Contract.objects.in_force().exists()
    for _ in range(2):  # recorded rightly under its own number, which a slip gives free each time
        right = signed(lan, contract.catalogues.get(), contractor=contract.contractor)
        assert right.number == contract.number and Contract.objects.in_force().get() == right
        take_back_change(right.changes.get(), actor=lan, **BACK)


def test_somebody_who_saw_an_older_version_is_told(contract, lan):
    amended(contract, lan, pages={"a4": 1}, expected_version=1, warned_reason="Thêm.")
    with pytest.raises(Overtaken, match="vừa có văn bản khác"):
        amended(contract, lan, "02/PL", pages={"a4": 1}, expected_version=1, warned_reason="Thêm.")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"a4": 300_000}, "vượt hạn mức của hình thức chỉ định thầu: 1.000.000.000 đồng"),
        ({"a4": 600}, "Hợp đồng có 600 trang A4, nhiều hơn 500 trang đã thẩm định"),
        (
            {"ends_on": date(2025, 8, 15)},
            r"Thời hạn hợp đồng 15/8/2025 sau ngày cuối còn đúng hạn của Kế hoạch \(14/8/",
        ),
        ({"signed_on": date(2023, 12, 31)}, "không có giấy tờ năng lực còn giá trị vào ngày ký 31/12/2023"),
    ],
)
def test_what_the_law_leaves_open_wants_a_reason(catalogue, lan, changes, sentence):
    with pytest.raises(Warned, match=sentence):
        signed(lan, catalogue, **{"form": "direct"} | changes)
    made = signed(lan, catalogue, **{"form": "direct", "warned_reason": "Theo văn bản của UBND tỉnh."} | changes)
    assert made.warned_reason == "Theo văn bản của UBND tỉnh."


def test_a_price_above_the_estimate_and_a_value_above_the_allocation_want_a_reason(catalogue, lan, tuan):
    estimate = make.an_estimate(lan.agency, 4_896_000, date(2025, 5, 1))
    make.an_estimate_appraisal(estimate, tuan, date(2025, 5, 2))
    with pytest.raises(Warned, match="Đơn giá trang A4 là 4.897 đồng, cao hơn đơn giá của dự toán: 4.896 đồng"):
        signed(lan, catalogue, price=4_897)
    money.allocated(lan.agency, VALUE - 1)
    with pytest.raises(Warned, match="cộng 2.080.000 đồng, lớn hơn số được giao 2.079.999 đồng"):
        signed(lan, catalogue)


def test_the_limit_is_that_of_the_day(catalogue, lan):
    ProcurementLimit.objects.create(form="quotes", limit_dong=2_000_000, valid_from=date(2025, 5, 6), source="QĐ")
    assert signed(lan, catalogue)
    with pytest.raises(Warned, match="vượt hạn mức"):
        signed(lan, catalogue, number="06/HĐ", signed_on=date(2025, 5, 6))


def test_pages_that_another_contract_has_already_want_a_reason(contract, catalogue, lan):
    """Whether a contract is signed or amended; of one that ended, the pages that were accepted."""
    with_it = {"contractor": contract.contractor, "number": "06/HĐ"}
    sentence = r"\(số 05/HĐ\) là 501 trang A4, nhiều hơn 500 trang đã thẩm định"
    with pytest.raises(Warned, match=sentence):
        signed(lan, catalogue, a4=1, a3=0, **with_it)
    amended(contract, lan, pages={"a4": -100})
    assert signed(lan, catalogue, a4=100, a3=0, **with_it)
    with pytest.raises(Warned, match=r"\(số 06/HĐ\) là 501 trang A4"):
        amended(contract, lan, "02/PL", pages={"a4": 1})
    cancel_contract(contract, actor=lan, number="07/TL", dated_on=LATER, reason="Nhà thầu không tiếp tục.")
    assert signed(lan, catalogue, a4=400, a3=0, **with_it | {"number": "08/HĐ"})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signed_on": date(2025, 6, 21)}, "sau hôm nay"),
        ({"a4": 0, "a3": 0}, "ít nhất một khổ giấy"),
        ({"price": 0}, "nhập đơn giá"),
        ({"ends_on": date(2025, 5, 1)}, "trước ngày bắt đầu"),
        ({"catalogues": []}, "ít nhất một Mục lục"),
        ({"form": "own"}, "Tự thực hiện thì không chọn nhà thầu"),
    ],
)
def test_what_cannot_be_is_refused(catalogue, lan, changes, sentence):
    with pytest.raises(WorkflowError, match=sentence):
        signed(lan, catalogue, **changes)


def test_one_number_of_a_day_is_one_contract(contract, catalogue, lan):
    with pytest.raises(WorkflowError, match="đã ghi hợp đồng số 5/hđ ngày 05/5/2025"):
        signed(lan, catalogue, contractor=contract.contractor, number="5/hđ", warned_reason="Thêm.")


def test_only_the_agencys_own_clerk_and_head_record(catalogue, contract, nam, minh, binh, tuan):
    for person in (minh, binh, tuan):
        with pytest.raises(NotAllowed):
            amended(contract, person, pages={"a4": 1})
    assert amended(contract, nam, pages={"a4": -1})


def test_the_sum_over_agencies_is_that_of_the_day(contract, lan, day):
    assert queries.contracted_by_agency(date(2025, 6, 19)) == {}
    assert queries.contracted_by_agency(date(2025, 6, 20)) == {lan.agency_id: VALUE}
    assert queries.contracted_dong(lan.agency) == VALUE
    assert queries.committed_by_agency(contract.plan, [lan.agency_id]) == {lan.agency_id: VALUE}
    assert queries.contracted_dong(lan.agency, besides=contract) == 0
