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
from tests.helpers.processes import alive, eventually

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.engine,
    pytest.mark.slow,
    pytest.mark.skipif(not environment.is_current("run"), reason="no environment of the launcher: use ./portal test"),
]


def portal_variables(folder):
    # The broker database 5 is ours: a worker of another test must not take our messages, nor ours its.
    broker = os.environ.get("CELERY_BROKER_URL", "filesystem://").removesuffix("/0")
    own = {"PORTAL_DATA_DIR": str(folder), "CELERY_BROKER_URL": broker + "/5" * ("@" in broker)}
    return {**os.environ, **own, "PORTAL_WORKER_PROCESSES": "1"}  # so that it is known who carries out a job


@contextmanager
def running_portal(folder, port):
    """A portal on its own data folder, past its "Ready"; stopped at the end if the test did not."""
    log = folder / "launcher.log"
    variables = portal_variables(folder)
    command = [sys.executable, ROOT / "portal", "run", "--empty", "--plan", "quang-nam", "--port", str(port)]
    with log.open("w") as output:
        launcher = subprocess.Popen(command, env=variables, stdout=output, stderr=subprocess.STDOUT)
    try:
        eventually(lambda: "Ready" in log.read_text() or launcher.poll() is not None, within_seconds=120)
        assert launcher.poll() is None, log.read_text()
        yield launcher, log
    finally:
        launcher.terminate()
        launcher.wait(timeout=30)


def test_it_starts_stops_starts_again_with_the_same_data_and_outlives_what_is_killed(tmp_path):
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
        a_report_whose_worker_is_killed_while_printing_is_finished_by_the_next(launcher, tmp_path)
        assert "worker fell (exit code -9) and is started again" in log.read_text()
        assert answer(port, "readyz") == 200


def a_report_whose_worker_is_killed_while_printing_is_finished_by_the_next(launcher, folder):
    worker = children_of(launcher.pid)[1]
    for victim in (*children_of(worker)[-1:], worker):  # with the broker in a folder the worker has no child
        printed = manage(folder, "shell", "-v0", "-c", KILLED_WHILE_PRINTING.format(victim=victim))
        assert printed == "killed at 60 %, then done at attempt 2 with docx pdf xlsx", printed


KILLED_WHILE_PRINTING = """
import os, time
from datetime import timedelta
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from agencies.models import User
from agencies.tasks import sweep_jobs
from plans.models import Plan
from reports.models import Report
from reports.services import request_report

def wait_for(report, condition):
    deadline = time.monotonic() + 90
    while not condition(report) and time.monotonic() < deadline:
        time.sleep(0.01)
        report.refresh_from_db()

quy = User.objects.filter(username="quy").first() or User.objects.create_superuser("quy", full_name="Bùi Ngọc Quý")
report = request_report(Plan.current(), as_of=timezone.localdate(), requester=quy)
wait_for(report, lambda report: report.percent >= 60 or report.is_over)
os.kill({victim}, 9)
said = f"killed at {{report.percent}} %"
# Two minutes without a heartbeat, at once.
Report.objects.filter(pk=report.pk, state="running").update(heartbeat_at=timezone.now() - timedelta(minutes=5))
sweep_jobs()
wait_for(report, lambda report: report.is_over)
files = sorted(path.suffix[1:] for path in Path(settings.MEDIA_ROOT, "report", str(report.pk)).iterdir())
print(f"{{said}}, then {{report.state}} at attempt {{report.attempts}} with", *files)
"""


def manage(folder, *words):
    """What `./portal manage` prints for the portal that runs on the folder."""
    command = [sys.executable, ROOT / "portal", "manage", *words]
    done = subprocess.run(command, env=portal_variables(folder), capture_output=True, text=True, timeout=150)
    return done.stdout.strip() or done.stderr


def answer(port, path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/{path}", timeout=5) as response:
        return response.status


def children_of(pid):
    """The process ids of its children, oldest first."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]
