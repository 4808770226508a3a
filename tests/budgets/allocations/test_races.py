"""Two people at the same moment: one decision counts, the other is told; no đồng is lost."""

import pytest

from budgets.allocations.services import take_back
from budgets.models import Allocation
from tests.helpers.allocations import allocate, allocated, appraised, mark
from tests.helpers.racing import refused, rounds, together

pytestmark = pytest.mark.django_db(transaction=True)
RACES = rounds(20, 5)


def test_two_cuts_never_take_more_than_there_is(agencies, plan, tuan):
    syt = agencies["SYT"]
    for race in range(RACES):
        allocate(tuan, {syt: 100}, f"{race}/QĐ")
        answers = together(
            lambda race=race: allocate(tuan, {syt: 100}, f"{race}/A", kind="cut"),
            lambda race=race: allocate(tuan, {syt: 100}, f"{race}/B", kind="withdrawn"),
        )
        assert refused(answers) == 1 and allocated(syt) == 0


def test_of_two_that_together_exceed_what_was_appraised_one_needs_a_reason(agencies, plan, tuan):
    syt = agencies["SYT"]
    appraised(syt, 100, tuan)
    for race in range(RACES):
        answers = together(
            lambda race=race: allocate(tuan, {syt: 60}, f"{race}/A", reason=""),
            lambda race=race: allocate(tuan, {syt: 60}, f"{race}/B", reason=""),
        )
        assert refused(answers) == 1 and allocated(syt) == 60
        made = next(one for one in answers if isinstance(one, Allocation))
        take_back(made, actor=tuan, reason="Nhầm")


def test_of_two_who_saw_the_same_page_one_records(agencies, plan, tuan):
    syt, sxd = agencies["SYT"], agencies["SXD"]
    for race in range(RACES):
        seen = mark(tuan)
        answers = together(
            lambda race=race, seen=seen: allocate(tuan, {syt: 1, sxd: 1}, f"{race}/A", seen=seen),
            lambda race=race, seen=seen: allocate(tuan, {sxd: 1, syt: 1}, f"{race}/B", seen=seen),
        )
        assert refused(answers) == 1 and allocated(syt) == race + 1


def test_one_number_makes_one_document(agencies, plan, tuan):
    for race in range(RACES):
        answers = together(*[lambda race=race: allocate(tuan, {agencies["SYT"]: 1}, f"{race}/QĐ")] * 2)
        assert refused(answers) == 1
    assert Allocation.objects.count() == RACES


def test_a_decision_is_taken_back_once(agencies, plan, tuan):
    for race in range(RACES):
        made = allocate(tuan, {agencies["SYT"]: 5, agencies["SXD"]: 5}, f"{race}/QĐ")
        answers = together(*[lambda made=made: take_back(made, actor=tuan, reason="Nhầm")] * 2)
        assert refused(answers) == 1 and allocated(agencies["SYT"]) == 0


def test_taking_back_and_cutting_leave_no_debt(agencies, plan, tuan):
    syt = agencies["SYT"]
    for race in range(RACES):
        made = allocate(tuan, {syt: 5}, f"{race}/QĐ")
        answers = together(
            lambda made=made: take_back(made, actor=tuan, reason="Nhầm"),
            lambda race=race: allocate(tuan, {syt: 5}, f"{race}/C", kind="cut"),
        )
        assert refused(answers) == 1 and allocated(syt) == 0
