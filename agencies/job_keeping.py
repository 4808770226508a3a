"""Care for a running job: a pulse beside its long steps, and few places for long jobs."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from .limits.places import NoPlace, place
from .models import Job

log = logging.getLogger(__name__)
LONGEST_STEP = 30 * 60  # seconds of one step; who says nothing for longer hangs, and the job goes to another worker
BEHIND_OTHERS = "Đang chờ việc dài khác xong; việc ngắn không phải chờ"


class Pulse:
    """Keeps the job of this attempt alive while a step says nothing: no other worker takes it meanwhile."""

    def __init__(self, job_id: int, attempt: int) -> None:
        self.job_id, self.attempt = job_id, attempt
        self.over, self.heard_at = Event(), monotonic()

    def hear(self) -> None:
        """The job itself has said how far it is."""
        self.heard_at = monotonic()

    def run(self) -> None:
        while not self.over.wait(settings.JOB_HEARTBEAT_TIMEOUT.total_seconds() / 4):
            if monotonic() - self.heard_at < LONGEST_STEP:
                self.keep_alive()

    def keep_alive(self) -> None:
        """One that cannot write now, for the database is busy or away, tries again with the next."""
        mine = Job.objects.filter(pk=self.job_id, state=Job.State.RUNNING, attempts=self.attempt)
        try:
            mine.update(heartbeat_at=timezone.now())
        except DatabaseError as error:
            log.warning("job %s: no pulse: %s", self.job_id, error)
        finally:
            connection.close()


@contextmanager
def pulse(job_id: int, attempt: int) -> Iterator[Pulse]:
    beside = Pulse(job_id, attempt)
    Thread(target=beside.run, name=f"pulse of job {job_id}", daemon=True).start()
    try:
        yield beside
    finally:
        beside.over.set()


@contextmanager
def long_place() -> Iterator[bool]:
    """A place among the long jobs of this machine, held; False where others have them all."""
    try:
        with place("long-job", settings.LONG_JOB_PLACES):
            yield True
    except NoPlace:
        yield False


def run_long(job_id: int, kinds: set[str], run: Callable[[], None], wake_up: Callable[[int], None]) -> None:
    """Run the long job, then call a worker for the next one; where there is no place it waits, and its row says so."""
    waiting = Job.objects.filter(kind__in=kinds, state=Job.State.QUEUED)
    with long_place() as there_is:
        if there_is:
            run()
    if not there_is:
        waiting.filter(pk=job_id).update(message=BEHIND_OTHERS, heartbeat_at=timezone.now())
    elif following := waiting.order_by("created_at", "pk").values_list("pk", flat=True).first():
        wake_up(following)
