"""Saved filters above a list: which of them is shown, and whether the present one can be saved."""

from typing import Any

from django.urls import reverse

from ..requests import SignedInRequest
from .lists import LISTS, WHOLE, query_of, views_of


def shown_views(request: SignedInRequest, route: str) -> dict[str, Any]:
    """Context of components/saved_views.html; without `route` for a list of which no filter can be saved."""
    if route not in LISTS:
        return {}
    fields, page = LISTS[route].fields_of(request.GET), reverse(route)
    views = [
        {
            "key": view.pk,
            "name": view.name,
            "url": f"{page}{query_of(view)}",
            "is_default": view.is_default,
            "is_current": view.fields == fields,
        }
        for view in views_of(request, route)
    ]
    return {
        "route": route,
        "views": views,
        "current": next((view for view in views if view["is_current"]), None),
        "query": request.GET.urlencode(),
        "may_save": bool(fields),
        "whole_url": f"{page}{WHOLE}",
        "is_whole": not fields,
    }
