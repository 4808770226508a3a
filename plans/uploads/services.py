"""Uploading a workbook: submit, correct columns, confirm, undo.

A list with state secrets and a hostile workbook are refused before anything is stored.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from agencies.calendar import portal_now
from agencies.formats.text import clean_text
from agencies.jobs import enqueue, repeat, run_here
from agencies.limits.places import NoPlace
from agencies.limits.work import UPLOADS, spent_work
from agencies.models import Agency, Job, User
from agencies.permissions import refusal
from agencies.secrecy.marks import file_name_is_marked
from agencies.uploads import is_too_large, too_large
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.catalogues.changes import Changes
from plans.catalogues.undoing import undo_change
from plans.intake.reading import Reading
from plans.intake.sandbox import Refused, secret_message
from plans.models import Catalogue, CatalogueUpload

from . import screening, work
from .compare import comparison_mark, is_rest
from .known import is_supplement
from .memory import keep, recall
from .steps import record_refusal, record_step
from .storage import discard

KIND = "catalogue_upload"
# A small workbook is read and written while its sender waits; a larger one behind, with a progress bar.
AT_ONCE, AT_ONCE_BYTES = 2_000, 256 * 1024
REPLACED = "Bạn vừa tải lên một tệp khác cho Mục lục này, tệp đó thay cho tệp này. Tải lại nếu vẫn cần tệp này."
NOT_LATEST = (
    "Vừa có một lần ghi khác vào Mục lục này, hoặc lần ghi này đã được hoàn tác. Xem lại lần ghi sẽ được hoàn tác."
)
SENT = "tải lên một tệp, chờ xem lại,"
COMPARED_ANEW = "Chưa ghi gì: so sánh bạn đã xem không còn đúng. Xem số liệu hiện nay rồi xác nhận nếu vẫn đồng ý."
CHOSEN = "upload_columns", "chọn lại các cột của tệp"
DIVIDE = "Chia thành nhiều tệp rồi tải lên từng tệp."

Phase = CatalogueUpload.Phase
ColumnChoice = dict[str, str]  # {column letter or header: field, or "" to leave it out}


def request_upload(catalogue: Catalogue, *, actor: User, data: bytes, file_name: str) -> CatalogueUpload:
    """Look at the workbook, store it privately, and have it read. Raises NotAllowed; Refused: nothing is stored or
    logged then; TooMany, TooBusy: later; Overtaken where the same person's next upload took its place meanwhile."""
    must_act_for(catalogue.agency, actor)
    if is_too_large(len(data)):
        raise Refused("limits", too_large(DIVIDE))
    with spent_work(UPLOADS, actor):
        return take_in(catalogue, actor, data, file_name)


def take_in(catalogue: Catalogue, actor: User, data: bytes, file_name: str) -> CatalogueUpload:
    """A small workbook is looked at while its sender waits, any other behind. Raises as `request_upload` does."""
    reading = looked_at(catalogue, actor, data, file_name) if len(data) <= AT_ONCE_BYTES else None
    if reading is None:
        return look_through_later(catalogue, actor, data, file_name)
    with transaction.atomic():
        forget_waiting(catalogue, actor)
        upload = begin(catalogue, actor, file_name)
        known = recall(upload, reading.shape)
        upload.workbook.save(file_name, ContentFile(data))
        record_step(upload, actor, "upload", SENT)
        if reading.has_more:
            enqueue(upload)
    return run_if_small(not reading.has_more, upload, None if known else reading)


def begin(catalogue: Catalogue, actor: User, file_name: str) -> CatalogueUpload:
    return CatalogueUpload.objects.create(
        kind=KIND, catalogue=catalogue, requester=actor, created_at=portal_now(), file_name=clean_text(file_name)[-200:]
    )


