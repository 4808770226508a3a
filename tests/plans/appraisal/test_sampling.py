"""The sample is the same for everybody, and its interval is the exact one."""

import pytest

from plans.appraisal.sampling import error_interval, sample

# Clopper and Pearson 1934; also scipy.stats.binomtest(...).proportion_ci("exact")
VECTORS = [
    (0, 30, 0, 0.115703),
    (1, 10, 0.002529, 0.445016),
    (3, 50, 0.012549, 0.165482),
    (5, 100, 0.016432, 0.112835),
    (50, 100, 0.398321, 0.601679),
    (30, 30, 0.884297, 1),
    (0, 0, 0, 1),
]


@pytest.mark.parametrize(("errors", "checked", "lower", "upper"), VECTORS)
def test_the_interval_is_exact(errors, checked, lower, upper):
    found = error_interval(errors, checked)
    assert [float(bound) for bound in found] == pytest.approx([lower, upper], abs=1e-6)


def test_the_interval_mirrors_itself():
    lower, upper = error_interval(7, 40)
    assert error_interval(33, 40) == pytest.approx((1 - upper, 1 - lower), abs=1e-8)


def test_more_errors_than_files_are_refused():
    with pytest.raises(ValueError, match="among"):
        error_interval(3, 2)


def test_the_same_sample_for_everybody_and_a_new_one_for_a_new_version():
    keys = range(10_000)
    first = sample("7-1", keys, 50)
    assert first == sample("7-1", reversed(keys), 50) and len(set(first)) == 50
    assert sample("7-1", keys, 30) == first[:30]
    assert first != sample("7-2", keys, 50)
    assert sample("7-1", range(10), 30) and len(sample("7-1", range(10), 30)) == 10


def test_a_sample_that_stands_in_a_document_is_drawn_again_years_later():
    """The hash of "seed:key" never changes: appraisals name the seed, so that anybody draws the same files."""
    assert sample("7-1", range(1, 101), 5) == [85, 66, 33, 83, 32]
    assert sample("7-2", range(1, 101), 5) == [75, 31, 8, 58, 62]
