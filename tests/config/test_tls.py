"""TLS to database and broker is a matter of their addresses: web, worker, backups and checks take it from there."""

import json
import os
import ssl
import subprocess
import sys

import pytest

from config.launch import copying, snapshot
from config.launch.places import ROOT
from config.status import traffic
from config.status.line import OK, WARN

CA = "/etc/portal/ca.pem"
DATABASE = f"postgres://portal:p%40ss@db.example:5432/portal?sslmode=verify-full&sslrootcert={CA}"
DATABASE += "&sslcert=/etc/portal/portal.pem&sslkey=/etc/portal/portal.key"
BROKER = f"rediss://:p@redis.example:6379/0?ssl_cert_reqs=required&ssl_ca_certs={CA}"
TLS = {
    "sslmode": "verify-full",
    "sslrootcert": CA,
    "sslcert": "/etc/portal/portal.pem",
    "sslkey": "/etc/portal/portal.key",
}
SEEN = """
import json
from celery import current_app
from django.conf import settings
from django.db import connection
import config.celery
broker = current_app.connection_for_write()
asked = connection.get_connection_params()
print(json.dumps({
    "database": {name: asked.get(name) for name in ("sslmode", "sslrootcert", "sslcert", "sslkey", "password")},
    "broker": {name: str(value) for name, value in broker.ssl.items()},
}))
"""


def seen(tmp_path, **variables):
    """What a process of the portal with these settings would connect with."""
    own = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DOTENV": "0", **variables}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_"))}
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", SEEN]
    done = subprocess.run(command, cwd=ROOT, env=inherited | own, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("from_files", [False, True])
def test_every_process_checks_the_certificates(tmp_path, from_files):
    addresses = {"DATABASE_URL": DATABASE, "CELERY_BROKER_URL": BROKER}
    if from_files:
        for name in list(addresses):
            (tmp_path / name).write_text(addresses.pop(name) + "\n")
            addresses[f"{name}_FILE"] = str(tmp_path / name)
    found = seen(tmp_path, **addresses)
    assert found["database"] == TLS | {"password": "p@ss"}
    assert found["broker"] == {"ssl_cert_reqs": str(ssl.CERT_REQUIRED), "ssl_ca_certs": CA}


def test_backup_and_restore_check_them_too(monkeypatch):
    """pg_dump and pg_restore by the environment, the measures by a connection of ours."""
    asked = copying.connection_of(DATABASE)
    assert {snapshot.NAMES[name]: value for name, value in asked.items() if name.startswith("PGSSL")} == TLS
    assert asked["PGPASSWORD"] == "p@ss"


@pytest.mark.parametrize(
    ("database", "broker", "bare"),
    [
        ("verify-full", BROKER, ""),
        ("verify-full", "rediss://redis.example/0", ""),
        ("require", BROKER, "DATABASE_URL"),
        ("", BROKER, "DATABASE_URL"),
        ("verify-full", "redis://redis.example/0", "CELERY_BROKER_URL"),
        ("verify-full", "rediss://redis.example/0?ssl_cert_reqs=none", "CELERY_BROKER_URL"),
    ],
)
def test_the_page_of_the_state_names_a_way_that_anybody_may_read(settings, monkeypatch, database, broker, bare):
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", {"sslmode": database})
    settings.CELERY_BROKER_URL, settings.MACHINES = broker, 3
    [line] = traffic.encryption()
    assert line.state == (WARN if bare else OK) and line.value.vi.startswith(bare or "TLS")
    settings.MACHINES = 1
    assert traffic.encryption() == []
