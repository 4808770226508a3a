"""Each step of a job by itself: claimed, heard of, finished, repeated; and what its row says meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies import jobs
from agencies.calendar import portal_now
from agencies.models import Job

OURS = "Lỗi của cổng, đã ghi nhật ký. Bấm “Làm lại” để chạy lại."


@pytest.fixture
def job(lan):
    made = Job.objects.create(pk=700, kind="test", requester=lan, percent=60, message="cũ")
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    return made


def row(job):
    return Job.objects.get(pk=job.pk)


def is_fresh(moment, now=None):
    """A heartbeat follows the machine's clock; when a job ended, by the portal's day, like all that people see."""
    return abs((now or timezone.now()) - moment) < timedelta(minutes=1)


def test_a_claimed_job_starts_anew_and_is_nobody_elses(job):
    assert jobs.claim(job.pk) == 1
    now = row(job)
    assert (now.state, now.percent, now.message, now.attempts) == ("running", 0, "Đang bắt đầu", 1)
    assert is_fresh(now.heartbeat_at)
    assert jobs.claim(job.pk) is None and row(job).attempts == 1
    Job.objects.update(state="queued")
    assert jobs.claim(job.pk) == 2
    assert jobs.claim(job.pk + 1) is None


@pytest.mark.engine
@pytest.mark.parametrize("state", ["running", "done", "failed"])
def test_only_a_waiting_job_is_claimed(job, state):
    Job.objects.update(state=state)
    assert jobs.claim(job.pk) is None and row(job).state == state


def test_a_heartbeat_says_how_far_it_is(job):
    beat = jobs.heartbeat(job.pk, jobs.claim(job.pk))
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    beat(1, "x" * 400)
    now = row(job)
    assert (now.percent, now.message, now.state) == (1, "x" * 300, "running") and is_fresh(now.heartbeat_at)


@pytest.mark.parametrize("change", [{"attempts": 2}, {"state": "queued"}, {"state": "failed"}])
def test_the_heartbeat_of_a_lost_job_stops_its_worker(job, change):
    beat = jobs.heartbeat(job.pk, jobs.claim(job.pk))
    Job.objects.update(**change)
    with pytest.raises(jobs.JobLost, match=f"job {job.pk} attempt 1"):
        beat(50, "tưởng vẫn còn việc")
    assert row(job).message == "Đang bắt đầu"


def test_a_finished_job_keeps_its_end(job):
    attempt = jobs.claim(job.pk)
    assert jobs.finish(job.pk, attempt + 1, "done", "của người khác") == 0 and row(job).finished_at is None
    assert jobs.finish(job.pk, attempt, "done", "y" * 400) == 1
    now = row(job)
    assert (now.state, now.percent, now.message) == ("done", 100, "y" * 300) and is_fresh(now.finished_at, portal_now())
    assert now.is_over and jobs.finish(job.pk, attempt, "failed", "muộn") == 0 and row(job).state == "done"


def test_a_job_that_is_over_waits_again_from_the_start(job, django_capture_on_commit_callbacks, monkeypatch):
    queued = []
    monkeypatch.setattr(jobs.run_job, "delay", queued.append)
    jobs.finish(job.pk, jobs.claim(job.pk), "failed", "hỏng", percent=40)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        assert jobs.repeat(job) is True
        assert not queued
    now = row(job)
    assert queued == [job.pk] and len(callbacks) == 1
    assert (now.state, now.percent, now.attempts, now.message) == ("queued", 0, 0, "Đang chờ đến lượt")
    assert now.finished_at is None and is_fresh(now.heartbeat_at)
    assert jobs.repeat(job) is False


def test_a_caller_says_which_end_is_repeated_and_how_it_is_queued(job):
    queued = []
    jobs.finish(job.pk, jobs.claim(job.pk), "done", "xong")
    assert jobs.repeat(job) is False and row(job).state == "done"
    assert jobs.repeat(job, over="done", enqueue_job=queued.append) is True and queued == [job]
    assert jobs.repeat(job, over="done", enqueue_job=queued.append) is False and queued == [job]


def test_a_job_runs_here_by_a_callable_instead_of_its_kinds_handler(job):
    seen = []

    def run(job_id, beat):
        beat(10, "đang làm")
        seen.append((job_id, row(job).percent))

    jobs.run_here(job.pk, run)
    now = row(job)
    assert seen == [(job.pk, 10)] and (now.state, now.percent, now.message) == ("done", 100, "Đã xong")
    jobs.run_here(job.pk, run)
    assert len(seen) == 1


def test_a_kind_has_the_handler_that_was_registered_for_it(job, monkeypatch):
    monkeypatch.setattr(jobs, "HANDLERS", {})

    @jobs.handles("test")
    def run(job_id, beat):
        return f"việc {job_id}"

    assert jobs.HANDLERS == {"test": run} and run(7, None) == "việc 7"
    jobs.run_job(job.pk)
    assert row(job).message == f"việc {job.pk}"


@pytest.mark.parametrize(
    ("error", "message"), [(jobs.JobFailed("Chưa có chỉ tiêu."), "Chưa có chỉ tiêu."), (RuntimeError("bí mật"), OURS)]
)
def test_a_failed_job_is_no_per_cent_done(job, caplog, error, message):
    def fail(job_id, beat):
        beat(70, "gần xong")
        raise error

    jobs.run_here(job.pk, fail)
    now = row(job)
    assert (now.state, now.percent, now.message) == ("failed", 0, message) and is_fresh(now.finished_at, portal_now())
    logged = [record.getMessage() for record in caplog.records]
    assert logged == ([] if message != OURS else [f"job {job.pk} (test) failed"])


def test_a_job_that_was_taken_over_is_only_logged(job, caplog):
    def lose(job_id, beat):
        Job.objects.update(attempts=2)
        beat(50, "tưởng vẫn còn việc")

    jobs.run_here(job.pk, lose)
    assert row(job).state == "running" and caplog.messages == [f"job {job.pk} was taken over"]


def test_messages_in_a_broker_find_the_task_by_its_name():
    assert jobs.run_job.name == "agencies.tasks.run_job"


def test_a_queued_job_reaches_a_worker_once_it_is_committed(job, django_capture_on_commit_callbacks, monkeypatch):
    queued = []
    monkeypatch.setattr(jobs.run_job, "delay", queued.append)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.enqueue(job)
        assert queued == []
    assert queued == [job.pk]
