"""A worker: a copy of the tree, and in it a server that runs the tests of one mutant after another."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tests.mutants.changes import Mutant
from tests.mutants.choosing import Record, chosen, seconds_for
from tests.mutants.copies import environment, second_copy

KILLED, SURVIVED, TIMED_OUT, NOT_CALLED = "killed", "survived", "timed out", "no test calls it"
FAILED_TO_RUN = "the tests did not run"
USAGE_ERROR = 4
FATES = {0: SURVIVED, -1: TIMED_OUT, USAGE_ERROR: FAILED_TO_RUN, 5: FAILED_TO_RUN}


@dataclass
class Verdict:
    room: str
    mutant: Mutant
    fate: str
    tests: int
    seconds: float

    @property
    def is_killed(self) -> bool:
        return self.fate in (KILLED, TIMED_OUT)


class Worker:
    def __init__(self, prepared: Path, folder: Path) -> None:
        self.folder, self.tree, self.changes = folder, second_copy(prepared, folder), 0
        command = [sys.executable, "-m", "tests.mutants.server"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.server = subprocess.Popen(command, cwd=self.tree, env=environment(folder), text=True, **pipes)
        self.server.stdout.readline()

    def judge(self, room: str, mutant: Mutant, record: Record) -> Verdict:
        """Whether the room's tests notice the mutant."""
        began, tests = time.monotonic(), chosen(mutant, record)
        fate = self.fate(mutant, tests, seconds_for(tests, record)) if tests else NOT_CALLED
        return Verdict(room, mutant, fate, len(tests), time.monotonic() - began)

    def fate(self, mutant: Mutant, tests: list[str], seconds: float) -> str:
        path = self.tree / mutant.path
        source = path.read_bytes()
        self.write(path, mutant.applied(source))
        try:
            code = self.run(tests, seconds)
            if code == USAGE_ERROR and (renamed := self.renamed()):
                code = self.run(without_parameters(tests, renamed), seconds)
        finally:
            self.write(path, source)
        return self.said_usage_error() if code == USAGE_ERROR else FATES.get(code, KILLED)

    def renamed(self) -> set[str]:
        """Functions of tests that pytest did not find with these parameters: the mutant may be in their names."""
        return {line.partition("/tree/")[2] for line in self.output().splitlines() if "not found: " in line}

    def said_usage_error(self) -> str:
        """pytest ends with 4 both for a test it does not find and for a `conftest` that cannot be imported."""
        is_missing = "not found:" in self.output() and "Error while" not in self.output()
        return FAILED_TO_RUN if is_missing else KILLED

    def output(self) -> str:
        """What pytest wrote in the last run."""
        return (self.folder / "output.txt").read_text(encoding="utf-8", errors="replace")

    def write(self, path: Path, source: bytes) -> None:
        """No compiled file is left of what was there before."""
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()
        path.write_bytes(source)

    def run(self, tests: list[str], seconds: float) -> int:
        self.server.stdin.write(json.dumps({"tests": tests, "seconds": seconds}) + "\n")
        self.server.stdin.flush()
        return int(self.server.stdout.readline())

    def stop(self) -> None:
        self.server.stdin.close()
        self.server.wait()


def without_parameters(tests: list[str], functions: set[str]) -> list[str]:
    """The tests, those of the functions with whatever parameters they have now."""
    named = (name.partition("[")[0] if name.partition("[")[0] in functions else name for name in tests)
    return list(dict.fromkeys(named))


@contextmanager
def workers(prepared: Path, folder: Path, number: int) -> Iterator[Queue]:
    free: Queue = Queue()
    made = [Worker(prepared, folder / f"worker{index}") for index in range(number)]
    for each in made:
        free.put(each)
    try:
        yield free
    finally:
        for each in made:
            each.stop()


@contextmanager
def borrowed(free: Queue) -> Iterator[Worker]:
    worker = free.get()
    try:
        yield worker
    finally:
        free.put(worker)


def judge_all(drawn: list[tuple[str, Mutant]], records: dict[str, Record], free: Queue) -> Iterator[Verdict]:
    """Verdicts in the order of the mutants."""

    def judge(pair: tuple[str, Mutant]) -> Verdict:
        with borrowed(free) as worker:
            return worker.judge(*pair, records[pair[0]])

    with ThreadPoolExecutor(free.qsize()) as pool:
        yield from pool.map(judge, drawn)
