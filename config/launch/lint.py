"""`./portal lint`: what a program can check without running the portal; all checks run, each failure is shown."""

import subprocess
import time

from config.launch import environment, suite
from config.launch.places import PYTHON, ROOT, Command

BIN = PYTHON.parent
MANAGE: Command = [PYTHON, ROOT / "manage.py"]

# What is checked, the command that checks it, and the command that mends it where there is one.
CHECKS: tuple[tuple[str, Command, Command | None], ...] = (
    ("lint", [BIN / "ruff", "check", "--quiet", "."], [BIN / "ruff", "check", "--quiet", "--fix", "."]),
    ("format", [BIN / "ruff", "format", "--quiet", "--check", "."], [BIN / "ruff", "format", "--quiet", "."]),
    ("templates", [BIN / "djangofmt", "--check", "templates"], [BIN / "djangofmt", "templates"]),
    ("types", [BIN / "mypy", "--no-error-summary"], None),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run", "--verbosity", "1"], None),
)


def lint(fix: bool = False) -> int:
    """Run every check and print one line for each; 0 when all are clean. With `fix`, first mend what a program can."""
    environment.ensure("test")
    if fix:
        for _, _, mend in CHECKS:
            if mend:
                subprocess.run(mend, cwd=ROOT)
    with suite.test_folder() as folder:
        variables = suite.test_environment({"DATABASE_URL": "sqlite://:memory:"}, folder)
        results = [is_clean(name, command, variables) for name, command, _ in CHECKS]
    return 0 if all(results) else 1


def is_clean(name: str, command: Command, variables: dict[str, str]) -> bool:
    """Run one check in that environment, which knows no settings and no data of this machine's portal."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'}  {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0
