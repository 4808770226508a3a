"""Choosing whom a letter urges, its text, and how it went out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from agencies.calendar import portal_today
from agencies.delegation import signing
from agencies.formfields import DayField
from agencies.models import Agency, Decision, User
from agencies.open_text import OpenText

from ..figures import AgencyFigures
from ..models import UrgingLetter

ONE, EACH = "chung", "rieng"
WAYS = [(ONE, "Một công văn gửi tất cả, kèm phụ lục"), (EACH, "Mỗi cơ quan một công văn")]
NOBODY = "Đánh dấu ít nhất một cơ quan."
NO_NUMBER, NO_DAY = "Ghi số công văn, ví dụ 1234/SNV-QLVTLT.", "Ghi ngày công văn, ví dụ 20/6/2025."
LONGEST_BODY = 30_000


class LettersFilter(forms.Form):
    """What the list of letters is narrowed by."""

    q = forms.CharField(required=False, max_length=100)
    trang_thai = forms.ChoiceField(required=False, choices=[("", "Mọi trạng thái"), *UrgingLetter.State.choices])


class ChoiceForm(forms.Form):
    """Which of the rows are urged, and by how many letters."""

    don_vi = forms.MultipleChoiceField(label="Cơ quan", error_messages={"required": NOBODY})
    cach = forms.ChoiceField(label="Cách gửi", choices=WAYS, initial=ONE, widget=forms.RadioSelect)

    def __init__(self, rows: Iterable[AgencyFigures], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["don_vi"]
        field.choices = [(row.code, row.name) for row in rows]

    @property
    def one_each(self) -> bool:
        return bool(self.cleaned_data["cach"] == EACH)


class TextForm(forms.Form):
    """The letter's subject and text."""

    subject = OpenText(label="Trích yếu (sau “V/v”)", max_length=300)
    body = OpenText(
        label="Nội dung",
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text="Mỗi dòng một đoạn; dòng bắt đầu bằng “- ” là một ý.",
    )


class SentForm(forms.Form):
    """Number, day and signer of a letter that went out."""

    number = OpenText(label="Số công văn", max_length=60, error_messages={"required": NO_NUMBER})
    day = DayField(label="Ngày công văn", error_messages={"required": NO_DAY})
    capacity = forms.ChoiceField(label="Tư cách ký")
    signer = OpenText(label="Người ký", max_length=120)

    def __init__(self, issuer: Agency | None, *args: Any, actor: User, word: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["capacity"]
        signing.offer(field, actor, issuer, Decision.URGE, word)

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > portal_today():
            raise forms.ValidationError("Ngày công văn không được sau hôm nay.")
        return day


class CorrectionForm(SentForm):
    """The right number, day and signer, and why they were wrong."""

    reason = OpenText(label="Lý do đính chính", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
