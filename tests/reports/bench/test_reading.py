"""Workbooks drawn at random from known files, read back; `./portal bench reading` draws many more."""

from random import Random

import pytest

from reports.bench.reading import measure_reading
from reports.bench.reading.compare import Compared, compared, kind_of
from reports.bench.reading.truth import draw_truth


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_nothing_differs_without_a_word(first):
    found = [compared(seed) for seed in range(first, first + 20)]
    assert {each.seed: each.silent for each in found if each.silent} == {}


def test_a_seed_draws_the_same_workbook_again():
    assert draw_truth(Random(7), True) == draw_truth(Random(7), True)
    assert compared(7) == compared(7)


def test_the_measure_counts_what_is_asked_by_kind_and_fails_on_a_silent_difference(monkeypatch):
    answers = iter([Compared(1), Compared(2, asked=["Hai cột (B và C) ghi khác nhau."]), Compared(3, silent=["row 2"])])
    monkeypatch.setattr("reports.bench.reading.compared", lambda seed: next(answers))
    said = []
    assert measure_reading(said.append, workbooks=3) is False
    assert "1 as they are, 1 that ask, 1 that differ without a word" in said[0]
    assert kind_of("Dòng 12 (B và C): 45 trang") == "Dòng # (…): # trang"
