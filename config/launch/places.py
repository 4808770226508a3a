"""Places of files, and the environment variables of the portal's processes."""

import os
from collections.abc import Sequence
from pathlib import Path

from config.private_folder import private_folder

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
DEMO_DAY = "2025-06-20"
SERVERS = ("DATABASE_URL", "CELERY_BROKER_URL")
Command = Sequence[str | Path]  # a program and its arguments


def read_dotenv(path: Path = ROOT / ".env") -> dict[str, str]:
    """KEY=VALUE lines of a .env file as a dict; comments and blank lines are skipped."""
    if not path.exists() or os.environ.get("PORTAL_DOTENV") == "0":
        return {}
    lines = (line.strip().removeprefix("export ") for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {key.strip(): value.strip().strip("\"'") for key, value in pairs}


def process_environment(**extra: str) -> dict[str, str]:
    """os.environ over .env, plus what the caller wants: for every process the launcher starts."""
    return from_files({**read_dotenv(), **os.environ, "PYTHONUNBUFFERED": "1", **extra})


def from_files(environment: dict[str, str]) -> dict[str, str]:
    """The environment with the servers' addresses that are in files (DATABASE_URL_FILE), as settings read them."""
    named = {name: environment[f"{name}_FILE"] for name in SERVERS if environment.get(f"{name}_FILE")}
    return environment | {name: Path(path).read_text(encoding="utf-8").strip() for name, path in named.items()}


def data_dir(environment: dict[str, str]) -> Path:
    """The private folder with database, uploads, broker, logs."""
    return ROOT / environment.get("PORTAL_DATA_DIR", "var")


def folder(environment: dict[str, str], name: str) -> Path:
    """A folder inside the data folder, made when missing; other people of this machine may not look in."""
    path = private_folder(data_dir(environment)) / name
    path.mkdir(exist_ok=True)
    return path


def known_plans() -> list[str]:
    """Names of the plans that come with the portal."""
    return sorted(path.stem for path in (ROOT / "plans" / "data").glob("*.json"))


def is_real(environment: dict[str, str]) -> bool:
    """True where `run --empty` or `setup` has marked the data folder as a real portal's."""
    return (data_dir(environment) / "real").exists()


def holds_demo(environment: dict[str, str]) -> bool:
    """True where the data folder is the demo's."""
    return (data_dir(environment) / "demo").exists()


def rehearsal_day(environment: dict[str, str]) -> str:
    """The day of the rehearsal that the data folder holds; empty where it holds none."""
    path = data_dir(environment) / "rehearsal"
    return path.read_text().strip() if path.exists() else ""


def with_demo(environment: dict[str, str], wanted: bool | None = None) -> dict[str, str]:
    """Turn demo mode on or off; None repeats the last `run`, so that `./portal manage` lives in the same day."""
    wanted = holds_demo(environment) if wanted is None else wanted
    demo = {"PORTAL_DEMO": "1", "PORTAL_TODAY": DEMO_DAY} if wanted else {}
    return {**demo, **environment}
