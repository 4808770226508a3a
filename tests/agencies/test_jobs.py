"""A job's row is what holds: killed workers, second deliveries and lost messages leave no job running for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies import clock_steps, jobs, tasks
from agencies.models import Job


@pytest.fixture
def handler(monkeypatch):
    """Registers a job of kind "test" that does what the test says."""

    def register(run):
        monkeypatch.setitem(jobs.HANDLERS, "test", run)

    return register


@pytest.fixture
def job(lan):
    return Job.objects.create(kind="test", requester=lan)


def silence(job, **changes):
    """The worker of the job was killed a while ago."""
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=5), **changes)


def test_a_job_runs_and_says_how_far_it_is(job, handler):
    seen = []

    def run(job_id, beat):
        beat(40, "Đang lập Phụ lục I")
        seen.append(Job.objects.get(pk=job_id).percent)
        return "Đã lập báo cáo"

    handler(run)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert seen == [40]
    assert (job.state, job.percent, job.message) == ("done", 100, "Đã lập báo cáo")


def test_a_message_delivered_twice_runs_once(job, handler):
    runs = []
    handler(lambda job_id, beat: runs.append(job_id))
    tasks.run_job(job.pk)
    tasks.run_job(job.pk)
    assert runs == [job.pk]


def test_a_failed_job_says_why_and_can_be_repeated(job, handler, monkeypatch):
    def refuse(job_id, beat):
        raise jobs.JobFailed("Chưa có chỉ tiêu nào để báo cáo.")

    handler(refuse)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "Chưa có chỉ tiêu nào để báo cáo.")
    monkeypatch.setattr(tasks.run_job, "delay", lambda pk: None)
    assert jobs.repeat(job)
    assert not jobs.repeat(job)
    handler(lambda job_id, beat: "Xong")
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "done"


def test_an_error_of_ours_does_not_show_its_insides(job, handler, caplog):
    def crash(job_id, beat):
        raise RuntimeError("tệp /etc/passwd")

    handler(crash)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "passwd" not in job.message


def test_a_killed_worker_is_replaced(job, handler, monkeypatch):
    silence(job, state=Job.State.RUNNING, attempts=1)
    handler(lambda job_id, beat: "Xong")
    monkeypatch.setattr(tasks.run_job, "delay", tasks.run_job)
    tasks.sweep_jobs()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_a_job_whose_worker_was_killed_says_that_it_waits_again(job, monkeypatch):
    silence(job, state=Job.State.RUNNING, attempts=1, percent=60, message="Đang lập tệp PDF")
    monkeypatch.setattr(tasks.run_job, "delay", lambda pk: None)
    tasks.sweep_jobs()
    job.refresh_from_db()
    assert (job.state, job.percent, job.message) == ("queued", 0, "Đang chờ đến lượt")


def test_a_lost_message_is_sent_again(job, handler, monkeypatch):
    silence(job)
    handler(lambda job_id, beat: "Xong")
    monkeypatch.setattr(tasks.run_job, "delay", tasks.run_job)
    tasks.sweep_jobs()
    job.refresh_from_db()
    assert job.state == "done"


def test_a_job_that_kills_every_worker_ends_with_a_sentence(job, monkeypatch):
    silence(job, state=Job.State.RUNNING, attempts=3)
    monkeypatch.setattr(tasks.run_job, "delay", lambda pk: pytest.fail("it was tried often enough"))
    tasks.sweep_jobs()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "Làm lại" in job.message


def test_a_worker_whose_job_was_taken_over_writes_nothing(job, handler):
    def lose(job_id, beat):
        Job.objects.filter(pk=job_id).update(attempts=2)
        beat(50, "tưởng vẫn còn việc")

    handler(lose)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.percent) == ("running", 2, 0)


@pytest.fixture
def clock(monkeypatch, settings, tmp_path):
    """`clock(hours=10)` sets the machine's clock; the one that only counts goes on as it is."""
    settings.DATA_DIR = tmp_path

    def set_by(**how):
        there = timezone.now() + timedelta(**how)
        monkeypatch.setattr(timezone, "now", lambda: there)
        monkeypatch.setattr(clock_steps.time, "time", there.timestamp)

    return set_by


@pytest.mark.engine
@pytest.mark.parametrize("hours", [10, -10])
def test_a_clock_that_is_set_takes_no_running_job_from_its_worker(job, handler, monkeypatch, clock, hours):
    called = []
    monkeypatch.setattr(tasks.run_job, "delay", called.append)

    def run(job_id, beat):
        clock(hours=hours)
        tasks.sweep_jobs()
        beat(50, "Đang lập tệp PDF")
        tasks.sweep_jobs()
        return "Xong"

    handler(run)
    tasks.sweep_jobs()
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, called) == ("done", 1, [])


def test_a_worker_that_fell_before_the_clock_was_set_is_replaced_after_a_whole_lease(job, monkeypatch, clock):
    called = []
    monkeypatch.setattr(tasks.run_job, "delay", called.append)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempts=1)
    tasks.sweep_jobs()
    clock(hours=10)
    tasks.sweep_jobs()
    tasks.sweep_jobs()
    assert called == []
    silence(job)
    tasks.sweep_jobs()
    assert called == [job.pk]


def test_a_clock_that_nobody_can_note_stops_no_sweep(job, settings, tmp_path, monkeypatch):
    (tmp_path / "run").touch()
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(tasks.run_job, "delay", lambda pk: None)
    silence(job, state=Job.State.RUNNING, attempts=1)
    tasks.sweep_jobs()
    job.refresh_from_db()
    assert job.state == "queued"
