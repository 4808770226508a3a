"""The processes of a running portal, by their parts, to be killed as the system kills where memory is short."""

import os
import signal
from pathlib import Path
from random import Random

PARTS = ("worker", "web", "beat", "child", "all")


def children() -> dict[int, list[int]]:
    """{process: its children} of this machine."""
    found: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        found.setdefault(parent, []).append(int(stat.parent.name))
    return found


def below(process: int, known: dict[int, list[int]] | None = None) -> list[int]:
    """The process' children and theirs, the nearest first."""
    known = known or children()
    found = list(known.get(process, []))
    for each in found:
        found += known.get(each, [])
    return found


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def part(launcher: int, word: str) -> int | None:
    """The process that the launcher started with this word in its command."""
    return next((each for each in children().get(launcher, []) if word in command_of(each)), None)


def chosen(launcher: int, name: str, random: Random) -> list[int]:
    """The processes to kill for that name; none where there is none now."""
    if name == "all":
        return [*below(launcher), launcher]
    if name == "child":  # of the worker: who carries jobs out, and what reads workbooks for it
        worker = part(launcher, " worker ")
        return one_of(below(worker) if worker else [], random)
    word = {"worker": " worker ", "web": "gunicorn", "beat": " beat "}[name]
    process = part(launcher, word)
    if process is None:
        return []
    return one_of([process, *children().get(process, [])], random) if name == "web" else [process]


def one_of(processes: list[int], random: Random) -> list[int]:
    return [random.choice(sorted(processes))] if processes else []


def kill(processes: list[int]) -> int:
    """End them at once; returns how many were there."""
    killed = 0
    for each in processes:
        try:
            os.kill(each, signal.SIGKILL)
        except ProcessLookupError:
            continue
        killed += 1
    return killed
