"""Long papers of money: asked for, drawn by a job into a private file of the person, thrown away when old.

Short ones are drawn while the browser waits. What is drawn is the document as it was when it was asked for; the file
serves again as long as the paper still reads the same.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from agencies.calendar import portal_now
from agencies.files import delete_files, delete_lost_files
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.jobs import Beat, JobFailed, enqueue, repeat
from agencies.limits.work import EXPORTS, spend_work
from agencies.models import Job, User
from agencies.workflow import WorkflowError

from ..documents.content import Document
from ..documents.kept import as_data, document_of
from ..documents.pdf import PdfUnavailable
from ..documents.xlsx import to_xlsx
from ..models import MoneyFile
from .objects import SIMULATION, may_have
from .papers import written

KIND, FOLDER = "money_file", "moneyfile"
KEPT = timedelta(days=7)
FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}
AT_ONCE = {"pdf": 200, "docx": 900, "xlsx": 4_000}  # lines drawn while the browser waits: less than two seconds
NO_RIGHT = "Người yêu cầu không còn quyền xem văn bản này."
BUSY = "Mỗi người lập một văn bản dài trong một lúc: chờ tệp dưới đây xong rồi lập tệp khác."


class OneAtATime(WorkflowError):
    """The person's other paper is not drawn yet: `file`."""

    def __init__(self, file: MoneyFile) -> None:
        self.file = file
        super().__init__(BUSY)


@dataclass(frozen=True)
class Wanted:
    """A paper that somebody asks for. `noun`, `object_id`: what it is about; `back`: the page that it is asked on."""

    noun: str
    object_id: int
    name: str
    file_name: str
    extension: str
    document: Document
    back: str

    @property
    def about(self) -> dict[str, Any]:
        """Which paper of what it is, by columns of MoneyFile."""
        return {name: getattr(self, name) for name in ("noun", "object_id", "name", "extension")}

    @property
    def is_long(self) -> bool:
        """True where the browser would wait for seconds."""
        return line_count(self.document) > AT_ONCE[self.extension]

    def write(self) -> bytes:
        """The bytes of the file. Raises PdfUnavailable."""
        return drawn(self.document, self.noun, self.extension, self.name)


def line_count(document: Document) -> int:
    """Lines in all its tables: what drawing it takes."""
    tables = [table for table in (document.table, document.summary, *document.annexes) if table]
    return sum(len(table.rows) for table in tables)


def drawn(document: Document, noun: str, extension: str, name: str) -> bytes:
    """The bytes of the file; `name` is that of the first sheet of a workbook. Raises PdfUnavailable."""
    if noun == SIMULATION and extension == "xlsx":
        return to_xlsx(document)
    return written(document, extension, name)


def fingerprint_of(document: Document) -> str:
    """The same for papers that read the same."""
    return sha256(json.dumps(as_data(document), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def same_as(wanted: Wanted, user: User) -> QuerySet[MoneyFile]:
    """The person's files of this paper as it reads now."""
    return MoneyFile.objects.visible_to(user).filter(**wanted.about, fingerprint=fingerprint_of(wanted.document))


def known(wanted: Wanted, user: User) -> MoneyFile | None:
    """The person's file of the paper as it reads now, there or on its way."""
    return next((each for each in same_as(wanted, user) if each.is_there or not each.is_over), None)


@transaction.atomic
def request_file(wanted: Wanted, *, requester: User) -> MoneyFile:
    """The job that draws the paper, or that has drawn it as it reads now.

    It takes the place of the person's earlier file of the same paper. Raises OneAtATime while another of theirs is
    being drawn, and TooMany.
    """
    User.objects.select_for_update(no_key=True).get(pk=requester.pk)  # two requests at once make one job
    same = known(wanted, requester)
    if same:
        return same
    refuse_beside_another(requester)
    spend_work(EXPORTS, requester)
    discard(MoneyFile.objects.visible_to(requester).filter(**wanted.about))
    made = MoneyFile.objects.create(
        kind=KIND,
        requester=requester,
        created_at=portal_now(),
        file_name=wanted.file_name,
        back=wanted.back,
        fingerprint=fingerprint_of(wanted.document),
        document=as_data(wanted.document),
        **wanted.about,
    )
    record(made, actor=requester, action="request_paper", sentence=f"yêu cầu lập tệp {made.file_name}")
    enqueue(made)
    return made


def refuse_beside_another(requester: User, file: MoneyFile | None = None) -> None:
    """Raise OneAtATime where a file of the person's is being drawn, other than this one."""
    unfinished = MoneyFile.objects.visible_to(requester).filter(state__in=Job.UNFINISHED)
    other = unfinished.exclude(pk=file.pk).first() if file else unfinished.first()
    if other:
        raise OneAtATime(other)


@transaction.atomic
def draw_again(file: MoneyFile, *, actor: User) -> bool:
    """Put a file back in the queue that failed or is not kept any more; returns False where neither is so.

    Raises OneAtATime while another of theirs is being drawn, and TooMany.
    """
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    refuse_beside_another(actor, file)
    over = file.State.FAILED if file.state == file.State.FAILED else file.State.DONE
    if file.is_there or not file.is_over or not repeat(file, over):
        return False
    spend_work(EXPORTS, actor)
    record(file, actor=actor, action="request_paper", sentence=f"yêu cầu lập lại tệp {file.file_name}")
    return True


def discard(files: QuerySet[MoneyFile]) -> None:
    """Delete the rows; their files go once that is certain."""
    names = [name for name in files.values_list("file", flat=True) if name]
    MoneyFile.objects.filter(pk__in=list(files.values_list("pk", flat=True))).delete()
    transaction.on_commit(lambda: delete_files(names))


def draw_file(file: MoneyFile, beat: Beat) -> str:
    """Draw the paper and keep it; returns the message for the person. Raises JobFailed with a sentence."""
    if not (file.requester.is_active and may_have(file.requester, file.noun, file.object_id)):
        raise JobFailed(NO_RIGHT)
    document = document_of(file.document)
    beat(10, f"Đang lập tệp {FORMATS[file.extension]}: {format_int(line_count(document))} dòng")
    try:
        content = drawn(document, file.noun, file.extension, file.name)
    except PdfUnavailable as error:
        raise JobFailed(str(error)) from None
    keep(file, content, beat)
    return "Đã lập xong tệp."


def keep(file: MoneyFile, content: bytes, beat: Beat) -> None:
    """Store the file, then the row that names it; when another worker took the job over, neither stays."""
    beat(95, "Đang lưu tệp")
    name = default_storage.save(f"{FOLDER}/{file.pk}.{file.extension}", ContentFile(content))
    try:
        with transaction.atomic():
            beat(99, "Đang lưu tệp")
            MoneyFile.objects.filter(pk=file.pk).update(file=name)
    except BaseException:
        default_storage.delete(name)
        raise


def clear_files() -> None:
    """Daily: delete files older than a week, and those whose row went with its worker."""
    discard(MoneyFile.objects.filter(created_at__lt=portal_now() - KEPT))
    delete_lost_files(FOLDER, set(MoneyFile.objects.values_list("file", flat=True)))
