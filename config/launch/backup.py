"""`./portal backup --out FILE`: database and private files in one archive, made while the portal works."""

import fcntl
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from agencies import backup_record
from config.launch import archive, measures, sealing, snapshot
from config.launch.copying import CopyFailed, copy_media, link_or_copy
from config.launch.places import ROOT, data_dir, folder, process_environment
from config.launch.prepared import sqlite_path

MARKS = ("real", "demo")  # whether the data folder is a real portal's
SCRATCH = ".backup-"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


class BusyBackingUp(CopyFailed):
    """Another backup is being made on this data folder."""


@dataclass
class Copied:
    """What was copied: the manifest, how many private files, and which the database names and nobody has."""

    manifest: archive.Manifest
    count: int
    missing: list[str]


def back_up(target: Path, public_key: str = "") -> int:
    """Write the archive, which must not exist yet, and say what it holds; the exit code is returned."""
    made = make_backup(process_environment(), target, public_key)
    size = target.stat().st_size / 1e6
    print(
        f"{target}: database and {made.count} private files, {size:.1f} MB. Keep it elsewhere, locked; try a restore."
    )
    if made.missing:
        print(f"The database names {len(made.missing)} files that are not there: {', '.join(made.missing[:5])} …")
    return 0


def make_backup(variables: dict[str, str], target: Path, public_key: str = "") -> Copied:
    """Write the archive, encrypted where a public key is named, and remember that it is good. Raises CopyFailed."""
    refuse_bad_place(target, data_dir(variables))
    try:
        with one_at_a_time(variables) as scratch:
            made = collect(variables, scratch / "data", link_or_copy)
            archive.write(scratch / "data", made.manifest, target, public_key)
        backup_record.note_good(data_dir(variables), target, datetime.now(HERE))
    except OSError as error:
        raise CopyFailed(
            f"{error.filename2 or error.filename or target} could not be written: {error.strerror or error}."
        )
    return made


def refuse_bad_place(target: Path, folder: Path) -> None:
    """Raises CopyFailed where the file may not or cannot be written."""
    if target.exists():
        raise CopyFailed(f"{target} exists and is not overwritten: choose another name.")
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise CopyFailed(f"The folder {target.parent} does not exist or may not be written to.")
    if folder.resolve() in target.resolve().parents:
        raise CopyFailed(f"{target} lies in the data folder itself: a backup belongs elsewhere.")


@contextmanager
def one_at_a_time(variables: dict[str, str]) -> Iterator[Path]:
    """A scratch folder in the data folder, where the data lies anyhow; what a killed backup left there goes."""
    place = folder(variables, "run")
    with open(place / "backup.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyBackingUp("Another backup is being made. Wait until it is done.")
        for left in place.glob(f"{SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        with TemporaryDirectory(prefix=SCRATCH, dir=place) as scratch:
            yield Path(scratch)


def collect(variables: dict[str, str], into: Path, place: Callable[[Path, Path], object] = shutil.copy2) -> Copied:
    """Put a copy of everything into the folder: the database as of one moment, with every file that it names.

    Files are copied before the database and after it: one that it names may be deleted, or made, meanwhile.
    """
    into.mkdir(mode=0o700)
    (into / "media").mkdir(mode=0o700)
    source = data_dir(variables) / "media"
    copy_media(source, into / "media", place)
    with snapshot.copied(variables, into) as connection:
        manifest, named = described(connection, sqlite_path(variables) is not None)
    count = copy_media(source, into / "media", place) - drop_unneeded(source, into / "media", named)
    for name in MARKS:
        if (data_dir(variables) / name).exists():
            (into / name).touch()
    missing = sorted(name for name in named if not (into / "media" / name).is_file())
    return Copied(manifest | {"missing_files": missing}, count, missing)


def described(connection: measures.Connection, is_sqlite: bool) -> tuple[archive.Manifest, set[str]]:
    """The manifest's part on the database, and the files that it names."""
    tables = measures.measure(connection, is_sqlite)
    manifest = {
        "made": datetime.now(HERE).isoformat(timespec="seconds"),
        "portal": tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"],
        "database": "sqlite" if is_sqlite else "postgresql",
        "migrations": measures.migrations(connection, tables),
        "tables": tables,
    }
    return manifest, measures.named_files(connection, tables)


def drop_unneeded(source: Path, copy: Path, named: set[str]) -> int:
    """Delete from the copy what was deleted meanwhile and the database no longer names; returns how many."""
    names = [path.relative_to(copy) for path in archive.files_of(copy)]
    unneeded = [name for name in names if str(name) not in named and not (source / name).exists()]
    for name in unneeded:
        (copy / name).unlink()
    return len(unneeded)


def make_key(target: Path) -> int:
    """Write a new private key to a file that does not exist yet and print its public key; the exit code is returned."""
    private, public = sealing.new_key()
    try:
        with open(target, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(f"# public key: {public}\n{private}\n")
    except OSError as error:
        raise CopyFailed(f"{target} could not be written: {error.strerror}.")
    print(f"{target} holds the private key: keep it away from this machine, twice. Without it no backup can be read.")
    print(f"PORTAL_BACKUP_PUBLIC_KEY={public}")
    return 0
