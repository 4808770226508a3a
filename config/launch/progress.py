"""Progress lines of the launcher: what is being done, and the seconds it took. Read again by `./portal bench start`."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

STEPS = {
    "environment": "Python environment / môi trường Python",
    "migrations": "database / cơ sở dữ liệu",
    "plan": "plan / kế hoạch",
    "demo": "demo data / dữ liệu minh họa",
    "static": "static files / tệp tĩnh",
    "start": "web, worker and beat / các tiến trình web, worker và beat",
}
LINE = re.compile(r"^ *(\d+\.\d) s  (.+)$", re.MULTILINE)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print a line before the block and one with its seconds after it; none after a block that failed."""
    start = time.monotonic()
    print(f"     …    {STEPS[name]}", flush=True)
    yield
    print(f"{time.monotonic() - start:7.1f} s  {STEPS[name]}", flush=True)


def seconds_of(printed: str) -> dict[str, float]:
    """Seconds of each step that the launcher printed, by the step's name."""
    names = {title: name for name, title in STEPS.items()}
    return {names[title]: float(seconds) for seconds, title in LINE.findall(printed) if title in names}
