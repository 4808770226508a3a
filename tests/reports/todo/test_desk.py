"""The desk of a clerk: what lies open is read once for all the tasks that it makes."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Catalogue, Plan
from reports.figures import province_figures
from reports.todo.agency import elsewhere, tasks
from reports.todo.agency_desk import Desk
from tests.helpers.factories import a_catalogue, a_target, an_estimate

TODAY = date(2025, 6, 20)
OPEN_WORK = ("plans_catalogue", "budgets_estimate", "plans_extension", "plans_unusualvalue")
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def desk(agencies, lan):
    """Lan's, with a catalogue and an estimate that she writes, and of each one that waits elsewhere."""
    a_target(agencies["SYT"], 9_000)
    for name, state in (("A", "draft"), ("B", "returned"), ("C", "submitted"), ("D", "reopening")):
        handed_in = TODAY - timedelta(days=3)
        a_catalogue(agencies["SYT"], 900, Catalogue.State(state), handed_in, name, page_count_a3=10)
    an_estimate(agencies["SYT"], 4_896)
    an_estimate(agencies["SYT"], 4_896, TODAY - timedelta(days=2), name="Đã trình")
    plan = Plan.current()
    row = province_figures(plan, TODAY).by_code["SYT"]
    return Desk(lan, agencies["SYT"], row, plan, TODAY)


def test_each_kind_of_open_work_is_read_once(desk):
    with CaptureQueriesContext(connection) as asked:
        assert len(tasks(desk)) >= 3 and len(elsewhere(desk)) == 3
    read = Counter(re.match(r'SELECT "(\w+)"', query["sql"])[1] for query in asked if 'SELECT "' in query["sql"][:8])
    assert {table: read[table] for table in OPEN_WORK} == dict.fromkeys(OPEN_WORK, 1)


def test_what_was_returned_comes_first_and_pages_are_a4(desk):
    titles = [one["title"] for one in tasks(desk) if "Mục lục" in one["title"]]
    assert [re.search("“(.)”", title)[1] for title in titles] == ["B", "A"]
    assert "920 trang" in next(one["note"] for one in tasks(desk) if "“A”" in one["title"])
