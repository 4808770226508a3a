"""A portal's data copied while it works: the database as of one moment, and the private files."""

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from config.launch.children import follow_parent


class CopyFailed(Exception):
    """The data could not be copied; the message says why and what to do."""


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy the database by SQLite's online backup and look whether the copy is whole. Raises CopyFailed."""
    if not source.is_file():
        raise CopyFailed(f"There is no database at {source}: has this portal been started?")
    try:
        with (
            closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            [found] = new.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise CopyFailed(f"The database could not be copied: {error}.")
    if found != "ok":
        raise CopyFailed(f"The copy of the database is damaged: {found}.")


def dump_postgres(url: str, target: Path, snapshot: str) -> None:
    """Write pg_dump's custom format of that moment. Raises CopyFailed where there is no pg_dump, or it fails."""
    if not shutil.which("pg_dump"):
        raise CopyFailed(
            "The database is PostgreSQL's and this machine has no pg_dump. Install the postgresql-client of the "
            "server's version (or a later one)."
        )
    run_for(url, ["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}"])


def load_postgres(url: str, source: Path) -> None:
    """Put a dump into the empty database, all or nothing; who owns what is the new server's affair. CopyFailed."""
    if not shutil.which("pg_restore"):
        raise CopyFailed("This machine has no pg_restore. Install the postgresql-client of the server's version.")
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    run_for(url, ["pg_restore", *options, f"--dbname={connection_of(url)['PGDATABASE']}", str(source)])


def run_for(url: str, command: list[str]) -> None:
    """Run one of PostgreSQL's programs on the database; it ends with us. CopyFailed with its last words."""
    # By the environment, not as an argument: every user of the machine sees the arguments, and the address a password.
    variables = {**os.environ, **connection_of(url)}
    follow = partial(follow_parent, signal.SIGTERM)
    done = subprocess.run(command, env=variables, stderr=subprocess.PIPE, text=True, preexec_fn=follow)
    if done.returncode:
        raise CopyFailed(f"{command[0]} failed: {done.stderr.strip() or f'exit code {done.returncode}'}")


def connection_of(url: str) -> dict[str, str]:
    """The address of a database as PostgreSQL's programs take it from the environment."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    known = {
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port or 5432),
        "PGUSER": parts.username,
        "PGPASSWORD": parts.password,
        "PGDATABASE": parts.path.lstrip("/"),
        "PGSSLMODE": asked.get("sslmode"),
        "PGSSLROOTCERT": asked.get("sslrootcert"),
        "PGSSLCERT": asked.get("sslcert"),
        "PGSSLKEY": asked.get("sslkey"),
    }
    return {name: unquote(value) for name, value in known.items() if value}


def copy_media(source: Path, target: Path, place: Callable[[Path, Path], object] = shutil.copy2) -> int:
    """Copy what of the private files is not there yet, or has changed; returns how many there are in the copy.

    One that is deleted meanwhile was no longer needed.
    """
    for path in sorted(source.rglob("*")):
        copied = target / path.relative_to(source)
        try:
            if path.is_file() and not is_same(path, copied):
                copied.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                copied.unlink(missing_ok=True)
                place(path, copied)
        except FileNotFoundError:
            continue
    return sum(path.is_file() for path in target.rglob("*"))


def is_same(path: Path, copied: Path) -> bool:
    if not copied.exists():
        return False
    one, other = path.stat(), copied.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def link_or_copy(path: Path, copied: Path) -> None:
    """A second name for the file where the disk is the same: private files are never changed, only deleted."""
    try:
        os.link(path, copied)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(path, copied)
