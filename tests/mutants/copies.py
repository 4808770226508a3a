"""Copies of the tree in which mutants live, each with a database of its own that is ready for tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Prepares the database once: every mutant begins with a copy of the file.
PREPARE = """
import django; django.setup()
from django.db import connection, connections
connections.databases["default"]["TEST"]["NAME"] = connection.settings_dict["TEST"]["NAME"] = {path!r}
from django.test.utils import setup_databases, setup_test_environment
setup_test_environment(); setup_databases(verbosity=0, interactive=False)
from plans.targets.setup import load_plan
load_plan(); connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)"); connection.close()
"""


def copy_tree(folder: Path) -> Path:
    """A copy of what git knows or would add, compiled, with its prepared database beside it."""
    tree = folder / "tree"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    (folder / "data").mkdir()
    run([sys.executable, "-m", "compileall", "-q", "."], folder)
    run([sys.executable, "-c", PREPARE.format(path=str(folder / "prepared.sqlite3"))], folder)
    return tree


def second_copy(first: Path, folder: Path) -> Path:
    shutil.copytree(first.parent, folder)
    return folder / "tree"


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder / "tree", env=environment(folder), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def environment(folder: Path) -> dict[str, str]:
    """Variables of a run in a copy: nothing of this machine's portal reaches it."""
    own = ("PORTAL_", "DJANGO_", "CELERY_", "DATABASE_", "TEST_REDIS_", "PYTEST_", "COVERAGE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return inherited | {
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PORTAL_DATA_DIR": f"{folder}/data",
        "PORTAL_DEMO": "0",
        "PORTAL_DOTENV": "0",
        "PORTAL_TEST_ENGINE": "sqlite",
    }
