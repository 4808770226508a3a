"""A plugin of pytest that writes down which functions each test calls, those of its child processes included.

The child that reads a workbook may write no file and inherits no variable: in the copy of the tree that is recorded, it
gets a line that sends each function's name through a socket, once.
"""

import json
import os
import socket
import sys
import threading
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[2]) + "/"
CHILDREN = ("plans/intake/child.py", "plans/uploads/marking_child.py")
SENDER = """
def _send_calls():
    import socket
    to, sent = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM), set()
    def called(frame, event, arg):
        code = frame.f_code
        if code not in sent:
            sent.add(code)
            if code.co_filename.startswith({root!r}):
                to.sendto((code.co_filename + chr(10) + code.co_qualname).encode(), {address!r})
    sys.settrace(called)
if __name__ == "__main__":
    _send_calls()
"""
test: dict = {"calls": set(), "seconds": 0.0, "failed": False}
tests: dict[str, dict] = {}


def called(frame, event, arg) -> None:
    code = frame.f_code
    if code.co_filename.startswith(ROOT):
        test["calls"].add((code.co_filename, code.co_qualname))


def listen() -> None:
    address = os.environ["MUTANTS_SOCKET"]
    for name in CHILDREN:
        path = Path(ROOT, name)
        text = path.read_text(encoding="utf-8")
        mark = 'if __name__ == "__main__":\n    main()'
        path.write_text(text.replace(mark, SENDER.format(root=ROOT, address=address) + mark), encoding="utf-8")
    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(address)
    threading.Thread(target=receive, args=(receiver,), daemon=True).start()


def receive(receiver: socket.socket) -> None:
    while True:
        test["calls"].add(tuple(receiver.recv(65536).decode().split("\n")))


def pytest_configure() -> None:
    listen()
    threading.settrace(called)
    sys.settrace(called)


def pytest_collection_finish() -> None:
    """What runs on import belongs to no test, and to all."""
    write_down("", failed=False)


def pytest_runtest_logstart(nodeid: str) -> None:
    test.update(calls=set(), seconds=0.0, failed=False)
    sys.settrace(called)


def pytest_runtest_logreport(report) -> None:
    test["seconds"] += report.duration
    test["failed"] |= report.failed or report.skipped


def pytest_runtest_logfinish(nodeid: str) -> None:
    write_down(nodeid, failed=test["failed"])


def write_down(name: str, *, failed: bool) -> None:
    calls = sorted(f"{path.removeprefix(ROOT)}:{function}" for path, function in list(test["calls"]))
    tests[name] = {"seconds": round(test["seconds"], 2), "failed": failed, "calls": calls}
    test.update(calls=set())


def pytest_sessionfinish() -> None:
    sys.settrace(None)
    Path(os.environ["MUTANTS_RECORD"]).write_text(json.dumps(tests), encoding="utf-8")
