"""A few pairs of every changing route in the suite; `./portal bench races` sends three hundred of each."""

import pytest
from django.db import connection

from reports.bench.race_scenes import CHANGE_NOTHING, SCENES
from reports.bench.races import changing_routes, measure_races

ON_POSTGRES = connection.vendor == "postgresql"
PARTS = 8
PAIRS = 2 if ON_POSTGRES else 1  # SQLite lets one write after the other


def test_every_route_that_takes_a_post_is_raced():
    raced = {name.partition("/")[0] for name in SCENES}
    named = {one["name"] for one in changing_routes() if one["name"]}
    assert {name for name in named - raced if not CHANGE_NOTHING.fullmatch(name)} == set()
    assert raced <= named


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", range(PARTS if ON_POSTGRES else 1))
def test_of_two_at_once_one_wins_and_sums_and_history_are_right(plan, part):
    said = []
    names = sorted(SCENES)[part::PARTS]
    assert measure_races(said.append, pairs=PAIRS, names=names), "\n".join(said)
    assert len(said) == len(names) + 1
