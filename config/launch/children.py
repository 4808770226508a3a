"""Child processes that live and die with the launcher."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from config.launch.places import Command

PR_SET_PDEATHSIG = 1
AUTOGROUP = Path("/proc/self/autogroup")
_libc = ctypes.CDLL(None)


def follow_parent(number: int) -> None:
    """In the child: get this signal when the launcher dies, even by kill -9 (Linux only)."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(PR_SET_PDEATHSIG, number)


def begin(stop_signal: int, niceness: int) -> None:
    """In the child: live and die with the launcher, and let those of less niceness go first."""
    follow_parent(stop_signal)
    if niceness:
        os.nice(niceness)
        with suppress(OSError):  # Linux weighs sessions before it weighs the processes in each of them (man 7 sched)
            AUTOGROUP.write_text(str(niceness))


class ProcessOptions(TypedDict, total=False):
    """Where a process runs, with which environment variables, and as whom; left out, as the launcher does."""

    cwd: Path
    env: Mapping[str, str]
    user: int
    group: int
    extra_groups: list[int]


class Child:
    """A named process in its own group, stopped by the signal, also when the launcher dies.

    It writes to its own log, or to the launcher's terminal where it has none.
    """

    def __init__(
        self,
        name: str,
        command: Command,
        log: Path | None,
        stop_signal: int = signal.SIGTERM,
        niceness: int = 0,
        **options: Unpack[ProcessOptions],
    ) -> None:
        self.name, self.log, self.stop_signal, self.niceness = name, log, stop_signal, niceness
        self.falls: list[float] = []
        self.rests_until = 0.0
        self.command, self.options = [str(part) for part in command], options
        self.start()

    def start(self) -> None:
        with open(self.log, "ab") if self.log else nullcontext() as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the launcher only, which then stops all in order
                preexec_fn=partial(begin, self.stop_signal, self.niceness),
                **self.options,
            )

    def start_again(self) -> None:
        """After a fall: end what is left of its group, then start."""
        self.signal(signal.SIGKILL)
        self.process.wait()
        self.start()

    def fell(self, within_seconds: float) -> int:
        """Note a fall; how often it has fallen within that time, this one included."""
        now = time.monotonic()
        self.falls = [moment for moment in self.falls if moment > now - within_seconds] + [now]
        return len(self.falls)

    def rest(self, seconds: float) -> None:
        """Not to be started again before so many seconds have passed, and then once."""
        self.rests_until, self.falls = time.monotonic() + seconds, self.falls[:-2]

    def rests(self) -> bool:
        return time.monotonic() < self.rests_until

    def died(self) -> bool:
        return self.process.poll() is not None

    def signal(self, number: int) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, indented; without a log, where to read it."""
        if self.log is None:
            return "    Its messages are above."
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def stop(children: list[Child], patience_seconds: float = 10) -> None:
    """Ask all to stop, wait, then end what is left of their groups."""
    for child in children:
        if not child.died():
            child.process.send_signal(child.stop_signal)
    deadline = time.monotonic() + patience_seconds
    while time.monotonic() < deadline and not all(child.died() for child in children):
        time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)
        child.process.wait()
