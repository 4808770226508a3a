"""Keys by which duplicates are found, for files that were written before there were any."""

from django.db import connections, transaction

from ..models import ArchivalFile
from ..models.catalogue import title_key

CHUNK = 5_000
NO_KEY = 0


def key_old_titles(model=ArchivalFile, using="default"):
    """Write the missing keys, some thousand at a time, each time for good; safe to stop and to run again.

    Returns how many files got one. `model`: as a migration knows it.
    """
    old, last, keyed = model.objects.using(using).filter(title_key=NO_KEY).order_by("pk"), 0, 0
    while rows := list(old.filter(pk__gt=last).values_list("pk", "title")[:CHUNK]):
        write([(title_key(title), pk) for pk, title in rows], model._meta.db_table, connections[using])
        last, keyed = rows[-1][0], keyed + len(rows)
    return keyed


def write(keys, table, connection):
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET title_key = %s WHERE id = %s", keys)  # noqa: S608  our own table's name
