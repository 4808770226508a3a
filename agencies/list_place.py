"""Last place of a person in a list: filter, order and page come back from the page of one of its objects."""

from django.http import HttpRequest
from django.urls import reverse

from .requests import SignedInRequest

PLACES, LONGEST = "list_places", 500  # in the session: {route: query}


def remember(request: SignedInRequest, route: str) -> None:
    """Keep the list's query in the session, where it is another than before."""
    query = request.GET.urlencode()[:LONGEST]
    places = request.session.get(PLACES, {})
    if places.get(route, "") != query:
        request.session[PLACES] = {**places, route: query}


def list_url(request: HttpRequest, route: str) -> str:
    """The address of the list as the person left it."""
    session = getattr(request, "session", None)
    query = session.get(PLACES, {}).get(route, "") if session is not None else ""
    return f"{reverse(route)}?{query}" if query else reverse(route)
