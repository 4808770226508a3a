"""Workers with the broker in a folder: each is one process, so that none waits for a child that was killed."""

import os
import subprocess
import sys

import pytest

from config.launch import processes, victims
from tests.helpers.processes import eventually

ROOT = processes.ROOT


@pytest.mark.slow
@pytest.mark.once
def test_a_worker_has_no_child_that_could_be_killed_while_it_holds_the_queue(tmp_path):
    """Celery's other pool hangs for ever when its idle child is killed (no event loop, so a queue with a lock)."""
    own = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DOTENV": "0", "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "-m", "celery", "-A", "config.celery:app", "worker", "--without-gossip"]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stderr=subprocess.DEVNULL) as worker:
        try:
            eventually((tmp_path / "run" / "worker.ready").exists, within_seconds=60)
            assert victims.below(worker.pid) == []
        finally:
            worker.kill()


@pytest.mark.parametrize(
    ("variables", "numbers"),
    [
        ({}, [2]),
        ({"PORTAL_WORKER_PROCESSES": "1"}, []),
        ({"PORTAL_WORKER_PROCESSES": "3"}, [2, 3]),
        ({"PORTAL_WORKER_PROCESSES": "3", "CELERY_BROKER_URL": "filesystem://"}, [2, 3]),
        ({"PORTAL_WORKER_PROCESSES": "3", "CELERY_BROKER_URL": "redis://broker"}, []),
    ],
)
def test_more_workers_are_processes_beside_the_first(variables, numbers):
    assert list(processes.more_workers(variables)) == numbers
