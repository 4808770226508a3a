"""Which address the log-in limits count for a request: django-axes' ipware, set by PORTAL_PROXY_COUNT."""

import json
import os
import subprocess
import sys

import pytest
from axes.helpers import get_client_ip_address
from django.conf import settings as django_settings
from django.test import RequestFactory

NAMES = ("AXES_IPWARE_META_PRECEDENCE_ORDER", "AXES_IPWARE_PROXY_COUNT", "IPWARE_STRICT")
READ = f"import json; from config import settings; print(json.dumps({{n: getattr(settings, n) for n in {NAMES}}}))"


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    """The settings as a start with so many proxies reads them."""

    def read(count):
        own = {"PORTAL_PROXY_COUNT": str(count), "PORTAL_DOTENV": "0", "PORTAL_DATA_DIR": str(folder)}
        command = [sys.executable, "-c", READ]
        done = subprocess.run(
            command, cwd=django_settings.BASE_DIR, env=os.environ | own, capture_output=True, check=True
        )
        return json.loads(done.stdout)

    folder = tmp_path_factory.mktemp("data")
    return {count: read(count) for count in (0, 1, 2)}


@pytest.mark.parametrize(
    ("count", "forwarded", "connection", "counted"),
    [
        (0, "", "198.51.100.4", "198.51.100.4"),
        (0, "203.0.113.7", "198.51.100.4", "198.51.100.4"),
        (1, "203.0.113.7", "10.9.9.9", "203.0.113.7"),
        (1, "10.1.2.3", "127.0.0.1", "10.1.2.3"),
        (1, "10.1.2.3", "172.18.0.2", "10.1.2.3"),
        (1, "192.0.2.1, 203.0.113.7", "10.9.9.9", "203.0.113.7"),
        (1, "8.8.8.8, 1.1.1.1, 10.1.2.3", "172.18.0.2", "10.1.2.3"),
        (1, "nonsense, 10.1.2.3", "172.18.0.2", "10.1.2.3"),
        (1, "'; drop table", "10.9.9.9", "10.9.9.9"),
        (1, "", "10.9.9.9", "10.9.9.9"),
        (1, "2001:db8::7", "::1", "2001:db8::7"),
        (2, "203.0.113.7, 10.0.0.1", "10.9.9.9", "203.0.113.7"),
        (2, "8.8.8.8, 203.0.113.7, 10.0.0.1", "10.9.9.9", "203.0.113.7"),
    ],
)
def test_only_what_our_own_proxies_saw_counts(settings, values, count, forwarded, connection, counted):
    for name, value in values[count].items():
        setattr(settings, name, value)
    request = RequestFactory().get("/", REMOTE_ADDR=connection, HTTP_X_FORWARDED_FOR=forwarded)
    assert get_client_ip_address(request) == counted
