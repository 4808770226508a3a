"""Over money drawn at random: causes add up to differences, groups to the province, stages to the figures."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.figures import province_figures
from reports.ledger.book import book_of
from reports.ledger.scopes import GROUPS, PROVINCE, of_agency, scope_of
from reports.ledger.walk import walk_of
from tests.helpers.ledgers import DAYS, LAST, drawn_moneys, write
from tests.helpers.provinces import provinces
from tests.helpers.provinces import write as write_province

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DRAWN = settings(max_examples=8, suppress_health_check=list(HealthCheck))


@pytest.fixture
def ledger_of(plan, agencies, hoa, tuan, day):
    """`with ledger_of(drawn, on) as book`: the ledger of what is drawn, as of the day; nothing is left afterwards."""

    @contextmanager
    def written(drawn, on, others=None):
        with transaction.atomic():
            day((others.day if others else LAST).isoformat())
            write(drawn, agencies, hoa, tuan)
            if others:
                write_province(others, agencies, hoa, tuan)
            yield book_of(province_figures(plan, on))
            transaction.set_rollback(True)

    return written


def walks_of(book, user):
    """The ledgers of the province, of each group, and of each agency on its own or with its communes."""
    wide = [scope_of(book.figures, user, key) for key in (PROVINCE, *GROUPS)]
    lines = [of_agency(book.figures, row.code) for row in book.figures.agencies]
    return [walk_of(book, scope) for scope in (*wide, *lines)]


@DRAWN
@given(drawn=drawn_moneys, on=st.sampled_from([LAST]) | DAYS)
def test_causes_add_up_to_differences_and_groups_to_the_province(ledger_of, hoa, drawn, on):
    with ledger_of(drawn, on) as book:
        province, *parts = walks_of(book, hoa)
        groups, lines = parts[:2], parts[2:]
        for walk in (province, *parts):
            assert [(step.after.stage.key, step.unexplained) for step in walk.steps if any(step.unexplained)] == []
        units = [walk for walk in lines if not book.figures.by_code[walk.scope.key].parent_code]
        for walks in (groups, units):
            adds_up(province, walks)
        first = next(walk for walk in lines if walk.scope.key == drawn[0].code)
        for walk in (province, *groups, first):
            is_the_same_by_itself(book, walk)
        are_of_the_figures(book, province)
        rest_on_documents(book)


def is_the_same_by_itself(book, walk):
    """The ledger of one scope, gathered for it alone and without progress, says what that of everybody says of it.

    What was taken back by another document is there with both, and where no document is shown not at all.
    """
    alone = province_figures(book.figures.plan, book.figures.as_of, progress=False)
    again = walk_of(book_of(alone, walk.scope), walk.scope)
    assert [weighty(step) for step in again.steps] == [weighty(step) for step in walk.steps]
    assert again.standings == walk.standings


def weighty(step):
    return {cause: amounts for cause, amounts in sums(step).items() if any(amounts)}


def rest_on_documents(book):
    """Behind every amount there is a document with a name; who reviewed nothing has none."""
    for item in (one for each in book.items for one in each.by_document):
        assert item.cause == "not_reviewed" or book.names[item.document], item


def adds_up(province, walks):
    """Every stage and every cause of the province is the sum of those of the walks."""
    for place, standing in enumerate(province.standings):
        assert standing.dong == sum(walk.standings[place].dong for walk in walks)
        assert (standing.pages or 0) == sum(walk.standings[place].pages or 0 for walk in walks)
    for place, step in enumerate(province.steps):
        assert sums(step) == added(walk.steps[place] for walk in walks)


def sums(step):
    return {cause.key: (cause.pages, cause.dong) for cause in step.causes}


def added(steps):
    found = {}
    for step in steps:
        for cause in step.causes:
            pages, dong = found.get(cause.key, (0, 0))
            found[cause.key] = pages + cause.pages, dong + cause.dong
    return found


def are_of_the_figures(book, walk):
    """Every stage is that of the figures, and what its documents add up to."""
    total, price_dong = book.figures.total, book.figures.price_dong
    found = {standing.stage.key: standing.dong for standing in walk.standings}
    assert found == {
        "planned": total.planned_cost_dong,
        "reviewed": total.reviewed_pages * price_dong,
        "listed": total.appraised_pages * price_dong,
        "requested": total.requested_dong,
        "appraised": total.appraised_dong,
        "allocated": total.allocated_dong,
        "contracted": total.contracted_dong,
        "accepted": total.accepted_dong,
        "paid": total.disbursed_dong,
        "settled": total.settled_dong,
    }
    for key, dong in list(found.items())[1:]:
        assert dong == sum(paper.dong for paper in book.papers if paper.stage == key), key


@settings(DRAWN, max_examples=4)
@given(others=provinces)
def test_whatever_a_province_handed_in_is_explained(ledger_of, hoa, others):
    with ledger_of([], others.day, others) as book:
        assert all(walk.is_explained for walk in walks_of(book, hoa))
