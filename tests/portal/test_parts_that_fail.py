"""A part that is down stops nothing else: pages are read, what was committed is shown, and the watchdog names it."""

import errno
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from celery import current_app
from django.db import OperationalError
from django.utils import timezone
from kombu import Connection
from kombu.exceptions import OperationalError as NoBroker

from agencies import jobs, tasks
from agencies.limits.storage import not_written
from agencies.models import Job
from config import health
from config.celery import Every
from config.launch import run
from config.launch.processes import StartFailed
from plans.catalogues import services as catalogues
from plans.models import Plan
from reports.models import Report
from tests.helpers.factories import a_catalogue

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def answers(client):
    client.raise_request_exception = False


@pytest.fixture
def frozen(settings, monkeypatch):
    """A broker that takes connections and never answers, as after SIGSTOP."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        settings.CELERY_BROKER_URL = url
        options = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}
        with Connection(url, transport_options=options) as broker:
            monkeypatch.setattr(current_app, "connection_for_write", lambda *args, **kwargs: broker)
            yield broker


def ask(client):
    began = time.monotonic()
    answer = client.get("/readyz")
    assert time.monotonic() - began < 2
    return answer.status_code, {name for name, well in answer.json().items() if well is False}


def test_the_watchdog_names_a_broker_that_is_frozen(client, frozen):
    assert ask(client) == (503, {"broker"})
    assert client.get("/healthz").status_code == 200


def test_the_watchdog_names_a_broker_folder_that_is_gone(client, settings, tmp_path):
    settings.CELERY_BROKER_URL, settings.CELERY_BROKER_DIR = "filesystem://", tmp_path / "gone"
    assert ask(client) == (503, {"broker"})


def test_the_watchdog_names_a_database_that_does_not_answer(client, monkeypatch):
    monkeypatch.setitem(health.PARTS, "database", lambda: time.sleep(3))
    monkeypatch.setitem(health.PARTS, "broker", lambda: None)
    assert ask(client) == (503, {"database"})


def test_the_watchdog_names_a_full_disk(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_BYTES", 2**62)
    monkeypatch.setitem(health.PARTS, "broker", lambda: None)
    assert ask(client) == (503, {"disk"})


def test_nobody_waits_for_a_broker_that_does_not_answer(lan, monkeypatch):
    job, may_answer = Job.objects.create(kind="test", requester=lan), Event()
    monkeypatch.setattr(jobs, "CALL_SECONDS", 0.1)
    monkeypatch.setattr(jobs, "CALLERS", ThreadPoolExecutor(1))
    monkeypatch.setattr(jobs.run_job, "delay", lambda job_id: may_answer.wait(20))
    began = time.monotonic()
    jobs.wake_up(job.pk)
    assert time.monotonic() - began < 2
    may_answer.set()
    job.refresh_from_db()
    assert (job.state, job.message) == ("queued", jobs.UNCALLED)


@pytest.mark.parametrize("failure", [NoBroker("gone"), OSError(errno.ENOENT, "gone")])
def test_what_was_committed_without_a_broker_is_said_and_found_by_the_sweep(
    as_user, hoa, plan, monkeypatch, failure, django_capture_on_commit_callbacks
):
    def gone(*args, **options):
        raise failure

    monkeypatch.setattr(jobs.run_job, "delay", gone)
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_user(hoa).submit("/bao-cao/lap/", {"as_of": "20/06/2025"})
    report = Report.objects.get()
    assert answer.status_code == 302 and report.state == "queued" and report.message == jobs.UNCALLED
    assert "không cần làm lại" in as_user(hoa).get(answer.headers["Location"]).content.decode()
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    called = []
    monkeypatch.setattr(jobs.run_job, "delay", called.append)
    tasks.sweep_jobs()
    assert called == [report.pk]


@pytest.mark.parametrize(
    "failure, sentence",
    [
        (OperationalError("database or disk is full"), "hết chỗ lưu"),
        (OSError(errno.ENOSPC, "No space left on device"), "hết chỗ lưu"),
        (OperationalError("attempt to write a readonly database"), "không ghi được"),
        (OperationalError("database is locked"), "đang bận"),
    ],
)
def test_where_nothing_can_be_written_pages_are_read_and_writing_says_so(
    as_user, lan, answers, monkeypatch, failure, sentence
):
    catalogue = a_catalogue(lan.agency)

    def full(*args, **options):
        raise failure

    monkeypatch.setattr(catalogues, "create_catalogue", full)
    browser = as_user(lan)
    answer = browser.submit("/muc-luc/lap/", {"name": "Đợt 2", "new_fonds": "Phông Sở Y tế"})
    assert answer.status_code == 507 and sentence in answer.content.decode() and answer["Retry-After"]
    assert browser.get(f"/muc-luc/{catalogue.pk}/").status_code == 200
    assert Plan.objects.exists()


def test_a_full_database_says_it_in_the_words_that_we_know(tmp_path):
    small = sqlite3.connect(tmp_path / "small.sqlite3")
    small.execute("CREATE TABLE notes (text)")
    small.execute("PRAGMA max_page_count = 3")
    with pytest.raises(sqlite3.OperationalError) as full:
        small.execute("INSERT INTO notes VALUES (?)", ["x" * 100_000])
    assert not_written(OperationalError(str(full.value)))
    assert not_written(OperationalError("no such table: x")) is None and not_written(ValueError("disk is full")) is None


def test_a_data_folder_that_takes_nothing_is_named_by_the_launcher(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StartFailed, match="cannot be written to(.|\n)*Không ghi được vào thư mục dữ liệu"):
        with run.only_one({"PORTAL_DATA_DIR": str(tmp_path / "file" / "data")}):
            pass


def test_a_clock_set_back_leaves_no_job_and_no_sweep_waiting_for_hours(lan):
    job = Job.objects.create(kind="test", requester=lan, state="running", attempts=1)
    ahead = timezone.now() + timedelta(hours=10)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=ahead)
    tasks.sweep_jobs()
    job.refresh_from_db()
    assert job.state == "queued" and job.heartbeat_at < ahead
    sweep = Every(timedelta(seconds=30), app=current_app._get_current_object())
    assert sweep.is_due(sweep.now() + timedelta(hours=10)).is_due
    assert not sweep.is_due(sweep.now()).is_due
