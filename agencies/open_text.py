"""Free text that people type: clean Vietnamese, and nothing on the portal that names a state secret (domain §4)."""

from typing import Any

from django import forms

from .formats.text import clean_text
from .secrecy.marks import is_marked

NO_SECRETS = "Có dấu hiệu bí mật nhà nước, không được đưa lên cổng. Chỉ kê số lượng theo độ mật trong phần Rà soát."


class PlainText(forms.CharField):
    """Text as it is stored: NFC, no invisible characters; line breaks stay in a textarea."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return clean_text(text, multiline=isinstance(self.widget, forms.Textarea)) if text else text


class OpenText(PlainText):
    """Text that may be on the portal: no state secret."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if is_marked(value):
            raise forms.ValidationError(NO_SECRETS)
