"""The lists of which a filter can be saved: declared at the view of each list, opened by its default."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from .. import paging
from ..models import SavedView
from ..requests import SignedInRequest, as_querydict

View = Callable[..., HttpResponseBase]
WHOLE = "?q="  # the list without any condition: an address that says nothing opens the default
NEVER = (paging.NUMBER, "csrfmiddlewaretoken")  # where one is in the list, and no condition


@dataclass(frozen=True)
class SavableList:
    """A list by its route; `without` are parameters that pass by, such as a period."""

    route: str
    name: str
    without: tuple[str, ...] = ()

    def fields_of(self, query: QueryDict) -> dict[str, list[str]]:
        """Conditions and order that an address of the list names."""
        named = {key: [value for value in values if value.strip()] for key, values in query.lists()}
        return {key: values for key, values in sorted(named.items()) if values and key not in (*NEVER, *self.without)}


LISTS: dict[str, SavableList] = {}


def savable(route: str, name: str, without: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Declare that filters of the list can be saved; opened without any condition it shows the person's default."""
    LISTS[route] = SavableList(route, name, without)

    def decorated(view: View) -> View:
        @wraps(view)
        def opened(request: SignedInRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            preferred = None if request.GET or request.method != "GET" else default_of(request, route)
            return redirect(address_of(preferred)) if preferred else view(request, *args, **kwargs)

        return opened

    return decorated


def views_of(request: SignedInRequest, route: str) -> list[SavedView]:
    """The person's views of the list, by name; asked for once a request."""
    known: dict[str, list[SavedView]] = request.__dict__.setdefault("saved_views", {})
    if route not in known:
        known[route] = list(SavedView.objects.filter(owner=request.user, route=route))
    return known[route]


def default_of(request: SignedInRequest, route: str) -> SavedView | None:
    """The view that the list opens with."""
    return next((view for view in views_of(request, route) if view.is_default), None)


def address_of(view: SavedView) -> str:
    """Where the list shows what the view says."""
    return f"{reverse(view.route)}{query_of(view)}"


def query_of(view: SavedView) -> str:
    """The query string of the view, "?" included."""
    return f"?{as_querydict(view.fields).urlencode()}" if view.fields else WHOLE
