"""Fields the agency's forms share: whole numbers that fit the database, and long texts."""

from django import forms

from agencies.formfields import QuantityField
from agencies.open_text import OpenText

LARGEST = 999_999_999
ASK = "Nhập một số nguyên, ví dụ 1.250."
TOO_LARGE = "Số quá lớn, kiểm tra lại; nhập một số nguyên, ví dụ 1.250."


def quantity(label, *, required=False, **kwargs):
    """A count; what is left empty is 0."""
    messages = {"required": ASK, "max_value": TOO_LARGE}
    return CountField(label=label, required=required, max_value=LARGEST, error_messages=messages, **kwargs)


class CountField(QuantityField):
    def clean(self, value):
        return super().clean(value) or 0


def long_text(label, *, required=False, rows=4, max_length=4000, **kwargs):
    """Text of several lines."""
    return OpenText(
        label=label, required=required, max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class ReasonForm(forms.Form):
    """Why a version follows another one, or why figures are out of the ordinary."""

    reason = long_text("Lý do", max_length=2000)

    def __init__(self, *args, required=False, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.required, field.help_text = required, help_text
        field.error_messages["required"] = "Ghi lý do để nơi nhận hiểu vì sao số liệu thay đổi."
