"""`./portal restore`: only into an empty place, only a whole archive, and only when what arrives is what was saved."""

import fcntl
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from config.launch import archive, backup, cli, copying, measures, restore

FILES = {"uploads/a.xlsx": b"PK", "uploads/b.pdf": b"%PDF" * 5000}


@pytest.fixture
def portal(tmp_path, monkeypatch):
    """A real portal's data folder with two rows and two private files; commands work on it."""
    folder = tmp_path / "portal"
    for name, content in FILES.items():
        (folder / "media" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "media" / name).write_bytes(content)
    (folder / "real").touch()
    with closing(sqlite3.connect(folder / "db.sqlite3")) as connection:
        connection.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE plans_detailedplan (id integer, document varchar(100), title text);"
            "INSERT INTO plans_detailedplan VALUES (9223372036854775807, 'uploads/a.xlsx', 'Kế hoạch'), (7, '', NULL);"
        )
    monkeypatch.setenv("PORTAL_DATA_DIR", str(folder))
    monkeypatch.setenv("PORTAL_DOTENV", "0")
    for name in ("DATABASE_URL", "PORTAL_BACKUP_PUBLIC_KEY"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def saved(portal, tmp_path):
    assert cli.main(["backup", "--out", str(tmp_path / "cong.tar")]) == 0
    return tmp_path / "cong.tar"


def remade(saved, change):
    """The archive again with another content of the manifest: `change` works on it."""
    with tarfile.open(saved) as old:
        parts = {info.name: old.extractfile(info).read() for info in old}
    manifest = json.loads(parts.pop(archive.MANIFEST))
    change(manifest, parts)
    with tarfile.open(saved, "w") as new:
        for name, content in [*parts.items(), (archive.MANIFEST, json.dumps(manifest).encode())]:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            new.addfile(info, io.BytesIO(content))


def test_a_restored_portal_is_the_one_that_was_saved(portal, saved, tmp_path, capsys):
    target = tmp_path / "new" / "portal"
    assert cli.main(["restore", str(saved), "--into", str(target)]) == 0
    assert "everything is as in the archive" in capsys.readouterr().out
    with closing(sqlite3.connect(target / "db.sqlite3")) as connection:
        assert connection.execute("SELECT count(*), max(id) FROM plans_detailedplan").fetchone() == (2, 2**63 - 1)
    assert {name: (target / "media" / name).read_bytes() for name in FILES} == FILES
    assert (target / "real").exists() and target.stat().st_mode & 0o777 == 0o700
    assert (target / "media" / "uploads" / "b.pdf").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in target.parent.iterdir()] == ["portal"]


def test_the_manifest_holds_what_is_compared(saved):
    manifest = archive.check(saved)
    table = manifest["tables"]["plans_detailedplan"]
    assert table == {"*": 2, "id": 2**63 - 1 + 7, "document": len("uploads/a.xlsx"), "title": len("Kế hoạch")}
    assert manifest["members"]["media/uploads/b.pdf"]["bytes"] == 20_000
    assert manifest["database"] == "sqlite" and manifest["missing_files"] == []


def test_nothing_is_restored_over_what_is_there(portal, saved, tmp_path, capsys):
    before = sorted(portal.rglob("*"))
    assert cli.main(["restore", str(saved), "--into", str(portal)]) == 1
    assert "is not empty" in capsys.readouterr().out and sorted(portal.rglob("*")) == before
    assert cli.main(["restore", str(tmp_path / "none.tar"), "--into", str(tmp_path / "new")]) == 1
    assert "There is no file" in capsys.readouterr().out and not (tmp_path / "new").exists()


def damage(place):
    def change(manifest, parts):
        parts["media/uploads/b.pdf"] = b"X" + parts["media/uploads/b.pdf"][1:]

    def lose(manifest, parts):
        del parts["media/uploads/a.xlsx"]

    def add(manifest, parts):
        parts["media/uploads/c.pdf"] = b"%PDF"

    def leave(manifest, parts):
        parts["../c.pdf"] = b"%PDF"

    def newer(manifest, parts):
        manifest["migrations"].append("plans.0999_later")

    def other_format(manifest, parts):
        manifest["format"] = 2

    def row_lost(manifest, parts):
        manifest["tables"]["plans_detailedplan"]["*"] = 3

    return locals()[place]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("change", "damaged: media/uploads/b.pdf"),
        ("lose", "damaged: media/uploads/a.xlsx"),
        ("add", "damaged: media/uploads/c.pdf"),
        ("leave", "leads out of its folder"),
        ("newer", "of a newer portal (plans 0999_later)"),
        ("other_format", "another format"),
        ("row_lost", "plans_detailedplan.*: 3 in the archive, 2 here"),
    ],
)
def test_what_differs_from_its_manifest_is_not_restored(saved, tmp_path, capsys, kind, said):
    remade(saved, damage(kind))
    assert cli.main(["restore", str(saved), "--into", str(tmp_path / "new")]) == 1
    assert said in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cong.tar", "portal"]


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_half_an_archive_is_none(saved, tmp_path, capsys, share):
    os.truncate(saved, int(saved.stat().st_size * share))
    assert cli.main(["backup", "--check", str(saved)]) == 1
    assert cli.main(["restore", str(saved), "--into", str(tmp_path / "new")]) == 1
    assert "is damaged or no backup" in capsys.readouterr().out or "has no manifest" in capsys.readouterr().out


