"""`./portal lint`: every check runs, and one that fails makes the whole fail."""

import sys

import pytest

from config.launch import environment, lint


@pytest.fixture
def checks(monkeypatch):
    """`checks(3, 0)`: a check for each exit code, in place of the real ones; returns lint's own exit code."""

    def run(*codes, fix=False, mend=None):
        commands = [[sys.executable, "-c", f"print('line {code}'); raise SystemExit({code})"] for code in codes]
        monkeypatch.setattr(lint, "CHECKS", tuple((f"check{n}", each, mend) for n, each in enumerate(commands)))
        monkeypatch.setattr(environment, "ensure", lambda kind: None)
        return lint.lint(fix)

    return run


def test_all_checks_run_and_the_failed_one_is_shown(checks, capfd):
    assert checks(3, 0) == 1
    printed = capfd.readouterr().out
    assert "FAILED  check0" in printed and "line 3" in printed
    assert "ok      check1" in printed and "line 0" not in printed


def test_clean_is_zero(checks):
    assert checks(0, 0) == 0


def test_only_fix_changes_files(checks, tmp_path):
    mended = tmp_path / "mended"
    mend = [sys.executable, "-c", f"open({str(mended)!r}, 'w').close()"]
    checks(0, mend=mend)
    assert not mended.exists()
    checks(0, fix=True, mend=mend)
    assert mended.exists()


def test_the_checks_see_no_setting_of_this_machine(monkeypatch, capfd):
    monkeypatch.setenv("PORTAL_PRODUCTION", "1")
    monkeypatch.setenv("PORTAL_DATA_DIR", "/nowhere")
    show = "import os; print(os.environ.get('PORTAL_PRODUCTION'), os.environ['PORTAL_DATA_DIR']); raise SystemExit(1)"
    monkeypatch.setattr(lint, "CHECKS", (("settings", [sys.executable, "-c", show], None),))
    monkeypatch.setattr(environment, "ensure", lambda kind: None)
    assert lint.lint() == 1
    printed = capfd.readouterr().out
    assert "None " in printed and "/nowhere" not in printed


def test_the_checks_are_those_that_the_readme_names():
    assert [name for name, _, _ in lint.CHECKS] == ["lint", "format", "templates", "types", "migrations"]
