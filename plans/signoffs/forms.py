"""Forms of a signature, beside the forms of what is signed."""

from django import forms

from agencies.open_text import OpenText

NOTE_TO_HEAD = "Lời nhắn cho lãnh đạo"
ASK_WHY = "Ghi lý do: cán bộ cần biết phải sửa gì."


class GiveBackForm(forms.Form):
    """Why a review is given back without a signature."""

    why = OpenText(
        label="Lý do trả lại",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": ASK_WHY},
    )


class SignManyForm(forms.Form):
    """The commitment of an agency for all ticked catalogues."""

    secrecy_declared = forms.BooleanField(
        label="Cơ quan cam kết: các Mục lục đã chọn được phân loại độ mật và không chứa tài liệu bí mật nhà nước.",
        required=False,
    )
