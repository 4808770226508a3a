"""The field of a form for a signed paper: of a kind that is taken, and without marks of secrecy."""

import io
import zipfile
from typing import Any

from django import forms
from django.core.files import File

from agencies.file_fields import UploadField
from agencies.uploads import largest_mb
from plans.models.attachment import SCANNED, is_pdf, screen

KINDS = "PDF, Word (.docx) hoặc ảnh JPG"
NOT_A_PDF = "Tệp này không phải PDF; chọn bản quét công văn dạng PDF."
OTHER_KIND = f"Tệp này không phải {KINDS}; chọn đúng tệp văn bản đã ký."


def is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


def is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


SIGNATURES = {"pdf": is_pdf, "docx": is_docx, "jpg": is_jpeg, "jpeg": is_jpeg}


class PaperField(UploadField):
    """PDF, .docx or JPG whose content is what its name says; `readers`: the sentence who may download it."""

    kinds, accept, smaller = KINDS, ".pdf,.docx,.jpg,.jpeg", "Giảm độ phân giải hoặc tách tệp rồi chọn lại."

    def __init__(self, *, readers: str, **kwargs: Any) -> None:
        hint = f"{self.kinds}, tối đa {largest_mb()} MB. {readers} {SCANNED}"
        super().__init__(accept=self.accept, advice=self.smaller, help_text=hint, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> File | None:
        """The file. Raises ValidationError, StateSecret."""
        file = super().clean(data, initial)
        if data and file:
            self.check_kind(file)
            screen(file)
        return file

    def check_kind(self, file: File) -> None:
        """Refuse a file whose content is not of the kind its name ends in."""
        suffix = str(file.name).rpartition(".")[2].lower()
        if suffix not in SIGNATURES or not SIGNATURES[suffix](file.read()):
            raise forms.ValidationError(OTHER_KIND)
        file.seek(0)


class ScanField(PaperField):
    """The scan of a letter, a PDF."""

    kinds, accept, smaller = "PDF", ".pdf", "Giảm độ phân giải khi quét rồi chọn lại."

    def check_kind(self, file: File) -> None:
        if not is_pdf(file.read()):
            raise forms.ValidationError(NOT_A_PDF)
        file.seek(0)
