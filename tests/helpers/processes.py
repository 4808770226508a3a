"""Children that sleep or are killed, whether a process lives, and waiting for what another process does."""

import sys
import time
from pathlib import Path

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


class Killed(BaseException):
    """The worker's process ended here."""


def eventually(condition, within_seconds=10):
    """The first true answer of the condition."""
    deadline = time.monotonic() + within_seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return answer


def alive(pid):
    """Whether the process runs; a zombie waiting for init does not."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
