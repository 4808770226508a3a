"""Rows into a table as fast as the database takes them."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import cast

from django.db import connection, transaction

from plans.catalogues.statements import Value, listed
from plans.models import CatalogueUpload, StagedFile

STAGED, UPLOADS = StagedFile._meta.db_table, CatalogueUpload._meta.db_table
CHUNK = 4_000
# One column of many rows: all texts, all whole numbers (None where unknown), or all booleans.
CopiedColumn = Sequence[str] | Sequence[int] | Sequence[int | None] | Sequence[bool]
SPECIAL = re.compile(r"[\\\t\n\r]")
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def put(table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Insert rows (tuples in the order of the columns) by COPY, or by executemany where there is no COPY."""
    names = listed(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            placeholders = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({placeholders})", list(rows))


def put_columns(table: str, names: Sequence[str], columns: Sequence[CopiedColumn]) -> None:
    """Insert rows given as columns of text, whole numbers and booleans; COPY takes them as one text."""
    if connection.vendor != "postgresql":
        return put(table, names, zip(*columns, strict=True))
    lines = map("\t".join, zip(*map(as_copied, columns), strict=True))
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({listed(names)}) FROM STDIN") as copy:
        copy.write("\n".join(lines) + "\n")


def as_copied(column: CopiedColumn) -> Iterable[str]:
    """The column as COPY writes values; numbers may be unknown."""
    if None in column:
        return [r"\N" if value is None else str(value) for value in column]
    if type(column[0]) is bool:
        return ["t" if value else "f" for value in column]
    if type(column[0]) is not str:
        return map(str, column)
    texts = cast("Sequence[str]", column)
    return [text.translate(ESCAPED) for text in texts] if SPECIAL.search("".join(texts)) else texts


def put_in_chunks(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], before_each: Callable[[int], None]
) -> int:
    """Insert chunk by chunk, each in a transaction of its own; `before_each(rows so far)` runs inside it."""
    left, done = iter(rows), 0
    while chunk := list(islice(left, CHUNK)):
        with transaction.atomic():
            before_each(done)
            put(table, columns, chunk)
        done += len(chunk)
    return done


def fetch(sql: str, parameters: Sequence[Value]) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()
