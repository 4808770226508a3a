"""The text of a search box, as an address carries it."""

from django import forms
from django.http import HttpRequest


class SearchTextForm(forms.Form):
    """One box: ?q=."""

    q = forms.CharField(required=False, max_length=100)


def text_asked(request: HttpRequest) -> str:
    """The text asked for; "" where there is none, or one too long to be a search."""
    form = SearchTextForm(request.GET)
    return form.cleaned_data["q"] if form.is_valid() else ""
