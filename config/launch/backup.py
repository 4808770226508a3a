"""`./portal backup --out FILE`: database and private files in one .tar, made while the portal works."""

import os
import tarfile
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from config.launch.copying import CopyFailed, copy_media, copy_sqlite, dump_postgres
from config.launch.places import data_dir, process_environment
from config.launch.prepared import sqlite_path

LAST = "last-backup"  # in the data folder; the page Bắt đầu reads it
MARKS = ("real", "demo")  # whether the data folder is a real portal's


def back_up(target: Path) -> int:
    """Write the file, which must not exist yet; the exit code is returned."""
    variables = process_environment()
    folder = data_dir(variables)
    refuse_bad_place(target, folder)
    try:
        with TemporaryDirectory(prefix=".backup-", dir=target.parent) as scratch:
            count = collect(variables, Path(scratch) / "data")
            packed = pack(Path(scratch) / "data", Path(scratch) / "packed.tar")
            os.link(packed, target)  # fails where somebody made the file meanwhile
    except OSError as error:
        raise CopyFailed(f"{target} could not be written: {error.strerror or error}.")
    (folder / LAST).write_text(datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).isoformat(timespec="seconds"))
    size = target.stat().st_size / 1e6
    print(f"{target}: database and {count} private files, {size:.1f} MB. Keep it elsewhere, locked; try a restore.")
    return 0


def refuse_bad_place(target: Path, folder: Path) -> None:
    """Raises CopyFailed where the file may not or cannot be written."""
    if target.exists():
        raise CopyFailed(f"{target} exists and is not overwritten: choose another name.")
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise CopyFailed(f"The folder {target.parent} does not exist or may not be written to.")
    if folder.resolve() in target.resolve().parents:
        raise CopyFailed(f"{target} lies in the data folder itself: a backup belongs elsewhere.")


def collect(variables: dict[str, str], into: Path) -> int:
    """Put a copy of everything into the folder: the database first, then the files that it names; returns how many."""
    into.mkdir(mode=0o700)
    folder, database = data_dir(variables), sqlite_path(variables)
    if database:
        copy_sqlite(database, into / "db.sqlite3")
    else:
        dump_postgres(variables["DATABASE_URL"], into / "portal.dump")
    for name in MARKS:
        if (folder / name).exists():
            (into / name).touch()
    (into / "media").mkdir(mode=0o700)
    return copy_media(folder / "media", into / "media")


def pack(folder: Path, target: Path) -> Path:
    """The folder's content as a .tar that only its owner reads."""
    target.touch(mode=0o600)
    with tarfile.open(target, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.add(path, path.name)
    return target
