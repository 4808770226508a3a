"""`./portal backup` and `./portal rehearse`: what they copy is whole, and the real data stays as it was."""

import os
import secrets
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from agencies import backup_record
from config.launch import cli, copying, rehearse, run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def portal(tmp_path, monkeypatch):
    """A real portal's data folder with one row and one private file; commands work on it."""
    folder = tmp_path / "portal"
    (folder / "media" / "uploads").mkdir(parents=True)
    (folder / "media" / "uploads" / "a.xlsx").write_bytes(b"PK")
    (folder / "real").touch()
    with closing(sqlite3.connect(folder / "db.sqlite3")) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE one (x); INSERT INTO one VALUES (7);")
    monkeypatch.setenv("PORTAL_DATA_DIR", str(folder))
    monkeypatch.setenv("PORTAL_DOTENV", "0")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return folder


def row_in(database):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT x FROM one").fetchone()


def test_a_backup_unpacks_into_a_data_folder_of_its_own(portal, tmp_path, capsys):
    target = tmp_path / "cong.tar"
    with closing(sqlite3.connect(portal / "db.sqlite3")) as writer:  # somebody is writing meanwhile
        writer.execute("INSERT INTO one VALUES (8)")
        assert cli.main(["backup", "--out", str(target)]) == 0
    assert "database and 1 private files" in capsys.readouterr().out
    assert target.stat().st_mode & 0o777 == 0o600
    with tarfile.open(target) as archive:
        archive.extractall(tmp_path / "again", filter="data")
    assert row_in(tmp_path / "again" / "db.sqlite3") == (7,)
    assert (tmp_path / "again" / "media" / "uploads" / "a.xlsx").read_bytes() == b"PK"
    assert (tmp_path / "again" / "real").exists()
    good = backup_record.read(portal)["good"]
    assert good["at"].endswith("+07:00") and (good["file"], good["bytes"]) == ("cong.tar", target.stat().st_size)
    assert {path.name for path in tmp_path.iterdir()} == {"portal", "cong.tar", "again"}
    assert [path.name for path in (portal / "run").iterdir()] == ["backup.lock"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("taken.tar", "exists and is not overwritten"), ("none/x.tar", "does not exist"), ("portal/x.tar", "elsewhere")],
)
def test_a_backup_goes_nowhere_it_should_not(portal, tmp_path, capsys, name, said):
    (tmp_path / "taken.tar").write_text("an earlier one")
    assert cli.main(["backup", "--out", str(tmp_path / name)]) == 1
    assert said in capsys.readouterr().out
    assert (tmp_path / "taken.tar").read_text() == "an earlier one" and not backup_record.read(portal)


def test_where_nothing_can_be_copied_nothing_is_left_behind(portal, tmp_path, capsys):
    (portal / "db.sqlite3").unlink()
    assert cli.main(["backup", "--out", str(tmp_path / "x.tar")]) == 1
    assert "has this portal been started?" in capsys.readouterr().out
    (portal / "db.sqlite3").write_bytes(b"no database at all, but long enough to be looked at")
    assert cli.main(["backup", "--out", str(tmp_path / "x.tar")]) == 1
    assert not (tmp_path / "x.tar").exists()


