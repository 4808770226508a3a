"""Decisions that allocate: what is written, what is refused, what asks for a reason, and how one is taken back."""

import pytest

from agencies.documents import NumberTaken, register
from agencies.models import Agency, Event, IssuedDocument
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from budgets.allocations import queries, services
from budgets.allocations.permissions import charge_of
from budgets.allocations.services import Line, record_allocation, take_back
from budgets.models import Allocation, AllocationLine
from tests.helpers.allocations import DAY, allocate, allocated, appraised, facts, mark


@pytest.fixture
def syt(agencies, tuan):
    """Sở Y tế with 1.000 đồng appraised."""
    appraised(agencies["SYT"], 1_000, tuan)
    return agencies["SYT"]


def test_tuan_records_a_decision_of_the_province(plan, agencies, syt, tuan):
    made = allocate(tuan, {syt: 700, agencies["SXD"]: 50})
    assert (made.issuer.kind, made.amount_dong, made.recorded_by) == (Agency.Kind.PROVINCE, 750, tuan)
    assert [(line.agency.code, line.amount_dong, line.excess_reason) for line in made.lines.all()] == [
        ("SXD", 50, "Theo nghị quyết"),
        ("SYT", 700, ""),  # 700 of 1.000: no reason is needed, so none is kept
    ]
    assert made.document.kind == IssuedDocument.Kind.ALLOCATION
    told = {event.agency.code: event.sentence for event in Event.objects.about(made)}
    assert set(told) == {made.issuer.code, "SYT", "SXD"}
    assert "Sở Y tế 700 đồng" in told["SYT"]


def test_parts_and_additions_add_up(plan, syt, tuan):
    allocate(tuan, {syt: 600}, "1/QĐ")
    allocate(tuan, {syt: 300}, "2/QĐ", kind="added")
    allocate(tuan, {syt: 250}, "3/QĐ", kind="cut")
    allocate(tuan, {syt: 50}, "4/QĐ", kind="withdrawn")
    assert allocated(syt) == 600
    assert Allocation.objects.get(number="3/QĐ").amount_dong == -250


def test_nothing_falls_below_nothing(plan, syt, tuan):
    allocate(tuan, {syt: 600}, "1/QĐ")
    with pytest.raises(WorkflowError, match="đã giao 600 đồng, không giảm được 601 đồng"):
        allocate(tuan, {syt: 601}, "2/QĐ", kind="cut")
    assert allocated(syt) == 600 and not IssuedDocument.objects.filter(number="2/QĐ").exists()


def test_what_is_contracted_stays_allocated(plan, syt, tuan, monkeypatch):
    monkeypatch.setattr(queries, "COMMITTED", [lambda plan, agencies: {syt.pk: 500}])
    first = allocate(tuan, {syt: 600}, "1/QĐ")
    with pytest.raises(
        WorkflowError, match="giải ngân hoặc nộp trả 500 đồng, số được giao không giảm còn 400 đồng được"
    ):
        allocate(tuan, {syt: 200}, "2/QĐ", kind="withdrawn")
    with pytest.raises(WorkflowError, match="đã ký hợp đồng"):
        take_back(first, actor=tuan, reason="Ghi nhầm")
    allocate(tuan, {syt: 100}, "2/QĐ", kind="withdrawn")
    assert allocated(syt) == 500


def test_above_the_appraised_asks_for_a_reason(plan, agencies, syt, tuan):
    with pytest.raises(WorkflowError, match="Sở Y tế: tổng được giao 1.001 đồng, vượt số thẩm định 1 đồng. Ghi lý do"):
        allocate(tuan, {syt: 1_001}, reason=" ")
    with pytest.raises(WorkflowError, match="Sở Xây dựng: tổng được giao 5 đồng khi chưa có số thẩm định"):
        allocate(tuan, {agencies["SXD"]: 5}, reason="")
    allocate(tuan, {syt: 1_001}, reason="Nghị quyết HĐND")
    assert AllocationLine.objects.get().excess_reason == "Nghị quyết HĐND"


def test_a_district_shares_what_is_appraised_for_it_out_among_its_communes(plan, agencies, hai):
    appraised(agencies["502"], 100, hai)
    made = allocate(hai, {agencies["502"]: 60, agencies["20335"]: 40}, "1/QĐ", reason="")
    assert made.amount_dong == 100
    with pytest.raises(WorkflowError, match="tổng được giao 41 đồng khi chưa có số thẩm định"):
        allocate(hai, {agencies["20335"]: 1}, "2/QĐ", reason="")
    allocate(hai, {agencies["502"]: 10}, "3/QĐ", kind="cut")
    allocate(hai, {agencies["20335"]: 10}, "4/QĐ", kind="added", reason="")


def test_a_closed_year_refuses(plan, syt, tuan, monkeypatch):
    monkeypatch.setattr(services, "BUILT_ON", [lambda agencies, year: f"Đã quyết toán năm {year}."])
    with pytest.raises(WorkflowError, match="Đã quyết toán năm 2025"):
        allocate(tuan, {syt: 1})


