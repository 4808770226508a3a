"""A portal's data copied while it works: the database as of one moment, and the private files."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


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


def dump_postgres(url: str, target: Path) -> None:
    """Write pg_dump's custom format. Raises CopyFailed where there is no pg_dump, or it fails."""
    if not shutil.which("pg_dump"):
        raise CopyFailed(
            "The database is PostgreSQL's and this machine has no pg_dump. Install postgresql-client; or, where the "
            "server is, pg_dump --format=custom --file=portal.dump, and keep media of the data folder with it."
        )
    # By the environment, not as an argument: every user of the machine sees the arguments, and the address a password.
    variables = {**os.environ, **connection_of(url)}
    done = subprocess.run(["pg_dump", "--format=custom", f"--file={target}"], env=variables)
    if done.returncode:
        raise CopyFailed("pg_dump failed; its message is above.")


def connection_of(url: str) -> dict[str, str]:
    """The address of a database as PostgreSQL's programs take it from the environment."""
    parts = urlsplit(url)
    known = {
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port or 5432),
        "PGUSER": parts.username,
        "PGPASSWORD": parts.password,
        "PGDATABASE": parts.path.lstrip("/"),
        "PGSSLMODE": dict(parse_qsl(parts.query)).get("sslmode"),
    }
    return {name: unquote(value) for name, value in known.items() if value}


def copy_media(source: Path, target: Path) -> int:
    """Copy the private files; returns how many. One that is deleted meanwhile was no longer needed."""
    count = 0
    for path in sorted(source.rglob("*")):
        if path.is_file():
            copied = target / path.relative_to(source)
            copied.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                shutil.copy2(path, copied)
            except FileNotFoundError:
                continue
            count += 1
    return count