def test_a_database_on_a_server_is_dumped_without_showing_its_password(tmp_path, monkeypatch):
    program, target = tmp_path / "bin" / "pg_dump", tmp_path / "portal.dump"
    program.parent.mkdir()
    said = '"$@ $PGHOST $PGPORT $PGUSER $PGPASSWORD $PGDATABASE $PGSSLMODE"'
    program.write_text(f'#!/bin/sh\necho {said} > "${{3#--file=}}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    url = "postgres://portal:p%40ss@db.example:5433/portal?sslmode=require"
    copying.dump_postgres(url, target, "00000003-1")
    arguments, _, rest = target.read_text().partition(" db.example ")
    assert "p@ss" not in arguments and rest.split() == ["5433", "portal", "p@ss", "portal", "require"]
    program.write_text("#!/bin/sh\necho no such snapshot >&2; exit 1\n")
    with pytest.raises(copying.CopyFailed, match="pg_dump failed: no such snapshot"):
        copying.dump_postgres(url, target, "00000003-1")
    program.write_text("#!/bin/sh\nkill -9 $$\n")
    with pytest.raises(copying.CopyFailed, match="pg_dump failed: exit code -9"):
        copying.dump_postgres(url, target, "00000003-1")
    monkeypatch.setattr(copying.shutil, "which", lambda name: None)
    with pytest.raises(copying.CopyFailed, match="has no pg_dump"):
        copying.dump_postgres(url, target, "00000003-1")
    with pytest.raises(copying.CopyFailed, match="has no pg_restore"):
        copying.load_postgres(url, target)


# rehearsal


@pytest.fixture
def started(monkeypatch):
    """What a rehearsal would run."""
    seen = []
    monkeypatch.setattr(run, "run", lambda port, data: seen.append((port, data)) or 0)
    return seen


def test_a_rehearsal_runs_on_a_copy_that_is_kept_until_a_fresh_one_is_wanted(portal, started):
    copy = portal.with_name("portal-rehearsal")
    assert rehearse.rehearse(date(2025, 7, 2), 8001, fresh=False) == 0
    assert started == [(8001, copy)] and row_in(copy / "db.sqlite3") == (7,)
    assert (copy / "rehearsal").read_text() == "2025-07-02" and not (portal / "rehearsal").exists()
    with closing(sqlite3.connect(copy / "db.sqlite3")) as connection:
        connection.execute("UPDATE one SET x = 9")
        connection.commit()
    rehearse.rehearse(date(2025, 7, 3), 8001, fresh=False)
    assert row_in(copy / "db.sqlite3") == (9,) and row_in(portal / "db.sqlite3") == (7,)
    rehearse.rehearse(date(2025, 7, 3), 8001, fresh=True)
    assert row_in(copy / "db.sqlite3") == (7,)


@pytest.mark.parametrize(
    ("variables", "mark", "said"),
    [
        ({"PORTAL_PRODUCTION": "1"}, None, "lives in the present"),
        ({"DATABASE_URL": "postgres://portal@db/portal"}, None, "copies SQLite only"),
        ({}, "portal/demo", "on a set day already"),
        ({}, "portal-rehearsal", "is no rehearsal"),
    ],
)
def test_a_rehearsal_is_refused_with_what_to_do(portal, started, monkeypatch, capsys, variables, mark, said):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    if mark:
        (portal.parent / mark).mkdir()
    assert cli.main(["rehearse", "2025-07-02"]) == 1
    assert said in capsys.readouterr().out and started == []


SHOWN = (
    "from django.conf import settings as s; from agencies import mail; from agencies.calendar import portal_today;"
    "print(portal_today(), s.DATABASES['default']['NAME'], s.CELERY_BROKER_URL, mail.is_set())"
)


def test_a_rehearsal_lives_on_its_day_on_its_own_data_and_sends_nothing(tmp_path):
    (tmp_path / "rehearsal").write_text("2025-07-02\n")
    elsewhere = {"DATABASE_URL": "postgres://portal@db/portal", "CELERY_BROKER_URL": "redis://broker"}
    elsewhere |= {"PORTAL_EMAIL_URL": "smtp://mail.example", "PORTAL_EMAIL_FROM": "cong@example.vn"}
    variables = {**os.environ, "PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DEMO": "0", "PORTAL_DOTENV": "0", **elsewhere}
    variables.pop("PORTAL_TODAY", None)
    command = [sys.executable, ROOT / "manage.py", "shell", "-v0", "-c", SHOWN]
    shown = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60)
    assert shown.stdout.split() == ["2025-07-02", f"{tmp_path}/db.sqlite3", "filesystem://", "False"]
    refused = subprocess.run(
        [sys.executable, ROOT / "manage.py", "check"],
        env=variables | {"PORTAL_PRODUCTION": "1", "DJANGO_SECRET_KEY": secrets.token_urlsafe(50)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert refused.returncode and "holds a rehearsal" in refused.stderr


@pytest.mark.once
def test_every_page_says_that_it_is_a_rehearsal(as_user, quy, settings, plan):
    settings.PORTAL_REHEARSAL = settings.PORTAL_TODAY = "2025-07-02"
    band = "Diễn tập: hôm nay là ngày 02/7/2025; số liệu là bản sao."
    client = as_user(quy)
    assert all(band in client.get(path).content.decode() for path in ("/", "/bat-dau/", "/quan-tri/", "/khong-co/"))
    client.logout()
    assert band in client.get("/dang-nhap/").content.decode()
