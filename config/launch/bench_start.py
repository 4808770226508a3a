"""`./portal bench start`: from a copy of the tree to a running portal, with a new home and a new data folder."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from config.launch.children import ProcessOptions
from config.launch.engines import free_port
from config.launch.places import ROOT
from config.launch.progress import seconds_of

# Ratios, measured side by side: uv against pip, a start with nothing to prepare against one that prepares all again.
UV_TO_PIP, SECOND_TO_PREPARING = 0.45, 0.6
LEFT_BEHIND = (".git", ".venv", ".venv.lock", "var", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis")
OURS = ("PORTAL_", "DJANGO_", "DATABASE_", "CELERY_", "PYTHON", "VIRTUAL_ENV", "XDG_", "UV_CACHE", "PIP_CACHE")
Seconds = Mapping[str, float]  # of each step of a start, and of its "total"
BY_PIP = """
from config.launch.installers import install_with_pip
from config.launch.places import ROOT
install_with_pip(ROOT / "requirements.lock")
"""


class Machine:
    """A copy of the tree with its own home, on a machine that has nothing but Python."""

    def __init__(self, folder: Path, name: str) -> None:
        self.tree, self.data = folder / name, folder / f"{name}-data"
        home = folder / f"{name}-home"
        home.mkdir()
        shutil.copytree(ROOT, self.tree, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
        own = {"HOME": str(home), "PORTAL_DATA_DIR": str(self.data), "PORTAL_DOTENV": "0", "PYTHONUNBUFFERED": "1"}
        self.options: ProcessOptions = {"cwd": self.tree, "env": {**inherited, **own}}

    def environment_by_pip(self) -> float:
        """Seconds until pip has made .venv."""
        start = time.monotonic()
        subprocess.run([sys.executable, "-c", BY_PIP], check=True, **self.options)
        return time.monotonic() - start

    def start(self) -> dict[str, float]:
        """Seconds of each step of `./portal run`, and of all together until it reported that it was ready."""
        start, printed = time.monotonic(), ""
        seconds: dict[str, float] = {}
        command = [sys.executable, "portal", "run", "--port", str(free_port())]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **self.options) as portal:
            for line in output_of(portal):
                printed += line
                if line.startswith("Ready"):
                    seconds = seconds_of(printed) | {"total": time.monotonic() - start}
                    portal.send_signal(signal.SIGINT)
        if not seconds:
            raise RuntimeError(printed)
        return seconds

    def forget_what_is_prepared(self) -> None:
        (self.data / "run" / "prepared.json").unlink()


def output_of(process: subprocess.Popen[str]) -> IO[str]:
    """What the process prints. Raises ValueError where it was started without a pipe for that."""
    if process.stdout is None:
        raise ValueError(f"{process.args!r} was started without a pipe")
    return process.stdout


def measure() -> int:
    """Print the parts of the first start, of the second, and of one that prepares all again; 1 where a bar fails."""
    with TemporaryDirectory(prefix="portal-start-", ignore_cleanup_errors=True) as folder:
        machine = Machine(Path(folder), "portal")
        first, second = machine.start(), machine.start()
        machine.forget_what_is_prepared()
        preparing = machine.start()
        by_pip = Machine(Path(folder), "pip").environment_by_pip()
    return 0 if report(first, second, preparing, by_pip) else 1


def report(first: Seconds, second: Seconds, preparing: Seconds, by_pip: float) -> bool:
    """Print the parts and the ratios; True where the bars hold."""
    for name, seconds in first.items():
        print(f"  {name:14}{seconds:6.1f} s")
    print("  (database and demo beside the static files)")
    print(f"  second start  {second['total']:6.1f} s")
    held = [
        bar("environment by uv", first["environment"], "by pip", by_pip, UV_TO_PIP),
        bar("second start", second["total"], "preparing all again", preparing["total"], SECOND_TO_PREPARING),
    ]
    return all(held)


def bar(name: str, seconds: float, other: str, of: float, most: float) -> bool:
    """Print the ratio of the two times beside the greatest that is allowed; True where it holds."""
    print(f"  {name} {seconds:.1f} s, {other} {of:.1f} s: ratio {seconds / of:.2f}   (bar: {most})")
    return seconds <= most * of
