"""Two people at the same moment: one later version is started; a correction and a hand-in see each other."""

from datetime import date

import pytest

from agencies.workflow import perform
from budgets.estimates.corrections import correct_decision
from budgets.estimates.editions import start_edition
from budgets.estimates.services import draft_estimate, revise_estimate
from budgets.models import Estimate
from tests.helpers.racing import refused, rounds, together

pytestmark = pytest.mark.django_db(transaction=True)
RACES = rounds(20, 5)
DAY = date(2025, 6, 20)


def decided(plan, agency, actor, number):
    made = draft_estimate(agency, plan=plan, actor=actor, name=f"Đợt {number}", pages_by_size={"a4": 10})
    return perform(made, "decide", actor=actor, document=(f"{number}/QĐ", DAY))


def test_of_two_later_versions_one_is_started(agencies, plan, thu):
    for race in range(RACES):
        made = decided(plan, agencies["20335"], thu, race)
        start = [
            lambda made=made, change=change: start_edition(made, change=change, reason="Sót kho.", actor=thu)
            for change in ("adjusted", "added")
        ]
        assert refused(together(*start)) == 1
        assert Estimate.objects.filter(replaces=made).count() == 1


def test_a_correction_and_the_later_decision_never_both_rest_on_the_other(agencies, plan, thu):
    """Whichever comes first: the history of the replaced version names the sum that was replaced."""
    for race in range(RACES):
        made = decided(plan, agencies["20335"], thu, race)
        later = start_edition(made, change="adjusted", reason="Sót kho.", actor=thu)
        later = revise_estimate(later, actor=thu, name=later.name, note="", pages_by_size={"a4": 8})
        slip = {"number": f"{race}/SỬA", "day": DAY, "lines": {}, "reason": "Ghi nhầm số."}
        together(
            lambda made=made, slip=slip: correct_decision(made.result, actor=thu, **slip),
            lambda later=later, race=race: perform(later, "decide", actor=thu, document=(f"{race}/B", DAY)),
        )
        assert list(Estimate.objects.in_force().filter(replaces=made)) == [later]
