"""What `manage.py bench` returns to its caller, and the files it invents; the measures themselves are run by hand."""

import pytest
from django.core.management import CommandError, call_command

from plans.catalogues.services import create_catalogue
from plans.catalogues.statements import VALUES
from reports.bench import BENCH
from reports.bench.two_million import write_rows
from reports.bench.workbook import ready
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


def test_invented_files_have_a_value_for_every_column(plan, lan):
    catalogues = [
        create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds_name="Sở Y tế") for name in "AB"
    ]
    write_rows(catalogues, 0, 40)
    assert sum(catalogue.files.count() for catalogue in catalogues) == 40
    for values in ready(3):
        file = dict(zip(VALUES, values, strict=True))
        assert (file["arranged"] in (True, False), file["condition"], file["archive_number"]) == (True, "fair", "")
