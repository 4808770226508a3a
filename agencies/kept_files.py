"""A file that came with a form which had errors elsewhere: kept privately for a day, for its sender and this form."""

from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from .files import delete_files, delete_lost_files
from .models import KeptFile, User

FOLDER, KEPT = "keptfile", timedelta(days=1)


def keep_file(user: User, key: str, field: str, file: File) -> KeptFile:
    """Keep a file that was judged good in place of the one chosen for the field before."""
    drop_files(user, key, field)
    name = str(file.name)
    kept = KeptFile(user=user, key=key, field=field, name=name[-200:], size_bytes=file.size)
    file.seek(0)
    kept.content.save(name, file)
    return kept


def kept_files(user: User, key: str) -> dict[str, KeptFile]:
    """{field: the file kept for it}; a file older than a day, or gone from the storage, is none."""
    found = KeptFile.objects.filter(user=user, key=key, kept_at__gte=timezone.now() - KEPT)
    return {one.field: one for one in found if one.content.storage.exists(str(one.content.name))}


def opened(kept: KeptFile) -> File:
    """The file as an upload brings it: under the name that the person gave it."""
    file = kept.content.open("rb")
    return File(file.file, name=kept.name)


def drop_files(user: User, key: str, field: str = "") -> None:
    """Forget the files kept for the form, or for one field of it."""
    found = KeptFile.objects.filter(user=user, key=key, **({"field": field} if field else {}))
    names = list(found.values_list("content", flat=True))
    found.delete()
    transaction.on_commit(lambda: delete_files(names))


def clear_old_files() -> None:
    """Daily: delete files kept for longer than a day, and those that no row names."""
    old = KeptFile.objects.filter(kept_at__lt=timezone.now() - KEPT)
    delete_files(old.values_list("content", flat=True))
    old.delete()
    delete_lost_files(FOLDER, set(KeptFile.objects.values_list("content", flat=True)))
