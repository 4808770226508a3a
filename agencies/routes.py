"""All routes with their declared policies, as the resolver knows them."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from django.urls import URLPattern, URLResolver, get_resolver


class Route(TypedDict):
    """One address of the portal; `policy` is None where nobody declared one, `name` for the admin's redirects; `once`:
    what its form makes is made once, however often it is sent."""

    name: str | None
    pattern: str
    methods: list[str]
    policy: str | None
    once: bool


def all_routes() -> list[Route]:
    """Every URL of the portal, the admin's included, in the order in which the resolver tries them."""
    return [described(*found) for found in walk(get_resolver().url_patterns)]


def walk(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = "", namespace: str = ""
) -> Iterator[tuple[URLPattern, str, str]]:
    """(entry, whole pattern, namespace) of every URL, those of included modules too."""
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield entry, pattern, namespace
        else:
            yield from walk(entry.url_patterns, pattern, entry.namespace or namespace)


def described(entry: URLPattern, pattern: str, namespace: str) -> Route:
    return {
        "name": f"{namespace}:{entry.name}" if namespace and entry.name else entry.name,
        "pattern": f"/{pattern}",
        "methods": list(getattr(entry.callback, "methods", ("GET", "POST"))),
        "policy": getattr(entry.callback, "policy", None) or ("admin_site" if namespace == "admin" else None),
        "once": getattr(entry.callback, "once", False),
    }
