"""Workbooks that a person has sent and neither confirmed nor dropped."""

from django.urls import reverse

from agencies.formats.numbers import format_int
from agencies.models import User
from plans.models import CatalogueUpload

from .pills import Task, task

SHOWN = 10


def pending_uploads(user: User) -> list[Task]:
    """One task for each workbook of an agency that the person still writes for, the latest first."""
    if not CatalogueUpload.objects.pending().filter(requester=user).exists():
        return []
    held = [agency for agency in user.answers_for if user.acts_for(agency)]
    found = CatalogueUpload.objects.visible_to(user).pending().filter(catalogue__agency__in=held)
    return [going_on(upload) for upload in found.select_related("catalogue")[:SHOWN]]


def going_on(upload: CatalogueUpload) -> Task:
    """The task of deciding what becomes of it."""
    tone, word = upload.standing
    read = f"{format_int(upload.counts['read'])} dòng, " if "read" in upload.counts else ""
    note = f"Mục lục “{upload.catalogue.name}”: {read}chưa ghi gì."
    url = reverse("catalogue_upload_preview", args=[upload.pk])
    return task(f"Xác nhận hoặc hủy tệp {upload.file_name}", url, tone=tone, word=word, note=note)