def look_through_later(catalogue: Catalogue, actor: User, data: bytes, file_name: str) -> CatalogueUpload:
    """An upload without its workbook, which is stored once it was looked through. Raises TooMany, TooBusy, Refused."""
    if file_name_is_marked(file_name):
        refused = Refused("secret", secret_message([]))
        record_refusal(catalogue, actor, refused)
        raise refused
    with transaction.atomic():
        forget_waiting(catalogue, actor)
        screening.refuse_when_full(actor)
        upload = begin(catalogue, actor, file_name)
        record_step(upload, actor, "upload", SENT)
        screening.look_through_later(upload, data)
    return upload


def looked_at(catalogue: Catalogue, actor: User, data: bytes, file_name: str) -> Reading | None:
    """What a small workbook holds, None where it waits for others. Raises Refused; the history says so."""
    try:
        return screening.read_at_once(data, file_name, AT_ONCE, actor, bool(catalogue.file_count))
    except Refused as refused:
        record_refusal(catalogue, actor, refused)
        raise


def run_if_small(small: bool, upload: CatalogueUpload, reading: Reading | None = None) -> CatalogueUpload:
    """Do a small job here; one that a worker was called for is only looked at. Raises Overtaken where it is gone."""
    if small:
        run_here(upload.pk, partial(work.run, sender_waits=True, reading=reading))
    try:
        upload.refresh_from_db()
    except CatalogueUpload.DoesNotExist:
        raise Overtaken(REPLACED) from None
    return upload


def run_in_turn(small: bool, upload: CatalogueUpload, actor: User) -> CatalogueUpload:
    """As `run_if_small`, where a place for small workbooks is free; a worker does it where none is."""
    try:
        with screening.own_place(actor) if small else nullcontext():
            return run_if_small(small, upload)
    except NoPlace:
        enqueue(upload)
        return run_if_small(False, upload)


def enqueue_nothing(job: Job) -> None:
    """In place of `enqueue`, where the job is done at once."""


def read_again(upload: CatalogueUpload, *, actor: User, mapping: ColumnChoice) -> CatalogueUpload:
    """Read the workbook with the columns as a person sees them, {column letter or header: field or ""}, and
    remember them for the agency and workbooks of this shape. Raises Overtaken, NotAllowed."""
    return read_anew(upload, CHOSEN, actor=actor, decided=partial(keep, upload, columns=True), mapping=mapping)


def read_anew(
    upload: CatalogueUpload,
    step: tuple[str, str],
    *,
    actor: User,
    seen: str | None = None,
    decided: Callable[[], object] | None = None,
    **fields: object,
) -> CatalogueUpload:
    """Have the workbook read once more with these fields of its upload. `step` is (action, sentence) of the history,
    `seen` the mark of the preview that the actor saw; `decided` is called in the same transaction.

    Raises Overtaken, NotAllowed.
    """
    must_act_for(upload.catalogue.agency, actor)
    small = is_small(upload) and size_of(upload) <= AT_ONCE_BYTES
    with transaction.atomic():
        refuse_overtaken(upload, seen)
        claim(upload, Phase.READING, **fields)
        vars(upload).update(fields)
        action, sentence = step
        record_step(upload, actor, action, sentence)
        if decided:
            decided()
        requeue(upload, small)
    return run_in_turn(small, upload, actor)


def must_act_for(agency: Agency, actor: User) -> None:
    if not actor.acts_for(agency):
        raise NotAllowed(refusal(actor, agency, "sửa được Mục lục này"))


