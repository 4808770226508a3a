"""What a forecast is worth on invented histories: a smaller sample of `./portal bench forecast`."""

from datetime import timedelta

import pytest

from reports.bench.forecast import HELD, LEAST_FOUND, LEAST_RIGHT, flags, measure_forecast, share_held
from reports.bench.invented_paces import KINDS, PLANNED, histories


@pytest.fixture(scope="module")
def known():
    return list(histories(400, seed=7))


def test_the_interval_of_80_percent_holds_the_truth_in_75_to_85(known):
    held, by_kind = share_held(known, seed=7)
    assert HELD[0] <= held <= HELD[1]
    assert set(by_kind) == set(KINDS)


def test_who_is_flagged_three_weeks_before_misses_and_missers_were_flagged(known):
    right, found, flagged, missed = flags(known)
    assert flagged > 50
    assert missed > 50
    assert right >= LEAST_RIGHT
    assert found >= LEAST_FOUND


def test_a_history_tells_no_more_than_was_reported_by_the_day(known):
    history = known[0]
    work = history.known(history.deadline - timedelta(days=30))
    assert all(point.day <= work.as_of for point in work.points)
    assert history.pages[-1] == PLANNED
    assert list(history.pages) == sorted(history.pages)


def test_the_bench_says_what_it_measured_and_holds():
    said = []
    assert measure_forecast(said.append, seed=3)
    assert "holds the truth" in said[0]
    assert "300 agencies in" in said[-1]
