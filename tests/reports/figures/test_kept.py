"""Figures of a day are worked out once for all who ask, and anew as soon as anything happens."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event as Signal

import pytest
from django.db import connection, transaction
from django.urls import reverse

from agencies.history import record
from plans.models import Plan
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress
from reports.figures import kept

DAY = date(2025, 6, 20)
pytestmark = pytest.mark.django_db(transaction=True)


class Worked:
    """Counts how often figures are worked out."""

    def __init__(self):
        self.times = 0

    def __call__(self, *asked):
        self.times += 1
        return f"figures {self.times}"


@pytest.fixture
def worked(monkeypatch):
    counting = Worked()
    monkeypatch.setattr(kept, "province_figures", counting)
    return counting


@pytest.fixture
def plan():
    return Plan.objects.get()


def something_happens(plan):
    record(plan, actor=None, action="change", sentence="đổi tên kế hoạch", agency=None)


def test_a_second_person_waits_for_one_query(plan, worked, django_assert_num_queries):
    first = kept.figures_on(plan, DAY)
    with django_assert_num_queries(1):
        assert kept.figures_on(plan, DAY) is first


def test_another_day_has_its_own(plan, worked):
    assert kept.figures_on(plan, DAY) != kept.figures_on(plan, date(2025, 6, 19))
    kept.figures_on(plan, DAY)
    assert worked.times == 2


def test_only_the_latest_days_are_kept(plan, worked):
    for day in range(1, kept.KEPT_DAYS + 3):
        kept.figures_on(plan, date(2025, 6, day))
    assert [day for _, day in kept.SHELF.kept] == [date(2025, 6, day) for day in (3, 4, 5, 6)]


def test_whatever_happens_makes_them_old(plan, worked):
    kept.figures_on(plan, DAY)
    something_happens(plan)
    assert kept.figures_on(plan, DAY) == "figures 2"


def test_what_happens_while_they_are_worked_out_makes_them_old(plan, worked, monkeypatch):
    def meanwhile(*asked):
        found = worked()
        if worked.times == 1:
            something_happens(plan)
        return found

    monkeypatch.setattr(kept, "province_figures", meanwhile)
    kept.figures_on(plan, DAY)
    assert kept.figures_on(plan, DAY) == "figures 2"


def test_a_change_that_is_taken_back_leaves_nothing(plan, worked):
    before = kept.figures_on(plan, DAY)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        something_happens(plan)
        assert kept.figures_on(plan, DAY) == "figures 2"
        raise ZeroDivisionError
    assert kept.figures_on(plan, DAY) is before


def test_they_are_worked_out_anew_after_a_while(plan, worked, monkeypatch):
    kept.figures_on(plan, DAY)
    monkeypatch.setattr(kept, "monotonic", lambda: 10**9)
    assert kept.figures_on(plan, DAY) == "figures 2"


def test_of_many_at_once_one_works(plan, monkeypatch):
    worked, working, go_on = Worked(), Signal(), Signal()

    def slow(*asked):
        working.set()
        go_on.wait(10)
        return worked()

    def ask(_):
        try:
            return kept.figures_on(plan, DAY)
        finally:
            connection.close()

    monkeypatch.setattr(kept, "province_figures", slow)
    with ThreadPoolExecutor(4) as people:
        asked = [people.submit(ask, number) for number in range(4)]
        working.wait(10)
        go_on.set()
        assert {each.result() for each in asked} == {"figures 1"}


def test_the_next_page_shows_what_a_clerk_has_just_handed_in(plan, cast, as_user):
    browser = as_user(cast("hoa"))
    nam, figures = cast("nam"), dict.fromkeys(FIGURES, 0)

    def shown():
        return browser.get(reverse("agency_detail", args=["SYT"])).context["row"].last_period_end

    before = [shown(), shown()]
    submit_progress(nam.agency, plan=plan, actor=nam, period_end=DAY, figures=figures)
    assert [*before, shown()] == [None, None, DAY]
