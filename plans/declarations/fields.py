"""Fields the agency's forms share: whole numbers that fit the database, and clean Vietnamese text."""

from django import forms

from agencies.formats.text import clean_text
from agencies.formfields import QuantityField
from plans.intake.secrets.marks import is_marked

LARGEST = 999_999_999
ASK = "Nhập một số nguyên, ví dụ 1.250."
TOO_LARGE = "Số quá lớn, kiểm tra lại; nhập một số nguyên, ví dụ 1.250."
NO_SECRETS = "Có dấu hiệu bí mật nhà nước, không được đưa lên cổng. Chỉ kê số lượng theo độ mật trong phần Rà soát."


def quantity(label, *, required=False, **kwargs):
    """A count; what is left empty is 0."""
    messages = {"required": ASK, "max_value": TOO_LARGE}
    return CountField(label=label, required=required, max_value=LARGEST, error_messages=messages, **kwargs)


class CountField(QuantityField):
    def clean(self, value):
        return super().clean(value) or 0


class PlainText(forms.CharField):
    """Text as it is stored: NFC, no invisible characters; line breaks stay in a textarea."""

    def to_python(self, value):
        text = super().to_python(value)
        return clean_text(text, multiline=isinstance(self.widget, forms.Textarea)) if text else text


class OpenText(PlainText):
    """Text that may stand on the portal: no state secret."""

    def validate(self, value):
        super().validate(value)
        if is_marked(value):
            raise forms.ValidationError(NO_SECRETS)


def long_text(label, *, required=False, rows=4, max_length=4000, **kwargs):
    return PlainText(
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
