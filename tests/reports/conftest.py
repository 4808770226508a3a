"""What the tests of reports share."""

import pytest


@pytest.fixture(autouse=True)
def uncached(settings):
    """Pages ask for the province's name each time: a cached one makes counts of queries depend on the tests before."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
