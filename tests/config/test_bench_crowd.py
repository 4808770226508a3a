"""What `./portal bench crowd` shows and when it fails; the measure itself is run by hand."""

import pytest

from config.launch import bench_crowd, crowd
from plans.intake.reading import read_catalogue


@pytest.mark.parametrize(("slowest", "held"), [(0.9, True), (1.1, False)])
def test_the_wait_is_judged_by_its_95th_percentile(slowest, held, capsys):
    assert bench_crowd.report("/healthz", [0.1] * 94 + [slowest] * 6) is held
    assert f"asked 100 times: median 0.100 s, p95 {slowest:.3f} s   (bar: 1.0 s)" in capsys.readouterr().out


def test_its_workbook_is_a_catalogue_of_that_size(monkeypatch):
    data = crowd.heavy_workbook(1)
    assert 0.9 * 1024**2 < len(data) < 1.1 * 1024**2
    assert read_catalogue(data, "do-tai.xlsx", at_once=5).has_more
