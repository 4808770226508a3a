"""The virtual environment in .venv, made from a hashed lock, once."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

from config.launch import system
from config.launch.places import PYTHON, ROOT, VENV

LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}


class EnvironmentFailed(Exception):
    """The environment could not be made; the message says what to do."""


def ensure(kind="run"):
    """Make .venv hold the lock of that kind ("run" or "test"); takes milliseconds when it does already."""
    if is_current(kind):
        return
    with one_at_a_time():
        if is_current(kind):
            return
        print(f"Making the Python environment from {LOCKS[kind]} (the first time takes a minute or two) …", flush=True)
        install(ROOT / LOCKS[kind])
        # The test lock holds everything of the run lock.
        for name in ("run", "test") if kind == "test" else ("run",):
            stamp(name).write_text(fingerprint(name))


def is_current(kind):
    """Whether .venv works and was made from the lock as it is now."""
    if not stamp(kind).exists() or stamp(kind).read_text() != fingerprint(kind):
        return False
    return works(PYTHON)


def stamp(kind):
    return VENV / f"portal-{kind}.stamp"


def fingerprint(kind):
    lock = (ROOT / LOCKS[kind]).read_bytes()
    return hashlib.sha256(lock + str(VENV).encode()).hexdigest()


def works(python):
    """Whether this interpreter starts: a venv breaks when its Python is removed or its folder moved."""
    return python.exists() and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0


@contextmanager
def one_at_a_time():
    """Two commands started together must not build the same folder."""
    with open(ROOT / ".venv.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install(lock):
    if shutil.which("uv") and install_with_uv(lock):
        return
    install_with_pip(lock)


def install_with_uv(lock):
    """Use uv where it is on the PATH; False when it fails, so that pip has a try."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    steps = [] if works(PYTHON) else [["uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]]
    steps += [["uv", "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", str(lock)]]
    return all(subprocess.run(step, env=environment, cwd=ROOT).returncode == 0 for step in steps)


def install_with_pip(lock):
    if not has_pip():
        make_venv()
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    if subprocess.run(command, cwd=ROOT).returncode:
        raise EnvironmentFailed("pip could not install the packages (message above). Is a package index reachable?")


def has_pip():
    return works(PYTHON) and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def make_venv():
    if importlib.util.find_spec("ensurepip") is None:
        system.install_packages(["python3-venv"])
        importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise EnvironmentFailed("This Python has no ensurepip. Install it: apt-get install python3-venv")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV]).returncode:
        raise EnvironmentFailed(f"{sys.executable} -m venv failed; its message is above.")
