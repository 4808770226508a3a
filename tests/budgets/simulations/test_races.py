"""Two people at the same moment keep a proposal: one counts, the other is told."""

import pytest

from budgets.models import Simulation
from budgets.simulations.services import propose
from tests.helpers import money
from tests.helpers.racing import refused, rounds, together
from tests.helpers.simulations import simulated

pytestmark = pytest.mark.django_db(transaction=True)
RACES = rounds(20, 5)


def test_one_proposal_stands(plan, lan, hoa, tuan):
    money.an_appraised(lan, hoa)
    both = [simulated(tuan, name=name) for name in ("A", "B")]
    for _ in range(RACES):
        Simulation.objects.update(proposed_at=None, proposed_by=None)
        answers = together(*[lambda one=one: propose(one, actor=tuan, seen="") for one in both])
        assert refused(answers) == 1 and Simulation.objects.proposed().count() == 1
