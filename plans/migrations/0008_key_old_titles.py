from hashlib import blake2b

from django.db import migrations, transaction

from agencies.formats.text import fold

AT_ONCE = 5_000


def key_of(title):
    """The key as it was on the day of this migration: a signed 64-bit hash of the folded title.

    `fold` is the live one: what it folds is stored in the search column too, and a change of it writes both anew.
    """
    return int.from_bytes(blake2b(fold(title).encode(), digest_size=8).digest(), signed=True)


def key_titles(apps, schema_editor):
    """Write the missing keys, some thousand at a time, each time for good."""
    ArchivalFile, connection = apps.get_model("plans", "ArchivalFile"), schema_editor.connection
    files, last = ArchivalFile.objects.using(connection.alias).filter(title_key=0).order_by("pk"), 0
    while rows := list(files.filter(pk__gt=last).values_list("pk", "title")[:AT_ONCE]):
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            keys = [(key_of(title), pk) for pk, title in rows]
            cursor.executemany("UPDATE plans_archivalfile SET title_key = %s WHERE id = %s", keys)
        last = rows[-1][0]


class Migration(migrations.Migration):
    atomic = False  # two million rows are written in steps, and an interrupted run goes on where it stopped

    dependencies = [("plans", "0007_mark_workbooks_in_a_job")]

    operations = [migrations.RunPython(key_titles, migrations.RunPython.noop)]
