"""All routes with their declared policies, as the resolver knows them."""

from django.urls import URLPattern, get_resolver


def all_routes():
    """[{"name", "pattern", "methods", "policy"}] for every URL; the admin's redirects have no name.

    A policy None means that nobody declared one.
    """
    return [described(*found) for found in walk(get_resolver().url_patterns)]


def walk(patterns, prefix="", namespace=""):
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield entry, pattern, namespace
        else:
            yield from walk(entry.url_patterns, pattern, entry.namespace or namespace)


def described(entry, pattern, namespace):
    return {
        "name": f"{namespace}:{entry.name}" if namespace and entry.name else entry.name,
        "pattern": f"/{pattern}",
        "methods": list(getattr(entry.callback, "methods", ("GET", "POST"))),
        "policy": getattr(entry.callback, "policy", None) or ("admin_site" if namespace == "admin" else None),
    }
