"""Workbooks that a person has sent and neither confirmed nor dropped."""

from django.urls import reverse

from agencies.formats.dates import format_datetime
from agencies.formats.numbers import format_int
from agencies.models import User
from plans.models import CatalogueUpload

from .pills import Task, task

SHOWN = 10


def pending_uploads(user: User) -> list[Task]:
    """One task for each workbook, the latest first."""
    found = CatalogueUpload.objects.visible_to(user).pending().select_related("catalogue")
    return [going_on(upload) for upload in found[:SHOWN]]


def going_on(upload: CatalogueUpload) -> Task:
    """The task of deciding what becomes of it."""
    tone, word = upload.standing
    read = f"{format_int(upload.counts['read'])} dòng, " if "read" in upload.counts else ""
    note = f"Mục lục “{upload.catalogue.name}”: {read}tải lên lúc {format_datetime(upload.created_at)}, chưa ghi gì."
    url = reverse("catalogue_upload_preview", args=[upload.pk])
    return task(f"Xác nhận hoặc bỏ tệp {upload.file_name}", url, tone=tone, word=word, note=note)
