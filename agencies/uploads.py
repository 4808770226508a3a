"""Size limit of uploads, and the memory in which they wait until they are checked."""

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest

OTHER_FIELDS_BYTES = 1024 * 1024  # what a form carries beside its file


class MemoryOnlyUploadHandler(MemoryFileUploadHandler):
    """Uploads never touch the disk before they are checked; larger ones than UPLOAD_MAX_BYTES are cut off."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = True
        self.cut_off = is_cut_off(content_length)

    def new_file(self, *args, **kwargs):
        if self.cut_off:
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)


def is_cut_off(content_length: int) -> bool:
    """True where the handler drops the file of a request that long: a form must not be taken without it."""
    return content_length > settings.UPLOAD_MAX_BYTES + OTHER_FIELDS_BYTES


def was_cut_off(request: HttpRequest) -> bool:
    """True where the handler dropped the file that came with the request."""
    return is_cut_off(int(request.META.get("CONTENT_LENGTH") or 0))


def largest_mb() -> int:
    return settings.UPLOAD_MAX_BYTES // 1024**2


def is_too_large(size_bytes: int) -> bool:
    return size_bytes > settings.UPLOAD_MAX_BYTES


def too_large(advice: str) -> str:
    """The refusal of an upload, with the advice (a Vietnamese sentence) what to do instead."""
    return f"Tệp lớn hơn {largest_mb()} MB. {advice}"
