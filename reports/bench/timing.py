"""Wall-clock time of a call in this process."""

from statistics import median
from time import perf_counter


def median_ms(call, times=30):
    """Median milliseconds of the calls."""
    return median(milliseconds(call) for _ in range(times))


def medians_ms(*calls, times=30):
    """The same of each call, taken in turns, so that a busy moment falls on all of them."""
    return [
        median(spent) for spent in zip(*([milliseconds(call) for call in calls] for _ in range(times)), strict=True)
    ]


def milliseconds(call):
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000
