"""Tình trạng and `./portal doctor --production`: the same checks, each with what to do."""

import ssl
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from agencies import backup_record
from agencies.models import Job
from config.status import checks, machine, traffic
from config.status.line import BAD, OK, WARN

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def data(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.CSRF_TRUSTED_ORIGINS = []
    monkeypatch.setattr(traffic.current_app.control, "ping", lambda timeout: [{"worker": "pong"}])
    return settings.DATA_DIR


def nothing_to_say():
    """No certificate where nobody has named an address, no way between machines where one is all; SQLite's roles."""
    return 2 + (connection.vendor == "sqlite")


def by_name():
    return {line.name.en: line for line in checks.lines()}


def test_every_check_says_what_it_found_and_what_to_do():
    found = checks.lines()
    assert len(found) == len(checks.CHECKS) - nothing_to_say()
    for line in found:
        assert line.value.vi and line.value.en and line.word
        assert line.state == OK or (line.advice.vi and line.advice.en), line.name.en


def test_those_who_watch_the_portal_see_the_page_and_a_way_to_it(as_user, quy, son, hoa, lan, plan):
    for person in (quy, son):
        page = as_user(person).get("/tinh-trang/").content.decode()
        assert "Tình trạng của cổng" in page and "Chưa sao lưu lần nào" in page and "PORTAL_BACKUP_DIR" in page
        assert 'href="/tinh-trang/"' in as_user(person).get("/").content.decode()
    for person in (hoa, lan):
        assert as_user(person).get("/tinh-trang/").status_code == 403
        assert 'href="/tinh-trang/"' not in as_user(person).get("/").content.decode()


def test_a_job_that_waits_too_long_is_told(quy):
    job = Job.objects.create(kind="report", requester=quy)
    assert traffic.queue().state == OK
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=25))
    line = traffic.queue()
    assert (line.state, line.value.vi) == (WARN, "1 việc, lâu nhất 25 phút") and "worker" in line.advice.vi


def test_silent_workers_and_a_dead_broker_are_two_things(monkeypatch, quy):
    monkeypatch.setattr(traffic.current_app.control, "ping", lambda timeout: [])
    assert traffic.workers().value.en == "none answers"
    job = Job.objects.create(kind="report", requester=quy, state=Job.State.RUNNING)
    assert (traffic.workers().state, traffic.workers().value.en) == (OK, "busy with a job")
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(hours=1))
    assert traffic.workers().value.en == "none answers"

    def refuse(timeout):
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(traffic.current_app.control, "ping", refuse)
    assert traffic.workers().state == BAD and "nobody listens" in traffic.workers().value.en


def test_an_old_and_a_failed_backup_are_told(data, tmp_path):
    saved = tmp_path / "x.tar"
    saved.write_bytes(b"x" * 1_500_000)
    assert traffic.last_backup().state == BAD
    backup_record.note_good(data, saved, timezone.localtime())
    assert traffic.last_backup().state == OK and traffic.last_backup().advice.en == ""
    backup_record.note_good(data, saved, timezone.localtime() - timedelta(days=2))
    assert traffic.last_backup().state == WARN
    backup_record.note_failed(data, "no room", timezone.localtime())
    assert traffic.last_backup().state == BAD and "no room" in traffic.last_backup().value.en


def test_a_wrong_clock_is_told(monkeypatch):
    assert machine.clock().state == OK
    monkeypatch.setattr(machine, "database_time", lambda: machine.time.time() + 36_000)
    line = machine.clock()
    assert (line.state, line.value.vi) == (BAD, "lệch 36.000,0 giây") and "chrony" in line.advice.en


@pytest.mark.parametrize(("free", "state"), [(400, BAD), (1_500, WARN), (9_000, WARN), (50_000, OK)])
def test_a_disk_runs_full_before_it_is(monkeypatch, data, free, state):
    usage = namedtuple("usage", "total used free")(100 * 10**9, 0, free * 10**6)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: usage)
    assert machine.disk(data).state == state


def test_the_folder_of_backups_is_watched_too(settings, tmp_path):
    settings.BACKUP_DIR = str(tmp_path / "none")
    own, other = machine.disks()
    assert own.state == OK and other.state == BAD and str(tmp_path / "none") in other.name.vi
    assert other.value.vi == "không có thư mục này, hoặc cổng không đọc được"


def test_a_certificate_tells_its_days(settings, monkeypatch):
    settings.CSRF_TRUSTED_ORIGINS = ["https://sohoa.example.vn", "http://plain.example.vn", "https://*.example.vn"]
    asked = []

    def ends(host, port):
        asked.append((host, port))
        return timezone.now() + timedelta(days=9, hours=1)

    monkeypatch.setattr(traffic, "end_of_certificate", ends)
    [line] = traffic.certificates()
    assert asked == [("sohoa.example.vn", 443)]
    assert (line.state, line.value.vi) == (WARN, "còn 9 ngày") and "sohoa.example.vn" in line.name.vi
    monkeypatch.setattr(traffic, "end_of_certificate", lambda *place: (_ for _ in ()).throw(OSError("no route")))
    assert traffic.certificates()[0].value.vi == "từ máy chủ này không tới được"
    untrusted = ssl.SSLError(1, "CERTIFICATE_VERIFY_FAILED")
    monkeypatch.setattr(traffic, "end_of_certificate", lambda *place: (_ for _ in ()).throw(untrusted))
    assert traffic.certificates()[0].value.vi.startswith("không dùng được: hết hạn")


def test_a_migration_that_waits_is_told(monkeypatch):
    assert machine.migrations().state == OK
    waiting = [("agencies.0099_later", False)]
    monkeypatch.setattr(machine.MigrationExecutor, "migration_plan", lambda *arguments: waiting)
    assert machine.migrations().state == BAD and "agencies.0099_later" in machine.migrations().value.en


def test_versions_name_a_broker_that_is_silent(settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert machine.versions().value.en.endswith("Redis (?)")
    settings.CELERY_BROKER_URL = "filesystem://"
    assert machine.versions().value.en.endswith("filesystem")


def test_what_production_would_refuse_is_told(settings):
    line = by_name()["Production settings"]
    assert line.state == BAD and "PORTAL_DEMO" in line.value.en or line.state == WARN
    settings.PRODUCTION = True
    settings.SETUP = machine.settings.SETUP.__class__(
        debug=True,
        secret_key="k" * 30 + "0123456789-abcdefghijkl",
        is_demo=False,
        is_rehearsal=False,
        broker_url="redis://",
        database_engine="postgresql",
        machines=1,
    )
    line = machine.setup()
    assert line.state == BAD and line.value.en.startswith("DJANGO_DEBUG shows code")
    assert line.value.vi.startswith("DJANGO_DEBUG cho mọi người thấy mã nguồn")


def test_a_check_that_falls_is_a_line_and_the_others_go_on(monkeypatch):
    def fall():
        raise RuntimeError("odd")

    changed = [(name, fall if check is machine.versions else check) for name, check in checks.CHECKS]
    monkeypatch.setattr(checks, "CHECKS", changed)
    line = by_name()["Versions"]
    assert line.state == BAD and "odd" in line.value.en and len(checks.lines()) == len(checks.CHECKS) - nothing_to_say()
