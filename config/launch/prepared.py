"""Record of the last start in the data folder, so that the next start leaves out what did not change."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from config.launch.environment import LOCKS
from config.launch.places import ROOT, data_dir, folder

APPS = ("agencies", "plans", "budgets", "reports", "config")
Known = list[object]  # what is compared with the next start: anything that JSON keeps
OURS = ("PORTAL_", "DJANGO_", "DATABASE_", "CELERY_")
# Tables of Django, `plans` and `agencies`: the launcher has no Django to ask through.
STATE = """
SELECT group_concat(app || '.' || name), EXISTS (SELECT 1 FROM plans_plan),
  EXISTS (SELECT 1 FROM agencies_user WHERE email LIKE '%@demo.example')
FROM (SELECT app, name FROM django_migrations ORDER BY app, name)
"""


def missing(variables: dict[str, str], demo: bool, plan: bool = False) -> list[str]:
    """Which of "database" and "static" must be prepared: the code, a setting, or what they hold has changed.

    `demo` and `plan` say what the database must hold.
    """
    now = state(variables, demo, plan)
    try:
        then = json.loads(record(variables).read_text())
    except (OSError, ValueError):
        then = {}
    return [part for part, value in now.items() if value is None or value != then.get(part)]


def forget(variables: dict[str, str]) -> None:
    """While something is being prepared nothing counts as prepared."""
    record(variables).unlink(missing_ok=True)


def remember(variables: dict[str, str], demo: bool) -> None:
    """Record what is prepared now."""
    record(variables).write_text(json.dumps(state(variables, demo)))


def record(variables: dict[str, str]) -> Path:
    return folder(variables, "run") / "prepared.json"


def state(variables: dict[str, str], demo: bool, plan: bool = False) -> dict[str, Known | None]:
    """Fingerprints of the code behind each part, and of what is there; None where that cannot be known."""
    settings = [ROOT / LOCKS["run"], ROOT / "config" / "settings.py"]
    code = [path for app in APPS for suffix in ("py", "json", "csv") for path in (ROOT / app).rglob(f"*.{suffix}")]
    sources = (ROOT / "static").rglob("*")
    database, static = database_state(variables, demo, plan), static_state(variables)
    return {
        "database": database and [fingerprint([*settings, *code], variables, demo), *database],
        "static": static and [fingerprint([*settings, *sources], variables), static],
    }


def fingerprint(paths: Iterable[Path], variables: dict[str, str], *more: object) -> str:
    """Hash of the files' names and contents, and of the settings in the environment."""
    digest = hashlib.sha256()
    for path in sorted(path for path in set(paths) if path.is_file()):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    ours = {name: value for name, value in variables.items() if name.startswith(OURS) and name != "PORTAL_BIND"}
    digest.update(json.dumps([sorted(ours.items()), *more]).encode())
    return digest.hexdigest()


def database_state(variables: dict[str, str], demo: bool, plan: bool) -> Known | None:
    """Applied migrations of an SQLite file that holds a plan and the demo where wanted; None for any other."""
    path = sqlite_path(variables)
    if path is None:
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            migrations, has_plan, has_demo = connection.execute(STATE).fetchone()
    except sqlite3.Error:
        return None
    lacks = (demo and not has_demo) or ((demo or plan) and not has_plan)
    return None if lacks else [str(path), migrations]


def sqlite_path(variables: dict[str, str]) -> Path | None:
    """The portal's SQLite file; None where its database is a server's."""
    default = data_dir(variables) / "db.sqlite3"
    scheme, _, path = variables.get("DATABASE_URL", f"sqlite:///{default}").partition(":///")
    return Path(path) if scheme == "sqlite" and path.startswith("/") else None


def static_state(variables: dict[str, str]) -> Known | None:
    """The manifest's hash and how many files were collected; None where there is no manifest."""
    root = Path(ROOT, variables.get("PORTAL_STATIC_DIR", data_dir(variables) / "static"))
    manifest = root / "staticfiles.json"
    if not manifest.is_file():
        return None
    files = sum(path.is_file() for path in root.rglob("*"))
    return [str(root), hashlib.sha256(manifest.read_bytes()).hexdigest(), files]
