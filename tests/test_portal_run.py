"""`./portal run` for real: three processes start, answer, and go together."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.launch import engines, environment

ROOT = Path(__file__).resolve().parent.parent

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not environment.is_current("run"), reason="no environment of the launcher: use ./portal test"),
]


@contextmanager
def running_portal(folder, port):
    """A portal on its own data folder, past its "Ready"; stopped at the end if the test did not."""
    log = folder / "launcher.log"
    # The broker database 5 is ours: a worker of another test must not answer our bells, nor ours its.
    broker = os.environ.get("CELERY_BROKER_URL", "filesystem://").removesuffix("/0")
    variables = {**os.environ, "PORTAL_DATA_DIR": str(folder), "CELERY_BROKER_URL": broker + "/5" * ("@" in broker)}
    command = [sys.executable, ROOT / "portal", "run", "--empty", "--port", str(port)]
    with log.open("w") as output:
        launcher = subprocess.Popen(command, env=variables, stdout=output, stderr=subprocess.STDOUT)
    try:
        eventually(lambda: "Ready" in log.read_text() or launcher.poll() is not None, within_seconds=120)
        assert launcher.poll() is None, log.read_text()
        yield launcher, log
    finally:
        launcher.terminate()
        launcher.wait(timeout=30)


def test_a_newcomer_starts_it_stops_it_and_starts_it_again_with_the_same_data(tmp_path):
    port = engines.free_port()
    with running_portal(tmp_path, port) as (launcher, log):
        assert answer(port, "readyz") == 200
        assert answer(port, "healthz") == 200
        children = children_of(launcher.pid)
        assert len(children) == 3
        launcher.send_signal(signal.SIGINT)
        assert launcher.wait(timeout=30) == 0
    assert "Stopping" in log.read_text()
    eventually(lambda: not any(map(alive, children)))
    secret = (tmp_path / "secret_key").read_text()

    started = time.monotonic()
    with running_portal(tmp_path, port) as (launcher, log):
        assert time.monotonic() - started < 45
        assert answer(port, "readyz") == 200
        assert (tmp_path / "secret_key").read_text() == secret
        before = children_of(launcher.pid)
        os.kill(before[-1], signal.SIGKILL)
        eventually(lambda: "beat fell (exit code -9) and is started again" in log.read_text())
        eventually(lambda: len(children_of(launcher.pid)) == 3)
        assert children_of(launcher.pid)[:2] == before[:2]
        assert answer(port, "readyz") == 200


def answer(port, path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/{path}", timeout=5) as response:
        return response.status


def children_of(pid):
    """The process ids of its children, oldest first."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def alive(pid):
    return Path(f"/proc/{pid}").exists()


def eventually(condition, within_seconds=10):
    deadline = time.monotonic() + within_seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
