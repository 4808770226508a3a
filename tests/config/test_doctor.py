"""`./portal doctor`: right before the first start, makes nothing, and asks the servers that are set."""

import json
import socket
from types import SimpleNamespace

import pytest

from config.launch import doctor, environment


@pytest.fixture
def bare(monkeypatch):
    """A machine on which nothing was started yet."""
    monkeypatch.setattr(environment, "is_current", lambda kind: False)
    monkeypatch.setattr(environment, "works", lambda *command: False)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)


def test_before_the_first_start_nothing_is_missing_and_nothing_is_made(bare, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("PORTAL_DOTENV", "0")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)
    assert doctor.report() == 0
    assert "none yet; ./portal run or ./portal test makes it" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["/proc/x/y", "file/below"])
def test_a_data_folder_that_cannot_be_is_named(tmp_path, place):
    (tmp_path / "file").touch()
    ok, _, advice = doctor.data_folder({"PORTAL_DATA_DIR": str(tmp_path / place)})
    assert not ok and "choose another PORTAL_DATA_DIR" in advice


def test_before_the_first_start_a_server_is_asked_whether_it_listens(bare):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        variables = {
            "DATABASE_URL": f"postgres://portal:geheim@127.0.0.1:{port}/portal",
            "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0",
        }
        checks = doctor.database(variables), doctor.broker(variables)
        assert [ok for ok, _, _ in checks] == [False, False] and "geheim" not in str(checks)
        server.listen()
        assert [doctor.database(variables)[0], doctor.broker(variables)[0]] == [True, True]


def test_an_address_that_is_none_is_explained():
    assert "postgres://user" in doctor.database({"DATABASE_URL": "nonsense"})[2]
    assert "redis://" in doctor.broker({"CELERY_BROKER_URL": "nonsense"})[2]


def test_a_missing_wheel_and_another_version_are_named(monkeypatch):
    locked = (doctor.ROOT / environment.LOCKS["run"]).read_text().splitlines()
    there = [line.split(" ")[0].split("==") for line in locked if "==" in line and ";" not in line]
    there = [[name.replace("-", "_"), version] for name, version in there if name != "segno"]
    next(pair for pair in there if pair[0] == "django")[1] = "4.2"
    done = SimpleNamespace(stdout=json.dumps(there))
    monkeypatch.setattr(doctor.subprocess, "run", lambda *command, **options: done)
    missing = doctor.missing_wheels("run")
    assert [name.split()[0] for name in missing] == ["django", "segno"]
