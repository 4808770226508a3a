"""From which address a request comes, for the log-in limits."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request):
    """The address our own proxies (PORTAL_PROXY_COUNT of them) saw; what a client claims before them counts nothing."""
    direct = request.META.get("REMOTE_ADDR") or None
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not settings.PROXY_COUNT or len(told) < settings.PROXY_COUNT:
        return direct
    try:
        return str(ip_address(told[-settings.PROXY_COUNT].strip()))
    except ValueError:
        return direct
