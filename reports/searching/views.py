"""Tìm khắp cổng: one text over everything a person may see."""

from django.shortcuts import render

from agencies.search_text import text_asked

from . import search


def find(request):
    """What the text finds; without one, what the person worked on last."""
    text = text_asked(request)
    asked = search.long_enough(text)
    context = {"text": text, "asked": asked, "too_short": bool(text) and not asked}
    if asked:
        context["groups"] = search.groups(request.user, text)
    else:
        context["recent"] = search.recent(request.user)
    return render(request, "reports/search.html", context)


def find_files(request):
    """The hồ sơ of a search, fetched by its page: in a province of two million this part takes longest."""
    text = text_asked(request)
    context = {"text": text}
    if search.long_enough(text):
        context["group"], context["uncounted"] = search.found_files(request.user, text)
    return render(request, "reports/_search_files.html", context)
