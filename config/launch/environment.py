"""The virtual environment in .venv, made from a hashed lock, once."""

import fcntl
import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.launch.installers import EnvironmentFailed, install, works
from config.launch.places import PYTHON, ROOT, VENV
from config.launch.progress import step

__all__ = ["EnvironmentFailed", "ensure", "is_current", "works"]
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}


def ensure(kind: str = "run") -> None:
    """Make .venv hold the lock of that kind ("run" or "test"); takes milliseconds when it does already."""
    if is_current(kind):
        return
    with one_at_a_time():
        if is_current(kind):
            return
        with step("environment"):
            install(ROOT / LOCKS[kind])
        # The test lock holds everything of the run lock.
        for name in ("run", "test") if kind == "test" else ("run",):
            stamp(name).write_text(fingerprint(name))


def is_here() -> bool:
    """Whether this Python has the portal's packages: .venv's own, or the one of an image."""
    return Path(sys.prefix) == VENV or all(importlib.util.find_spec(name) for name in ("psycopg", "pyrage"))


def is_current(kind: str) -> bool:
    """Whether .venv works and was made from the lock as it is now."""
    if not stamp(kind).exists() or stamp(kind).read_text() != fingerprint(kind):
        return False
    return works(PYTHON)


def stamp(kind: str) -> Path:
    return VENV / f"portal-{kind}.stamp"


def fingerprint(kind: str) -> str:
    lock = (ROOT / LOCKS[kind]).read_bytes()
    return hashlib.sha256(lock + str(VENV).encode()).hexdigest()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands started together must not build the same folder."""
    with open(ROOT / ".venv.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
