"""Requests: of a page behind the login, and fields as a request carries them."""

from collections.abc import Iterable, Mapping

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


def posted_int(text: str) -> int | None:
    """A number that a page of ours put into a hidden field; None for anything a page of ours never writes."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def posted_keys(texts: Iterable[str]) -> list[int]:
    """Keys of rows that were ticked; what a page of ours never writes is left out."""
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]
