"""From which address and under which name somebody tries to log in, and how often, for the log-in limits."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from ipware import get_client_ip

CODES = "(mã mời)"  # the name under which wrong codes of invitations are counted; no account can have it
FORWARDED = ["HTTP_X_FORWARDED_FOR"]  # alone: beside another header ipware prefers whichever holds a public address


def client_address(request: HttpRequest) -> str | None:
    """The address that the outermost of our own proxies (PORTAL_PROXY_COUNT of them) saw, else the connection's.

    What a client claims before our proxies counts nothing. ipware counts the proxies that are in the header: ours
    but for the last, whose address is the connection's.
    """
    found = None
    if settings.PROXY_COUNT:
        found, _ = get_client_ip(request, proxy_count=settings.PROXY_COUNT - 1, request_header_order=FORWARDED)
    return found or request.META.get("REMOTE_ADDR")


def counted_address(request: HttpRequest) -> str:
    """The address as it is counted: of IPv6 the network (/64), of which one machine may use every address."""
    text = client_address(request) or ""
    try:
        address = ip_address(text)
    except ValueError:
        return text[:60]
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, 64), strict=False))
    return text


def username_tried(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The name in small letters: "Lan" and "lan" are one account, so their failures are counted together."""
    return ((credentials or {}).get("username") or request.POST.get("username", "")).strip().lower()


def most_failures(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> int:
    """After how many failures from one address the name is locked for a while."""
    return settings.CODE_FAILURES if username_tried(request, credentials) == CODES else settings.LOGIN_FAILURES
