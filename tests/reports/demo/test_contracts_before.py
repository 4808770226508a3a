"""Contracts of the demo on days before its last one: the same rules, and nothing dated later.

The first two are days of `test_past_days`: each day's demo is written once.
"""

import pytest

from budgets.models import Acceptance, Contract, ContractChange, Payment, Settlement
from tests.helpers.money_rules import hold_rules

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture(scope="module")
def story(request, demo_until):
    with demo_until(request.param):
        yield request.param


@pytest.mark.django_db
@pytest.mark.parametrize("story", ["2025-04-20", "2025-05-12", "2025-06-05", "2025-06-17"], indirect=True)
def test_on_an_earlier_day_no_rule_is_broken_and_nothing_is_dated_later(story):
    assert Contract.objects.exists() == (story > "2025-05-08")
    hold_rules()
    for model in (ContractChange, Acceptance, Payment, Settlement):
        for name in ("recorded_on", "dated_on"):
            assert not model.objects.filter(**{f"{name}__gt": story}).exists()
