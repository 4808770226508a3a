"""Pace of an agency from its reports: a week without a report is unknown, and no week of rest."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from plans.models.progress import FIGURES

from .quantities import Paces
from .records import SCANNED_PAGES, Period
from .schedule import PACE_DAYS, QUARTERS, days_between

History = Sequence[Period]  # one agency's, oldest first
Ratio = tuple[int, int]  # pages as numerator and denominator: whole numbers are worked with faster than fractions
SCANNED_FILES = FIGURES.index("scanned_files")


def paces_of(history: History, starts_on: date) -> Paces:
    """Pages a day in each quarter of the 28 days up to the latest report, fewer in the plan's first weeks.

    The oldest comes first. Between two reports the work is taken to go on evenly. Empty without a report.
    """
    if not history:
        return ()
    until, known = history[-1].ends_on, cumulative(history, starts_on)
    length = max(1, min(PACE_DAYS, days_between(starts_on, until)))
    marks = [QUARTERS * until.toordinal() - length * number for number in range(QUARTERS, -1, -1)]
    pages = [pages_on(*known, mark) for mark in marks]
    return tuple(pace_between(*both, length) for both in zip(pages, pages[1:], strict=False))


def cumulative(history: History, starts_on: date) -> tuple[list[int], list[int]]:
    """(days as `date.toordinal` counts them, cumulative pages at their ends), from the eve of the work on."""
    eve = min(starts_on, history[0].ends_on) - timedelta(days=1)
    days = [eve.toordinal(), *(period.ends_on.toordinal() for period in history)]
    return days, [0, *(period.figures[SCANNED_PAGES] for period in history)]


def pages_on(days: Sequence[int], pages: Sequence[int], mark: int) -> Ratio:
    """Pages at a moment, evenly between the reports around it; `days` and `pages` as `cumulative` has them.

    `mark` counts parts of days, QUARTERS to a day.
    """
    place = bisect_right(days, mark // QUARTERS)
    if place in (0, len(days)):
        return (pages[place - 1] if place else 0), 1
    width = QUARTERS * (days[place] - days[place - 1])
    gone = mark - QUARTERS * days[place - 1]
    return pages[place - 1] * width + gone * (pages[place] - pages[place - 1]), width


def pace_between(before: Ratio, after: Ratio, length: int) -> Fraction:
    """Pages a day from one moment to another, `length` parts of days later."""
    (pages_before, width_before), (pages_after, width_after) = before, after
    grown = pages_after * width_before - pages_before * width_after
    return Fraction(grown * QUARTERS, width_before * width_after * length)


def between(history: History, after: date, until: date, column: int) -> int:
    """What the cumulative column grew by from one day to another."""
    return at(history, until, column) - at(history, after, column)


def at(history: History, day: date, column: int) -> int:
    """The cumulative column as the latest report up to the day has it."""
    position = bisect_right(history, day, key=lambda period: period.ends_on)
    return history[position - 1].figures[column] if position else 0
