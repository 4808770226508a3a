"""Which tests are asked about a mutant: those of its room that call the function it is in, the quick ones first."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants.changes import Mutant
from tests.mutants.copies import ROOT, environment, second_copy

CACHE = Path(tempfile.gettempdir()) / f"portal-mutants-{os.getuid()}"
SHARED = ["tests/conftest.py", "tests/helpers"]

Record = dict[str, dict]


def recorded(tests: list[str], modules: list[Path], prepared: Path) -> Record:
    """Each test of these folders with its seconds and the functions it calls; from the cache where nothing changed."""
    CACHE.mkdir(mode=0o700, exist_ok=True)
    kept = CACHE / f"{fingerprint(tests, modules)}.json"
    if not kept.exists():
        print(f"    recording what {' '.join(tests)} calls …", flush=True)
        record(tests, prepared, kept)
    return json.loads(kept.read_text(encoding="utf-8"))


def fingerprint(tests: list[str], modules: list[Path]) -> str:
    digest = hashlib.sha256(repr(tests).encode())
    mirrored = [name.removeprefix("tests/") for name in tests]
    named = [ROOT / name for name in [*tests, *SHARED, *mirrored] if (ROOT / name).exists()]
    files = [file for path in named for file in (path.rglob("*.py") if path.is_dir() else [path])]
    elsewhere = [file for file in modules if not any(file.is_relative_to(path) for path in named)]
    for file in sorted({*files, *elsewhere}):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:24]


def record(tests: list[str], prepared: Path, kept: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="portal-record-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "copy"
        tree = second_copy(prepared, folder)
        variables = {"MUTANTS_SOCKET": f"{folder}/socket", "MUTANTS_RECORD": f"{folder}/record.json"}
        options = ["-q", "-mnot browser", "-pno:randomly", "-ptests.mutants.record", "-ptests.mutants.prepared"]
        command = [sys.executable, "-m", "pytest", *options, f"--basetemp={folder}/tmp", *tests]
        done = subprocess.run(
            command, cwd=tree, env=environment(folder) | variables, capture_output=True, text=True, check=False
        )
        if not (folder / "record.json").exists():
            raise SystemExit(done.stdout + done.stderr)
        shutil.move(folder / "record.json", kept)


def chosen(mutant: Mutant, record: Record) -> list[str]:
    """Names of the tests, quick ones first; none where no test calls the function.

    A table of a module is left to the tests that call a function of this module; where it has none, to all of the room.
    """
    place = f"{mutant.path}:{mutant.function}"
    passed = {name: record[name] for name in passing(record)}
    if mutant.function and place not in record[""]["calls"]:
        passed = {name: each for name, each in passed.items() if place in each["calls"]}
    near = [name for name in passed if any(call.startswith(f"{mutant.path}:") for call in passed[name]["calls"])]
    return sorted(near or passed, key=lambda name: passed[name]["seconds"])


def passing(record: Record) -> list[str]:
    return [name for name, each in record.items() if name and not each["failed"]]


def seconds_for(tests: list[str], record: Record) -> float:
    """A generous time: a busy machine is no reason to count a mutant as killed."""
    return 60 + 8 * sum(record[name]["seconds"] for name in tests)
