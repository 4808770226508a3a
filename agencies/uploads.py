"""Size limit of uploads, and the memory in which they wait until they are checked."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest

OTHER_FIELDS_BYTES = 1024 * 1024  # what a form carries beside its file


class CutOffFile(ContentFile):
    """Stands in a form for a file that was dropped on its way: its name, and a size that no form takes."""

    def __init__(self, name: str, size_bytes: int) -> None:
        super().__init__(b"", name=name)
        self.size = size_bytes


class MemoryOnlyUploadHandler(MemoryFileUploadHandler):
    """Uploads never touch the disk before they are checked; larger ones than UPLOAD_MAX_BYTES are cut off."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = True
        self.length = content_length

    def new_file(self, field_name, file_name, *args, **kwargs):
        if is_cut_off(self.length):
            self.request.cut_off = {field_name: CutOffFile(file_name, self.length)}
            raise StopUpload(connection_reset=False)
        super().new_file(field_name, file_name, *args, **kwargs)


class CutOffMiddleware:
    """Gives the view a `CutOffFile` for the file that was dropped, so that its form can refuse it by its size."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and is_cut_off(int(length)):
            files = request.FILES  # reads the request, where nobody has yet
            for name, file in getattr(request, "cut_off", {}).items():
                files[name] = file


def is_cut_off(content_length: int) -> bool:
    """True where the handler drops the file of a request that long."""
    return content_length > settings.UPLOAD_MAX_BYTES + OTHER_FIELDS_BYTES


def largest_mb() -> int:
    return settings.UPLOAD_MAX_BYTES // 1024**2


def is_too_large(size_bytes: int) -> bool:
    return size_bytes > settings.UPLOAD_MAX_BYTES


def too_large(advice: str) -> str:
    """The refusal of an upload, with the advice (a Vietnamese sentence) what to do instead."""
    return f"Tệp lớn hơn {largest_mb()} MB. {advice}"
