"""Thông báo: what concerns the person and happened in the last thirty days, what is new marked."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.calendar import portal_now
from agencies.paging import numbered_page
from agencies.requests import SignedInRequest

from ..searching.hits import pages_of
from .concerns import LOOKED_BACK, concerning, look, seen_until

SIZE = 50


def notice_list(request: SignedInRequest) -> HttpResponse:
    """The latest first, each with the way to what it is about."""
    seen = seen_until(request.user)
    events = concerning(request.user, portal_now() - LOOKED_BACK).order_by("-happened_at", "-pk")
    page = numbered_page(request, events.select_related("actor_agency", "content_type"), SIZE)
    keys = {event.pk: (event.content_type.model_class(), event.object_id) for event in page}
    pages = pages_of(request.user, keys.values())
    lines = [{"event": event, "hit": pages.get(keys[event.pk]), "is_new": event.happened_at > seen} for event in page]
    context = {"page": page, "lines": lines, "has_new": any(line["is_new"] for line in lines)}
    return render(request, "reports/notice_list.html", context)


def notices_seen(request: SignedInRequest) -> HttpResponse:
    """All of it was seen up to now."""
    look(request.user)
    return redirect("notice_list")
