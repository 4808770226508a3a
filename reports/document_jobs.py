"""Long documents of catalogues: asked for, written by a job into a private file, replaced, thrown away when old."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from agencies.calendar import portal_now
from agencies.files import delete_files, delete_lost_files
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.jobs import Beat, JobFailed, enqueue
from agencies.limits.work import EXPORTS, spend_work
from agencies.models import Job, User
from agencies.workflow import WorkflowError
from plans.appraisal import handed_in
from plans.models import Catalogue

from .catalogue_documents import RequestedDocument, requested_document
from .documents.content import Watch
from .documents.pdf import PdfUnavailable
from .models import Paper

KIND = "paper"
FOLDER = "paper"
KEPT = timedelta(days=7)
STEP = 1000  # rows between two signs of life
TRIES = 3
MOVING = "Mục lục đang được sửa nên chưa lập được tệp. Chờ người đang sửa làm xong rồi bấm “Làm lại”."


@transaction.atomic
def request_paper(document: RequestedDocument, *, requester: User) -> Paper:
    """The job that writes the document; one that waits or runs already serves everybody."""
    Catalogue.objects.select_for_update().get(pk=document.catalogue.pk)  # two requests at once make one job
    form = {"catalogue": document.catalogue, "form": document.form, "extension": document.extension}
    same = Paper.objects.filter(**form)
    waiting = same.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()
    if waiting:
        return waiting
    spend_work(EXPORTS, requester)
    discard(same)
    made = Paper.objects.create(kind=KIND, requester=requester, created_at=portal_now(), **form)
    record(made, actor=requester, action="request_paper", sentence=f"yêu cầu lập tệp {document.file_name}")
    enqueue(made)
    return made


def discard(jobs: QuerySet[Paper]) -> None:
    """Delete the rows; their files go once that is certain."""
    names = [name for name in jobs.values_list("file", flat=True) if name]
    Paper.objects.filter(pk__in=list(jobs.values_list("pk", flat=True))).delete()
    transaction.on_commit(lambda: delete_files(names))


def build_paper(job: Paper, beat: Beat) -> str:
    """Write the document and keep it; returns the message for the user. Raises JobFailed with a sentence."""
    for _ in range(TRIES):
        catalogue = seen_by(job.requester, job.catalogue_id)
        document = requested_document(job.requester, catalogue, job.form, job.extension) if catalogue else None
        if catalogue is None or document is None:
            raise JobFailed("Người yêu cầu không còn quyền xem Mục lục này.")
        with TemporaryFile() as target:
            write(document, target, beat)
            if Catalogue.objects.filter(pk=catalogue.pk, version=catalogue.version).exists():
                keep(job, catalogue.version, target, beat)
                return "Đã lập xong tệp."
    raise JobFailed(MOVING)


def seen_by(user: User, pk: int) -> Catalogue | None:
    """The catalogue where the person may still see it."""
    seen = Catalogue.objects.visible_to(user) if user.is_active else Catalogue.objects.none()
    found = seen.select_related("agency__parent", "fonds", "plan__reporting_agency").filter(pk=pk).first()
    return handed_in.seen_by(user, found) if found else None


def write(document: RequestedDocument, target: IO[bytes], beat: Beat) -> None:
    """Write the document to the open file. Raises JobFailed where it can not be made."""
    try:
        beat(1, "Đang đọc Mục lục")
        document.write(target, watching(beat, document.rows()))
    except (PdfUnavailable, WorkflowError) as error:
        raise JobFailed(str(error)) from None


def watching(beat: Beat, total: int) -> Watch:
    """A function that passes rows on and says how many went by."""

    def watch(rows: Iterable[Any]) -> Iterator[Any]:
        for number, row in enumerate(rows, 1):
            yield row
            if number % STEP == 0:
                message = f"Đã lập {format_int(number)} trong {format_int(total)} hồ sơ"
                beat(min(94, 95 * number // max(total, 1)), message)

    return watch


def keep(job: Paper, version: int, target: IO[bytes], beat: Beat) -> None:
    """Store the file, then the row that names it; when another worker took the job over, neither stays."""
    beat(95, "Đang lưu tệp")
    target.seek(0)
    name = default_storage.save(f"{FOLDER}/{job.pk}.{job.extension}", File(target))
    try:
        with transaction.atomic():
            beat(99, "Đang lưu tệp")
            Paper.objects.filter(pk=job.pk).update(file=name, catalogue_version=version)
    except BaseException:
        default_storage.delete(name)
        raise


def clear_papers() -> None:
    """Daily: delete documents nobody asked for anew, and files whose row went with its catalogue or its worker."""
    discard(Paper.objects.filter(created_at__lt=portal_now() - KEPT))
    delete_lost_files(FOLDER, set(Paper.objects.values_list("file", flat=True)))
