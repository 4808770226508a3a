"""Which tests run on PostgreSQL too: all that commit, and of the others one case each, unless they are marked."""

from types import SimpleNamespace

import pytest

from tests.helpers.once import depends_on_engine, without_further_cases


def item(nodeid, *fixtures, **marks):
    return SimpleNamespace(nodeid=nodeid, fixturenames=fixtures, get_closest_marker=marks.get)


def cases(name, *fixtures, **marks):
    return [item(f"test_a.py::{name}[{case}]", *fixtures, **marks) for case in ("one", "two", "one[3]")]


COMMITS = SimpleNamespace(kwargs={"transaction": True})
ROLLS_BACK = SimpleNamespace(kwargs={})


@pytest.mark.parametrize(
    ("given", "count"),
    [
        (cases("value", "db"), 1),
        (cases("value", django_db=ROLLS_BACK), 1),
        (cases("statement", "db", engine=ROLLS_BACK), 3),
        (cases("race", django_db=COMMITS), 3),
        (cases("browser", "live_server"), 3),
        (cases("one", "db") + cases("two", "db") + [item("test_b.py::one", "db")], 3),
    ],
)
def test_of_the_cases_of_a_test_one_shows_that_its_statements_work(given, count):
    kept = without_further_cases(given)
    assert len(kept) == count and kept[0] is given[0]


@pytest.mark.parametrize(
    ("given", "runs"),
    [
        (item("t"), False),
        (item("t", "db"), True),
        (item("t", "db", once=ROLLS_BACK), False),
        (item("t", engine=ROLLS_BACK), True),
        (item("t", django_db=ROLLS_BACK), True),
    ],
)
def test_what_uses_no_database_depends_on_none(given, runs):
    assert depends_on_engine(given) is runs
