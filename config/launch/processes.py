"""Web, worker and beat: started at once, waited for, started again after a fall."""

import time
from collections.abc import Callable
from typing import NoReturn

from config.launch.children import Child
from config.launch.places import PYTHON, ROOT, Command, data_dir, folder
from config.launch.probe import allowed_host, answers

READY_WITHIN_SECONDS = 240  # a busy machine gives the worker, which steps back, little of its processor
WORKER_NICENESS = 10  # a page, which somebody waits for, gets nine times the share of a job
FALLS, FALLS_WITHIN_SECONDS, REST_SECONDS = 3, 600, 60


class StartFailed(Exception):
    """The portal could not start or stopped by itself; the message says why."""


def start(variables: dict[str, str], children: list[Child]) -> None:
    """Add web, workers and beat to the children, each with a log in var/log, as soon as each runs."""
    celery: Command = [PYTHON, "-m", "celery", "-A", "config.celery:app"]
    run_folder = folder(variables, "run")
    worker: Command = [*celery, "worker", "-l", "INFO", "--without-gossip", "--without-mingle"]
    for name in ("worker", "beat"):
        (run_folder / f"{name}.ready").unlink(missing_ok=True)
    commands: dict[str, Command] = {
        "web": [PYTHON, "-m", "gunicorn", "-c", "config/gunicorn.py"],
        "worker": worker,
        **{f"worker{number}": [*worker, "-n", f"worker{number}@%h"] for number in more_workers(variables)},
        "beat": [*celery, "beat", "-l", "INFO", "--schedule", run_folder / "beat-schedule", "--pidfile="],
    }
    logs = folder(variables, "log")
    for name, line in commands.items():
        niceness = WORKER_NICENESS if name.startswith("worker") else 0
        children.append(Child(name, line, logs / f"{name}.log", niceness=niceness, cwd=ROOT, env=variables))


def more_workers(variables: dict[str, str]) -> range:
    """Numbers of the workers beside the first: with the broker in a folder each is one process, with another broker the
    first has as many processes of its own."""
    has_folder = variables.get("CELERY_BROKER_URL", "filesystem").startswith("filesystem")
    return range(2, int(variables.get("PORTAL_WORKER_PROCESSES", 2)) + 1 if has_folder else 2)


def wait_until_ready(children: list[Child], port: int, variables: dict[str, str]) -> None:
    """Return when web answers and worker and beat have reported that they are up."""
    run_folder = folder(variables, "run")
    waiting: dict[str, Callable[[], bool]] = {
        "web": lambda: answers(port, allowed_host(variables)),
        "worker": (run_folder / "worker.ready").exists,
        "beat": (run_folder / "beat.ready").exists,
    }
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while waiting := {name: is_ready for name, is_ready in waiting.items() if not is_ready()}:
        fail_if_any_died(children)
        if time.monotonic() > deadline:
            raise StartFailed(
                f"Not ready in time: {', '.join(waiting)}. What was prepared is kept: start again. "
                f"See {data_dir(variables)}/log\n"
                "Chưa sẵn sàng kịp. Phần đã chuẩn bị được giữ lại: chạy lại lệnh này, hoặc xem nhật ký ở trên."
            )
        time.sleep(0.05)


def watch(children: list[Child]) -> NoReturn:
    """Start each child again that fell; ends only by the exception of a signal."""
    while True:
        for child in children:
            if child.died() and not child.rests():
                revive(child)
        time.sleep(0.5)


def revive(child: Child) -> None:
    """Start a fallen child again; one that keeps falling rests a while first. The others go on: their fates are their
    own."""
    code = child.process.returncode
    if child.fell(FALLS_WITHIN_SECONDS) > FALLS:
        child.rest(REST_SECONDS)
        said = f"keeps falling (exit code {code}); the next try in {REST_SECONDS} s. See {child.log}"
        print(f"{child.name} {said}", flush=True)
        return
    print(f"{child.name} fell (exit code {code}) and is started again. See {child.log}", flush=True)
    child.start_again()


def fail_if_any_died(children: list[Child]) -> None:
    for child in children:
        if child.died():
            code = child.process.returncode
            raise StartFailed(f"{child.name} stopped by itself (exit code {code}):\n{child.last_words()}")
