"""The process that `warm_readers` forks children from: it imports what reads and marks workbooks, and does neither.

Started as `python -I -S reader_parent.py TREE PACKAGES SOCKET`. By the socket come a child's options, stdin and stdout,
and the pipe by which its number and its exit code are sent.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys

CHILDREN_IMPORT = (
    "plans.intake.book",
    "plans.intake.child",
    "plans.intake.secrets.attachment",
    "plans.intake.workbook.file_kinds",
    "plans.uploads.marking_child",
)


def serve(control):
    """Fork a child for each request until the socket is closed."""
    here, wake = socket.socketpair()
    for end in (here, wake):
        end.setblocking(False)
    signal.set_wakeup_fd(wake.fileno())
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    asked, wanted = selectors.DefaultSelector(), {}
    asked.register(control, selectors.EVENT_READ)
    asked.register(here, selectors.EVENT_READ)
    while True:
        for key, _ in asked.select():
            if key.fileobj is here:
                here.recv(4096)
                tell_ends(wanted)
            elif not fork(control, wanted):
                return


def fork(control, wanted):
    """Whether there was a request: its child is forked, and its number is sent."""
    options, pipes, _, _ = socket.recv_fds(control, 100_000, 3)
    if not options:
        return False
    pid = os.fork()
    if not pid:
        become_child(control, options, pipes)
    for pipe in pipes[:2]:
        os.close(pipe)
    wanted[pid] = pipes[2]
    os.write(pipes[2], b"%d\n" % pid)
    return True


def become_child(control, options, pipes):
    """What `child.py` or `marking_child.py` does as a program, then the end of the process."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    control.close()
    code = 1
    try:
        for number, pipe in enumerate(pipes[:2]):
            os.dup2(pipe, number)
        for pipe in pipes:
            os.close(pipe)
        child = sys.modules["plans.intake.child"]
        child.OPTIONS = json.loads(options)
        if "marks_in" in child.OPTIONS:
            os.environ["TMPDIR"] = child.OPTIONS["marks_in"]
            sys.modules["plans.uploads.marking_child"].main()
        else:
            child.main()
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)


def tell_ends(wanted):
    """Write the exit code of each child that has ended, as subprocess counts it, to whoever wants it."""
    for pid in list(wanted):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with open(wanted.pop(pid), "wb") as exit_pipe:
                exit_pipe.write(b"%d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    sys.path[:0] = sys.argv[1:3]
    for name in CHILDREN_IMPORT:
        importlib.import_module(name)

    gc.collect()
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[3])))
