"""Record of the last backups in the data folder. Free of Django: `./portal backup` writes it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

NAME = "backups.json"


def note_good(folder: Path, target: Path, moment: datetime) -> None:
    """A backup was written and is whole."""
    good = {"at": stamp(moment), "file": target.name, "bytes": target.stat().st_size}
    write(folder, read(folder) | {"good": good})


def note_failed(folder: Path, why: str, moment: datetime) -> None:
    """A scheduled backup failed; the reason is for the operator."""
    write(folder, read(folder) | {"failed": {"at": stamp(moment), "why": why}})


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def read(folder: Path) -> dict[str, Any]:
    """{"good": {"at", "file", "bytes"}, "failed": {"at", "why"}}, each where there is one."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(folder: Path, content: dict[str, Any]) -> None:
    part = folder / f"{NAME}.part"
    part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    part.rename(folder / NAME)
