"""What `manage.py bench` tells its caller; the measures themselves are run by hand."""

import pytest
from django.core.management import CommandError, call_command

from reports.bench import BENCH
from reports.management.commands import bench


@pytest.fixture
def measured(monkeypatch):
    """`measured(held)`: the command, with a measure whose bars hold or not."""

    def run(held):
        monkeypatch.setattr(bench, "in_scratch_database", lambda folder, call: call())
        monkeypatch.setitem(BENCH, "dashboard", lambda say: held)
        call_command("bench", "dashboard")

    return run


def test_bars_that_hold_end_well(measured):
    measured(True)


def test_a_bar_that_does_not_hold_is_an_exit_code(measured):
    with pytest.raises(CommandError, match="than a bar allows") as failed:
        measured(False)
    assert failed.value.returncode == 1
