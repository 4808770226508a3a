"""Private files: stored under random names outside the static root, streamed after a permission check."""

import uuid
from pathlib import Path

from django.http import FileResponse


def private_path(instance, file_name):
    """Where a file lies: the model's name and a random name; the person's own file name never reaches the disk."""
    return f"{instance._meta.model_name}/{uuid.uuid4().hex}{Path(file_name).suffix.lower()[:10]}"


def send_private(file, name, content_type="application/octet-stream"):
    """A download that browsers save and never interpret."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
