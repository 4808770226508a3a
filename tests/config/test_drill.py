"""Restore drill: a busy portal is backed up, restored into an empty place, and is one moment of the busy one."""

import subprocess
import sys
import time
from collections import Counter

import pytest
from django.db import connection

from agencies import database_role
from config.launch import cli, restore
from tests.helpers import drill

pytestmark = [pytest.mark.engine, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def data(settings, tmp_path, monkeypatch):
    """The data folder of the tests' portal; commands work on it."""
    folder = tmp_path / "data"
    settings.MEDIA_ROOT = folder / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(folder))
    monkeypatch.setenv("DATABASE_URL", drill.database_url())
    monkeypatch.setenv("PORTAL_DOTENV", "0")
    monkeypatch.setenv("PATH", drill.path_with_server_programs())
    return folder


@pytest.fixture
def restored(data, tmp_path, monkeypatch):
    """`with restored(name) as seen`: back up, restore, and give what the restored portal holds."""

    def back_up_and_restore(name):
        saved, target = tmp_path / f"{name}.tar", tmp_path / name
        assert cli.main(["backup", "--out", str(saved)]) == 0
        with drill.empty_database(name, target) as url, monkeypatch.context() as changed:
            changed.setenv("DATABASE_URL", url)
            assert cli.main(["restore", str(saved), "--into", str(target)]) == 0
            again = ["restore", str(saved), "--into", str(target.with_name("again"))]
            if url.startswith("postgres"):  # its database is no longer empty
                assert cli.main(again) == 1 and not target.with_name("again").exists()
            return drill.seen_in(target, url)

    return back_up_and_restore


def test_what_is_restored_is_one_moment_of_a_busy_portal(restored, plan, lan, binh, thu, capsys):
    with drill.busy(plan, [lan, binh, thu]) as done:
        drill.wait_for(done, versions=2)
        before = dict(done)
        seen = restored("busy")
        after = dict(done)
    assert "BAD" not in capsys.readouterr().out
    reports = Counter(code for code, _, _ in seen["reports"])
    for code in done:
        count = reports[code]
        assert before[code] <= count <= after[code] + 1
        assert [version for each, version, _ in seen["reports"] if each == code] == list(range(1, count + 1))
        files = {name: content for name, content in seen["files"].items() if name.startswith(f"{code}/")}
        assert files == {f"{code}/{number}": str(number) for number in range(1, count + 1)}
        assert sum(row[1] == code for row in seen["history"]) == 2 * count  # of each plan and of each report
        [figures] = [row for row in seen["figures"]["agencies"] if row["code"] == code]
        assert figures["scanned_pages"] == 30 * count


def test_a_quiet_portal_is_restored_to_the_last_figure(restored, plan, lan, binh):
    for number in (1, 2):
        for person in (lan, binh):
            drill.declare(person, plan, number)
    assert restored("quiet") == drill.seen_here()


KILLED = """
import os, subprocess, sys, threading
from config.launch import archive, cli, copying, restore
def die(*args, **kwargs): os.kill(os.getpid(), 9)
place, arguments = sys.argv[1], sys.argv[2:]
if place == "loading":  # while the server's own program is at work
    run = subprocess.run
    copying.subprocess.run = lambda *args, **options: threading.Timer(0.2, die).start() or run(*args, **options)
else:
    module, name = {"checking": (archive, "judged"), "restoring": (restore, "refuse_newer"),
                    "measuring": (restore.measures, "differences"), "naming": (restore, "lost_files"),
                    "renamed": (archive, "flush_folder")}[place]
    setattr(module, name, die)
cli.main(arguments)
"""


def killed_at(place, *arguments):
    command = [sys.executable, "-c", KILLED, place, *map(str, arguments)]
    done = subprocess.run(command, cwd=restore.ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == -9, done.stdout + done.stderr


def is_empty(url):
    """Whether the database holds nothing, once whatever was still at work there has ended."""
    if not url.startswith("postgres"):
        return True
    deadline = time.monotonic() + 30
    while drill.others_at_work(url) and time.monotonic() < deadline:
        time.sleep(0.1)
    with restore.snapshot.connected(url) as connection:
        return not restore.measures.postgres_columns(connection)


@pytest.mark.parametrize("place", ["checking", "restoring", "loading", "measuring", "naming"])
def test_a_killed_restore_can_be_begun_anew_or_says_what_to_do(data, tmp_path, monkeypatch, plan, lan, capsys, place):
    drill.declare(lan, plan, 1)
    saved, target = tmp_path / "cong.tar", tmp_path / "new"
    assert cli.main(["backup", "--out", str(saved)]) == 0
    if place == "loading" and drill.database_url().startswith("sqlite"):
        pytest.skip("SQLite's file is loaded by nobody")
    with drill.empty_database("new", target) as url, monkeypatch.context() as changed:
        changed.setenv("DATABASE_URL", url)
        killed_at(place, "restore", saved, "--into", target)
        assert not target.exists() and list(tmp_path.glob(".new.half-*"))
        if is_empty(url):
            assert cli.main(["restore", str(saved), "--into", str(target)]) == 0
            assert drill.seen_in(target, url) == drill.seen_here()
        else:
            assert place in ("loading", "measuring", "naming")
            assert cli.main(["restore", str(saved), "--into", str(target)]) == 1 and not target.exists()
            assert "a restore was cut off" in (said := capsys.readouterr().out) and "dropdb and createdb" in said
    assert not list(tmp_path.glob(".new.half-*"))


def test_a_restore_killed_once_its_folder_has_its_name_is_whole(data, tmp_path, monkeypatch, plan, lan):
    drill.declare(lan, plan, 1)
    saved, target = tmp_path / "cong.tar", tmp_path / "new"
    assert cli.main(["backup", "--out", str(saved)]) == 0
    with drill.empty_database("new", target) as url, monkeypatch.context() as changed:
        changed.setenv("DATABASE_URL", url)
        killed_at("renamed", "restore", saved, "--into", target)
        assert drill.seen_in(target, url) == drill.seen_here()


if connection.vendor == "postgresql":

    def test_a_backup_is_made_under_the_role_that_owns_nothing(data, tmp_path, monkeypatch, plan, lan, capsys):
        drill.declare(lan, plan, 1)
        drill.run_sql("CREATE ROLE portal_rows LOGIN PASSWORD 'x'")
        try:
            for statement in database_role.statements():
                drill.run_sql(statement)
            place = drill.database_url().rpartition("@")[2]
            with monkeypatch.context() as changed:
                changed.setenv("DATABASE_URL", f"postgres://portal_rows:x@{place}")
                assert cli.main(["backup", "--out", str(tmp_path / "cong.tar")]) == 0
            with drill.empty_database("new", tmp_path / "new") as url:
                monkeypatch.setenv("DATABASE_URL", url)
                assert cli.main(["restore", str(tmp_path / "cong.tar"), "--into", str(tmp_path / "new")]) == 0
                assert drill.seen_in(tmp_path / "new", url) == drill.seen_here()
        finally:
            drill.run_sql("DROP OWNED BY portal_rows")
            drill.run_sql("DROP ROLE portal_rows")
