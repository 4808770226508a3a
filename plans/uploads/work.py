"""What a worker does with an upload: read it into staging, or write what is staged; killed anywhere, it starts over."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict

from django.db import IntegrityError, transaction

from agencies.calendar import portal_now
from agencies.history import record
from agencies.jobs import JobFailed
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.catalogues.changes import Changes
from plans.catalogues.files import TAKEN, recount, totals_of
from plans.catalogues.services import open_for_change
from plans.intake.reading import read_catalogue
from plans.intake.sandbox import Refused
from plans.models import Catalogue, CatalogueUpload

from .compare import compare
from .marking import ask_for_marks, mark
from .staging import Staging, clear, clear_rows, stage
from .storage import discard, drop_copies
from .writing import write

Phase = CatalogueUpload.Phase
LEFT_OUT_KEPT = 500
HELD = ContextVar("held", default=(None, None))
CHANGED_MEANWHILE = "Mục lục vừa có thay đổi khác nên đã so sánh lại. Xem lại số liệu rồi xác nhận."


def carry_out(upload, beat):
    """The next step of the upload; returns what to tell the user. Raises JobFailed with a sentence."""
    if not upload.requester.is_active or not upload.requester.acts_for(upload.catalogue.agency):
        raise JobFailed("Người tải tệp không còn quyền sửa Mục lục này.")
    if upload.phase == Phase.READING:
        return read(upload, beat)
    if upload.phase == Phase.WRITING:
        return write_down(upload, beat)
    return upload.message


@contextmanager
def at_hand(upload, reading=None):
    """Whoever works on the upload inside has its sender waiting, and takes this reading instead of reading again."""
    token = HELD.set((upload.pk, reading))
    try:
        yield
    finally:
        HELD.reset(token)


def is_at_hand(upload):
    return HELD.get()[0] == upload.pk


def read(upload, beat):
    beat(5, "Đang đọc tệp")
    drop_copies(upload)
    with upload.workbook.open("rb") as file:
        data = file.read()
    try:
        reading, rows = read_and_stage(upload, data, beat)
    except Refused as refusal:
        clear(upload.pk)
        if refusal.code == "secret":
            discard(upload)
        raise JobFailed(refusal.message) from None
    beat(75, "Đang so sánh với Mục lục")
    describe(upload, reading, rows)
    compared(upload)
    if reading.problems and is_at_hand(upload):
        mark(upload, data, reading.problems)
    elif reading.problems:
        ask_for_marks(upload)
    beat(95, "Đang lưu kết quả")
    CatalogueUpload.objects.filter(pk=upload.pk, phase=Phase.READING).update(phase=Phase.WAITING)
    return "Đã đọc xong tệp."


def read_and_stage(upload, data, beat):
    """Rows are staged while the next ones are read. Raises Refused."""
    reading = HELD.get()[1] if is_at_hand(upload) else None
    if reading:
        return reading, stage(upload.pk, reading)
    staging = Staging(upload.pk, lambda done, of: beat(20 + 50 * done // max(1, of), "Đang kiểm tra từng dòng"))
    reading = read_catalogue(data, upload.file_name, mapping=upload.mapping, each=staging.add)
    beat(70, "Đang lưu những chỗ cần xem lại")
    return reading, staging.finish(reading)


def describe(upload, reading, rows):
    """Keep what the preview tells about the workbook, apart from its rows."""
    upload.sheets = [sheet_told(sheet) for sheet in reading.sheets]
    upload.notes = [str(getattr(note, "text", note)) for note in reading.notes]
    upload.left_out = [asdict(each) for each in reading.left_out[:LEFT_OUT_KEPT]]
    upload.counts = {
        "read": rows,
        "errors": reading.error_count,
        "warnings": reading.warning_count,
        "left_out": len(reading.left_out),
        "shape": reading.shape,
    }


def sheet_told(sheet):
    return {
        "name": sheet.name,
        "header_rows": list(sheet.header_rows),
        "columns": dict(sheet.columns),
        "headers": [list(header) for header in sheet.headers],
        "source": sheet.mapping_source,
        "examples": sheet.examples,
        "conversion": sheet.conversion,
        "samples": [list(sample) for sample in sheet.samples],
    }


def compared(upload):
    """Count what confirming would do to the catalogue as it is now."""
    upload.catalogue_version = Catalogue.objects.values_list("version", flat=True).get(pk=upload.catalogue_id)
    upload.counts = upload.counts | asdict(compare(upload))
    upload.save(update_fields=["sheets", "notes", "left_out", "counts", "catalogue_version"])


def write_down(upload, beat):
    """Everything in one transaction: the rows, the totals, the history, and that it is done."""
    beat(10, "Đang ghi vào Mục lục")
    try:
        with transaction.atomic():
            changes = write_rows(upload)
            beat(90, "Đang ghi vào Mục lục")
        clear_rows(upload.pk)
    except Overtaken:
        compared(upload)
        return step_back(upload, CHANGED_MEANWHILE)
    except (NotAllowed, WorkflowError) as error:
        return step_back(upload, f"Chưa ghi được gì. {error}")
    except IntegrityError:
        return step_back(upload, TAKEN)
    return f"Đã {changes} từ tệp." if changes else "Tệp giống hệt Mục lục đang có: không có gì thay đổi."


def write_rows(upload):
    """Raises Overtaken where the catalogue is not the one that was previewed."""
    if changes_nothing(upload):
        return done(upload, Changes())
    current = open_for_change(upload.catalogue, upload.requester, upload.catalogue_version)
    before = totals_of(current)
    changes = write(upload, current)
    recount(current)
    record(
        current,
        actor=upload.requester,
        action="files",
        before=before,
        after=totals_of(current),
        sentence=f"{changes} trong {current} từ tệp {upload.file_name}",
    )
    return done(upload, changes)


def changes_nothing(upload):
    """True by the comparison that was previewed, as long as the catalogue is still the same."""
    same = Catalogue.objects.filter(pk=upload.catalogue_id, version=upload.catalogue_version).exists()
    counts = upload.counts
    return same and not (counts["new"] or counts["changed"] or (counts["missing"] and upload.remove_missing))


def done(upload, changes):
    upload.phase, upload.written_at = Phase.WRITTEN if changes else Phase.SAME, portal_now()
    upload.save(update_fields=["phase", "written_at", "first_added", "last_added"])
    return changes


def step_back(upload, message):
    """To the preview, with the reason; the staged rows are still there."""
    CatalogueUpload.objects.filter(pk=upload.pk).update(phase=Phase.WAITING)
    return message
