"""The database as of one moment: copied, and measured at the same moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from config.launch.copying import CopyFailed, connection_of, copy_sqlite, dump_postgres
from config.launch.measures import Connection
from config.launch.prepared import sqlite_path

SQLITE, DUMP = "db.sqlite3", "portal.dump"
NAMES = {
    "PGHOST": "host",
    "PGPORT": "port",
    "PGUSER": "user",
    "PGPASSWORD": "password",
    "PGDATABASE": "dbname",
    "PGSSLMODE": "sslmode",
    "PGSSLROOTCERT": "sslrootcert",
    "PGSSLCERT": "sslcert",
    "PGSSLKEY": "sslkey",
}


@contextmanager
def copied(variables: dict[str, str], into: Path) -> Iterator[Connection]:
    """Put a copy of the database into the folder; a connection that sees exactly what the copy holds."""
    database = sqlite_path(variables)
    if database:
        copy_sqlite(database, into / SQLITE)
        with opened_sqlite(into / SQLITE) as connection:
            yield connection
        return
    url = variables["DATABASE_URL"]
    with connected(url) as connection:
        [[snapshot]] = connection.execute("SELECT pg_export_snapshot()").fetchall()
        dump_postgres(url, into / DUMP, snapshot)
        yield connection


@contextmanager
def opened_sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    """An SQLite file that nobody writes to, for reading; no file beside it is made."""
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        yield connection


@contextmanager
def connected(url: str) -> Iterator[Any]:
    """PostgreSQL as of one moment, for reading. Raises CopyFailed where nobody answers."""
    # The launcher runs before anything is installed; only a server's database needs this.
    import psycopg

    known = {NAMES[name]: value for name, value in connection_of(url).items()}
    address = psycopg.conninfo.make_conninfo("", **known, options="-c timezone=UTC", connect_timeout=10)
    try:
        connection = psycopg.connect(address)
    except psycopg.Error as error:
        raise CopyFailed(f"The database does not answer: {error}")
    with connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield connection
