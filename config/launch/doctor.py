"""`./portal doctor`: what works on this machine, and what to do about the rest."""

import json
import os
import platform
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from tempfile import TemporaryDirectory
from urllib.parse import SplitResult, urlsplit

from config.launch import environment, installers, system
from config.launch.places import PYTHON, ROOT, data_dir, process_environment, with_demo

KNOWN_DATABASES = ("sqlite", "postgres", "postgresql", "psql", "pgsql")
NO_VENV = "apt-get install python3-venv"
Check = tuple[bool, str, str]  # whether it is there, what it is, what to do where it is not
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def report() -> int:
    """Print one line per check; 0 when nothing that the portal needs is missing."""
    variables = process_environment()
    needed = [python(), venv_module(), environment_made(), sqlite(), data_folder(variables), database(variables)]
    needed += [broker(variables)]
    useful = [pango(), font(), chromium()]
    for ok, what, advice in needed + useful:
        print(f"{'ok     ' if ok else 'MISSING'}  {what}{'' if ok else f'  →  {advice}'}")
    return 0 if all(ok for ok, _, _ in needed) else 1


def production() -> int:
    """Whether the portal that is set up here is in order: the lines of the page Tình trạng; 1 where one is bad."""
    environment.ensure("run")
    return subprocess.run([PYTHON, "-m", "config.status"], cwd=ROOT, env=with_demo(process_environment())).returncode


def python() -> Check:
    return True, f"Python {platform.python_version()} ({sys.executable})", ""


def venv_module() -> Check:
    uv = shutil.which("uv")
    ok = bool(uv or installers.can_make_venv() or environment.works(PYTHON))
    return ok, f"environment maker: {'uv' if uv else 'uv from its wheel, else venv and pip'}", NO_VENV


def environment_made() -> Check:
    works = environment.works(PYTHON)
    kinds = [kind for kind in ("run", "test") if environment.is_current(kind)]
    if not works:
        return True, "environment in .venv: none yet; ./portal run or ./portal test makes it", ""
    lacking = missing_wheels("test" if "test" in kinds else "run")
    said = f"environment in .venv: {', '.join(kinds) or 'of another lock; the next command renews it'}"
    return not lacking, said, f"without {', '.join(lacking)}: delete .venv, the next command makes it anew"


def missing_wheels(kind: str) -> list[str]:
    """Packages of the lock that .venv lacks or has in another version; those of other machines do not count."""
    lines = (ROOT / environment.LOCKS[kind]).read_text().splitlines()
    locked = dict(line.split(" ")[0].split("==") for line in lines if "==" in line and ";" not in line)
    code = "import importlib.metadata as m, json; print(json.dumps([(d.name, d.version) for d in m.distributions()]))"
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True)
    there = {normal(name): version for name, version in json.loads(done.stdout)}
    return [f"{name} {version}" for name, version in locked.items() if there.get(normal(name)) != version]


def normal(name: str) -> str:
    """A package's name as an index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def sqlite() -> Check:
    ok = sqlite3.sqlite_version_info >= (3, 31)
    return ok, f"SQLite {sqlite3.sqlite_version}", "Django needs 3.31 or newer: use a newer Python"


def data_folder(variables: dict[str, str]) -> Check:
    folder = data_dir(variables)
    existing = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    free = shutil.disk_usage(existing).free // 2**20
    said = f"data folder {folder} ({free} MB free)"
    try:
        with TemporaryDirectory(prefix=".doctor-", dir=existing):
            return True, said, ""
    except OSError as error:
        return False, said, f"nothing can be written in {existing} ({error.strerror}): choose another PORTAL_DATA_DIR"


def database(variables: dict[str, str]) -> Check:
    """A server is asked by Django, which alone knows how to log in; before there is one, whether anybody answers."""
    url = variables.get("DATABASE_URL", "sqlite")
    shown = scheme(url)
    if "DATABASE_URL" not in variables or (shown == "sqlite" and not environment.works(PYTHON)):
        return True, "database: SQLite in the data folder", ""
    if shown not in KNOWN_DATABASES:
        return False, f"database: {shown}", "DATABASE_URL is none of ours: postgres://user:password@host:5432/portal"
    if not environment.works(PYTHON):
        return answers(f"database: {shown}", urlsplit(url), 5432)
    code = "import django; django.setup(); from django.db import connection; connection.ensure_connection()"
    with TemporaryDirectory() as scratch:  # the settings make the data folder; a doctor makes nothing
        settings = {**variables, "DJANGO_SETTINGS_MODULE": "config.settings", "PORTAL_DATA_DIR": scratch}
        done = subprocess.run([PYTHON, "-c", code], cwd=ROOT, env=settings, capture_output=True, text=True)
    lines = [line.strip() for line in done.stderr.strip().splitlines() if "Error" in line or "failed" in line]
    return done.returncode == 0, f"database: {shown}", (lines or ["is DATABASE_URL right?"])[-1]


def broker(variables: dict[str, str]) -> Check:
    url = urlsplit(variables.get("CELERY_BROKER_URL", "filesystem://"))
    if url.scheme == "filesystem":
        return True, "broker: files in the data folder", ""
    if not url.hostname:
        return (
            False,
            f"broker: {url.scheme or 'none'}",
            "CELERY_BROKER_URL names no server: redis://:password@host:6379/0",
        )
    return answers(f"broker: {url.scheme}", url, 6379)


def answers(what: str, url: SplitResult, usual_port: int) -> Check:
    """Whether anybody listens where the address points."""
    try:
        socket.create_connection((url.hostname or "", url.port or usual_port), timeout=3).close()
    except (OSError, ValueError) as error:
        return False, f"{what} on {url.hostname}", f"nobody answers there ({error})"
    return True, f"{what} on {url.hostname}", ""


def scheme(url: str) -> str:
    """Only the kind of server: the URL holds a password."""
    return url.partition(":")[0]


def pango() -> Check:
    missing = system.missing_libraries()
    return not missing, "Pango for PDF files", f"apt-get install {' '.join(missing)}"


def font() -> Check:
    path = system.serif_font()
    return path is not None, f"serif font with ơ ư ệ: {path or 'none'}", f"apt-get install {system.FONT_PACKAGE}"


def chromium() -> Check:
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return (
        path is not None,
        f"Chromium for browser tests: {path or 'none'}",
        "apt-get install chromium-headless-shell (tests only)",
    )
