"""What the last start prepared is left out by the next one, and nothing else is."""

import sqlite3
from contextlib import closing

import pytest

from config.launch import prepared, progress


@pytest.fixture
def last_start(tmp_path):
    """`last_start()`: what the next start would prepare, after one that prepared a demo."""
    variables = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DEMO": "1"}
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as connection:
        connection.executescript(PREPARED)
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    assert prepared.missing(variables, True) == ["database", "static"]
    prepared.remember(variables, True)
    return lambda demo=True, **settings: prepared.missing(variables | settings, demo)


PREPARED = """
CREATE TABLE django_migrations (app, name); CREATE TABLE plans_plan (id); CREATE TABLE agencies_user (email);
INSERT INTO django_migrations VALUES ('plans', '0001_initial'), ('plans', '0002_more');
INSERT INTO plans_plan VALUES (1); INSERT INTO agencies_user VALUES ('lan@demo.example');
"""


def test_a_second_start_prepares_nothing(last_start):
    assert last_start() == []
    assert last_start(PORTAL_BIND="127.0.0.1:9000") == []


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM plans_plan",
        "DELETE FROM agencies_user",
        "DELETE FROM django_migrations WHERE name = '0002_more'",
        "INSERT INTO django_migrations VALUES ('plans', '0003_of_another_branch')",
        "DROP TABLE django_migrations",
    ],
)
def test_an_emptied_or_replaced_database_is_prepared_again(last_start, tmp_path, change):
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as connection:
        connection.execute(change)
        connection.commit()
    assert last_start() == ["database"]


def test_a_database_that_is_gone_or_on_a_server_is_prepared_again(last_start, tmp_path):
    assert "database" in last_start(DATABASE_URL="postgres://portal:secret@127.0.0.1:5432/portal")
    (tmp_path / "db.sqlite3").unlink()
    assert last_start() == ["database"]
    assert not (tmp_path / "db.sqlite3").exists()


def test_static_files_that_are_gone_are_collected_again(last_start, tmp_path):
    (tmp_path / "static" / "one.css").touch()
    assert last_start() == ["static"]
    (tmp_path / "static" / "staticfiles.json").unlink()
    assert last_start() == ["static"]


def test_another_setting_or_the_end_of_the_demo_is_noticed(last_start):
    assert last_start(PORTAL_TODAY="2025-07-01") == ["database", "static"]
    assert last_start(demo=False) == ["database"]


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ("plans/migrations/0003_new.py", ["database"]),
        ("agencies/data/agencies.json", ["database"]),
        ("agencies/data/units.csv", ["database"]),
        ("static/css/new.css", ["static"]),
        ("requirements.lock", ["database", "static"]),
        ("templates/home.html", []),
    ],
)
def test_changed_code_is_noticed_where_it_counts(last_start, tmp_path, monkeypatch, changed, lacking):
    tree = tmp_path / "tree"
    for name in ("requirements.lock", "config/settings.py", "plans/apps.py", "static/site.css", changed):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("before")
    monkeypatch.setattr(prepared, "ROOT", tree)
    prepared.remember({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DEMO": "1"}, True)
    assert last_start() == []
    (tree / changed).write_text("after!")
    assert last_start() == lacking


def test_an_interrupted_preparation_counts_for_nothing(last_start, tmp_path):
    prepared.forget({"PORTAL_DATA_DIR": str(tmp_path)})
    assert last_start() == ["database", "static"]


def test_the_seconds_of_each_step_are_printed_and_read_again(capsys):
    with progress.step("environment"):
        pass
    with pytest.raises(ValueError), progress.step("demo"):
        raise ValueError
    said = capsys.readouterr().out
    assert said.splitlines()[0].endswith("…    Python environment / môi trường Python")
    assert progress.seconds_of(said) == {"environment": 0.0}
