"""A plugin of pytest: children that read or mark a workbook are forked from one process that has imported all already.

Each has its own memory, limits, pipes and end, like a child that starts from nothing; what it spares is the start of
Python and the imports, nine tenths of what a small workbook costs. `tests/plans/intake/test_sandbox.py` and the first
test of `tests/plans/uploads/test_marked_copy.py` start children from nothing.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from plans.intake import sandbox
from plans.uploads import marking

PARENT = Path(__file__).with_name("reader_parent.py")
TREE = PARENT.parents[2]


class WarmReaders:
    """Children of one process, which starts when the first one is wanted and ends with the tests."""

    def __init__(self):
        self.parent = self.control = None

    def start(self, command):
        """A child that reads, as `sandbox.start` gives it."""
        return self.fork(command[-1])

    def mark(self, given, folder):
        """What a child that marks answers, as `marking.run_child` gives it."""
        with self.fork(json.dumps({"marks_in": folder})) as child:
            with suppress(BrokenPipeError), child.stdin:
                child.stdin.write(given)
            answer = child.stdout.read()
            return b"" if child.wait() else answer

    def fork(self, options):
        if self.parent is None:
            self.start_parent()
        theirs, ours = zip(os.pipe(), reversed(os.pipe()), strict=True)
        told, telling = os.pipe()
        socket.send_fds(self.control, [options.encode()], [*theirs, telling])
        for pipe in (*theirs, telling):
            os.close(pipe)
        return WarmReader(open(ours[0], "wb"), open(ours[1], "rb"), open(told))

    def start_parent(self):
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

    def end(self):
        if self.parent:
            self.control.close()
            self.parent.wait()


class WarmReader:
    """What the sandbox uses of a `subprocess.Popen`."""

    def __init__(self, stdin, stdout, told):
        self.stdin, self.stdout, self.told = stdin, stdout, told
        self.pid, self.code = int(told.readline()), None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stdout.close()
        with suppress(BrokenPipeError):
            self.stdin.close()
        self.wait()
        self.told.close()

    def kill(self):
        if self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self):
        if self.code is None:
            self.code = int(self.told.readline())
        return self.code


@pytest.fixture(scope="session", autouse=True)
def warm_readers():
    if "MUTANTS_RECORD" in os.environ:  # it has changed the program, so that it tells which functions it calls
        yield
        return
    readers = WarmReaders()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "start", readers.start)
        patch.setattr(marking, "run_child", readers.mark)
        yield
    readers.end()
