"""Workbooks that take long are looked through behind the web server's back: their sender watches the progress.

Their bytes stay in memory until no mark of secrecy was found in them. Where the web process ends meanwhile they are
gone, and the job says so when it is swept.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from time import sleep
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from agencies.jobs import WAITING, Beat, JobFailed, enqueue, run_here
from agencies.limits.later import TooBusy, TooMany
from agencies.limits.places import NoPlace, place
from agencies.models import Job, User
from plans.intake.reading import Reading, read_catalogue
from plans.intake.sandbox import MOST_SECONDS, Refused, TookTooLong
from plans.intake.turns import ALL_WAIT, turn
from plans.models import CatalogueUpload

from .memory import recall
from .steps import record_refusal

AT_ONCE_SECONDS, PATIENCE_SECONDS = 10, 4  # for a small workbook, while its sender waits for the page
ALIVE_SECONDS = 20
OWN_WAIT = "Các tệp bạn vừa tải lên đang được đọc; chờ đọc xong rồi tải tệp tiếp theo."
LOST = "Cổng khởi động lại trong khi tệp chờ đọc, và không giữ nội dung của tệp. Tải tệp lên lại."


def read_at_once(data: bytes, file_name: str, at_once: int, actor: User, may_supplement: bool) -> Reading | None:
    """The reading of a small workbook; None where no place is free or it takes long. Raises Refused."""
    options: dict[str, Any] = {"at_once": at_once, "wall_seconds": AT_ONCE_SECONDS, "may_supplement": may_supplement}
    try:
        with own_place(actor):
            return read_catalogue(data, file_name, **options)
    except (NoPlace, TookTooLong):
        return None


@contextmanager
def own_place(actor: User) -> Iterator[None]:
    """Hold a place for reading a small workbook while its sender waits, one of a person at a time. Raises NoPlace."""
    with place(f"workbook-of-{actor.pk}", 1), place("small-workbook", settings.WORKBOOK_PLACES, PATIENCE_SECONDS):
        yield


def refuse_when_full(actor: User) -> None:
    """Raises TooMany, TooBusy where too many workbooks wait to be looked through: their bytes lie in memory."""
    waiting = CatalogueUpload.objects.filter(phase=CatalogueUpload.Phase.READING, workbook="", state__in=Job.UNFINISHED)
    if waiting.filter(requester=actor).count() >= settings.WORKBOOKS_WAITING_OF_ONE:
        raise TooMany(OWN_WAIT, 60)
    if waiting.count() >= settings.WORKBOOKS_WAITING:
        raise TooBusy(ALL_WAIT, 120)


class Pool:
    """A thread of this web process looks through one workbook after the other; another keeps their jobs alive."""

    def __init__(self) -> None:
        self.held: set[int] = set()
        self.threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="workbooks")
        self.readers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbook")

    def take(self, job_id: int, work: Callable[[], None]) -> None:
        was_idle = not self.held
        self.held.add(job_id)
        self.readers.submit(self.carry_out, job_id, work)
        if was_idle:
            self.threads.submit(self.keep_alive)

    def carry_out(self, job_id: int, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self.held.discard(job_id)
            connection.close()

    def keep_alive(self) -> None:
        """Nobody else takes a job over while its workbook waits here."""
        while self.held:
            Job.objects.filter(pk__in=list(self.held)).update(heartbeat_at=timezone.now())
            connection.close()
            sleep(ALIVE_SECONDS)


POOL = Pool()


def look_through_later(upload: CatalogueUpload, data: bytes) -> None:
    """Once the transaction is committed, have the workbook looked through, stored, and then read by a worker."""
    work = partial(run_here, upload.pk, partial(look_through, data))
    transaction.on_commit(lambda: POOL.take(upload.pk, work))


def look_through(data: bytes, job_id: int, beat: Beat) -> str | None:
    """Look for marks of secrecy; store the workbook where there are none. Raises JobFailed."""
    upload = CatalogueUpload.objects.get(pk=job_id)
    try:
        with turn(4 * MOST_SECONDS):
            beat(2, "Đang xem qua tệp trước khi lưu")
            supplements = bool(upload.catalogue.file_count)
            reading = read_catalogue(data, upload.file_name, at_once=0, may_supplement=supplements)
    except Refused as refusal:
        record_refusal(upload.catalogue, upload.requester, refusal)
        raise JobFailed(refusal.message) from None
    except TooBusy as busy:
        raise JobFailed(str(busy)) from None
    store(upload, data, reading.shape)
    return None


@transaction.atomic
def store(upload: CatalogueUpload, data: bytes, shape: str) -> None:
    """Keep the workbook with its upload, and what the agency decided of its shape, unless it was cancelled meanwhile;
    put the job back for a worker."""
    waiting = {"state": Job.State.QUEUED, "message": WAITING, "heartbeat_at": timezone.now()}
    if Job.objects.filter(pk=upload.pk, state=Job.State.RUNNING).update(**waiting):
        upload.refresh_from_db()
        recall(upload, shape)
        upload.workbook.save(upload.file_name, ContentFile(data))
        enqueue(upload)
