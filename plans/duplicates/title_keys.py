"""Keys by which duplicates are found, for files that were written before there were any."""

from django.db import transaction

from plans.models import ArchivalFile
from plans.models.archival_file import title_key

CHUNK = 5_000
NO_KEY = 0


def key_old_titles() -> int:
    """Write the missing keys some thousand at a time and return how many; safe to stop and to run again."""
    old, last, keyed = ArchivalFile.objects.filter(title_key=NO_KEY).order_by("pk"), 0, 0
    while rows := list(old.filter(pk__gt=last).only("title")[:CHUNK]):
        for file in rows:
            file.title_key = title_key(file.title)
        with transaction.atomic():
            ArchivalFile.objects.bulk_update(rows, ["title_key"], batch_size=500)
        last, keyed = rows[-1].pk, keyed + len(rows)
    return keyed