def confirm_upload(
    upload: CatalogueUpload,
    *,
    actor: User,
    only_good: bool = False,
    remove_missing: bool = False,
    seen: str | None = None,
) -> CatalogueUpload:
    """Have the upload written into its catalogue. `seen` is the mark of the comparison that the actor saw
    (`comparison_mark`); what came of another one is never written.

    Raises WorkflowError, Overtaken, NotAllowed.
    """
    must_act_for(upload.catalogue.agency, actor)
    if upload.has_errors and not only_good:
        raise WorkflowError("Tệp còn lỗi: sửa tệp rồi tải lên lại, hoặc chọn chỉ ghi các dòng đúng.")
    if upload.has_errors and remove_missing:
        raise WorkflowError("Tệp còn dòng lỗi nên chưa biết hồ sơ nào thật sự vắng mặt: không xóa hồ sơ nào được.")
    if remove_missing and is_supplement(upload):
        raise WorkflowError("Tệp này chỉ bổ sung số liệu cho hồ sơ đã có: không xóa hồ sơ nào được.")
    if remove_missing and is_rest(upload):
        raise WorkflowError("Tệp này chỉ gồm các dòng chưa ghi của tệp trước: không xóa hồ sơ nào khác được.")
    small = is_small(upload)
    with transaction.atomic():
        refuse_overtaken(upload, seen)
        claim(upload, Phase.WRITING, only_good=only_good, remove_missing=remove_missing)
        record_step(upload, actor, "upload_confirmed", "cho ghi tệp đã xem lại")
        requeue(upload, small)
    return run_if_small(small, upload)


def refuse_overtaken(upload: CatalogueUpload, seen: str | None) -> None:
    """Hold the upload; raise Overtaken where its rows or its catalogue are not those of the comparison seen."""
    current = CatalogueUpload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if current is None:
        raise Overtaken(REPLACED)
    if seen is not None and seen != comparison_mark(current):
        raise Overtaken(COMPARED_ANEW)


def claim(upload: CatalogueUpload, phase: str, **fields: object) -> None:
    """Move a read upload on; only one of two people at once succeeds."""
    waiting = CatalogueUpload.objects.filter(pk=upload.pk, phase=Phase.WAITING)
    if not waiting.update(phase=phase, **fields):
        raise Overtaken("Lần tải này đã được xác nhận trước đó, hoặc đang được đọc lại.")


def requeue(upload: CatalogueUpload, small: bool) -> None:
    if not repeat(upload, over=Job.State.DONE, enqueue_job=enqueue_nothing if small else enqueue):
        raise Overtaken("Tệp đang được xử lý; chờ xong rồi làm tiếp.")


def size_of(upload: CatalogueUpload) -> int:
    """Bytes of the workbook; 0 where it is not there (any more), which reading it says."""
    try:
        return upload.workbook.size if upload.workbook else 0
    except FileNotFoundError:
        return 0


def is_small(upload: CatalogueUpload) -> bool:
    return upload.counts.get("read", 0) <= AT_ONCE


@transaction.atomic
def undo_upload(catalogue: Catalogue, *, actor: User, seen: CatalogueUpload | None = None) -> Changes:
    """Bring the rows back to what they were before the latest upload, which is the one `seen` (None: whichever it is).

    Raises Overtaken, WorkflowError, NotAllowed.
    """
    held = Catalogue.objects.select_for_update(of=("self",)).filter(pk=catalogue.pk)  # nothing is written meanwhile
    current = held.first()
    upload = CatalogueUpload.objects.undoable(current) if current else None
    if upload is None:
        raise WorkflowError("Không còn lần tải nào hoàn tác được: Mục lục đã trình sau lần ghi cuối cùng.")
    if seen and seen != upload:
        raise Overtaken(NOT_LATEST)
    return undo_change(upload.change, actor=actor)


def forget_waiting(catalogue: Catalogue, actor: User) -> None:
    """A new upload takes the place of one that nobody confirmed."""
    for upload in held_waiting(catalogue=catalogue, requester=actor):
        discard(upload)


def held_waiting(**which: object) -> QuerySet[CatalogueUpload]:
    """Such uploads that nobody confirmed, held: their jobs first, as the worker that reads one holds both."""
    waiting = CatalogueUpload.objects.waiting().filter(**which)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    held = list(Job.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    return waiting.filter(pk__in=held).select_for_update(of=("self",))


def cancel_upload(upload: CatalogueUpload) -> bool:
    """Throw away what was not written; returns False where it is being written, or was."""
    with transaction.atomic():
        mine = held_waiting(pk=upload.pk).first()
        if mine is None or not discard(mine):
            return False
        record_step(mine, mine.requester, "upload_cancelled", "bỏ tệp đã tải lên")
        return True
