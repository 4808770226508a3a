from django import forms

from agencies.formfields import DayField
from plans.models import CoverLetter


class LetterFilterForm(forms.Form):
    """Narrows the register."""

    q = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *CoverLetter.Kind.choices])
    agency = forms.SlugField(required=False)
    since = DayField(label="Từ ngày", required=False)
    until = DayField(label="Đến ngày", required=False)
