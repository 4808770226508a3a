"""Which address the log-in limits count for a request: the one our own proxies saw, by PORTAL_PROXY_COUNT."""

import pytest
from axes.helpers import get_client_ip_address
from django.test import RequestFactory


@pytest.mark.parametrize(
    ("count", "forwarded", "connection", "counted"),
    [
        (0, "", "198.51.100.4", "198.51.100.4"),
        (0, "203.0.113.7", "198.51.100.4", "198.51.100.4"),
        (1, "203.0.113.7", "10.9.9.9", "203.0.113.7"),
        (1, "10.1.2.3", "127.0.0.1", "10.1.2.3"),
        (1, "10.1.2.3", "113.1.1.9", "10.1.2.3"),
        (1, "127.0.0.1", "10.9.9.9", "127.0.0.1"),
        (1, "10.1.2.3", "172.18.0.2", "10.1.2.3"),
        (1, "192.0.2.1, 203.0.113.7", "10.9.9.9", "203.0.113.7"),
        (1, "8.8.8.8, 1.1.1.1, 10.1.2.3", "172.18.0.2", "10.1.2.3"),
        (1, "nonsense, 10.1.2.3", "172.18.0.2", "10.1.2.3"),
        (1, "'; drop table", "10.9.9.9", "10.9.9.9"),
        (1, "", "10.9.9.9", "10.9.9.9"),
        (1, "2001:db8::7", "::1", "2001:db8::7"),
        (2, "203.0.113.7, 10.0.0.1", "10.9.9.9", "203.0.113.7"),
        (2, "10.1.2.3, 113.1.1.9", "10.9.9.9", "10.1.2.3"),
        (2, "203.0.113.7", "10.9.9.9", "10.9.9.9"),
        (2, "", "10.9.9.9", "10.9.9.9"),
        (2, "8.8.8.8, 203.0.113.7, 10.0.0.1", "10.9.9.9", "203.0.113.7"),
    ],
)
def test_only_what_our_own_proxies_saw_counts(settings, count, forwarded, connection, counted):
    settings.PROXY_COUNT = count
    request = RequestFactory().get("/", REMOTE_ADDR=connection, HTTP_X_FORWARDED_FOR=forwarded)
    assert get_client_ip_address(request) == counted
