"""Forecast of an agency's end: its own paces drawn again, with more spread where there is little history.

Each of `DRAWS` futures goes on at a pace drawn from the reported ones, at a level that is the less certain the fewer
there are, and pauses as often and as long as agencies do. From the futures follow the interval and the chance.
The constants were chosen on invented histories; `./portal bench forecast` says what they are worth on others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, exp, sqrt
from random import Random

from .paces import LEAST_PERIODS, Pace, Point, paces_of, weights_of

DRAWS = 200
NEVER = 3_650  # days after which nobody waits any more
INTERVAL = (10, 90)  # percentiles of an interval of 80 %
PICKED = 3  # paces that make the pace of one future
LEAST_SPREAD, SPREAD_OF_FEW = 0.12, 0.55  # of the level: however long the history, and with one pace
STOP_AFTER, STOP_DAYS = 110, 18  # days of work to a standstill, days it lasts (means)
MOST_TREND = 2.5  # of the later half of the paces to the earlier one


@dataclass(frozen=True)
class Work:
    """What is forecast, as of a day: cumulative reports (oldest first) and what the plan asks for (trang A4 quy đổi).

    `key` and the day seed the draws: who asks again on the same day reads the same figures.
    """

    key: str
    as_of: date
    starts_on: date
    planned_pages: int
    points: tuple[Point, ...]
    deadline: date | None = None  # last day on time
    is_fresh: bool = True  # the latest report speaks of one of the last two periods

    @property
    def remaining_pages(self) -> int:
        """Pages left by the latest report."""
        return max(0, self.planned_pages - (self.points[-1].pages if self.points else 0))


@dataclass(frozen=True)
class Forecast:
    """The days on which the work ends in each future, sorted; None stands for never."""

    days: tuple[date | None, ...]
    deadline: date | None

    @property
    def done_on(self) -> date | None:
        """The day by which half of the futures are done."""
        return at_percent(self.days, 50)

    @property
    def earliest(self) -> date | None:
        """The lower end of the interval of 80 %."""
        return at_percent(self.days, INTERVAL[0])

    @property
    def latest(self) -> date | None:
        """The upper end of the interval of 80 %; None where it has no end."""
        return at_percent(self.days, INTERVAL[1])

    @property
    def late_percent(self) -> int | None:
        """Chance of missing the deadline (%), rounded half up; None where there is no deadline."""
        if self.deadline is None:
            return None
        return (200 * sum(is_late(day, self.deadline) for day in self.days) + len(self.days)) // (2 * len(self.days))


def at_percent(days: Sequence[date | None], percent: int) -> date | None:
    """The day that so many of a hundred futures do not pass."""
    return days[min(len(days) - 1, len(days) * percent // 100)]


def is_late(day: date | None, deadline: date) -> bool:
    return day is None or day > deadline


@dataclass(frozen=True)
class Together:
    """Several agencies in the same futures: how many of them are late in each, and when the last one is done."""

    late: tuple[int, ...]  # sorted
    last_days: Forecast

    def late_at(self, percent: int) -> int:
        """So many agencies are late in so many of a hundred futures, or fewer."""
        return self.late[min(len(self.late) - 1, len(self.late) * percent // 100)]


def together(forecasts: Sequence[Forecast], key: str) -> Together | None:
    """The agencies taken independently of each other; None without any."""
    if not forecasts:
        return None
    draw = Random(key)
    drawn = [draw.sample(one.days, len(one.days)) for one in forecasts]
    futures = list(zip(*drawn, strict=True))
    limits = [one.deadline or date.max for one in forecasts]
    late = sorted(sum(map(is_late, days, limits)) for days in futures)
    last = sorted((latest_of(days) for days in futures), key=lambda day: day or date.max)
    return Together(tuple(late), Forecast(tuple(last), max(limits)))


def latest_of(days: Sequence[date | None]) -> date | None:
    """The last of the days; None where one of them never comes."""
    return None if None in days else max(filter(None, days))


@lru_cache(maxsize=2_000)
def forecast_of(work: Work, more_per_day: int = 0) -> Forecast | None:
    """The forecast with so many pages a day more than until now; None below `LEAST_PERIODS`, and where all is done.

    None too where no page was ever scanned: there is no pace to draw from.
    """
    paces = paces_of(work.points, work.starts_on)
    if len(work.points) < LEAST_PERIODS or not paces or not work.remaining_pages:
        return None
    draw = Random(f"{work.key} {work.as_of}")
    days = [one_future(work, paces, more_per_day, draw) for _ in range(DRAWS)]
    days.sort(key=lambda day: day or date.max)
    return Forecast(tuple(days), work.deadline)


def one_future(work: Work, paces: Sequence[Pace], more_per_day: int, draw: Random) -> date | None:
    """The day on which the work ends in one future, never before the day asked about."""
    begin = work.points[-1].day if work.is_fresh or draw.random() < 0.5 else work.as_of
    stood = standing_days(paces)
    wait = draw.expovariate(1 / stood) if stood else 0  # on average as long again as it has lasted
    pace = level(draw, len(paces)) * trend(paces) ** draw.random() * mean_drawn(paces, draw) + more_per_day
    if pace <= 0:
        return None
    days = wait + with_stops(work.remaining_pages / pace, draw)
    return None if days > NEVER else max(work.as_of, begin + timedelta(days=ceil(days)))


def standing_days(paces: Sequence[Pace]) -> int:
    """Days for which nothing was done up to the latest report."""
    stood = 0
    for pace in reversed(paces):
        if pace.per_day:
            break
        stood += pace.days
    return stood


def mean_drawn(paces: Sequence[Pace], draw: Random) -> float:
    """The mean of some paces of days on which work went on, later ones drawn more often (pages a day)."""
    weights = [weight if pace.per_day else 0 for pace, weight in zip(paces, weights_of(paces), strict=True)]
    return sum(pace.per_day for pace in draw.choices(paces, weights, k=PICKED)) / PICKED


def level(draw: Random, known: int) -> float:
    """A factor around 1, the wider the fewer paces are known."""
    return exp(draw.gauss(0, sqrt(LEAST_SPREAD**2 + SPREAD_OF_FEW**2 / known)))


def trend(paces: Sequence[Pace]) -> float:
    """How many times as fast the later half of the working periods is, within `MOST_TREND`; 1 for fewer than four."""
    worked = [pace.per_day for pace in paces if pace.per_day]
    half = len(worked) // 2
    if half < 2:
        return 1
    change = sum(worked[-half:]) / sum(worked[:half])
    return min(MOST_TREND, max(1 / MOST_TREND, change))


def with_stops(work_days: float, draw: Random) -> float:
    """So many days of work with the standstills that come between them."""
    days, until_stop = work_days, draw.expovariate(1 / STOP_AFTER)
    while until_stop < work_days:
        days += draw.expovariate(1 / STOP_DAYS)
        until_stop += draw.expovariate(1 / STOP_AFTER)
    return days
