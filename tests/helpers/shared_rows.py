"""A plugin of pytest: rows that all tests of a module begin with, written once and taken back after the last of them.

Each test runs in a savepoint, which takes back what it changed. Not for tests that commit.
"""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

# What conftest gives each test, and a fixture of a module would do without.
AS_IN_A_TEST = {
    "PORTAL_DEMO": True,
    "PORTAL_TODAY": "2025-06-20",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


@pytest.fixture(scope="session")
def shared_rows(django_db_setup, django_db_blocker, tmp_path_factory):
    """`with shared_rows():` in a fixture of a module, around its `yield`."""

    @contextmanager
    def held():
        with django_db_blocker.unblock(), transaction.atomic():
            with override_settings(**AS_IN_A_TEST, MEDIA_ROOT=tmp_path_factory.mktemp("media")):
                yield
            transaction.set_rollback(True)

    return held
