"""Private files: stored under random names outside the static root, streamed after a permission check."""

import uuid
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def private_path(instance, file_name):
    """Where a file lies: the model's name and a random name; the person's own file name never reaches the disk."""
    return f"{instance._meta.model_name}/{uuid.uuid4().hex}{Path(file_name).suffix.lower()[:10]}"


def send_private(content, name):
    """A stored file or bytes as a download that browsers save and never interpret or keep."""
    response = HttpResponse(content) if isinstance(content, bytes) else FileResponse(content.open("rb"))
    response["Content-Type"] = CONTENT_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
