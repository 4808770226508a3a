"""`./portal rehearse DAY`: the real portal's data, copied aside, on a day of one's choice."""

import shutil
from datetime import date
from pathlib import Path

from config.launch import run
from config.launch.backup import collect
from config.launch.copying import CopyFailed
from config.launch.places import data_dir, holds_demo, process_environment, rehearsal_day
from config.launch.prepared import sqlite_path

DATABASE_COPY = "Copy the database on its server, name the copy in DATABASE_URL, and try on another machine."


def rehearse(day: date, port: int, fresh: bool) -> int:
    """Copy the data folder beside itself, unless a copy is there already, and run on the copy; the exit code."""
    variables = process_environment()
    copy = place_of_copy(variables)
    refuse(variables, copy)
    if fresh or not copy.exists():
        make_copy(variables, copy)
    (copy / "rehearsal").write_text(day.isoformat())
    print(f"Rehearsal on {day:%d/%m/%Y} in {copy}: no mail goes out, nothing of the real portal changes.")
    return run.run(port, data=copy)


def place_of_copy(variables: dict[str, str]) -> Path:
    folder = data_dir(variables)
    return folder if rehearsal_day(variables) else folder.with_name(f"{folder.name}-rehearsal")


def refuse(variables: dict[str, str], copy: Path) -> None:
    """Raises CopyFailed where a rehearsal is not allowed or not possible."""
    if variables.get("PORTAL_PRODUCTION", "0").lower() in ("1", "true", "yes", "on"):
        raise CopyFailed("PORTAL_PRODUCTION is set: a portal in production lives in the present. Rehearse elsewhere.")
    if sqlite_path(variables) is None:
        raise CopyFailed(f"A rehearsal copies SQLite only; this database is a server's. {DATABASE_COPY}")
    if holds_demo(variables):
        raise CopyFailed("The demo lives on a set day already: PORTAL_TODAY=2025-07-02 ./portal run")
    if copy.exists() and not (copy / "rehearsal").exists():
        raise CopyFailed(f"{copy} exists and is no rehearsal: move it away first.")


def make_copy(variables: dict[str, str], copy: Path) -> None:
    """The copy anew. Raises CopyFailed where there is nothing to copy; the earlier copy then stays."""
    if copy == data_dir(variables):
        raise CopyFailed(f"{copy} is the rehearsal itself: a fresh copy is made from the real data folder.")
    half = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(half, ignore_errors=True)
    try:
        collect(variables, half)
        take_key_along(data_dir(variables), half)
    except CopyFailed:
        shutil.rmtree(half, ignore_errors=True)
        raise
    shutil.rmtree(copy, ignore_errors=True)
    half.rename(copy)


def take_key_along(real: Path, copy: Path) -> None:
    """The key made on this machine, where the environment gives none: without it no phone opens the copy."""
    if (real / "secret_key").exists():
        shutil.copy2(real / "secret_key", copy / "secret_key")
