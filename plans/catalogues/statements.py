"""What the SQL on files and their copies is built from."""

from collections.abc import Iterable, Sequence

from django.db import connection

from plans.intake.columns import FIELDS
from plans.models import ArchivalFile, FileBefore, SignedFile

# Columns of a workbook, and columns worked out from them.
VALUES = (*FIELDS, "page_basis", "search_text", "title_key")
DECIDED = ("decision", "left_out_reason", "looked_at", "revision", "appraisal_id")
FILES, BEFORE, SIGNED = (model._meta.db_table for model in (ArchivalFile, FileBefore, SignedFile))
Value = str | int | bool | None  # of a cell of our tables


def join_whole_sets() -> None:
    """Until the transaction ends PostgreSQL joins by hash or merge: it knows nothing yet of rows that just came in,
    and would go through the whole catalogue once for every row of the workbook. It sorts 100.000 rows in memory."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'")


def run(sql: str, parameters: Sequence[Value]) -> int:
    """Execute one statement; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def listed(names: Iterable[str], of: str = "") -> str:
    """'s."title", s."note"'"""
    return ", ".join(f'{of}."{name}"' if of else f'"{name}"' for name in names)
