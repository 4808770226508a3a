"""`./portal bench NAME`: most measures use the portal's own kind of database; some compare SQLite and PostgreSQL."""

import subprocess

from config.launch import environment
from config.launch.engines import EngineFailed, engines
from config.launch.places import PYTHON, ROOT, process_environment

ON_BOTH = ("import", "simulator")
ON_POSTGRES = ("catalogue", "races")


def measured(arguments: list[str]) -> int:
    """Measure on a fresh PostgreSQL from the test wheel, before it on SQLite where both count; the worse exit code."""
    environment.ensure("test")
    sqlite = {"DATABASE_URL": "sqlite:///:memory:"}
    codes = [measure(arguments, sqlite)] if arguments[0] in ON_BOTH else []
    try:
        with engines() as addresses:
            codes.append(measure(arguments, addresses))
    except EngineFailed as error:
        print(f"PostgreSQL was not measured: {error}")
        codes.append(1)
    return max(codes)


def measure(arguments: list[str], addresses: dict[str, str]) -> int:
    command = [str(PYTHON), str(ROOT / "manage.py"), "bench", *arguments]
    return subprocess.run(command, cwd=ROOT, env=process_environment(**addresses), check=False).returncode
