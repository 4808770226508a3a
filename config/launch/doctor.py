"""`./portal doctor`: what works on this machine, and what to do about the rest."""

import os
import platform
import shutil
import socket
import sqlite3
import subprocess
import sys
from urllib.parse import urlsplit

from config.launch import environment, installers, system
from config.launch.places import PYTHON, ROOT, data_dir, process_environment

NO_VENV = "apt-get install python3-venv"
Check = tuple[bool, str, str]  # whether it is there, what it is, what to do where it is not
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def report() -> int:
    """Print one line per check; 0 when nothing that the portal needs is missing."""
    variables = process_environment()
    needed = [python(), venv_module(), environment_made(), sqlite(), data_folder(variables), database(variables)]
    needed += [broker(variables)]
    useful = [pango(), font(), chromium()]
    for ok, what, advice in needed + useful:
        print(f"{'ok     ' if ok else 'MISSING'}  {what}{'' if ok else f'  →  {advice}'}")
    return 0 if all(ok for ok, _, _ in needed) else 1


def python() -> Check:
    return True, f"Python {platform.python_version()} ({sys.executable})", ""


def venv_module() -> Check:
    uv = shutil.which("uv")
    ok = bool(uv or installers.can_make_venv() or environment.works(PYTHON))
    return ok, f"environment maker: {'uv' if uv else 'uv from its wheel, else venv and pip'}", NO_VENV


def environment_made() -> Check:
    kinds = [kind for kind in ("run", "test") if environment.is_current(kind)]
    return bool(kinds), f"environment in .venv: {', '.join(kinds) or 'none'}", "./portal run or ./portal test makes it"


def sqlite() -> Check:
    ok = sqlite3.sqlite_version_info >= (3, 31)
    return ok, f"SQLite {sqlite3.sqlite_version}", "Django needs 3.31 or newer: use a newer Python"


def data_folder(variables: dict[str, str]) -> Check:
    folder = data_dir(variables)
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free // 2**20
    return os.access(existing, os.W_OK), f"data folder {folder} ({free} MB free)", "make it writable"


def database(variables: dict[str, str]) -> Check:
    """Ask Django, where the environment exists: it alone knows how to connect."""
    shown = scheme(variables.get("DATABASE_URL", "sqlite"))
    if not environment.works(PYTHON):
        return True, f"database: {shown} (not asked yet)", ""
    code = "import django; django.setup(); from django.db import connection; connection.ensure_connection()"
    settings = {**variables, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([PYTHON, "-c", code], cwd=ROOT, env=settings, capture_output=True, text=True)
    return done.returncode == 0, f"database: {shown}", (done.stderr.strip().splitlines() or ["DATABASE_URL?"])[-1]


def broker(variables: dict[str, str]) -> Check:
    url = urlsplit(variables.get("CELERY_BROKER_URL", "filesystem://"))
    if not url.hostname:
        return True, "broker: files in the data folder", ""
    try:
        socket.create_connection((url.hostname, url.port or 6379), timeout=3).close()
    except OSError as error:
        return False, f"broker: {url.scheme} on {url.hostname}", str(error)
    return True, f"broker: {url.scheme} on {url.hostname}", ""


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
    return path is not None, f"Chromium for browser tests: {path or 'none'}", "apt-get install chromium (tests only)"
