"""The private files of an upload: the workbook, its marked copy, the rows that were not written."""

from django.core.files.base import ContentFile
from django.db import transaction

from agencies.calendar import portal_now
from agencies.files import delete_files, delete_lost_files
from plans.catalogues.deleting import KEPT
from plans.models import CatalogueUpload, StagedFile, UploadProblem

from .staging import clear

NAMES = ("workbook", "marked", "rest")
FOLDER = "catalogueupload"


def keep_file(upload: CatalogueUpload, name: str, data: bytes) -> None:
    """Store a private file in place of the earlier one, with the row that names it."""
    file = getattr(upload, name)
    if file:
        file.delete(save=False)
    file.save(f"{name}.xlsx", ContentFile(data), save=False)
    if not CatalogueUpload.objects.filter(pk=upload.pk).update(**{name: file.name}):
        file.delete(save=False)  # another upload took its place meanwhile


def drop_copies(upload: CatalogueUpload) -> None:
    """What was made of an earlier reading goes before the workbook is read again."""
    for name in ("marked", "rest"):
        if getattr(upload, name):
            getattr(upload, name).delete(save=False)
            CatalogueUpload.objects.filter(pk=upload.pk).update(**{name: ""})


def discard(upload: CatalogueUpload) -> bool:
    """The row, its staged rows and its files."""
    names = files_of(upload)
    clear(upload.pk)
    upload.delete()
    transaction.on_commit(lambda: delete_files(names))
    return True


def files_of(upload: CatalogueUpload) -> list[str]:
    return [getattr(upload, name).name for name in NAMES if getattr(upload, name)]


def clear_uploads() -> int:
    """Daily: forget uploads that nobody confirmed, and whatever lost its upload; returns how many uploads went."""
    old_since = portal_now() - KEPT
    old = CatalogueUpload.objects.filter(created_at__lt=old_since)
    stale = list(old.exclude(phase__in=(CatalogueUpload.Phase.WRITTEN, CatalogueUpload.Phase.WRITING)))
    for upload in stale:
        discard(upload)
    open_uploads = CatalogueUpload.objects.exclude(phase__in=("written", "same", "undone"))
    correcting = CatalogueUpload.objects.filter(phase="written", created_at__gte=old_since)
    UploadProblem.objects.exclude(upload_id__in=open_uploads.values("pk")).delete()
    lost = StagedFile.objects.exclude(upload_id__in=open_uploads.values("pk"))
    lost.exclude(upload_id__in=correcting.values("pk"), broken=True).delete()
    delete_lost_files(FOLDER, {name for upload in CatalogueUpload.objects.iterator() for name in files_of(upload)})
    return len(stale)