def test_a_changed_byte_is_found_without_restoring(saved, capsys):
    assert cli.main(["backup", "--check", str(saved)]) == 0
    content = bytearray(saved.read_bytes())
    content[content.index(b"%PDF%PDF") + 9] ^= 1
    saved.write_bytes(content)
    assert cli.main(["backup", "--check", str(saved)]) == 1
    assert "damaged: media/uploads/b.pdf" in capsys.readouterr().out


def test_a_file_that_the_database_names_and_nobody_has_is_told(portal, tmp_path, capsys):
    (portal / "media" / "uploads" / "a.xlsx").unlink()
    assert cli.main(["backup", "--out", str(tmp_path / "cong.tar")]) == 0
    assert "names 1 files that are not there: uploads/a.xlsx" in capsys.readouterr().out
    assert cli.main(["restore", str(tmp_path / "cong.tar"), "--into", str(tmp_path / "new")]) == 0
    assert "were missing already when the backup was made" in capsys.readouterr().out


def test_what_is_deleted_and_made_while_the_database_is_copied(portal, tmp_path, monkeypatch):
    """A file that the copied rows name stays though its row goes; one that no row names and is gone stays out."""
    media = portal / "media" / "uploads"
    copy = backup.snapshot.copied

    def meanwhile(variables, into):
        for name in ("a.xlsx", "b.pdf"):
            (media / name).unlink()
        (media / "late.pdf").write_bytes(b"%PDF-late")
        return copy(variables, into)

    monkeypatch.setattr(backup.snapshot, "copied", meanwhile)
    assert cli.main(["backup", "--out", str(tmp_path / "cong.tar")]) == 0
    members = archive.check(tmp_path / "cong.tar")["members"]
    assert [name for name in members if "media" in name] == ["media/uploads/a.xlsx", "media/uploads/late.pdf"]


