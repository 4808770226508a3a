"""A few pairs of every changing route in the suite; `./portal bench races` sends three hundred of each."""

from collections import Counter

import pytest
from django.db import connection

from plans.models import Catalogue
from reports.bench.race_scenes import CHANGE_NOTHING, SCENES
from reports.bench.race_tally import Record, Tally
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
    assert measure_races(said.append, pairs=PAIRS, names=names, apart=False), "\n".join(said)
    assert len(said) == len(names) + 1


@pytest.mark.skipif(not ON_POSTGRES, reason="only PostgreSQL copies a database")
@pytest.mark.django_db(transaction=True)
def test_in_copies_each_route_begins_from_the_same_state_and_leaves_nothing(plan):
    said, own = [], connection.settings_dict["NAME"]
    names = ["catalogue_edit", "admin:plans_plan_change"]  # of its own, and one that all pairs share
    assert measure_races(said.append, pairs=3, names=names), "\n".join(said)
    assert connection.settings_dict["NAME"] == own
    assert not Catalogue.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s", [own, own])
        assert cursor.fetchone() == (0,)


def test_an_interrupted_measure_goes_on_where_it_stopped(tmp_path):
    file = str(tmp_path / "races.jsonl")
    first = Record(file, seed=1, pairs=300)
    first.add("catalogue_edit", Tally(300, 280, 250, Counter({302: 300}), ["two winners"]))
    later = Record(file, seed=1, pairs=300)
    assert later.tallies["catalogue_edit"].winners == 280
    assert later.tallies["catalogue_edit"].failures == ["two winners"]
    assert not Record(file, seed=2, pairs=300).tallies
    assert not Record(file, seed=1, pairs=100).tallies
