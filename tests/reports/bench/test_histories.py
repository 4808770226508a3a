"""A few short histories in the suite; `./portal bench histories` lives through two thousand."""

import pytest

from agencies.models import User
from plans.models import Catalogue, DuplicateGroup
from reports.bench.histories import measure_histories
from reports.bench.history import BETWEEN_CATALOGUES, STEPS, History


@pytest.mark.once
def test_whatever_people_do_what_was_signed_stays(plan):
    said = []
    assert measure_histories(said.append, histories=3, steps=20)
    assert "3 of 20 steps" in said[0] and "submit" in said[1]
    assert not Catalogue.objects.exists() and not DuplicateGroup.objects.exists() and User.objects.count() == 3


def test_each_step_can_be_taken():
    """A step is a method of the history, or an action of the workflow."""
    names = {name for names in STEPS.values() for name in names}
    assert all(hasattr(History, name) or Catalogue.workflow.action(name) for name in names)
    assert all(hasattr(History, name) for name in BETWEEN_CATALOGUES)
    assert {"judge", "judge_no_more", "give_opinion", "take_opinion_back", "leave_out_group"} <= {*BETWEEN_CATALOGUES}
    assert {"delete", "delete_whole", "undo", "submit", "return", "tranche", "withdraw", "reopen"} <= names
