"""Restore drill: a busy portal is backed up, restored into an empty place, and is one moment of the busy one."""

from collections import Counter

import pytest

from config.launch import cli
from tests.helpers import drill

pytestmark = [pytest.mark.engine, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def data(settings, tmp_path, monkeypatch):
    """The data folder of the tests' portal; commands work on it."""
    folder = tmp_path / "data"
    settings.MEDIA_ROOT = folder / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(folder))
    monkeypatch.setenv("DATABASE_URL", drill.database_url())
    monkeypatch.setenv("PORTAL_DOTENV", "0")
    monkeypatch.setenv("PATH", drill.path_with_server_programs())
    return folder


@pytest.fixture
def restored(data, tmp_path, monkeypatch):
    """`with restored(name) as seen`: back up, restore, and give what the restored portal holds."""

    def back_up_and_restore(name):
        saved, target = tmp_path / f"{name}.tar", tmp_path / name
        assert cli.main(["backup", "--out", str(saved)]) == 0
        with drill.empty_database(name, target) as url, monkeypatch.context() as changed:
            changed.setenv("DATABASE_URL", url)
            assert cli.main(["restore", str(saved), "--into", str(target)]) == 0
            again = ["restore", str(saved), "--into", str(target.with_name("again"))]
            if url.startswith("postgres"):  # its database is no longer empty
                assert cli.main(again) == 1 and not target.with_name("again").exists()
            return drill.seen_in(target, url)

    return back_up_and_restore


def test_what_is_restored_is_one_moment_of_a_busy_portal(restored, plan, lan, binh, thu, capsys):
    with drill.busy(plan, [lan, binh, thu]) as done:
        drill.wait_for(done, versions=2)
        before = dict(done)
        seen = restored("busy")
        after = dict(done)
    assert "BAD" not in capsys.readouterr().out
    reports = Counter(code for code, _, _ in seen["reports"])
    for code in done:
        count = reports[code]
        assert before[code] <= count <= after[code] + 1
        assert [version for each, version, _ in seen["reports"] if each == code] == list(range(1, count + 1))
        files = {name: content for name, content in seen["files"].items() if name.startswith(f"{code}/")}
        assert files == {f"{code}/{number}": str(number) for number in range(1, count + 1)}
        assert sum(row[1] == code for row in seen["history"]) == 2 * count  # of each plan and of each report
        [figures] = [row for row in seen["figures"]["agencies"] if row["code"] == code]
        assert figures["scanned_pages"] == 30 * count


def test_a_quiet_portal_is_restored_to_the_last_figure(restored, plan, lan, binh):
    for number in (1, 2):
        for person in (lan, binh):
            drill.declare(person, plan, number)
    assert restored("quiet") == drill.seen_here()
