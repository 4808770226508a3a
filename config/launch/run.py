"""`./portal run`: web, worker and beat on this machine, ready or stopped together."""

import errno
import fcntl
import signal
import socket
import subprocess
import time
from contextlib import contextmanager

from config.launch import environment, system
from config.launch.children import Child, stop
from config.launch.places import PYTHON, ROOT, data_dir, folder, process_environment, with_demo
from config.launch.probe import allowed_host, answers

READY_WITHIN_SECONDS = 90
FALLS, FALLS_WITHIN_SECONDS = 3, 600
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StartFailed(Exception):
    """The portal could not start or stopped by itself; the message says why."""


class Stopped(Exception):
    """Somebody asked us to stop."""


def run(port=8000, empty=False):
    """Start all, wait until ready, stay until Ctrl-C, SIGTERM or a child that keeps falling."""
    catch_signals()
    variables = with_demo(process_environment(PORTAL_BIND=f"127.0.0.1:{port}"), wanted=not empty)
    if empty:
        variables["PORTAL_DEMO"] = "0"
    children = []
    try:
        with only_one(variables):
            check_port(port)
            prepare(variables, demo=not empty)
            for child in start(variables):
                children.append(child)
            wait_until_ready(children, port, variables)
            announce(port, variables, empty)
            watch(children)
    except Stopped:
        print("\nStopping … / Đang dừng …", flush=True)
        return 0
    finally:
        ignore_signals()
        stop(children)


def catch_signals():
    def raise_stopped(number, frame):
        raise Stopped

    for number in STOP_SIGNALS:
        signal.signal(number, raise_stopped)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup wants us to survive it
        signal.signal(signal.SIGHUP, raise_stopped)


def ignore_signals():
    for number in (*STOP_SIGNALS, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def only_one(variables):
    """One portal per data folder: a second beat would ring every bell twice."""
    with open(folder(variables, "run") / "portal.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartFailed(f"A portal is already running on {data_dir(variables)}. Stop it first (Ctrl-C there).")
        yield


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise StartFailed(f"Port {port} {reason}. Choose another: ./portal run --port NUMBER")


def prepare(variables, demo):
    environment.ensure("run")
    system.ensure_pdf()
    print("Preparing database and files … / Đang chuẩn bị dữ liệu …", flush=True)
    command = [PYTHON, "-m", "config.launch.prepare", *(["--demo"] if demo else [])]
    if subprocess.run(command, cwd=ROOT, env=variables).returncode:
        raise StartFailed("The database could not be prepared; the message is above.")
    mark = data_dir(variables) / "demo"
    mark.touch() if demo else mark.unlink(missing_ok=True)


def start(variables):
    """The three processes one after the other, each with a log in var/log."""
    celery = [PYTHON, "-m", "celery", "-A", "config.celery:app"]
    run_folder = folder(variables, "run")
    for name in ("worker", "beat"):
        (run_folder / f"{name}.ready").unlink(missing_ok=True)
    commands = {
        "web": [PYTHON, "-m", "gunicorn", "-c", "config/gunicorn.py"],
        "worker": [*celery, "worker", "-l", "INFO", "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat", "-l", "INFO", "--schedule", run_folder / "beat-schedule", "--pidfile="],
    }
    logs = folder(variables, "log")
    for name, line in commands.items():
        yield Child(name, line, logs / f"{name}.log", cwd=ROOT, env=variables)


def wait_until_ready(children, port, variables):
    run_folder = folder(variables, "run")
    waiting = {
        "web": lambda: answers(port, allowed_host(variables)),
        "worker": (run_folder / "worker.ready").exists,
        "beat": (run_folder / "beat.ready").exists,
    }
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while waiting := {name: is_ready for name, is_ready in waiting.items() if not is_ready()}:
        fail_if_any_died(children)
        if time.monotonic() > deadline:
            raise StartFailed(f"Not ready in time: {', '.join(waiting)}. See {data_dir(variables)}/log")
        time.sleep(0.2)


def announce(port, variables, empty):
    print(f"\nReady / Sẵn sàng:  http://localhost:{port}/\n", flush=True)
    if empty:
        print("No demo data. Make the first account: ./portal manage createsuperuser")
    else:
        subprocess.run([PYTHON, "manage.py", "demo_accounts"], cwd=ROOT, env=variables)
    print(f"\nLogs: {data_dir(variables)}/log    Stop: Ctrl-C", flush=True)


def watch(children):
    while True:
        for child in children:
            if child.died():
                revive(child)
        time.sleep(0.5)


def revive(child):
    """Start a fallen child again, so that a report that ate the memory does not end everybody's day; not for ever."""
    if child.fell(FALLS_WITHIN_SECONDS) > FALLS:
        fail_if_any_died([child])
    print(f"{child.name} fell (exit code {child.process.returncode}) and is started again. See {child.log}", flush=True)
    child.start_again()


def fail_if_any_died(children):
    for child in children:
        if child.died():
            code = child.process.returncode
            raise StartFailed(f"{child.name} stopped by itself (exit code {code}):\n{child.last_words()}")
