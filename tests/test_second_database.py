"""Which tests run on PostgreSQL too: all that commit, of the others one case each, unless they are marked, and of tests
that send the same statements the cheapest."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection

from plans.models import Plan
from tests.helpers.once import depends_on_engine, without_further_cases
from tests.helpers.statements import Notes, needed, shape, speaks_of_search_or_order


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


SENT = {
    "kept": (9, ["a"]),
    "dear": (5, ["a", "b", "c"]),
    "cheap": (1, ["a", "b"]),
    "cheaper": (1, ["c"]),
    "again": (1, ["a"]),
    "nothing": (0, []),
}


def test_of_tests_that_send_the_same_statements_the_cheapest_run():
    given = [item(name) for name in ["nothing", "again", "dear", "kept", "cheaper", "cheap", "not noted"]]
    names = [one.nodeid for one in needed(given, SENT, lambda one: one.nodeid == "kept")]
    assert names == ["kept", "cheaper", "cheap", "not noted"]
    assert needed(given, {}, lambda one: False) == given


def test_statements_that_differ_in_numbers_and_lengths_are_the_same():
    one = "WHEN (id = %s) THEN %s "
    short = f"UPDATE a SET b = CASE {one}ELSE NULL END WHERE id IN (%s) LIMIT 21"
    long = f"UPDATE a SET b = CASE {one}{one}ELSE NULL END WHERE id IN (%s, %s) LIMIT 5"
    assert shape(short) == shape(long) != shape(short.replace("UPDATE a", "UPDATE b"))


def test_a_test_that_speaks_of_search_or_order_runs_on_both():
    def finds(client):
        return client.get("/ho-so/?q=hoa+vang")

    def test_agencies_stand_in_order():
        return None

    def counts(client):
        return client.get("/ho-so/")

    assert [speaks_of_search_or_order(one) for one in (finds, test_agencies_stand_in_order, counts)] == [1, 1, 0]


@pytest.mark.once
def test_a_statement_is_noted_with_who_sends_it_and_how_it_failed(plan, tmp_path):
    def refuse(*args):
        raise IntegrityError

    notes = Notes(tmp_path)
    with connection.execute_wrapper(notes.note):
        Plan.current()
    with pytest.raises(IntegrityError):
        notes.note(refuse, "UPDATE plans_plan SET id = %s", [1], False, {})
    sender, failed = sorted(notes.sent, key=len, reverse=True)
    assert sender.startswith("/plans/models/plan.py:") and ' FROM "plans_plan"' in sender
    assert failed == " UPDATE plans_plan SET id = %s IntegrityError"
