"""What `./portal bench start` shows and when it fails; the measure itself is run by hand."""

import pytest

from config.launch import bench_start

FIRST = {"environment": 7.0, "migrations": 3.0, "demo": 8.0, "static": 5.0, "start": 3.0, "total": 22.0}


@pytest.mark.parametrize(("by_pip", "second", "held"), [(30.0, 4.0, True), (15.0, 4.0, False), (30.0, 9.0, False)])
def test_the_parts_of_a_start_are_shown_and_judged_by_ratios(by_pip, second, held, capsys):
    assert bench_start.report(FIRST, {"total": second}, {"total": 14.0}, by_pip) is held
    said = capsys.readouterr().out.splitlines()
    assert "  migrations       3.0 s" in said and "  total           22.0 s" in said
    assert said[-2].startswith(f"  environment by uv 7.0 s, by pip {by_pip} s: ratio {7 / by_pip:.2f}")


def test_the_machine_of_the_start_has_nothing_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_TODAY", "2025-07-01")
    monkeypatch.setattr(bench_start, "ROOT", tmp_path / "tree")
    for name in ("portal", ".venv/bin/python", "var/db.sqlite3", "plans/models.py"):
        (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tree" / name).touch()
    machine = bench_start.Machine(tmp_path, "copy")
    assert sorted(path.name for path in machine.tree.iterdir()) == ["plans", "portal"]
    assert machine.options["env"]["HOME"] == str(tmp_path / "copy-home")
    assert "PORTAL_TODAY" not in machine.options["env"]
