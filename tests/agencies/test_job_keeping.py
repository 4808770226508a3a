"""A step that says nothing for minutes keeps its job, one that hangs loses it; long jobs leave room for short ones."""

from datetime import timedelta
from threading import Event as Signal
from threading import Thread
from types import SimpleNamespace

import pytest
from django.utils import timezone

from agencies import job_keeping, jobs, tasks
from agencies.job_keeping import BEHIND_OTHERS, Pulse, long_place
from agencies.models import Job
from config import tasks as machine

WITHIN = 20  # seconds


@pytest.fixture
def called(monkeypatch):
    """Jobs for which a worker was called."""
    found = []
    for module in (jobs, tasks.jobs):
        monkeypatch.setattr(module, "wake_up", found.append)
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.engine
def test_a_silent_step_of_minutes_is_not_taken_twice(lan, settings, monkeypatch, called):
    """Lan's import compares two million rows and says nothing; the sweep of another worker leaves it alone."""
    settings.JOB_HEARTBEAT_TIMEOUT = timedelta(seconds=1)
    job, felt = Job.objects.create(kind="test", requester=lan), Signal()
    keep_alive = Pulse.keep_alive
    monkeypatch.setattr(Pulse, "keep_alive", lambda pulse: (keep_alive(pulse), felt.set()))

    def silent(job_id, beat):
        Job.objects.filter(pk=job_id).update(heartbeat_at=timezone.now() - timedelta(minutes=5))
        assert felt.wait(WITHIN)
        Thread(target=sweep).run()
        return "Đã so sánh"

    def sweep():
        settings.JOB_HEARTBEAT_TIMEOUT = timedelta(minutes=2)
        tasks.sweep_jobs()

    jobs.run_here(job.pk, silent)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.message, called) == ("done", 1, "Đã so sánh", [])


@pytest.mark.django_db
def test_a_step_that_hangs_is_not_kept_alive_for_ever(lan, settings, monkeypatch):
    settings.JOB_HEARTBEAT_TIMEOUT = timedelta(0)
    kept, pulse = [], Pulse(1, 1)
    monkeypatch.setattr(pulse, "keep_alive", lambda: (kept.append(1), pulse.over.set()))
    pulse.heard_at -= job_keeping.LONGEST_STEP + 1
    Thread(target=pulse.run, daemon=True).start()
    assert not pulse.over.wait(0.3) and kept == []
    pulse.hear()
    assert pulse.over.wait(WITHIN) and kept == [1]


@pytest.mark.django_db
def test_a_pulse_is_of_its_own_attempt_only(lan, monkeypatch):
    long_ago = timezone.now() - timedelta(minutes=5)
    job = Job.objects.create(kind="test", requester=lan, state="running", attempts=2, heartbeat_at=long_ago)
    monkeypatch.setattr(job_keeping, "connection", SimpleNamespace(close=lambda: None))
    Pulse(job.pk, 1).keep_alive()
    job.refresh_from_db()
    assert job.heartbeat_at == long_ago
    Pulse(job.pk, 2).keep_alive()
    job.refresh_from_db()
    assert job.heartbeat_at > long_ago


@pytest.fixture
def long(monkeypatch, lan, settings):
    """`long(n)`: the n-th job of a kind that takes minutes; one at a time has a place."""
    settings.LONG_JOB_PLACES = 1
    monkeypatch.setattr(jobs, "LONG", {"long"})
    monkeypatch.setitem(jobs.HANDLERS, "long", lambda job_id, beat: "Đã lập")
    return lambda: Job.objects.create(kind="long", requester=lan)


@pytest.mark.django_db
def test_a_second_long_job_waits_and_says_so_while_a_short_one_runs(long, lan, called, monkeypatch):
    monkeypatch.setitem(jobs.HANDLERS, "short", lambda job_id, beat: "Đã đọc")
    waits, short = long(), Job.objects.create(kind="short", requester=lan)
    with long_place() as there_is:
        assert there_is
        for job in (waits, short):
            jobs.run_job(job.pk)
            job.refresh_from_db()
    assert (waits.state, waits.message, short.state) == ("queued", BEHIND_OTHERS, "done")
    jobs.run_job(waits.pk)
    waits.refresh_from_db()
    assert (waits.state, called) == ("done", [])


@pytest.mark.django_db
def test_after_a_long_job_a_worker_is_called_for_the_one_that_waits_longest(long, called):
    first, second, third = long(), long(), long()
    jobs.run_job(first.pk)
    assert called == [second.pk]
    jobs.run_job(second.pk)
    assert called == [second.pk, third.pk]


@pytest.mark.django_db
def test_the_backup_waits_for_a_place_too(long, monkeypatch):
    made = []
    monkeypatch.setattr(machine.daily_backup, "run", lambda: made.append(1))
    with long_place():
        machine.back_up_daily()
    assert made == []
    machine.back_up_daily()
    assert made == [1]


def test_what_takes_minutes_is_known_as_long():
    papers, others = {"report", "paper", "money_file"}, {"duplicate_search", "simulation", "scan_manifest"}
    assert papers | others | {"archive_export"} == jobs.LONG
