"""How many do something at once on this machine: places are locks on files, which the system gives back when their
process ends, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import IO

from django.conf import settings

from .later import TooBusy

LOOK_EVERY_SECONDS = 0.02


class NoPlace(Exception):
    """All places are taken, and stayed so while there was patience."""


@contextmanager
def place(name: str, count: int, patience_seconds: float = 0) -> Iterator[None]:
    """Hold one of `count` places of this name. Raises NoPlace."""
    until = monotonic() + patience_seconds
    while (handle := free_place(name, count)) is None:
        if monotonic() >= until:
            raise NoPlace(name)
        sleep(LOOK_EVERY_SECONDS)
    with handle:
        yield


@contextmanager
def place_or_later(
    name: str, count: int, patience_seconds: float, *, sentence: str, again_after: float
) -> Iterator[None]:
    """The same. Raises TooBusy with the sentence, and after how many seconds to try again."""
    with ExitStack() as held:
        try:
            held.enter_context(place(name, count, patience_seconds))
        except NoPlace:
            raise TooBusy(sentence, again_after) from None
        yield


def free_place(name: str, count: int) -> IO[str] | None:
    """The locked file of a free place, or None."""
    for number in range(count):
        handle = open(folder() / f"{name}-{number}", "w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
        else:
            return handle
    return None


def folder() -> Path:
    settings.PLACES_DIR.mkdir(parents=True, exist_ok=True)
    return settings.PLACES_DIR
