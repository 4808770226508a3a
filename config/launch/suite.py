"""`./portal test`: the whole suite on SQLite, then again on PostgreSQL and Valkey."""

import signal
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path
from xml.etree import ElementTree  # noqa: S405  read from our own pytest

from config.launch import environment, system
from config.launch.engines import EngineFailed, engines
from config.launch.places import PYTHON, ROOT, Command, process_environment

SLOWEST = 12  # folders, and tests, each with all its cases
Seconds = defaultdict[str, float]
OWN_VARIABLES = ("PORTAL_", "DJANGO_", "CELERY_", "DATABASE_", "TEST_REDIS_")


@dataclass
class SuiteRun:
    """What one run of the suite counted; seconds are those of each test with its fixtures, of all workers together."""

    name: str
    passed: int = 0
    failed: int = 0
    skips: Counter[str] = field(default_factory=Counter)
    seconds_by_folder: Seconds = field(default_factory=lambda: defaultdict(float))
    seconds_by_test: Seconds = field(default_factory=lambda: defaultdict(float))
    exit_code: int = 1
    trouble: str = ""

    @property
    def skipped(self) -> int:
        return sum(self.skips.values())

    def __str__(self) -> str:
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"{self.name}: {self.trouble or counts}"


def test(arguments: list[str]) -> int:
    """Run both databases, or the one that `--sqlite` or `--postgres` names; print each; 0 only when all are clean."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
    environment.ensure("test")
    system.ensure_pdf()
    halves = {"--sqlite": on_sqlite, "--postgres": on_postgres}
    wanted = [run for flag, run in halves.items() if flag in arguments] or list(halves.values())
    rest = [argument for argument in arguments if argument not in halves]
    with test_folder() as noted:
        rest += [f"--statements={noted}"] * (len(wanted) > 1)
        outcomes = [run(rest) for run in wanted]
    print_summary(outcomes)
    return 1 if any(outcome.exit_code for outcome in outcomes) else 0


def on_sqlite(arguments: list[str]) -> SuiteRun:
    with test_folder() as folder:
        variables = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "PORTAL_TEST_ENGINE": "sqlite"}
        return run_pytest("SQLite + file broker", variables, folder, arguments)


def on_postgres(arguments: list[str]) -> SuiteRun:
    name = "PostgreSQL + Valkey"
    try:
        with engines() as variables, test_folder() as folder:
            return run_pytest(name, {**variables, "PORTAL_TEST_ENGINE": "postgres"}, folder, arguments)
    except EngineFailed as error:
        return SuiteRun(name, trouble=f"not run. {error}")


@contextmanager
def test_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="portal-test-", ignore_cleanup_errors=True) as path:
        yield Path(path)


def run_pytest(name: str, variables: dict[str, str], folder: Path, arguments: list[str]) -> SuiteRun:
    print(f"\n=== {name}\n", flush=True)
    results = folder / "results.xml"
    command: Command = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "-rs",
        "-n",
        "2",
        "--dist",
        "worksteal",
        f"--junitxml={results}",
        *arguments,
    ]
    return count(name, results, wait_for(subprocess.Popen(command, cwd=ROOT, env=test_environment(variables, folder))))


def wait_for(pytest: subprocess.Popen[bytes]) -> int:
    """Its exit code; when we are asked to stop, pytest stops first and tidies up."""
    try:
        return pytest.wait()
    except BaseException:
        pytest.send_signal(signal.SIGINT)
        pytest.wait(timeout=20)
        raise


def test_environment(variables: dict[str, str], folder: Path) -> dict[str, str]:
    """Nothing of this machine's portal reaches the tests: neither its settings nor its data."""
    inherited = {name: value for name, value in process_environment().items() if not name.startswith(OWN_VARIABLES)}
    own = {"PORTAL_DATA_DIR": str(folder / "data"), "PORTAL_DEMO": "0", "PORTAL_DOTENV": "0"}
    own["PYTHONDONTWRITEBYTECODE"] = ""  # or each worker, and each process that a test starts, compiles everything
    return {**inherited, **own, **variables}


def count(name: str, results: Path, exit_code: int) -> SuiteRun:
    outcome = SuiteRun(name, exit_code=exit_code)
    if not results.exists():
        outcome.trouble = f"pytest stopped with exit code {exit_code}"
        return outcome
    for case in ElementTree.parse(results).iter("testcase"):  # noqa: S314
        tally(outcome, case)
    return outcome


def tally(outcome: SuiteRun, case: ElementTree.Element) -> None:
    module, seconds = case.get("classname", ""), float(case.get("time", 0))
    test = case.get("name", "").partition("[")[0]
    outcome.seconds_by_folder[module.rpartition(".")[0].replace(".", "/")] += seconds
    outcome.seconds_by_test[f"{module.rpartition('.')[2]}::{test}"] += seconds
    skipped = case.find("skipped")
    if skipped is not None:
        outcome.skips[skipped.get("message", "")] += 1
    elif case.find("failure") is not None or case.find("error") is not None:
        outcome.failed += 1
    else:
        outcome.passed += 1


def longest(seconds: Seconds) -> str:
    found = nlargest(SLOWEST, seconds.items(), key=lambda each: each[1])
    return ", ".join(f"{name} {time:.0f}" for name, time in found)


def print_summary(outcomes: list[SuiteRun]) -> None:
    print("\n=== Summary")
    for outcome in outcomes:
        print(outcome)
        for reason, number in sorted(outcome.skips.items()):
            print(f"    skipped {number}: {reason}")
        if outcome.seconds_by_test:
            print(f"    seconds: {longest(outcome.seconds_by_folder)}")
            print(f"    slowest: {longest(outcome.seconds_by_test)}")
    totals = [sum(getattr(outcome, key) for outcome in outcomes) for key in ("passed", "failed", "skipped")]
    print("Total: {} passed, {} failed, {} skipped".format(*totals), flush=True)
