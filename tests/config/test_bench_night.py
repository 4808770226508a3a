"""What `./portal bench night` counts and when it fails; the measure itself is run by hand."""

import json
from collections import Counter

import pytest

from config.launch.bench_night import Timings, kept_once

SHOWN = {"SYT": "1/2025", "SXD": "2/2025"}


class Portal:
    """A portal that keeps these figures."""

    def __init__(self, given=None, **kept):
        self.kept, self.given = kept, sum(map(len, kept.values())) if given is None else given

    def manage(self, code):
        return json.dumps({"kept": self.kept, "receipts": self.given})


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
    [
        ({"SYT": ["1/2025"], "SXD": ["2/2025"]}, "0 lost, 0 doubled"),
        ({"SYT": ["1/2025"]}, "1 lost"),
        ({"SYT": ["1/2025", "3/2025"], "SXD": ["2/2025"]}, "1 doubled"),
    ],
)
def test_what_was_taken_is_kept_once(kept, said, capsys):
    held = kept_once(Portal(**kept), Timings(taken=["SYT", "SXD"], receipts=SHOWN))
    assert said in capsys.readouterr().out
    assert held is (said == "0 lost, 0 doubled")


@pytest.mark.parametrize(
    ("shown", "kept", "given", "said"),
    [
        (SHOWN, SHOWN, 2, "2 of them answered by a page that names a receipt, 2 as it is kept; 2 receipts given"),
        ({"SYT": "1/2025"}, SHOWN, 2, "1 of them answered by a page that names a receipt"),
        (SHOWN, SHOWN | {"SXD": "3/2025"}, 2, "1 as it is kept"),
        (SHOWN, SHOWN | {"SXD": ""}, 1, "1 as it is kept; 1 receipts given"),
        (SHOWN, SHOWN, 3, "3 receipts given"),
        (dict.fromkeys(SHOWN, "1/2025"), dict.fromkeys(SHOWN, "1/2025"), 2, "2 as it is kept"),
    ],
)
def test_each_has_the_one_receipt_that_its_clerk_was_shown(shown, kept, given, said, capsys):
    portal = Portal(given, **{place: [receipt] for place, receipt in kept.items()})
    held = kept_once(portal, Timings(taken=["SYT", "SXD"], receipts=shown))
    assert said in capsys.readouterr().out
    assert held is (shown == kept == SHOWN and given == 2)
