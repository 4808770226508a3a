"""The field that asks why a value lies beyond a bound, and the forms of who confirms it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from agencies.models import Agency
from agencies.open_text import OpenText
from plans.models import UnusualValue

from .words import REASON_LABEL, reason_needed

LONGEST = 2000


def unusual_reason_field() -> OpenText:
    """Not required until something is unusual: `ask_for_unusual`."""
    return OpenText(label=REASON_LABEL, max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3}))


def ask_for_unusual(field: forms.Field, kind: str, sentences: Sequence[str], known: str = "") -> None:
    """Require the field where something is unusual, with what is; the reason known so far is in it."""
    if sentences:
        field.required = True
        field.help_text, field.initial = " ".join(sentences), known
        field.error_messages["required"] = reason_needed(kind)


class AnswerForm(forms.Form):
    """Confirming or returning a value: why it is returned, or what the second person remarks."""

    answer = OpenText(label="Ý kiến", max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, needs_answer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_answer:
            self.fields["answer"].required, self.fields["answer"].label = True, "Lý do trả lại"
            self.fields["answer"].error_messages["required"] = "Ghi lý do trả lại: cơ quan cần biết phải sửa gì."


class TogetherForm(forms.Form):
    """Confirming ticked values: on what ground, once for all of them."""

    answer = OpenText(
        label="Căn cứ xác nhận",
        max_length=LONGEST,
        help_text="Ghi chung cho mọi số liệu đã chọn, ví dụ số văn bản giải trình của các cơ quan.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FilterForm(forms.Form):
    """What the list is narrowed by."""

    q = forms.CharField(required=False, max_length=100)
    trang_thai = forms.ChoiceField(required=False, choices=[("tat-ca", "Mọi trạng thái"), *UnusualValue.State.choices])
    loai = forms.ChoiceField(required=False, choices=[("", "Mọi loại"), *UnusualValue.Kind.choices])
    nhom = forms.ChoiceField(required=False, choices=[("", "Mọi nhóm"), *Agency.Group.choices])
