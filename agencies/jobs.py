"""Running a job: claim it, report progress while it runs, finish or fail it with a sentence for the user."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from celery import shared_task
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from .calendar import portal_now
from .history import record
from .job_keeping import pulse, run_long
from .models import Job, User
from .request_facts import NOW, Facts, asked_by, request_id
from .secrecy.refusals import RefusedText

log = logging.getLogger(__name__)
Watched = TypeVar("Watched", bound=Job)
Beat = Callable[[int, str], None]  # percent done, and what it is doing (Vietnamese); raises JobLost
Handler = Callable[[int, Beat], str | None]  # (job id, beat) -> the message of a job that is done
HANDLERS: dict[str, Handler] = {}
LONG: set[str] = set()  # kinds that take minutes: few at once, so that short ones go on beside them
CALLERS, CALL_SECONDS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="wake-up"), 1.5
UNCALLED = "Đã nhận yêu cầu. Bộ phận xử lý chưa trả lời nên việc sẽ chạy chậm hơn; bạn không cần làm lại."
WAITING: str = Job._meta.get_field("message").default


class JobFailed(Exception):
    """Carries a Vietnamese sentence that says why the job cannot succeed; it is not tried again."""


class JobLost(Exception):
    """Another worker took the job over; this one must stop without writing anything."""


def handles(kind: str, *, long: bool = False) -> Callable[[Handler], Handler]:
    """Register `run(job_id, beat)` as what a worker does for jobs of this kind; `long` ones take minutes."""
    if long:
        LONG.add(kind)

    def register(run: Handler) -> Handler:
        HANDLERS[kind] = run
        return run

    return register


def enqueue(job: Job) -> None:
    """Queue the job for a worker once the transaction is committed."""
    transaction.on_commit(lambda: wake_up(job.pk))


def wake_up(job_id: int) -> None:
    """Send the message that wakes a worker up; where the broker does not take it in time, the row says so and the
    sweep finds it: what was committed stays committed, and nobody waits for the broker."""
    sent = CALLERS.submit(run_job.delay, job_id)
    try:
        sent.result(CALL_SECONDS)
    except (OperationalError, OSError, TimeoutError):
        sent.cancel()
        log.warning("job %s: the broker took no message", job_id)
        Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(message=UNCALLED)


def claim(job_id: int) -> int | None:
    """Take a waiting job; returns its attempt number, or None where it is over or somebody else's."""
    now = timezone.now()
    taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, percent=0, message="Đang bắt đầu", heartbeat_at=now
    )
    return Job.objects.values_list("attempts", flat=True).filter(pk=job_id).first() if taken else None


def heartbeat(job_id: int, attempt: int, hear: Callable[[], None] = lambda: None) -> Beat:
    """A function `beat(percent, message)` for the worker of this attempt; it raises JobLost when another took over.

    Within a transaction it is the fence: a worker that was taken to be dead meanwhile commits nothing. `hear` is
    called with each.
    """

    def beat(percent: int, message: str) -> None:
        hear()
        alive = Job.objects.filter(pk=job_id, state=Job.State.RUNNING, attempts=attempt).update(
            percent=percent, message=message[:300], heartbeat_at=timezone.now()
        )
        if not alive:
            raise JobLost(f"job {job_id} attempt {attempt}")

    return beat


def finish(job_id: int, attempt: int, state: str, message: str, percent: int = 100) -> int:
    """Close this attempt; returns how many jobs that closed: 0 where another worker took the job over."""
    return Job.objects.filter(pk=job_id, state=Job.State.RUNNING, attempts=attempt).update(
        state=state, message=message[:300], percent=percent, finished_at=portal_now()
    )


def repeat(job: Watched, over: str = Job.State.FAILED, enqueue_job: Callable[[Watched], object] | None = None) -> bool:
    """Put a job that is over back in the queue; returns False when it is not in that state."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job.pk, state=over).update(
            state=Job.State.QUEUED, percent=0, attempts=0, message=WAITING, heartbeat_at=now, finished_at=None
        )
        if waiting:
            (enqueue_job or enqueue)(job)
    return bool(waiting)


@transaction.atomic
def repeat_for(actor: User, job: Watched) -> bool:
    """Put a failed job back in the queue because the person asks; returns False when it has not failed."""
    repeated = repeat(job)
    if repeated:
        record(job, actor=actor, agency=job.requester.agency, action="repeat_job", sentence=f"cho chạy lại {job}")
    return repeated


@shared_task(name="agencies.tasks.run_job")
def run_job(job_id: int) -> None:
    """Run one job if nobody else does; safe to call any number of times."""
    kind = Job.objects.filter(pk=job_id).values_list("kind", flat=True).first()
    if kind in LONG:
        run_long(job_id, LONG, partial(run_here, job_id), wake_up)
    else:
        run_here(job_id)


def run_here(job_id: int, run: Handler | None = None) -> None:
    """Run one job in this process by `run(job_id, beat)`, or as its kind is registered where `run` is None."""
    attempt = claim(job_id)
    if attempt is None:
        return
    kind, asked = Job.objects.values_list("kind", "request_id").get(pk=job_id)
    try:
        facts = NOW.get() if request_id() else Facts(asked or f"job:{job_id}")
        with asked_by(facts), pulse(job_id, attempt) as beside:
            message = (run or HANDLERS[kind])(job_id, heartbeat(job_id, attempt, beside.hear))
        finish(job_id, attempt, Job.State.DONE, message or "Đã xong")
    except JobLost:
        log.warning("job %s was taken over", job_id)
    except JobFailed as failure:
        finish(job_id, attempt, Job.State.FAILED, str(failure), percent=0)
    except RefusedText as refused:
        finish(job_id, attempt, Job.State.FAILED, str(refused), percent=0)
    except Exception:
        log.exception("job %s (%s) failed", job_id, kind)
        finish(job_id, attempt, Job.State.FAILED, "Lỗi của cổng, đã ghi nhật ký. Bấm “Làm lại” để chạy lại.", percent=0)
