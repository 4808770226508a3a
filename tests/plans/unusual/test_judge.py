"""Bounds as pure functions: what is possible but unusual gets a sentence, what is usual none."""

from fractions import Fraction

import pytest

from plans.models import Bound
from plans.unusual.judge import (
    Money,
    Reference,
    unusual_change,
    unusual_extras,
    unusual_fall,
    unusual_files,
    unusual_jump,
    unusual_pages,
    unusual_review,
    unusual_total,
    unusual_without_target,
)

BOUNDS = {str(key): value for key, value in Bound.USUAL.items()}
PLANNED = Reference(1_000_000, "chỉ tiêu của Kế hoạch")
WEEK = Fraction(7, 70)


@pytest.mark.parametrize(
    "pages_dong, extra_dong, is_unusual",
    [
        (0, 50_000_000, False),
        (0, 50_000_001, True),
        (1_000_000_000, 300_000_000, False),
        (1_000_000_000, 300_000_001, True),
        (4_896_000, 99_000_000_000_000, True),
    ],
)
def test_extra_lines(pages_dong, extra_dong, is_unusual):
    assert bool(unusual_extras(Money(0, pages_dong, extra_dong), BOUNDS)) is is_unusual


@pytest.mark.parametrize("pages, is_unusual", [(1_100_000, False), (1_100_001, True), (2_000_000, True)])
def test_pages_that_nobody_appraises(pages, is_unusual):
    assert bool(unusual_pages(Money(pages, 0, 0), PLANNED, 4_896, BOUNDS)) is is_unusual


def test_few_pages_above_are_no_matter():
    assert not unusual_pages(Money(20_000, 0, 0), Reference(1_000, "số trang rà soát"), 4_896, BOUNDS)
    assert not unusual_pages(Money(20_000, 0, 0), None, 4_896, BOUNDS)
    assert "để đối chiếu" in unusual_pages(Money(30_000, 0, 0), None, 4_896, BOUNDS)[0]


@pytest.mark.parametrize(
    "pages, is_whole, is_unusual",
    [
        (1_500_000, True, False),
        (1_500_001, True, True),
        (300_000, True, False),
        (299_999, True, True),
        (1, False, False),
    ],
)
def test_reviews_beside_the_target(pages, is_whole, is_unusual):
    assert bool(unusual_review(pages, 1_000_000, BOUNDS, is_whole=is_whole)) is is_unusual


def test_reviews_without_a_target_and_beside_the_last_one():
    assert unusual_without_target(20_001, BOUNDS) and not unusual_without_target(20_000, BOUNDS)
    assert not unusual_change(150_000, 100_000, BOUNDS) and not unusual_change(9_000_000, None, BOUNDS)
    assert "tăng 50.001 trang" in unusual_change(150_001, 100_000, BOUNDS)[0]
    assert "giảm 90.000 trang" in unusual_change(10_000, 100_000, BOUNDS)[0]


@pytest.mark.parametrize(
    "files, pages, is_unusual",
    [
        (1_000, 300_000, False),
        (1_000, 300_001, True),
        (10_000, 50_000, False),
        (10_000, 49_999, True),
        (9, 20_000, False),
    ],
)
def test_pages_a_file(files, pages, is_unusual):
    assert bool(unusual_files(files, pages, BOUNDS)) is is_unusual


@pytest.mark.parametrize("added, is_unusual", [(500_000, False), (500_001, True), (20_000, False)])
def test_jumps_beside_the_pace_of_the_plan(added, is_unusual):
    assert bool(unusual_jump(added, PLANNED, WEEK, BOUNDS)) is is_unusual


def test_totals_and_falls():
    assert not unusual_total(1_100_000, PLANNED, BOUNDS) and unusual_total(1_100_001, PLANNED, BOUNDS)
    assert not unusual_fall([("đã số hóa", 900_000, 1_000_000)], BOUNDS)
    assert "giảm 100.001" in unusual_fall([("đã số hóa", 899_999, 1_000_000)], BOUNDS)[0]
