"""Requests: of a page behind the login, and fields as a request carries them."""

from collections.abc import Mapping

from django.http import HttpRequest, QueryDict

from .models import User


class SignedInRequest(HttpRequest):
    """A request of somebody who is logged in: the route's policy lets nobody else in."""

    user: User


def as_querydict(fields: Mapping[str, list[str]]) -> QueryDict:
    """The fields {name: values} as a form sends them."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data
