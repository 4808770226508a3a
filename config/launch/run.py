"""`./portal run`: web, worker and beat on this machine, ready or stopped together."""

import errno
import fcntl
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import IO, NoReturn

from config.launch import environment, prepared, system
from config.launch.children import Child, stop
from config.launch.places import (
    PYTHON,
    ROOT,
    Command,
    data_dir,
    folder,
    holds_demo,
    is_real,
    process_environment,
    with_demo,
)
from config.launch.processes import StartFailed, start, wait_until_ready, watch
from config.launch.progress import step

ELSEWHERE = "PORTAL_DATA_DIR=/srv/portal ./portal run --empty"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(Exception):
    """Somebody asked us to stop."""


def run(port: int = 8000, empty: bool = False, plan: str = "", data: Path | None = None) -> int:
    """Start all, wait until ready, stay until Ctrl-C or SIGTERM.

    `data` is a data folder other than the one that is set.
    """
    catch_signals()
    began = time.monotonic()
    own = {"PORTAL_DATA_DIR": str(data), "DATABASE_URL": f"sqlite:///{data}/db.sqlite3"} if data else {}
    empty = is_for_real(process_environment(**own), empty)
    if plan and not empty:
        raise StartFailed(f"The demo has its plan. Another begins as a real portal: {ELSEWHERE} --plan {plan}")
    variables = with_demo(process_environment(PORTAL_BIND=f"127.0.0.1:{port}", **own), wanted=not empty)
    if empty:
        variables["PORTAL_DEMO"] = "0"
    children: list[Child] = []
    accounts: subprocess.Popen[str] | None = None
    try:
        with only_one(variables):
            check_port(port)
            prepare(variables, demo=not empty, children=children, plan=plan)
            with step("start"):
                start(variables, children)
                accounts = None if empty else list_accounts(variables)
                wait_until_ready(children, port, variables)
            announce(port, variables, accounts, time.monotonic() - began)
            watch(children)
    except Stopped:
        print("\nStopping … / Đang dừng …", flush=True)
        return 0
    finally:
        ignore_signals()
        stop(children)
        if accounts:
            accounts.kill()


def is_for_real(variables: dict[str, str], empty: bool) -> bool:
    """Whether to start a real portal: asked for now, or once before on this data folder. StartFailed on the demo's."""
    if empty and holds_demo(variables):
        raise StartFailed(
            f"{data_dir(variables)} holds the demo. A real portal begins in a folder of its own: {ELSEWHERE}"
        )
    return empty or is_real(variables)


def catch_signals() -> None:
    def raise_stopped(number: int, frame: FrameType | None) -> NoReturn:
        raise Stopped

    for number in STOP_SIGNALS:
        signal.signal(number, raise_stopped)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup wants us to survive it
        signal.signal(signal.SIGHUP, raise_stopped)


def ignore_signals() -> None:
    for number in (*STOP_SIGNALS, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def only_one(variables: dict[str, str]) -> Iterator[None]:
    """One portal per data folder: a second beat would queue every periodic task twice."""
    with lock_file(variables) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartFailed(f"A portal is already running on {data_dir(variables)}. Stop it first (Ctrl-C there).")
        yield


def lock_file(variables: dict[str, str]) -> IO[str]:
    """The opened file that one portal holds. Raises StartFailed where the data folder takes nothing."""
    try:
        return open(folder(variables, "run") / "portal.lock", "w")
    except OSError as error:
        raise StartFailed(
            f"The data folder {data_dir(variables)} cannot be written to ({error.strerror}): look at its owner, "
            "its rights and the room on its disk.\n"
            f"Không ghi được vào thư mục dữ liệu {data_dir(variables)}: kiểm tra chủ sở hữu, quyền ghi và chỗ trống."
        ) from None


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise StartFailed(f"Port {port} {reason}. Choose another: ./portal run --port NUMBER")


def prepare(variables: dict[str, str], demo: bool, children: list[Child], plan: str = "") -> None:
    """Make the environment; then, side by side, what the database, the static files and PDFs lack."""
    environment.ensure("run")
    packages = Thread(target=system.ensure_pdf, daemon=True)
    packages.start()
    if lacking := prepared.missing(variables, demo, bool(plan)):
        prepared.forget(variables)
        command: Command = [PYTHON, "-m", "config.launch.prepare", *lacking, *options(demo, plan)]
        children.append(Child("prepare", command, log=None, cwd=ROOT, env=variables))
        if children[0].process.wait():
            raise StartFailed("The portal could not be prepared; the message is above.")
        children.clear()
        prepared.remember(variables, demo)
    (data_dir(variables) / ("demo" if demo else "real")).touch()
    packages.join()


def options(demo: bool, plan: str) -> list[str]:
    """What `prepare` takes beside the parts."""
    return [*(["--demo"] if demo else []), *(["--plan", plan] if plan else [])]


def list_accounts(variables: dict[str, str]) -> subprocess.Popen[str]:
    """The command that lists the demo's accounts, started beside the portal: it takes as long as the portal does."""
    command: Command = [PYTHON, "manage.py", "demo_accounts"]
    return subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True)


def announce(port: int, variables: dict[str, str], accounts: subprocess.Popen[str] | None, seconds: float) -> None:
    print(f"\nReady / Sẵn sàng ({seconds:.1f} s):  http://localhost:{port}/\n", flush=True)
    if accounts:
        print(accounts.communicate()[0], end="")
    else:
        print("A real portal, without demo data. The first administrator: ./portal setup; what comes next: /bat-dau/")
    print(f"\nLogs: {data_dir(variables)}/log    Stop: Ctrl-C", flush=True)
