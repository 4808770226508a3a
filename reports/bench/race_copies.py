"""Copies of the database in which people race, so that each begins from the same state (PostgreSQL only)."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.cache import cache
from django.db import connection

LET_GO = Callable[[], object]  # closes the connections of the threads that race


@contextmanager
def a_copy(purpose: str, let_go: LET_GO) -> Iterator[None]:
    """Within the block all work on a copy of the database and of the private files; what they did is gone after it."""
    own = connection.settings_dict["NAME"]
    copy = f"{own}_{purpose}"
    close_all(let_go)
    order_server(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)', f'CREATE DATABASE "{copy}" TEMPLATE "{own}"')
    with files_as_they_are():
        connection.settings_dict["NAME"] = copy
        try:
            yield
        finally:
            close_all(let_go)
            connection.settings_dict["NAME"] = own
            order_server(f'DROP DATABASE "{copy}" WITH (FORCE)')


def close_all(let_go: LET_GO) -> None:
    let_go()
    connection.close()
    cache.clear()


def order_server(*orders: str) -> None:
    """To the server, from no database of the portal's."""
    with connection._nodb_cursor() as cursor:
        for order in orders:
            cursor.execute(order)


@contextmanager
def files_as_they_are() -> Iterator[None]:
    """After the block the private files are what they were before it."""
    files = Path(settings.MEDIA_ROOT)
    with TemporaryDirectory(prefix="portal-bench-") as folder:
        kept = Path(folder) / "kept"
        if files.exists():
            shutil.copytree(files, kept)
        try:
            yield
        finally:
            shutil.rmtree(files, ignore_errors=True)
            if kept.exists():
                shutil.copytree(kept, files)
