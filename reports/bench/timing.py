"""Wall-clock time of a call in this process."""

from statistics import median
from time import perf_counter


def median_ms(call, times=30):
    """Median milliseconds of the calls."""
    return median(milliseconds(call) for _ in range(times))


def milliseconds(call):
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000
