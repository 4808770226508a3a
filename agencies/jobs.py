"""Running a job: claim it, beat while it runs, finish or fail it with a sentence for the user."""

import logging
from collections.abc import Callable

from celery import shared_task
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .models import Job

log = logging.getLogger(__name__)
HANDLERS = {}
WAITING = Job._meta.get_field("message").default
# What a worker calls while it works: percent done, and what it is doing (Vietnamese).
Beat = Callable[[int, str], None]


class JobFailed(Exception):
    """Carries a Vietnamese sentence that says why the job cannot succeed; it is not tried again."""


class JobLost(Exception):
    """Another worker took the job over; this one must stop without writing anything."""


def handles(kind):
    """Register `run(job_id, beat)` as what a worker does for jobs of this kind."""

    def register(run):
        HANDLERS[kind] = run
        return run

    return register


def enqueue(job):
    """Queue the job for a worker once the transaction is committed."""
    transaction.on_commit(lambda: run_job.delay(job.pk))


def claim(job_id):
    """Take a waiting job; returns its attempt number, or None where it is over or somebody else's."""
    now = timezone.now()
    taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, percent=0, message="Đang bắt đầu", heartbeat_at=now
    )
    return Job.objects.values_list("attempts", flat=True).filter(pk=job_id).first() if taken else None


def heartbeat(job_id, attempt):
    """A function `beat(percent, message)` for the worker of this attempt; it raises JobLost when another took over."""

    def beat(percent, message):
        alive = Job.objects.filter(pk=job_id, state=Job.State.RUNNING, attempts=attempt).update(
            percent=percent, message=message[:300], heartbeat_at=timezone.now()
        )
        if not alive:
            raise JobLost(f"job {job_id} attempt {attempt}")

    return beat


def finish(job_id, attempt, state, message, percent=100):
    """Close this attempt; a worker whose job was taken over closes nothing."""
    return Job.objects.filter(pk=job_id, state=Job.State.RUNNING, attempts=attempt).update(
        state=state, message=message[:300], percent=percent, finished_at=timezone.now()
    )


def repeat(job, over=Job.State.FAILED, enqueue_job=None):
    """Put a job that is over back in the queue; returns False when it is not in that state."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job.pk, state=over).update(
            state=Job.State.QUEUED, percent=0, attempts=0, message=WAITING, heartbeat_at=now, finished_at=None
        )
        if waiting:
            (enqueue_job or enqueue)(job)
    return bool(waiting)


@shared_task(name="agencies.tasks.run_job")
def run_job(job_id):
    """Run one job if nobody else does; safe to call any number of times."""
    run_here(job_id)


def run_here(job_id, run=None):
    """Run one job in this process by `run(job_id, beat)`, or as its kind is registered where `run` is None."""
    attempt = claim(job_id)
    if attempt is None:
        return
    kind = Job.objects.values_list("kind", flat=True).get(pk=job_id)
    try:
        message = (run or HANDLERS[kind])(job_id, heartbeat(job_id, attempt))
        finish(job_id, attempt, Job.State.DONE, message or "Đã xong")
    except JobLost:
        log.warning("job %s was taken over", job_id)
    except JobFailed as failure:
        finish(job_id, attempt, Job.State.FAILED, str(failure), percent=0)
    except Exception:
        log.exception("job %s (%s) failed", job_id, kind)
        finish(job_id, attempt, Job.State.FAILED, "Lỗi của cổng, đã ghi nhật ký. Bấm “Làm lại” để chạy lại.", percent=0)
