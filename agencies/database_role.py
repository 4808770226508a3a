"""A role of PostgreSQL that owns nothing: web, worker and beat work under it, and it changes no table and no history.

What it may is worked out from the tables that are there, so that no list of names grows old in a guide.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from .chain.triggers import CODES, EMPTIED, EVENTS, LINKS

DEFAULT_NAME = "portal_rows"
ROWS, ONLY_READ, ONLY_ADDED = "SELECT, INSERT, UPDATE, DELETE", "SELECT", "SELECT, INSERT"
MIGRATIONS = MigrationRecorder.Migration._meta.db_table
RIGHTS = {EVENTS: ONLY_ADDED, LINKS: ONLY_ADDED, CODES: ONLY_ADDED, MIGRATIONS: ONLY_READ}
OWNED = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema AND c.relkind IN ('r', 'S') AND pg_has_role(c.relowner, 'MEMBER')
"""
HISTORY = """
SELECT t.name FROM unnest(%s::text[]) AS t(name)
WHERE has_table_privilege(t.name, 'UPDATE') OR has_table_privilege(t.name, 'DELETE')
   OR has_table_privilege(t.name, 'TRUNCATE') OR has_table_privilege(t.name, 'TRIGGER')
"""


def statements(name: str = DEFAULT_NAME) -> Iterator[str]:
    """What the owner says to the database, again after each update; the role has a password of the operator's already.

    Of the history it may empty only what a purge empties, which the triggers allow during one.
    """
    role = quoted(name)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    for table in sorted(connection.introspection.table_names()):
        yield f"GRANT {RIGHTS.get(table, ROWS)} ON {quoted(table)} TO {role}"
    yield f"GRANT UPDATE ({', '.join(map(quoted, EMPTIED))}) ON {quoted(EVENTS)} TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {ROWS} ON TABLES TO {role}"
    yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}"


def owned() -> int:
    """How many tables and sequences the portal's own role owns, and could change or drop."""
    return asked(OWNED)[0][0]


def changeable_history() -> list[str]:
    """Tables of the history that the portal's own role might change as a whole."""
    return [table for (table,) in asked(HISTORY, [EVENTS, LINKS, CODES])]


def asked(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
