"""`./portal restore FILE --into FOLDER`: an archive put into an empty place, and proved to be what was backed up."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from config.launch import archive, measures, snapshot
from config.launch.copying import CopyFailed, load_postgres
from config.launch.places import PYTHON, ROOT, process_environment
from config.launch.prepared import APPS, sqlite_path

NOT_EMPTY = (
    "The database that DATABASE_URL names is not empty: it is in use, or a restore was cut off before its folder had "
    "its name. Nothing was changed. Restore into an empty one: dropdb and createdb, then name it in DATABASE_URL."
)


def check(source: Path, key_file: Path | None = None) -> int:
    """Say whether the archive is whole, and what it holds; the exit code is returned. Raises CopyFailed."""
    manifest = archive.check(source, key_file)
    print(f"{source}: whole, {len(manifest['members'])} members, made {manifest['made']} on {manifest['database']}.")
    print_figures(manifest["tables"], manifest["tables"])
    return 0


def restore(source: Path, target: Path, key_file: Path | None = None, migrate: bool = False) -> int:
    """Restore into a folder that is empty or not there; the exit code is returned. Raises CopyFailed.

    PostgreSQL's dump goes into the empty database that DATABASE_URL names, the private files into the folder.
    """
    variables = {**process_environment(), "PORTAL_DATA_DIR": str(target.resolve())}
    refuse_full(target)
    with half_made(target) as half:
        manifest = archive.check(source, key_file, half)
        refuse_newer(manifest)
        found = load(manifest, half, variables)
        wrong = [*measures.differences(manifest["tables"], found), *lost_files(manifest, half)]
        print_figures(manifest["tables"], found)
        if wrong:
            raise CopyFailed("\n".join(["What was restored differs from the archive:", *wrong[:20]]))
        (half / "media").mkdir(mode=0o700, exist_ok=True)
        half.rename(target)  # from one moment to the next: a restore that was killed never looks whole
        archive.flush_folder(target.resolve().parent)
    print(f"Restored into {target}: everything is as in the archive of {manifest['made']}.")
    print_missing(manifest)
    return bring_up_to_date(manifest, variables, migrate)


def refuse_full(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CopyFailed(f"{target} is not empty. Restore into a folder that is empty or not there yet.")


@contextmanager
def half_made(target: Path) -> Iterator[Path]:
    """A hidden folder beside the target, which goes unless it was renamed; so does one that a killed restore left."""
    beside, prefix = target.resolve().parent, f".{target.name}.half-"
    beside.mkdir(parents=True, exist_ok=True)
    drop_dead_halves(beside, prefix)
    half = Path(mkdtemp(prefix=prefix, dir=beside))
    try:
        with ExitStack() as mine:
            with suppress(OSError):  # a share that knows no locks keeps what a killed restore left
                mine.enter_context(held(half))
            yield half
    except OSError as error:
        raise CopyFailed(f"{error.filename or target} could not be written: {error.strerror or error}.")
    finally:
        shutil.rmtree(half, ignore_errors=True)


def drop_dead_halves(beside: Path, prefix: str) -> None:
    """What it holds is private; another restore, which is still at work, holds its own."""
    for half in beside.glob(f"{prefix}*"):
        with suppress(OSError), held(half):
            shutil.rmtree(half, ignore_errors=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Raises OSError where another process holds the folder, or the disk knows no locks."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def refuse_newer(manifest: archive.Manifest) -> None:
    """Raises CopyFailed where this code does not know the archive's tables yet."""
    known = {app: max(names_in(app), default="") for app in APPS}
    pairs = (name.split(".", 1) for name in manifest["migrations"])
    unknown = [f"{app} {name}" for app, name in pairs if app in known and name[:4] > known[app][:4]]
    if unknown:
        raise CopyFailed(f"The archive is of a newer portal ({', '.join(unknown)}). Install that version first.")


def names_in(app: str) -> list[str]:
    """The migrations that the code brings for the app."""
    return [path.stem for path in (ROOT / app / "migrations").glob("0*.py")]


def load(manifest: archive.Manifest, half: Path, variables: dict[str, str]) -> measures.Tables:
    """Put the database where it belongs and measure it there."""
    if manifest["database"] == "sqlite":
        if sqlite_path(variables) is None:
            raise CopyFailed("The archive holds SQLite and DATABASE_URL names a server: unset it for the restore.")
        with snapshot.opened_sqlite(half / snapshot.SQLITE) as connection:
            return measures.measure(connection, is_sqlite=True)
    url = variables.get("DATABASE_URL", "")
    if sqlite_path(variables):
        raise CopyFailed("The archive holds PostgreSQL: name an empty database in DATABASE_URL.")
    with snapshot.connected(url) as connection:
        if measures.postgres_columns(connection):
            raise CopyFailed(NOT_EMPTY)
    load_postgres(url, half / snapshot.DUMP)
    (half / snapshot.DUMP).unlink()
    with snapshot.connected(url) as connection:
        return measures.measure(connection, is_sqlite=False)


def lost_files(manifest: archive.Manifest, half: Path) -> list[str]:
    """Members that are not in the folder as the manifest has them."""
    media = {name: each["bytes"] for name, each in manifest["members"].items() if name.startswith("media/")}
    return [f"{name} is not there" for name, size in media.items() if not has(half / name, size)]


def has(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def print_figures(then: measures.Tables, now: measures.Tables) -> None:
    """One line for each figure by which an operator knows whether this is their portal."""
    for title, table, name in measures.SHOWN:
        if table in then:
            before, after = then[table][name], now.get(table, {}).get(name)
            print(f"{'ok ' if before == after else 'BAD'}  {title:<18} {before:>20,} {after or 0:>20,}")


def print_missing(manifest: archive.Manifest) -> None:
    if missing := manifest["missing_files"]:
        print(f"{len(missing)} files that the database names were missing already when the backup was made:")
        print("\n".join(f"    {name}" for name in missing[:20]))


def bring_up_to_date(manifest: archive.Manifest, variables: dict[str, str], migrate: bool) -> int:
    """Say whether the code is newer than the archive; run its migrations where that was asked for."""
    done = set(manifest["migrations"])
    waiting = [f"{app}.{name}" for app in APPS for name in names_in(app) if f"{app}.{name}" not in done]
    if not waiting:
        return 0
    print(f"The archive is older than this code: {len(waiting)} migrations wait ({', '.join(sorted(waiting)[:3])} …).")
    if not migrate:
        print("They are applied by ./portal run, by ./portal manage migrate, or by restore … --migrate.")
        return 0
    if manifest["database"] == "sqlite":
        variables["DATABASE_URL"] = f"sqlite:///{variables['PORTAL_DATA_DIR']}/{snapshot.SQLITE}"
    return subprocess.run([PYTHON, "manage.py", "migrate", "--noinput"], cwd=ROOT, env=variables).returncode
