"""The children of the launcher: they go with it, and one that falls is started again."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.launch import children, processes
from tests.helpers.processes import SLEEPER, alive, eventually

ROOT = Path(__file__).resolve().parents[2]


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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux signals a child when its parent dies")
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


def test_a_child_lets_others_go_first_also_those_of_other_sessions(tmp_path):
    said = "import os; print(os.nice(0), open('/proc/self/autogroup').read().split()[-1], flush=True)"
    if not children.AUTOGROUP.exists():
        said = "import os; print(os.nice(0), 10, flush=True)"
    child = children.Child("worker", [sys.executable, "-c", said], tmp_path / "log", niceness=10)
    child.process.wait()
    assert child.log.read_text().split() == ["10", "10"]


def test_only_the_workers_step_back(monkeypatch):
    began = {}
    monkeypatch.setattr(processes, "Child", lambda name, *command, niceness, **rest: began.update({name: niceness}))
    monkeypatch.setattr(processes, "folder", lambda variables, name: Path("/nowhere"))
    processes.start({}, [])
    assert began == {"web": 0, "worker": 10, "worker2": 10, "beat": 0}


def test_a_child_that_dies_is_named_with_its_last_words(tmp_path):
    child = children.Child(
        "worker", [sys.executable, "-c", "print('no broker'); raise SystemExit(3)"], tmp_path / "log"
    )
    child.process.wait()
    with pytest.raises(processes.StartFailed, match=r"worker stopped by itself \(exit code 3\)(.|\n)*no broker"):
        processes.fail_if_any_died([child])


def test_a_fallen_child_is_started_again_without_what_it_left_behind_and_rests_if_it_goes_on(
    tmp_path, capsys, monkeypatch
):
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
    processes.revive(child)
    assert "worker keeps falling (exit code -9); the next try in 60 s" in capsys.readouterr().out
    assert child.rests() and child.died()
    child.rests_until = 0
    processes.revive(child)
    third = eventually(lambda: child.log.read_text().split()[2:])
    assert alive(int(third[0])) and not alive(int(second[0]))
    children.stop([child])


def test_the_web_goes_on_while_the_worker_keeps_falling(tmp_path, monkeypatch):
    web = children.Child("web", SLEEPER, tmp_path / "web.log")
    worker = children.Child("worker", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "worker.log")
    rounds = iter(range(200))
    with monkeypatch.context() as quick, pytest.raises(StopIteration):
        quick.setattr(processes.time, "sleep", lambda seconds: next(rounds) and worker.process.wait())
        processes.watch([web, worker])
    assert not web.died() and worker.rests() and worker.falls
    children.stop([web, worker])


def test_an_old_fall_is_forgiven(tmp_path):
    child = children.Child("worker", [sys.executable, "-c", ""], tmp_path / "log")
    assert [child.fell(600), child.fell(600), child.fell(0)] == [1, 2, 1]
    children.stop([child])
