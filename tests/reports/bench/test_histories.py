"""A few short histories in the suite; `./portal bench histories` lives through two thousand."""

import pytest

from agencies.models import User
from plans.models import Catalogue
from reports.bench.histories import measure_histories


@pytest.mark.once
def test_whatever_people_do_what_was_signed_stays(plan):
    said = []
    assert measure_histories(said.append, histories=3, steps=20)
    assert "3 of 20 steps" in said[0] and "submit" in said[1]
    assert not Catalogue.objects.exists() and User.objects.count() == 2
