"""Detection of changes to the machine's clock: the wall clock against the one that only counts since the start."""

import json
import logging
import time
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)
BOOT = Path("/proc/sys/kernel/random/boot_id")
MOST_DRIFT_SECONDS = 5  # between two looks; time services that run turn clocks by less


def was_set() -> bool:
    """True where the clock was set, forward or back, since the last look on this machine, by any of its processes."""
    now = {"boot": boot(), "ahead": time.time() - time.monotonic()}
    before = noted()
    note(now)
    return before.get("boot") == now["boot"] and abs(now["ahead"] - before["ahead"]) > MOST_DRIFT_SECONDS


def boot() -> str:
    """Names the start of the machine, from which its steady clock counts."""
    return BOOT.read_text().strip() if BOOT.exists() else ""


def noted() -> dict:
    """What the last look found; empty where there was none."""
    try:
        return json.loads(place().read_text())
    except (OSError, ValueError):
        return {}


def note(now: dict) -> None:
    part = place().with_suffix(".part")
    try:
        place().parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(now))
        part.rename(place())
    except OSError as error:  # a full disk: the sweep goes on without
        log.warning("the clock could not be noted: %s", error)


def place() -> Path:
    return Path(settings.DATA_DIR) / "run" / "clock.json"
