"""`./portal`: what the launcher promises on a bare machine."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.launch import cli, doctor, environment, installers, places, probe, processes, run, suite, system

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_data_folder_that_others_looked_into_is_closed_to_them(tmp_path):
    for name in ("data", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(0o755)
    places.folder({"PORTAL_DATA_DIR": str(tmp_path / "data")}, "log")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    by_manage = {**os.environ, "PORTAL_DATA_DIR": str(tmp_path / "other")}
    subprocess.run([sys.executable, ROOT / "manage.py", "check"], env=by_manage, capture_output=True, check=True)
    assert (tmp_path / "other").stat().st_mode & 0o777 == 0o700


def test_a_folder_of_everybody_stays_open(tmp_path):
    tmp_path.chmod(0o1777)
    places.folder({"PORTAL_DATA_DIR": str(tmp_path)}, "log")
    assert tmp_path.stat().st_mode & 0o7777 == 0o1777


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
