from typing import Any

from django import forms

from agencies.models import Agency
from agencies.open_text import OpenText
from plans.models import ArchiveCheck

from .desk import STATES


class DeskFilterForm(forms.Form):
    """Narrows the desk."""

    q = forms.CharField(required=False, max_length=100)
    group = forms.ChoiceField(required=False, choices=[("", ""), *Agency.Group.choices])
    state = forms.ChoiceField(required=False, choices=[("", ""), *((key, word) for key, (_, word) in STATES.items())])


class CheckForm(forms.Form):
    """What was found for one group of fields."""

    state = forms.ChoiceField(label="Kết quả", choices=ArchiveCheck.State.choices)
    note = OpenText(label="Ghi chú", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def found(self) -> dict[str, Any]:
        return {"state": self.cleaned_data["state"], "note": self.cleaned_data["note"]}