def test_an_encrypted_backup_opens_with_the_private_key_only(portal, tmp_path, monkeypatch, capsys):
    key, saved = tmp_path / "portal.key", tmp_path / "cong.tar.age"
    assert cli.main(["backup", "--new-key", str(key)]) == 0 and key.stat().st_mode & 0o777 == 0o600
    public = capsys.readouterr().out.strip().rpartition("=")[2]
    monkeypatch.setenv("PORTAL_BACKUP_PUBLIC_KEY", public)
    assert cli.main(["backup", "--out", str(saved)]) == 0
    assert "Kế hoạch".encode() not in saved.read_bytes() and b"uploads" not in saved.read_bytes()
    assert cli.main(["backup", "--check", str(saved)]) == 1
    assert "--key" in capsys.readouterr().out
    assert cli.main(["restore", str(saved), "--key", str(key), "--into", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "media" / "uploads" / "a.xlsx").read_bytes() == b"PK"
    cli.main(["backup", "--new-key", str(tmp_path / "other.key")])
    assert cli.main(["backup", "--check", str(saved), "--key", str(tmp_path / "other.key")]) == 1
    os.truncate(saved, saved.stat().st_size - 10)
    assert cli.main(["backup", "--check", str(saved), "--key", str(key)]) == 1
    assert "decrypted" in capsys.readouterr().out
    assert cli.main(["backup", "--new-key", str(key)]) == 1  # a key is never overwritten
    monkeypatch.setenv("PORTAL_BACKUP_PUBLIC_KEY", "age1nonsense")
    assert cli.main(["backup", "--out", str(tmp_path / "x.tar.age")]) == 1 and not (tmp_path / "x.tar.age").exists()


KILLED = """
import os, sys
from config.launch import archive, backup, cli, restore
place, arguments = sys.argv[1], sys.argv[2:]
module, name = {"packing": (archive, "add_manifest"), "writing": (archive.os, "link"), "checking": (archive, "judged"),
                "restoring": (restore, "refuse_newer"), "naming": (restore, "lost_files")}[place]
setattr(module, name, lambda *args, **kwargs: os.kill(os.getpid(), 9))
cli.main(arguments)
"""


def killed_at(place, *arguments):
    command = [sys.executable, "-c", KILLED, place, *map(str, arguments)]
    assert subprocess.run(command, cwd=restore.ROOT, capture_output=True, timeout=60).returncode == -9


def test_a_killed_backup_leaves_no_archive_and_the_next_one_tidies_up(portal, tmp_path):
    for place in ("packing", "writing"):
        killed_at(place, "backup", "--out", tmp_path / "cong.tar")
        assert not (tmp_path / "cong.tar").exists()
    assert list((portal / "run").glob(".backup-*")) and list(tmp_path.glob(".cong.tar.*.part"))
    with open(tmp_path / ".other.tar.abcdefgh.part", "w") as other:  # of a portal that is at work on it
        fcntl.flock(other, fcntl.LOCK_EX)
        (tmp_path / ".rsync.part").touch()
        assert cli.main(["backup", "--out", str(tmp_path / "cong.tar")]) == 0
    assert not list((portal / "run").glob(".backup-*"))
    assert sorted(path.name for path in tmp_path.glob(".*")) == [".other.tar.abcdefgh.part", ".rsync.part"]


def test_a_killed_restore_leaves_no_folder(saved, tmp_path):
    for place in ("checking", "restoring", "naming"):
        killed_at(place, "restore", saved, "--into", tmp_path / "new")
        assert not (tmp_path / "new").exists()
    assert list(tmp_path.glob(".new.half-*"))
    assert cli.main(["restore", str(saved), "--into", str(tmp_path / "new")]) == 0
    assert not list(tmp_path.glob(".new.half-*"))


def test_two_backups_at_a_time_are_one(portal, tmp_path, capsys):
    with backup.one_at_a_time({"PORTAL_DATA_DIR": str(portal)}):
        assert cli.main(["backup", "--out", str(tmp_path / "cong.tar")]) == 1
    assert "Another backup is being made" in capsys.readouterr().out


def test_a_full_disk_leaves_nothing(portal, tmp_path, monkeypatch, capsys):
    def full(*arguments):
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr(archive, "add_manifest", full)
    assert cli.main(["backup", "--out", str(tmp_path / "cong.tar")]) == 1
    assert "No space left on device" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["portal"]


def test_an_archive_older_than_the_code_says_so_and_is_brought_up_when_asked(saved, tmp_path, monkeypatch, capsys):
    cli.main(["restore", str(saved), "--into", str(tmp_path / "new")])
    said = capsys.readouterr().out
    assert "older than this code" in said and "--migrate" in said
    started = []
    done = subprocess.CompletedProcess([], 3)
    monkeypatch.setattr(restore.subprocess, "run", lambda *args, **options: started.append((args, options)) or done)
    other = tmp_path / "other"
    assert cli.main(["restore", str(saved), "--into", str(other), "--migrate"]) == 3  # what migrate ends with
    [([command], options)] = started
    assert command[1:] == ["manage.py", "migrate", "--noinput"]
    assert options["env"]["DATABASE_URL"] == f"sqlite:///{other}/db.sqlite3"
    assert options["env"]["PORTAL_DATA_DIR"] == str(other)


def test_a_plain_copy_of_a_busy_database_is_none(tmp_path):
    """Why the operator's guide says so: rows that are committed lie beside the file, and are lost with a plain copy."""
    busy, plain = tmp_path / "db.sqlite3", tmp_path / "plain.sqlite3"
    with closing(sqlite3.connect(busy)) as writer:
        writer.executescript("PRAGMA journal_mode=WAL; CREATE TABLE one (x);")
        writer.execute("INSERT INTO one VALUES (7)")
        writer.commit()
        shutil.copy(busy, plain)
        copying.copy_sqlite(busy, tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy, closing(sqlite3.connect(plain)) as lost:
        assert copy.execute("SELECT x FROM one").fetchall() == [(7,)]
        with pytest.raises(sqlite3.Error):
            lost.execute("SELECT x FROM one")


@pytest.mark.once
def test_every_column_that_names_a_file_is_known():
    found = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.FileField)
    }
    assert found == set(measures.FILE_COLUMNS)
    columns = {(m._meta.db_table, f.column) for m in apps.get_models() for f in m._meta.local_concrete_fields}
    assert {(table, name) for _, table, name in measures.SHOWN if name != measures.ROWS} <= columns


def test_a_share_that_knows_no_locks_takes_backups_and_gives_them_back(portal, tmp_path, monkeypatch):
    flock = restore.fcntl.flock

    def none_here(handle, operation):
        if portal not in Path(os.readlink(f"/proc/self/fd/{getattr(handle, 'fileno', lambda: handle)()}")).parents:
            raise OSError(37, "No locks available")
        flock(handle, operation)

    monkeypatch.setattr(restore.fcntl, "flock", none_here)
    (tmp_path / ".cong.tar.abcdefgh.part").touch()
    assert cli.main(["backup", "--out", str(tmp_path / "cong.tar")]) == 0
    assert cli.main(["restore", str(tmp_path / "cong.tar"), "--into", str(tmp_path / "new")]) == 0
    assert (tmp_path / ".cong.tar.abcdefgh.part").exists()
