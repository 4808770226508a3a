"""Figures on paper are the figures of the screen: lines add up to what was recorded, words read back to the number."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from agencies.workflow import WorkflowError
from budgets.acceptances.files import open_files
from budgets.acceptances.services import accept
from budgets.contracts.changes import amend_contract
from budgets.estimates import services
from budgets.models import AllocationLine, ContractChange, Payment
from budgets.payments.services import pay, take_back_payment
from budgets.payments.settlements import settle
from tests.helpers import factories as make
from tests.helpers import money
from tests.helpers.allocations import allocate, appraised
from tests.helpers.money_files import drawn, said
from tests.helpers.read_words import amounts_in_words, number_of

DAY = date(2025, 6, 20)
PAGES = st.integers(0, 9_999_999)
EXTRAS = st.lists(st.integers(1, 10**12), max_size=55)
pytestmark = [pytest.mark.once, pytest.mark.django_db]
quietly = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Hai tỷ không trăm linh năm triệu đồng", 2_005_000_000),
        (
            "Ba trăm năm mươi mốt tỷ một trăm năm mươi mốt triệu chín trăm chín mươi bốn ngàn không trăm mười sáu đồng",
            351_151_994_016,
        ),
        ("Một ngàn tỷ đồng", 10**12),
        ("Mười lăm đồng", 15),
    ],
)
def test_words_are_read_back(words, number):
    assert number_of(words) == number


@quietly
@given(a4=PAGES, a3=PAGES, a0=PAGES, extras=EXTRAS)
def test_the_lines_of_any_estimate_add_up_to_what_is_asked_for(plan, agencies, lan, a4, a3, a0, extras):
    with transaction.atomic():
        estimate = services.draft_estimate(
            agencies["SYT"], plan=plan, actor=lan, pages_by_size={"a4": a4, "a3": a3, "a0": a0}
        )
        for position, dong in enumerate(extras, 50):
            estimate.lines.create(position=position, name=f"Chi phí {position}", amount_dong=dong)
        estimate.requested_dong += sum(extras)
        for slug, table in (("du-toan", lambda paper: paper.table), ("to-trinh", lambda paper: paper.annexes[0])):
            document = drawn(estimate, slug)
            found = table(document)
            assert found.total["amount"] == estimate.requested_dong
            assert found.total["a4"] == estimate.a4_page_count
            assert [row.cells["amount"] for row in found.rows[:-1]] == [one.amount_dong for one in estimate.lines.all()]
            assert amounts_in_words(found.words) == [estimate.requested_dong]
        assert set(amounts_in_words(said(document))) == {estimate.requested_dong}
        assert all(type(cell) in (int, str, type(None)) for row in found.rows for cell in row.cells.values())
        transaction.set_rollback(True)


@quietly
@given(lines=st.lists(st.tuples(st.integers(0, 10**11), st.integers(0, 10**11)), min_size=1, max_size=60))
def test_asked_granted_and_difference_add_up(plan, agencies, tuan, lines):
    with transaction.atomic():
        asked, granted = sum(max(pair) for pair in lines), sum(min(pair) for pair in lines)
        result = make.an_estimate_appraisal(make.an_estimate(agencies["SYT"], asked), tuan, DAY, granted)
        for position, pair in enumerate(lines, 1):
            cut = {"requested_dong": max(pair), "amount_dong": min(pair)}
            result.lines.create(position=position, name=f"Dòng {position}", **cut)
        document = drawn(result.estimate, "ket-qua")
        total = document.annexes[0].total
        assert (total["asked"], total["granted"], total["difference"]) == (asked, granted, result.difference_dong)
        assert set(amounts_in_words(said(document) + document.annexes[0].words)) == {granted}
        transaction.set_rollback(True)


def test_a_decision_for_all_agencies_adds_up_by_level_and_knows_what_was_given_before(plan, tuan):
    agencies = list(Agency.objects.exclude(kind="province").filter(kind__in=Agency.KINDS_BY_GROUP["departments"]))
    for place, agency in enumerate(agencies, 1):
        appraised(agency, 4896 * 1000 * place, tuan)
    allocate(tuan, {agency: 1_000 * place for place, agency in enumerate(agencies, 1)}, "11/QĐ-UBND")
    made = allocate(tuan, {agency: 777 * place for place, agency in enumerate(agencies, 1)}, kind="added")
    annex = drawn(made, "quyet-dinh").annexes[0]
    known = dict(AllocationLine.objects.filter(allocation=made).values_list("agency__name", "amount_dong"))
    rows = {row.cells["name"]: row.cells for row in annex.rows if row.kind == "line"}
    assert {name: cells["now"] for name, cells in rows.items()} == known
    assert all(cells["after"] == cells["before"] + cells["now"] for cells in rows.values())
    assert annex.total["now"] == made.amount_dong == sum(known.values())
    assert annex.total["before"] == sum(1_000 * place for place in range(1, len(agencies) + 1))
    assert amounts_in_words(annex.words) == [made.amount_dong]
    cut = allocate(tuan, {agencies[0]: 500}, "13/QĐ-UBND", kind="cut")
    document = drawn(cut, "quyet-dinh")
    assert document.annexes[0].total["now"] == -500 and amounts_in_words(said(document)) == [500]
    assert "Điều chỉnh giảm dự toán đã giao" in said(document)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("accept"), st.integers(1, 3)),
        st.tuples(st.sampled_from(Payment.Kind.values), st.integers(1, 900_000)),
        st.tuples(st.just("amend"), st.integers(-100, 300), st.integers(0, 2)),
        st.tuples(st.just("undo"), st.just(0)),
    ),
    min_size=4,
    max_size=12,
)


def step(contract, lan, number, kind, *values):
    """One document; what is refused changes nothing."""
    written = {"actor": lan, "number": f"{number}/VB", "dated_on": DAY}
    catalogue = contract.catalogues.get()
    if kind == "accept":
        accept(contract, files={catalogue: open_files(catalogue)[: values[0]]}, **written)
    elif kind == "amend":
        prices = {"a4": money.PRICE + 500 * values[1]} if values[1] else {}
        amend_contract(contract, reason="Sửa.", pages={"a4": values[0]}, prices=prices, warned_reason="Sửa.", **written)
    elif kind == "undo":
        if last := contract.payments.standing().order_by("-pk").first():
            take_back_payment(last, reason="Ghi nhầm.", **written)
    else:
        pay(contract, kind=kind, amount_dong=values[0], reason="Theo hợp đồng.", **written)


@quietly
@given(steps=STEPS)
def test_the_treasury_form_follows_any_order_of_documents(plan, lan, hoa, steps):
    with transaction.atomic():
        money.usual_limits()
        money.checked(lan.agency)
        contract = money.signed(lan, money.an_appraised(lan, hoa), warned_reason="Theo văn bản.")
        for number, (kind, *values) in enumerate(steps):
            try:
                step(contract, lan, number, kind, *values)
            except WorkflowError:
                continue
            latest_forms_agree(contract)
        transaction.set_rollback(True)


def latest_forms_agree(contract):
    """The form of the document that was recorded last has the sums that the page has now."""
    sums = money.sums(contract)
    minutes = contract.acceptances.standing().order_by("-pk").first()
    payment = contract.payments.filter(kind="payment").standing().order_by("-pk").first()
    latest = max((one.recorded_at for one in [*contract.acceptances.all(), *contract.payments.all()]), default=None)
    for entry in (minutes, payment):
        if entry is None or entry.recorded_at != latest or contract.changes.filter(recorded_at__gt=latest).exists():
            continue
        document = drawn(entry, "khoi-luong")
        total = document.table.total
        assert total["done_dong"] == sums.accepted_dong == total["before_dong"] + total["now_dong"]
        assert total["agreed_dong"] == sums.value_dong
        if entry == minutes:
            assert total["now_dong"] == minutes.amount_dong
            assert drawn(minutes, "bien-ban").table.total["amount"] == minutes.amount_dong
            assert amounts_in_words(said(drawn(minutes, "bien-ban"))) == [minutes.amount_dong]
        else:
            assert amounts_in_words(said(document)) == [payment.amount_dong]


def test_what_the_form_said_of_a_payment_it_says_later_too(plan, lan, hoa):
    money.usual_limits()
    contract = money.an_advanced_contract(lan, hoa)
    payment = contract.payments.get(kind="payment")
    before = said(drawn(payment, "khoi-luong"))
    rows = [row.cells for row in drawn(payment, "khoi-luong").table.rows]
    amend_contract(
        contract,
        actor=lan,
        number="2/PL",
        dated_on=DAY,
        reason="Thêm.",
        pages={"a4": 50},
        prices={},
        warned_reason="Thêm.",
    )
    accept(contract, actor=lan, number="2/BB", dated_on=DAY, catalogues=list(contract.catalogues.all()))
    money.paid(contract, lan, 200_000, number="UNC 3", day=DAY)
    assert said(drawn(payment, "khoi-luong")) == before
    assert [row.cells for row in drawn(payment, "khoi-luong").table.rows] == rows
    assert "2. Giá trị tạm ứng theo hợp đồng còn lại chưa thu hồi đến cuối kỳ trước: 300.000 đồng." in before
    assert "5. Thanh toán để thu hồi tạm ứng: 100.000 đồng." in before
    assert "thanh toán tạm ứng 200.000 đồng; thanh toán khối lượng hoàn thành 1.200.000 đồng" in before


def test_the_settlement_compares_contract_by_contract_and_names_its_decisions(plan, lan, hoa):
    money.usual_limits()
    money.allocated(lan.agency, 3_000_000)
    contract = money.an_advanced_contract(lan, hoa)
    money.paid(contract, lan, 48_000, kind="recovery", number="THTU 02")
    money.paid(contract, lan, 152_000, kind="refund", number="NT 01")
    made = settle(lan.agency, plan=plan, actor=lan, year=2025, number="9/QT", dated_on=DAY)
    document = drawn(made, "doi-chieu")
    total = document.table.total
    value = ContractChange.objects.filter(contract=contract).total_dong()
    assert (total["value"], total["accepted"], total["paid"]) == (value, made.accepted_dong, made.paid_dong)
    assert document.annexes[0].total["amount"] == made.allocated_dong == 3_000_000
    assert amounts_in_words(said(document)) == [made.amount_dong]
    assert f"nộp trả nguồn: {made.returned_dong:,} đồng".replace(",", ".") in said(document)
