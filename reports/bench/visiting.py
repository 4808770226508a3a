"""Visiting the portal in this process, as a browser does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.test import Client, override_settings

from agencies.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@contextmanager
def open_for_visits() -> Iterator[None]:
    """Pages are drawn with styles as they are in the tree, private files lie in a folder of their own, and thousands
    of refusals are no news in the log."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    logging.disable(logging.CRITICAL)
    try:
        with TemporaryDirectory(prefix="portal-bench-") as folder:
            own = {"MEDIA_ROOT": Path(folder) / "media", "PLACES_DIR": Path(folder) / "places"}
            stores = settings.STORAGES | {"staticfiles": static}
            with override_settings(STORAGES=stores, ALLOWED_HOSTS=["testserver"], **own):
                yield
    finally:
        logging.disable(logging.NOTSET)


def browser_of(user: User | None) -> Client:
    """A browser in which the person is logged in; an error of the portal's own is an answer (500), no exception."""
    browser = Client(raise_request_exception=False)
    if user:
        browser.force_login(user, backend=BACKEND)
    return browser
