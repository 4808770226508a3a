"""What a forecast is worth, on invented histories whose end is known, and how long it takes for a province."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from time import perf_counter

from plans.forecast.futures import Forecast, forecast_of, is_late
from plans.forecast.paces import LEAST_PERIODS

from .invented_paces import KINDS, STARTS_ON, History, histories

HISTORIES, AGENCIES, MOST_SECONDS = 1_000, 300, 3
THREE_WEEKS = timedelta(days=21)
HELD, LEAST_RIGHT, LEAST_FOUND = (75, 85), 70, 80  # percent


def measure_forecast(say: Callable[[str], object], seed: int = 1) -> bool:
    """True where the interval of 80 % holds the true day often enough, and neither flags nor missers are lost."""
    known = list(histories(HISTORIES, seed))
    held, by_kind = share_held(known, seed)
    say(f"  {HISTORIES} histories, seed {seed}: the interval of 80 % holds the truth in {held} % (bar: 75 to 85)")
    say(f"    by kind: {', '.join(f'{kind} {by_kind[kind]} %' for kind in KINDS)}")
    right, found, flagged, missed = flags(known)
    say(f"  three weeks before: {flagged} flagged, {right} % of them miss (bar: {LEAST_RIGHT})")
    say(f"    {missed} miss, {found} % of them were flagged (bar: {LEAST_FOUND})")
    seconds = seconds_for(AGENCIES, seed)
    say(f"  {AGENCIES} agencies in {seconds:.2f} s (bar: {MOST_SECONDS} s)")
    in_time = seconds <= MOST_SECONDS
    return HELD[0] <= held <= HELD[1] and right >= LEAST_RIGHT and found >= LEAST_FOUND and in_time


def share_held(known: Sequence[History], seed: int) -> tuple[int, dict[str, int]]:
    """Percent of the forecasts of a random day whose interval holds the true day: of all, and by kind."""
    draw, asked, held = Random(seed), Counter[str](), Counter[str]()
    for history in known:
        if forecast := forecast_of(history.known(some_day(history, draw))):
            asked[history.kind] += 1
            held[history.kind] += holds(forecast, history.done_on)
    return percent(held.total(), asked.total()), {kind: percent(held[kind], asked[kind]) for kind in KINDS}


def some_day(history: History, draw: Random) -> date:
    """A day between the second report and the end of the work or of the plan."""
    last = min(len(history.pages) - 2, history.days)
    return STARTS_ON + timedelta(days=draw.randint(min(LEAST_PERIODS * 7, last), last))


def holds(forecast: Forecast, truth: date) -> bool:
    """The true day lies in the interval, both ends included."""
    return (forecast.earliest or date.max) <= truth <= (forecast.latest or date.max)


def flags(known: Sequence[History]) -> tuple[int, int, int, int]:
    """Three weeks before the deadline: % of the flagged that miss, % of the missers flagged, how many of each."""
    flagged = [history for history in known if is_flagged(history)]
    missed = [history for history in known if history.missed]
    both = sum(history.missed for history in flagged)
    return percent(both, len(flagged)), percent(both, len(missed)), len(flagged), len(missed)


def is_flagged(history: History) -> bool:
    """Missing was at least as likely as not; who had not begun then is flagged too."""
    work = history.known(history.deadline - THREE_WEEKS)
    forecast = forecast_of(work)
    if forecast is None:
        return work.remaining_pages > 0
    return is_late(forecast.done_on, history.deadline)


def seconds_for(agencies: int, seed: int) -> float:
    """Seconds for so many agencies at the middle of the plan, none of them asked about before."""
    works = [history.known(STARTS_ON + timedelta(days=50)) for history in histories(agencies, seed + 1)]
    forecast_of.cache_clear()
    start = perf_counter()
    for work in works:
        forecast_of(work)
    return perf_counter() - start


def percent(part: int, whole: int) -> int:
    """Rounded down; 0 of nothing."""
    return 100 * part // whole if whole else 0
