"""Children that read or mark a workbook, forked from one process that has imported all already.

Each has its own memory, limits, pipes and end, like a child that starts from nothing; what it spares is the start of
Python and the imports, nine tenths of what a small workbook costs.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import IO, Self
from unittest.mock import patch

from plans.intake import sandbox
from plans.uploads import marking

PARENT = Path(__file__).with_name("reader_parent.py")
TREE = PARENT.parents[2]


@contextmanager
def warm_readers() -> Iterator[None]:
    """Within the block workbooks are read and marked by such children."""
    readers = WarmReaders()
    with ExitStack() as stack:
        stack.enter_context(patch.object(sandbox, "start", readers.start))
        stack.enter_context(patch.object(marking, "run_child", readers.mark))
        stack.callback(readers.end)
        yield


class WarmReader:
    """What the sandbox uses of a `subprocess.Popen`."""

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes], status: IO[str]) -> None:
        self.stdin, self.stdout, self.status = stdin, stdout, status
        self.pid = int(status.readline())
        self.code: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stdout.close()
        with suppress(BrokenPipeError):
            self.stdin.close()
        self.wait()
        self.status.close()

    def kill(self) -> None:
        if self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        if self.code is None:
            self.code = int(self.status.readline())
        return self.code


class WarmReaders:
    """Children of one process, which starts when the first one is wanted and ends with the last."""

    def __init__(self) -> None:
        self.parent: subprocess.Popen[bytes] | None = None
        self.starting = Lock()

    def start(self, command: Sequence[str]) -> WarmReader:
        """A child that reads, as `sandbox.start` gives it."""
        return self.fork(command[-1])

    def mark(self, given: bytes, folder: str) -> bytes:
        """What a child that marks answers, as `marking.run_child` gives it."""
        with self.fork(json.dumps({"marks_in": folder})) as child:
            with suppress(BrokenPipeError), child.stdin:
                child.stdin.write(given)
            answer = child.stdout.read()
            return b"" if child.wait() else answer

    def fork(self, options: str) -> WarmReader:
        with self.starting:
            if self.parent is None:
                self.start_parent()
        theirs, ours = zip(os.pipe(), reversed(os.pipe()), strict=True)
        status, status_end = os.pipe()
        socket.send_fds(self.control, [options.encode()], [*theirs, status_end])
        for pipe in (*theirs, status_end):
            os.close(pipe)
        return WarmReader(open(ours[0], "wb"), open(ours[1], "rb"), open(status))

    def start_parent(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.parent = subprocess.Popen(
                [sys.executable, "-I", "-S", PARENT, TREE, sandbox.PACKAGES, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
            )

    def end(self) -> None:
        if self.parent:
            self.control.close()
            self.parent.wait()
