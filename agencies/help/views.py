"""Trợ giúp: the guides, their search, the words, whom to ask."""

from django.http import Http404
from django.shortcuts import render

from ..calendar import portal_today
from ..formats.text import has_words
from ..search_text import text_asked
from . import topics
from .contacts import contacts, of_guide
from .terms import TERMS


def help_index(request):
    """All guides, or those that have the words asked for, and the terms that have them."""
    text = text_asked(request)
    context = {"text": text, "contacts": contacts(portal_today())}
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
    context = {"topic": topic, "others": others, "contact": of_guide(slug, portal_today())}
    return render(request, "help/topic.html", context)
