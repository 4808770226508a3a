"""Paces of an agency in each period it reported, from which a forecast draws. No database, no Django."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

LEAST_PERIODS = 2  # below two reported periods it is unknown how much a pace varies
LONG_AGO = 3  # periods after which a pace counts half of what the latest counts


class Point(NamedTuple):
    """Cumulative pages (trang A4 quy đổi) at the end of a reporting period."""

    day: date
    pages: int


class Pace(NamedTuple):
    """Pages a day between two reports, and the days between them."""

    per_day: float
    days: int


def paces_of(points: Sequence[Point], starts_on: date) -> list[Pace]:
    """The paces of the reported periods, oldest first, from the first period in which anything was done.

    Days before that say when the work began and not how fast it goes. A correction downwards counts as a pace of 0.
    """
    marks = [Point(min(starts_on, points[0].day) - timedelta(days=1), 0), *points] if points else []
    found = [pace_between(before, after) for before, after in zip(marks, marks[1:], strict=False)]
    begun = next((place for place, pace in enumerate(found) if pace.per_day > 0), len(found))
    return found[begun:]


def pace_between(before: Point, after: Point) -> Pace:
    days = max(1, (after.day - before.day).days)
    return Pace(max(0, after.pages - before.pages) / days, days)


def weights_of(paces: Sequence[Pace]) -> list[float]:
    """How much each pace counts: its days, and half as much for every `LONG_AGO` periods that it lies back."""
    ages = range(len(paces) - 1, -1, -1)
    return [pace.days * 0.5 ** (age / LONG_AGO) for age, pace in zip(ages, paces, strict=True)]
