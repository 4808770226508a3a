"""The database as the first test found it, put back after each test that commits.

Django would empty all tables, make its types and permissions anew, and leave it to the next test to load the plan.
"""

import sqlite3
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


def kept_in(folder: Path):
    """Keeps what the database holds now; its `put_back()` makes it hold that again."""
    return KeptFile(folder / "kept.sqlite3") if connection.vendor == "sqlite" else KeptTables()


class KeptFile:
    """SQLite: a copy of the file, whose pages are written over those of now."""

    def __init__(self, path):
        self.file = sqlite3.connect(path)
        connection.ensure_connection()
        connection.connection.backup(self.file)

    def put_back(self):
        connection.ensure_connection()
        self.file.backup(connection.connection)

    def count_on(self):
        """The file knows which keys are next."""

    def close(self):
        self.file.close()


class KeptTables:
    """PostgreSQL: what the tables held, in memory. A schema beside them would go into each backup that a test makes."""

    def __init__(self):
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        names = [connection.ops.quote_name(table) for table in tables]
        self.emptied = [
            "SET LOCAL session_replication_role = replica",  # history refuses to be deleted
            f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE",  # waits for other threads
            *(f"DELETE FROM {name}" for name in names),
        ]
        with connection.cursor() as cursor:
            self.rows = [(place, rows) for place, rows in (taken(cursor, table) for table in tables) if rows]
        self.keys = connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))

    def put_back(self):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("; ".join(self.emptied))
            for place, rows in self.rows:
                with cursor.copy(f"COPY {place} FROM STDIN") as copy:
                    copy.write(rows)

    def count_on(self):
        """Let keys go on after those that are there, where tables were made anew."""
        with connection.cursor() as cursor:
            cursor.execute("; ".join(statement.rstrip(";") for statement in self.keys))

    def close(self):
        """Nothing is open."""


def taken(cursor, table):
    """A table with its columns by name, which a test of migrations leaves in another order; and its rows."""
    quote = connection.ops.quote_name
    columns = connection.introspection.get_table_description(cursor, table)
    place = f"{quote(table)} ({', '.join(quote(column.name) for column in columns)})"
    with cursor.copy(f"COPY {place} TO STDOUT") as copy:
        return place, b"".join(copy)
