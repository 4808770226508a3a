"""Days on which papers lay at Sở Nội vụ and at Sở Tài chính, read from what happened to them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.history import record
from reports.forecast.waiting import Waited, days_of, waited_by
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIRST, TODAY = date(2025, 4, 20), date(2025, 6, 20)


def happened(paper, actor, *steps):
    """These actions on the paper, each on its day."""
    for action, day in steps:
        record(paper, actor=actor, action=action, sentence=f"{action} {paper}", at=make.moment(day))


def days(first, last):
    return frozenset(range(first.toordinal(), last.toordinal() + 1))


def test_a_catalogue_waits_from_its_hand_in_until_it_is_returned(plan, agencies, lan, hoa):
    paper = make.a_catalogue(agencies["SYT"], 900)
    moves = [("submit", date(2025, 5, 5)), ("receive", date(2025, 5, 7)), ("return", date(2025, 5, 12))]
    happened(paper, lan, *moves, ("submit", date(2025, 6, 18)))
    waited = waited_by(plan, TODAY)[agencies["SYT"].pk]
    assert waited.catalogues == days(date(2025, 5, 5), date(2025, 5, 11)) | days(date(2025, 6, 18), TODAY)
    assert waited.estimates == frozenset()


def test_an_estimate_waits_at_finance_and_is_counted_apart(plan, agencies, lan):
    happened(
        make.an_estimate(agencies["SYT"], 4_896), lan, ("submit", date(2025, 6, 1)), ("appraise", date(2025, 6, 4))
    )
    waited = waited_by(plan, TODAY)[agencies["SYT"].pk]
    assert waited == Waited(estimates=days(date(2025, 6, 1), date(2025, 6, 3)))


def test_a_day_on_which_two_papers_wait_counts_once(plan, agencies, lan):
    for name in ("Quyển 1", "Quyển 2"):
        paper = make.a_catalogue(agencies["SYT"], 900, name=name)
        happened(paper, lan, ("submit", date(2025, 6, 2)), ("appraise", date(2025, 6, 5)))
    waited = waited_by(plan, TODAY)[agencies["SYT"].pk]
    assert len(waited.catalogues) == 3
    assert waited.own_days(FIRST, TODAY) == 62 - 3


def test_what_was_withdrawn_waits_no_more_and_tomorrow_is_not_known(plan, agencies, lan):
    paper = make.a_catalogue(agencies["SYT"], 900)
    happened(paper, lan, ("submit", date(2025, 6, 2)), ("withdraw", date(2025, 6, 2)), ("submit", date(2025, 6, 19)))
    assert waited_by(plan, date(2025, 6, 10)).get(agencies["SYT"].pk) == Waited()
    assert len(waited_by(plan, TODAY)[agencies["SYT"].pk].catalogues) == 2


def test_days_before_the_plan_are_not_of_the_plan():
    assert days_of([(True, date(2025, 4, 1)), (False, date(2025, 4, 22))], FIRST, TODAY) == days(
        FIRST, date(2025, 4, 21)
    )


def test_everybody_is_asked_for_at_once(plan, agencies, lan):
    waited_by(plan, TODAY)
    for code in ("SYT", "SXD", "502"):
        happened(make.a_catalogue(agencies[code], 900), lan, ("submit", date(2025, 6, 2)))
    with CaptureQueriesContext(connection) as caught:
        assert len(waited_by(plan, TODAY)) == 3
    assert len(caught) == 1
