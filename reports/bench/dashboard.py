"""The province's page after a long campaign: 300 agencies × 20 reporting periods, ≤ 150 ms, ≤ 15 queries.

Who asks first after anything happened has the figures worked out, with more queries; the others share them.
"""

from collections.abc import Callable

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from reports.figures import kept, province_figures

from .province import AGENCIES, LAST_DAY, PERIODS, build
from .timing import median_ms, settle

MOST_QUERIES, MOST_FIRST_QUERIES, MOST_MS = 15, 21, 150
# Plain static files: what is measured is the page, not a manifest that a scratch database has no need of.
SETTINGS = {
    "PORTAL_DEMO": True,
    "PORTAL_TODAY": LAST_DAY.isoformat(),
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "SECURE_SSL_REDIRECT": False,
    "ALLOWED_HOSTS": ["testserver"],
}


def measure_dashboard(say: Callable[[str], object]) -> bool:
    """Measure the figures alone, then the page; True where the bars hold."""
    with override_settings(**SETTINGS):
        plan, reader = build()
        say(f"{AGENCIES} agencies × {PERIODS} periods on {connection.vendor}, as of {LAST_DAY}")
        figures = measured(lambda: province_figures(plan, LAST_DAY).rolled_up)
        say(f"  figures alone   {figures[0]:7.1f} ms median   {figures[1]:3} queries")
        try:
            address = reverse("dashboard")
        except NoReverseMatch:
            say("  no route named dashboard yet")
            return True
        client = Client()
        client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
        page = measured(lambda: opened(client, address))
        bars = f"(bars: {MOST_MS} ms, {MOST_FIRST_QUERIES})"
        say(f"  GET {address:12}{page[0]:7.1f} ms median   {page[1]:3} queries   {bars}")
        again = measured(lambda: opened_again(client, address))
        say(f"  the same, again {again[0]:7.1f} ms median   {again[1]:3} queries   (bar: {MOST_QUERIES})")
        return page[0] <= MOST_MS and page[1] <= MOST_FIRST_QUERIES and again[1] <= MOST_QUERIES


def opened(client, address):
    """The page, for the first who asks since something happened."""
    kept.forget()
    return opened_again(client, address)


def opened_again(client, address):
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"GET {address} answered {response.status_code}")


def measured(call):
    """(median milliseconds, number of queries) of the call, warm."""
    call()
    settle()
    with CaptureQueriesContext(connection) as caught:
        call()
    queries = len(caught)  # counted before the next request empties the log
    return median_ms(call), queries
