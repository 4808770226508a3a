"""The database itself refuses to change or delete history, also for whoever goes past the portal.

Taken down before each `migrate` and set up after it, because SQLite changes no table whose triggers name its columns.
Only the purge may empty values, while a row of HistoryOpening is in its transaction.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

from django.db import connections

EVENTS, LINKS, CODES = "agencies_event", "agencies_eventlink", "agencies_historycode"
TABLES, VERBS = (EVENTS, LINKS, CODES), ("update", "delete")
NAMES = [f"{table}_refuses_{verb}" for table in TABLES for verb in VERBS]
EMPTIED = ("sentence", "before", "after", "reason", "document_number", "salt")
LISTED = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}
REFUSAL = "history is never changed or deleted"
NOT_OPENED = "WHEN NOT EXISTS (SELECT 1 FROM agencies_historyopening)"
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE emptied text[] := '{sentence,before,after,reason,document_number,salt}';
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'agencies_event' THEN
    IF to_jsonb(NEW) - emptied = to_jsonb(OLD) - emptied AND EXISTS (SELECT 1 FROM agencies_historyopening) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'history is never changed or deleted';
END $$"""


def set_up(using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    connection = connections[using]
    if not set(TABLES) <= set(connection.introspection.table_names()):
        return  # migrated back to before the chain
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, columns_of(connection)):
            cursor.execute(statement)


def take_down(using: str, **kwargs: Any) -> None:
    """Receiver of pre_migrate: SQLite changes no table whose triggers name its columns."""
    connection = connections[using]
    if EVENTS not in connection.introspection.table_names():
        return
    known = set(NAMES) - set(missing(connection))
    with connection.cursor() as cursor:
        for table, verb in product(TABLES, VERBS):
            if f"{table}_refuses_{verb}" in known:
                cursor.execute(f"DROP TRIGGER {table}_refuses_{verb}{on(connection.vendor, table)}")


def on(vendor: str, table: str) -> str:
    return f" ON {table}" if vendor == "postgresql" else ""


def statements(vendor: str, columns: list[str]) -> Iterator[str]:
    if vendor == "postgresql":
        yield POSTGRES_FUNCTION
    for table, verb in product(TABLES, VERBS):
        name = f"{table}_refuses_{verb}"
        yield f"DROP TRIGGER IF EXISTS {name}{on(vendor, table)}"
        yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {body(vendor, table, verb, columns)}"


def body(vendor: str, table: str, verb: str, columns: list[str]) -> str:
    if vendor == "postgresql":
        return "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()"
    allowed = ""
    if (table, verb) == (EVENTS, "update"):
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
        allowed = f"{NOT_OPENED} OR {changed}"
    return f"FOR EACH ROW {allowed} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def columns_of(connection: Any) -> list[str]:
    """The columns of an event that nothing may change."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, EVENTS)
    return [column.name for column in described if column.name not in EMPTIED]


def missing(connection: Any) -> list[str]:
    """Names of triggers that should be there and are not."""
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor])
        return sorted(set(NAMES) - {name for (name,) in cursor.fetchall()})
