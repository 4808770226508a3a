"""What `./portal bench night` counts and when it fails; the measure itself is run by hand."""

import json
from collections import Counter

import pytest

from config.launch.bench_night import Timings, kept_once


class Portal:
    """A portal that keeps these figures."""

    def __init__(self, **kept):
        self.kept = kept

    def manage(self, code):
        return json.dumps(self.kept)


@pytest.mark.parametrize(("percent", "seconds"), [(50, 51), (95, 96), (100, 100)])
def test_a_percentile_is_an_answer_that_somebody_waited_for(percent, seconds):
    assert Timings(seconds=list(range(1, 101))).percentile(percent) == seconds


def test_nobody_answered():
    assert Timings().percentile(95) == 0


def test_refusals_are_no_faults():
    timings = Timings(statuses=Counter({"200": 5, "302": 2, "429": 3, "503": 1, "none": 2}))
    assert timings.faults == 3


@pytest.mark.parametrize(
    ("kept", "said"),
    [({"SYT": 1, "SXD": 1}, "0 lost, 0 doubled"), ({"SYT": 1}, "1 lost"), ({"SYT": 2, "SXD": 1}, "1 doubled")],
)
def test_what_was_taken_is_kept_once(kept, said, capsys):
    held = kept_once(Portal(**kept), Timings(taken=["SYT", "SXD"]))
    assert said in capsys.readouterr().out
    assert held is (said == "0 lost, 0 doubled")
