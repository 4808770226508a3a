"""A plugin of pytest: tests find their database ready, as a fresh copy of the prepared file."""

import os
import shutil
from pathlib import Path

FOLDER = Path(os.environ.get("PORTAL_DATA_DIR", "/nowhere")).parent


def pytest_configure() -> None:
    import django.test.utils

    django.test.utils.setup_databases = use_prepared
    django.test.utils.teardown_databases = lambda *args, **kwargs: None


def use_prepared(*args, **kwargs) -> list:
    """Stands for Django's `setup_databases`: no migration runs, and nothing is left to take down."""
    from django.db import connections

    for suffix in ("", "-wal", "-shm"):
        (FOLDER / f"test.sqlite3{suffix}").unlink(missing_ok=True)
    shutil.copyfile(FOLDER / "prepared.sqlite3", FOLDER / "test.sqlite3")
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(FOLDER / "test.sqlite3")
    connections.databases["default"]["NAME"] = str(FOLDER / "test.sqlite3")
    return []
