from typing import Any

from django import forms

from agencies.open_text import OpenText
from budgets.models import Estimate

from .editions import REASON_NEEDED

Change = Estimate.Change
CHOICES = [
    (Change.ADJUSTED, "Điều chỉnh: tăng, giảm hoặc đổi bất kỳ dòng nào"),
    (Change.ADDED, "Bổ sung: chỉ thêm, không giảm dòng nào"),
]


class EditionForm(forms.Form):
    """Which kind of later version, and why."""

    change = forms.ChoiceField(
        label="Loại bản",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn điều chỉnh hoặc bổ sung."},
    )
    reason = OpenText(
        label="Lý do điều chỉnh, bổ sung",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": REASON_NEEDED},
    )

    def __init__(self, *args: Any, wanted: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["change"] = wanted if wanted in (Change.ADJUSTED, Change.ADDED) else Change.ADJUSTED
