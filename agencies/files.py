"""Private files: stored under random names outside the static root, streamed after a permission check."""

import uuid
from collections.abc import Container, Iterable
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

ON_ITS_WAY = timedelta(days=1)  # so long a stored file may wait for the row that names it

GONE = (
    "Tệp này không còn trên máy chủ. Lập lại hoặc tải lên lại; nếu không được, báo quản trị hệ thống tìm bản sao lưu."
)

OFFICE = "application/vnd.openxmlformats-officedocument"
PURGED_FOLDER = "purged"  # no file is ever there: the name says why there is none
PURGED = "Tệp này đã được xóa theo văn bản về xử lý nội dung không được lưu trên cổng; không tìm lại trong bản sao lưu."
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def private_path(instance: Model, file_name: str) -> str:
    """Where a file lies: the model's name and a random name; the person's own file name never reaches the disk."""
    return f"{instance._meta.model_name}/{uuid.uuid4().hex}{Path(file_name).suffix.lower()[:10]}"


def send_private(content: bytes | File, name: str) -> HttpResponseBase:
    """A stored file or bytes as a download that browsers save and never interpret or keep. Http404 where it is gone."""
    response: HttpResponseBase
    response = HttpResponse(content) if isinstance(content, bytes) else FileResponse(opened(content))
    response["Content-Type"] = CONTENT_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def opened(file: File) -> File:
    """The stored file, to be read. Raises Http404, which says what to do, where the storage has lost it."""
    try:
        return file.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        raise Http404(PURGED if str(file.name).startswith(f"{PURGED_FOLDER}/") else GONE) from None


def delete_files(names: Iterable[str]) -> None:
    """Delete the files of these names from the storage."""
    for name in names:
        default_storage.delete(name)


def delete_lost_files(folder: str, known: Container[str]) -> None:
    """Delete the folder's files that no row names (`known` holds the names of the others); young ones stay."""
    try:
        _, stored = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in (f"{folder}/{each}" for each in stored):
        if name not in known and default_storage.get_modified_time(name) < timezone.now() - ON_ITS_WAY:
            default_storage.delete(name)
