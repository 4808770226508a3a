"""Visiting the portal in this process, as a browser does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.conf import settings
from django.test import Client, override_settings

from agencies.limits.passwords import PlacedHasher
from agencies.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2025, 6, 20)  # of the portal: what a measure finds depends on the day of no machine


@contextmanager
def open_for_visits() -> Iterator[None]:
    """Pages are drawn with styles as they are in the tree, private files lie in a folder of their own, thousands of
    refusals are no news in the log, it is always the same day, and a new person's password costs no half second."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    logging.disable(logging.CRITICAL)
    try:
        with TemporaryDirectory(prefix="portal-bench-") as folder:
            own = {"MEDIA_ROOT": Path(folder) / "media", "PLACES_DIR": Path(folder) / "places"}
            stores = settings.STORAGES | {"staticfiles": static}
            with (
                override_settings(STORAGES=stores, ALLOWED_HOSTS=["testserver"], PORTAL_TODAY=DAY.isoformat(), **own),
                patch.object(PlacedHasher, "iterations", 1),
            ):
                yield
    finally:
        logging.disable(logging.NOTSET)


def browser_of(user: User | None) -> Client:
    """A browser in which the person is logged in; an error of the portal's own is an answer (500), no exception."""
    browser = Client(raise_request_exception=False)
    if user:
        browser.force_login(user, backend=BACKEND)
    return browser
