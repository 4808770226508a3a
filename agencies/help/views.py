"""Trợ giúp: the guides, their search, the words, whom to ask."""

from django import forms
from django.http import Http404
from django.shortcuts import render

from ..calendar import portal_today
from ..formats.text import has_words
from . import topics
from .contacts import contacts
from .terms import TERMS


class TextForm(forms.Form):
    """The box above the guides."""

    q = forms.CharField(required=False, max_length=100)

    @classmethod
    def asked(cls, request):
        """The text asked for; "" where there is none, or one too long to be a search."""
        form = cls(request.GET)
        return form.cleaned_data["q"] if form.is_valid() else ""


def help_index(request):
    """All guides, or those that have the words asked for, and the terms that have them."""
    text = TextForm.asked(request)
    context = {"text": text, "contacts": contacts(request.user, portal_today())}
    if text:
        context["found"] = topics.matching(text)
        context["terms"] = [term for term in TERMS if has_words(text, term.word, term.meaning)]
    else:
        context["topics"] = topics.TOPICS
    return render(request, "help/index.html", context)


def help_terms(request):
    return render(request, "help/terms.html", {"terms": TERMS})


def help_topic(request, slug):
    topic = topics.BY_SLUG.get(slug)
    if topic is None:
        raise Http404
    others = [other for other in topics.TOPICS if other is not topic]
    return render(request, "help/topic.html", {"topic": topic, "others": others})
