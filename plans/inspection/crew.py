"""Several processes that open PDFs at once, each within limits; what they find comes back in the order of the files.

A process that takes too long with a file, or ends itself over it, is replaced: that file gets an error, the others go
on.
"""

import json
import os
import selectors
import subprocess
import sys
import sysconfig
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import IO, Self

from .facts import ScanFacts
from .sentences import SENTENCES

CHILD = Path(__file__).with_name("child.py")
PACKAGES = sysconfig.get_path("platlib")
MEMORY_BYTES = 1024**3
SECONDS, BYTES_A_SECOND = 30.0, 5 * 1024**2  # for one file: a slow disk of a network is no reason to give up
AHEAD = 64  # files that a process holds, so that it never waits
PIPE_BYTES = 32_000  # less than a pipe takes, so that writing to a process never waits for it
WINDOW = 4_096  # files between the first that is open and the last: what memory holds
LOOK_SECONDS = 0.5


@dataclass
class Reader:
    """A process and the files that it was given, the first of which it reads since a moment."""

    process: subprocess.Popen[bytes]
    given: deque[tuple[int, ScanFacts, int]] = field(default_factory=deque)  # (place, file, bytes written)
    since: float = field(default_factory=monotonic)
    half_line: bytes = b""

    @property
    def has_room(self) -> bool:
        return len(self.given) < AHEAD and sum(size for *_, size in self.given) < PIPE_BYTES

    @property
    def is_too_slow(self) -> bool:
        return bool(self.given) and monotonic() - self.since > SECONDS + self.given[0][1].size_bytes / BYTES_A_SECOND

    def give(self, place: int, file: ScanFacts) -> None:
        line = json.dumps([file.path, file.size_bytes]).encode() + b"\n"
        self.since = self.since if self.given else monotonic()
        self.given.append((place, file, len(line)))
        try:
            pipe(self.process.stdin).write(line)
            pipe(self.process.stdin).flush()
        except BrokenPipeError:
            return  # it has ended: its place is taken by another when its answers end

    def heard(self) -> list[bytes] | None:
        """The lines that came; None where the process has ended."""
        came = os.read(pipe(self.process.stdout).fileno(), 65_536)
        *lines, self.half_line = (self.half_line + came).split(b"\n")
        return lines if came else None

    def end(self) -> None:
        self.process.kill()
        for each in (self.process.stdin, self.process.stdout):
            try:
                pipe(each).close()
            except BrokenPipeError:
                continue
        self.process.wait()


def pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise ValueError("The process has no such pipe.")
    return end


class Crew:
    """Use: `with Crew(folder, processes) as crew: for facts in crew.inspected(files)`."""

    def __init__(self, folder: Path, processes: int) -> None:
        self.folder, self.selector = folder, selectors.DefaultSelector()
        self.readers = [self.hired() for _ in range(processes)]
        self.waiting: deque[tuple[int, ScanFacts]] = deque()
        self.found: dict[int, ScanFacts] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for reader in self.readers:
            reader.end()
        self.selector.close()

    def hired(self) -> Reader:
        options = json.dumps({"folder": str(self.folder.resolve()), "memory": MEMORY_BYTES, "packages": PACKAGES})
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(CHILD), options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is the parent's to hear
        )
        reader = Reader(process)
        self.selector.register(pipe(process.stdout), selectors.EVENT_READ, reader)
        return reader

    def inspected(self, files: Iterable[tuple[ScanFacts, bool]]) -> Iterator[ScanFacts]:
        """The same files in the same order with what they hold; of each comes whether that is known already."""
        taken = iter(files)
        place, shown, more = 0, 0, True
        while more or shown < place:
            while more and place - shown < WINDOW and len(self.waiting) < AHEAD:
                file, is_known = next(taken, (None, False))
                if file is None:
                    more = False
                    break
                (self.found.__setitem__ if is_known else self.wait)(place, file)
                place += 1
            self.hand_out()
            self.hear(bool(self.found) and shown in self.found)
            while shown in self.found:
                yield self.found.pop(shown)
                shown += 1

    def wait(self, place: int, file: ScanFacts) -> None:
        self.waiting.append((place, file))

    def hand_out(self) -> None:
        """Who holds least gets the next."""
        while self.waiting:
            reader = min(self.readers, key=lambda each: len(each.given))
            if not reader.has_room:
                return
            reader.give(*self.waiting.popleft())

    def hear(self, at_once: bool) -> None:
        if any(reader.given for reader in self.readers):
            for key, _ in self.selector.select(0 if at_once else LOOK_SECONDS):
                self.take(key.data)
        for reader in list(self.readers):
            if reader.is_too_slow:
                self.give_up(reader)

    def take(self, reader: Reader) -> None:
        lines = reader.heard()
        if lines is None:
            return self.give_up(reader)
        for line in lines:
            place, file, _ = reader.given.popleft()
            self.found[place] = replace(file, **json.loads(line))
        reader.since = monotonic()

    def give_up(self, reader: Reader) -> None:
        """The file that it was reading has an error; the others go to whoever takes its place."""
        self.selector.unregister(pipe(reader.process.stdout))
        reader.end()
        if reader.given:
            place, file, _ = reader.given.popleft()
            self.found[place] = replace(file, error=SENTENCES["limits"])
        self.waiting.extendleft((place, file) for place, file, _ in reversed(reader.given))
        self.readers[self.readers.index(reader)] = self.hired()
