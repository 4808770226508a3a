"""A column for a file that a person attaches: looked at for marks of secrecy before the storage has it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.db.models.fields.files import FieldFile

from agencies.secrecy.refusals import StateSecret
from plans.intake.attachments import refuse_secret_document
from plans.intake.sandbox import Refused

SCANNED = (
    "Bản quét không có lớp chữ và ảnh thì phần mềm không tự nhận ra dấu mật: người tải lên chịu trách nhiệm kiểm tra "
    "văn bản không thuộc bí mật nhà nước."
)


def is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def screen(file: File) -> None:
    """Look at the file once; it is remembered on it. Raises StateSecret, or ValidationError where it cannot be read."""
    if getattr(file, "is_screened", False):
        return
    file.seek(0)
    try:
        refuse_secret_document(file.read(), str(file.name))
    except Refused as refused:
        raise (StateSecret if refused.code == "secret" else ValidationError)(refused.message) from None
    file.seek(0)
    file.is_screened = True  # type: ignore[attr-defined]


class ScreenedFile(FieldFile):
    """Nothing reaches the storage before it was looked at, whoever stores it."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        content.name = content.name or name
        screen(content)
        super().save(name, content, save)


class OpenFileField(models.FileField):
    """A document that a person attaches, without marks of secrecy; the rule is none of the schema's."""

    attr_class = ScreenedFile
    is_open = True

    def look_at(self, name: str) -> None:
        """Look at a document that is stored already. Raises as `screen`, OSError."""
        with self.storage.open(name) as file:
            screen(file)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
