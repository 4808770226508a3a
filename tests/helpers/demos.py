"""A plugin of pytest: the demo of a day is written once for all workers of a run; each test file works on its own copy.

So on SQLite, where a database is a file. On a server each file writes the demo in a transaction of its own.
"""

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings

from plans.models import Plan
from reports import demo


@pytest.fixture(scope="session")
def demo_until(django_db_setup, django_db_blocker, tmp_path_factory):
    """`with demo_until("2025-05-12") as plan`: meanwhile the database holds the demo as far as it had gone that day.

    Without a day it holds the whole demo.
    """
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    @contextmanager
    def held(day=""):
        with django_db_blocker.unblock():
            with copied(written(day, shared), folder) if connection.vendor == "sqlite" else rolled_back(day):
                yield Plan.current()

    return held


@contextmanager
def rolled_back(day):
    with transaction.atomic():
        write(day)
        yield
        transaction.set_rollback(True)


def write(day):
    with override_settings(PORTAL_DEMO=True, PORTAL_TODAY=day):
        demo.load_demo(Plan.objects.get())


def written(day, folder):
    """The file with the demo of that day; the first worker that wants it writes it."""
    kept, new = folder / f"demo-{day}.sqlite3", folder / "new-demo.sqlite3"
    with open(folder / "demos.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            connection.ensure_connection()
            with closing(sqlite3.connect(new)) as target:
                connection.connection.backup(target)
            with using(new), transaction.atomic():
                write(day)
                connection.run_on_commit = []  # as in the transaction of a test
            new.rename(kept)
    return kept


@contextmanager
def copied(kept, folder):
    """Meanwhile the tests' database is a copy of that file."""
    own = Path(shutil.copyfile(kept, folder / "demo.sqlite3"))
    with using(own):
        yield
    own.unlink()


@contextmanager
def using(path):
    """Meanwhile the connection leads to that file; closed at the end, all that was written is in it."""
    known = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = known
