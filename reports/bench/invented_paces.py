"""Invented histories of digitization whose end is known: what a forecast is held to. They know nothing of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from plans.forecast.futures import Work
from plans.forecast.paces import Point

STARTS_ON = date(2025, 4, 20)
PERIOD = 7  # days
LENGTHS = (71, 117)  # days that the plan gives huyện and sở
PLANNED = 400_000  # trang A4
LONGEST = 1_500  # days
Course = Callable[[int], float]  # the day of the plan to a factor of the pace
KINDS = ("steady", "late", "stopping", "accelerating")


@dataclass(frozen=True)
class History:
    """Cumulative pages at the end of each day, until all are scanned."""

    name: str
    kind: str
    days: int  # that the plan gives
    pages: tuple[int, ...]

    @property
    def deadline(self) -> date:
        return STARTS_ON + timedelta(days=self.days - 1)

    @property
    def done_on(self) -> date:
        """The day on which the work really ended."""
        return STARTS_ON + timedelta(days=len(self.pages) - 1)

    @property
    def missed(self) -> bool:
        return self.done_on > self.deadline

    def known(self, as_of: date) -> Work:
        """What had been reported by the day: every period that ended by it."""
        ends = range(PERIOD - 1, min((as_of - STARTS_ON).days + 1, len(self.pages)), PERIOD)
        points = tuple(Point(STARTS_ON + timedelta(days=end), self.pages[end]) for end in ends)
        return Work(self.name, as_of, STARTS_ON, PLANNED, points, self.deadline)


def histories(count: int, seed: int) -> Iterator[History]:
    """So many histories, the four kinds in turns."""
    draw = Random(seed)
    for number in range(count):
        yield invented(KINDS[number % len(KINDS)], f"{seed}-{number}", draw)


def invented(kind: str, name: str, draw: Random) -> History:
    """One history: pages of a working day vary, a week has its own luck, Sundays are free."""
    days = draw.choice(LENGTHS)
    base = PLANNED / days * draw.uniform(0.7, 1.6)
    course, done, pages, luck = COURSES[kind](days, draw), 0, list[int](), 1.0
    while done < PLANNED and len(pages) < LONGEST:
        day = len(pages)
        luck = draw.lognormvariate(0, 0.25) if day % 7 == 0 else luck
        today = 0 if day % 7 == 6 else base * course(day) * luck * draw.uniform(0.7, 1.3) * 7 / 6
        done = min(PLANNED, done + int(today))
        pages.append(done)
    return History(name, kind, days, tuple(pages))


def steady(days: int, draw: Random) -> Course:
    """The same pace all the time."""
    return lambda day: 1


def late(days: int, draw: Random) -> Course:
    """Nothing for the first fifth to half of the plan, then faster than the others."""
    begin = int(days * draw.uniform(0.2, 0.5))
    return lambda day: 1.4 if day >= begin else 0


def stopping(days: int, draw: Random) -> Course:
    """One standstill of two to six weeks, somewhere from a quarter of the plan on; then on at another pace."""
    begin = int(days * draw.uniform(0.25, 0.8))
    end = begin + draw.randint(14, 42)
    after = draw.uniform(0.6, 1.3)
    return lambda day: 1.2 if day < begin else 0 if day < end else 1.2 * after


def accelerating(days: int, draw: Random) -> Course:
    """From a third or half of the later pace to all of it by the middle of the plan."""
    first, until = draw.uniform(0.3, 0.6), days * draw.uniform(0.4, 0.7)
    return lambda day: min(1.0, first + (1 - first) * day / until) * 1.3


COURSES: dict[str, Callable[[int, Random], Course]] = {
    "steady": steady,
    "late": late,
    "stopping": stopping,
    "accelerating": accelerating,
}
