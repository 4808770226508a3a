"""Wall-clock time of a call in this process."""

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter

Call = Callable[[], object]


def median_ms(call: Call, times: int = 30) -> float:
    """Median milliseconds of the calls."""
    return median(milliseconds(call) for _ in range(times))


def medians_ms(*calls: Call, times: int = 30) -> list[float]:
    """The same of each call, taken in turns, so that a busy moment falls on all of them."""
    turns = [[milliseconds(call) for call in calls] for _ in range(times)]
    return [median(spent) for spent in zip(*turns, strict=True)]


def milliseconds(call: Call) -> float:
    """Milliseconds that one call takes."""
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000


def settle() -> None:
    """Keep what is imported from the garbage collector, as the server does before it forks (config/gunicorn.py)."""
    gc.collect()
    gc.freeze()
