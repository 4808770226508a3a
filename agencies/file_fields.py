"""The field of a form for a file: one that is too large, empty or named too long is refused with what to do."""

from typing import Any

from django import forms
from django.core.files import File

from .uploads import is_too_large, too_large

TABLES = ".xlsx,.xls,.ods,.csv"
REFUSALS = {"empty": "Tệp rỗng, chọn tệp khác.", "max_length": "Tên tệp quá dài, đổi tên rồi chọn lại."}


class UploadField(forms.FileField):
    """`accept`: endings that the browser offers; `advice`: the sentence what to do with a file that is too large."""

    widget = forms.FileInput

    def __init__(self, *, accept: str, advice: str, missing: str = "", **kwargs: Any) -> None:
        messages = REFUSALS | ({"required": missing} if missing else {})
        super().__init__(error_messages=messages, **kwargs)
        self.widget.attrs["accept"], self.advice = accept, advice

    def clean(self, data: Any, initial: Any = None) -> File | None:
        """The file. Raises ValidationError."""
        file: File | None = super().clean(data, initial)
        if data and file and is_too_large(file.size):
            raise forms.ValidationError(too_large(self.advice))
        return file