@pytest.mark.parametrize("dong", [0, -1, 1.5, True, 10**14 + 1])
def test_only_whole_dong_are_taken(plan, syt, tuan, dong):
    with pytest.raises(WorkflowError):
        allocate(tuan, {syt: dong})


def test_a_decision_without_lines_or_with_two_of_one_agency_is_refused(plan, syt, tuan):
    for lines in ([], [Line(syt, 1), Line(syt, 2)]):
        with pytest.raises(WorkflowError):
            record_allocation(plan, actor=tuan, facts=facts(), lines=lines)


def test_a_number_is_one_document_of_its_issuer_in_a_year(plan, agencies, syt, tuan, hai):
    allocate(tuan, {syt: 1}, "12/QĐ-UBND")
    with pytest.raises(NumberTaken):
        allocate(tuan, {syt: 2}, "12 / qđ-ubnd")
    allocate(hai, {agencies["502"]: 2}, "12/QĐ-UBND")  # another issuer's
    assert allocated(syt) == 1


def test_a_page_of_before_is_refused(plan, syt, tuan):
    seen = mark(tuan)
    allocate(tuan, {syt: 1}, "1/QĐ", seen=seen)
    with pytest.raises(Overtaken):
        allocate(tuan, {syt: 1}, "2/QĐ", seen=seen)


# Taking back


def test_what_was_recorded_by_mistake_is_taken_back_and_recorded_rightly(plan, syt, tuan):
    wrong = allocate(tuan, {syt: 7_000}, "12/QĐ")
    reversal = take_back(wrong, actor=tuan, reason="Thừa một số 0")
    assert (reversal.amount_dong, reversal.reverses, allocated(syt)) == (-7_000, wrong, 0)
    assert Allocation.objects.get(pk=wrong.pk).amount_dong == 7_000  # nothing is written over
    right = allocate(tuan, {syt: 700}, "12/QĐ")
    assert allocated(syt) == 700 and right.document.number == "12/QĐ"
    assert Event.objects.about(wrong).filter(action="take_back_allocation").get().reason == "Thừa một số 0"


def test_a_number_that_was_a_slip_is_free_for_what_it_belongs_to(plan, syt, tuan):
    take_back(allocate(tuan, {syt: 7}, "12/QĐ"), actor=tuan, reason="Nhầm số")
    register(charge_of(tuan).issuer, IssuedDocument.Kind.ESTIMATE_DECISION, "12/QĐ", DAY, actor=tuan)


def test_it_is_taken_back_once_and_with_a_reason(plan, syt, tuan):
    made = allocate(tuan, {syt: 7})
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        take_back(made, actor=tuan, reason=" ")
    reversal = take_back(made, actor=tuan, reason="Nhầm")
    with pytest.raises(Overtaken):
        take_back(made, actor=tuan, reason="Nhầm")
    with pytest.raises(NotAllowed, match="ghi lại quyết định đúng"):
        take_back(reversal, actor=tuan, reason="Nhầm")


def test_a_part_that_a_cut_rests_on_stays(plan, syt, tuan):
    first = allocate(tuan, {syt: 500}, "1/QĐ")
    allocate(tuan, {syt: 200}, "2/QĐ", kind="cut")
    with pytest.raises(WorkflowError, match="không giảm được 500 đồng"):
        take_back(first, actor=tuan, reason="Nhầm")


# Who records for whom


def test_a_district_records_for_itself_and_its_communes(plan, agencies, hai):
    made = allocate(hai, {agencies["502"]: 5, agencies["20335"]: 3}, "7/QĐ-UBND")
    assert (made.issuer, made.amount_dong) == (agencies["502"], 8)
    with pytest.raises(NotAllowed, match="Sở Y tế không thuộc"):
        allocate(hai, {agencies["SYT"]: 5}, "8/QĐ-UBND")


def test_a_commune_records_for_itself_alone(plan, agencies, thu):
    assert charge_of(thu).agencies == (agencies["20335"],)
    assert allocate(thu, {agencies["20335"]: 5}).issuer == agencies["20335"]
    with pytest.raises(NotAllowed):
        allocate(thu, {agencies["502"]: 5}, "8/QĐ")


def test_nobody_else_records(plan, agencies, lan, nam, minh, hoa, son, mai, quy, binh):
    for person in (lan, nam, minh, hoa, son, mai, quy, binh):
        assert charge_of(person) is None
        with pytest.raises(NotAllowed):
            allocate(person, {agencies["SYT"]: 5})


def test_the_province_is_in_charge_of_annex_one(plan, agencies, tuan):
    charge = charge_of(tuan)
    assert len(charge.agencies) == 15 and {each.group for each in charge.agencies} == {"departments"}


def test_a_district_does_not_take_back_what_the_province_gave(plan, agencies, syt, tuan, hai, thu):
    of_province, of_district = allocate(tuan, {syt: 5}), allocate(hai, {agencies["20335"]: 5})
    for person, made in ((hai, of_province), (thu, of_district), (tuan, of_district)):
        with pytest.raises(NotAllowed):
            take_back(made, actor=person, reason="Nhầm")
