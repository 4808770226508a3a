"""The daily backup: when it is due, what is kept, and that pages show a failure."""

import json
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from agencies import backup_record, backups
from agencies.backups import State
from config import daily_backup, tasks
from config.launch.backup import BusyBackingUp
from config.launch.copying import CopyFailed

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOON = timezone.make_aware(datetime(2026, 3, 5, 12, 0))


@pytest.fixture
def folders(settings, tmp_path):
    settings.DATA_DIR, backup_folder = tmp_path / "data", tmp_path / "backups"
    settings.BACKUP_DIR = str(backup_folder)
    settings.DATA_DIR.mkdir()
    backup_folder.mkdir()
    return settings.DATA_DIR, backup_folder


@pytest.fixture
def made(monkeypatch):
    """Stands for the copying, which is tried in test_backup.py."""
    targets = []

    def make(variables, target, public_key):
        target.write_bytes(b"x" * 1_500_000)
        backup_record.note_good(daily_backup.Path(variables["PORTAL_DATA_DIR"]), target, timezone.localtime())
        targets.append(target)

    monkeypatch.setattr(daily_backup, "make_backup", make)
    return targets


@pytest.mark.parametrize(
    ("good", "failed", "due"),
    [
        (None, None, True),
        (timedelta(hours=1), None, False),  # at eleven
        (timedelta(hours=10, minutes=59), None, False),  # at 1.01
        (timedelta(hours=11, minutes=1), None, True),  # before the hour of today
        (timedelta(days=1), timedelta(minutes=30), False),  # tried a moment ago
        (timedelta(days=1), timedelta(hours=2), True),
    ],
)
def test_one_backup_a_day_and_a_failed_one_again_after_an_hour(good, failed, due):
    state = State(good and NOON - good, 1, failed and NOON - failed, "")
    assert daily_backup.is_due(NOON, state) is due


def test_before_the_hour_yesterdays_still_counts():
    before = NOON.replace(hour=0, minute=30)
    assert not daily_backup.is_due(before, State(before - timedelta(hours=20), 1, None, ""))


def test_days_weeks_and_months_are_kept():
    days = [datetime(2026, 3, 31, 1) - timedelta(days=number) for number in range(500)]
    kept = sorted(daily_backup.keep([*days, datetime(2026, 3, 31, 5)], 7, 4, 12))
    assert datetime(2026, 3, 31, 5) in kept and datetime(2026, 3, 31, 1) not in kept  # the newest of a day
    assert set(days[1:7]) <= set(kept)
    assert [day for day in kept if day.month == 2 and day.year == 2026] == [datetime(2026, 2, 28, 1)]
    assert kept[0] == datetime(2025, 4, 30, 1) and len(kept) == 7 + 2 + 11
    assert daily_backup.keep(days, 0, 0, 0) == {days[0]}  # the newest of all is never deleted


def test_the_day_brings_one_backup_and_only_our_own_old_ones_go(folders, made):
    data, backup_folder = folders
    for name in ("portal-20200101-010000.tar", "portal-20200101-020000.tar.age", "notes.txt", ".portal-x.tar.a.part"):
        (backup_folder / name).touch()
    tasks.back_up_daily()
    tasks.back_up_daily()
    assert len(made) == 1 and made[0].parent == backup_folder
    left = {path.name for path in backup_folder.iterdir()} - {made[0].name}
    assert left == {"portal-20200101-020000.tar.age", "notes.txt"}


def test_without_a_folder_nothing_is_made(folders, made, settings):
    settings.BACKUP_DIR = ""
    tasks.back_up_daily()
    assert made == []


def test_one_that_is_still_being_made_is_no_failure(folders, made, monkeypatch):
    def wait(*arguments):
        raise BusyBackingUp("Another backup is being made.")

    monkeypatch.setattr(daily_backup, "make_backup", wait)
    tasks.back_up_daily()
    assert not backups.state().has_failed


def test_a_failure_is_said_until_the_next_good_one(folders, made, monkeypatch, as_user, quy, plan):
    data, backup_folder = folders
    tasks.back_up_daily()
    home = as_user(quy).get("/").content.decode()
    assert "Xem lại việc sao lưu" not in home
    assert ", 1,5 MB." in as_user(quy).get("/bat-dau/sao-luu/").content.decode()

    def fail(*arguments):
        raise CopyFailed("The folder is not there.")

    backup_record.note_good(data, made[0], timezone.localtime() - timedelta(days=3))
    monkeypatch.setattr(daily_backup, "make_backup", fail)
    tasks.back_up_daily()
    assert backups.state().why == "The folder is not there."
    home = as_user(quy).get("/").content.decode()
    assert "Xem lại việc sao lưu" in home and "cách đây 3 ngày" in home and "không thành công" in home


def test_whoever_watches_reads_the_age_and_an_old_backup_leaves_the_portal_ready(folders, client):
    data, backup_folder = folders
    answer = client.get("/readyz")
    assert json.loads(answer.content)["backup"] == {"age_hours": None, "bytes": 0, "last_failed": False, "ok": False}
    saved = backup_folder / "x.tar"
    saved.write_bytes(b"12345")
    backup_record.note_good(data, saved, timezone.localtime() - timedelta(hours=50, minutes=1))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert json.loads(answer.content)["backup"] == {"age_hours": 50, "bytes": 5, "last_failed": False, "ok": False}


def test_what_is_no_record_is_none(folders):
    data, _ = folders
    (data / backup_record.NAME).write_text("[]")
    assert backups.state() == State(None, 0, None, "")
