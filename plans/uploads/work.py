"""What a worker does with an upload: read it into staging, or write what is staged; killed anywhere, it starts over."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.jobs import Beat, JobFailed
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.appraisal.unknown import CONDITIONS
from plans.catalogues.change_sets import change_set
from plans.catalogues.changes import Changes
from plans.catalogues.files import TAKEN, settle_totals, totals_of
from plans.catalogues.services import open_for_change
from plans.intake.reading import Reading, SheetReading, read_catalogue
from plans.intake.sandbox import Refused
from plans.models import Catalogue, CatalogueUpload, StagedFile

from .compare import compare, origin_notes
from .corrections import CORRECTED, cells_corrected, note_reached
from .marking import mark_errors, request_marking
from .memory import drop_choices
from .screening import LOST
from .staging import Staging, clear, clear_rows, stage
from .storage import discard, drop_copies
from .writing import write

Phase = CatalogueUpload.Phase
Counts = Mapping[str, int | None]
LEFT_OUT_KEPT = 500
CHANGED_MEANWHILE = "Mục lục vừa có thay đổi khác nên đã so sánh lại{}. Xem lại số liệu rồi xác nhận."
NOTHING_LEFT = ("no_header", "no_rows")
CHOICES_DROPPED = (
    "Với các cột, trang tính đã chọn, tệp không còn hồ sơ nào, nên các lựa chọn đó được bỏ và tệp được đọc lại."
)
WORKBOOK_GONE = "Tệp đã tải lên không còn trên máy chủ. Hủy tệp này rồi tải lên lại."
COUNTED = {"new": "hồ sơ mới", "changed": "hồ sơ thay đổi", "missing": "hồ sơ không nằm trong tệp"}


def run(job_id: int, beat: Beat, *, sender_waits: bool = False, reading: Reading | None = None) -> str:
    """Take the next step of the upload; returns the message for its sender. Raises JobFailed with a sentence.

    While its sender waits for the page, errors are marked here and not by a job of their own. `reading` is what was
    read of the workbook already; without it the workbook is read again.
    """
    upload = CatalogueUpload.objects.select_related("catalogue__agency", "requester__agency").get(pk=job_id)
    if not upload.requester.is_active or not upload.requester.acts_for(upload.catalogue.agency):
        raise JobFailed("Người tải tệp không còn quyền sửa Mục lục này.")
    if upload.phase == Phase.READING:
        return read(upload, beat, sender_waits=sender_waits, known=reading)
    if upload.phase == Phase.WRITING:
        return write_down(upload, beat)
    return upload.message


def read(upload: CatalogueUpload, beat: Beat, *, sender_waits: bool, known: Reading | None) -> str:
    if not upload.workbook:
        raise JobFailed(LOST)
    beat(5, "Đang đọc tệp")
    drop_copies(upload)
    data = stored(upload)
    has_choices = bool(upload.mapping or upload.corrections)
    try:
        reading, rows = read_and_stage(upload, data, beat, known)
    except Refused as refusal:
        clear(upload.pk)
        if refusal.code == "secret":
            discard(upload)
        raise JobFailed(refusal.message) from None
    beat(75, "Đang so sánh với Mục lục")
    describe(upload, reading, rows)
    compared(upload)
    if reading.problems and sender_waits:
        mark_errors(upload, data, reading.problems)
    elif reading.problems:
        request_marking(upload)
    with transaction.atomic():
        beat(95, "Đang lưu kết quả")
        CatalogueUpload.objects.filter(pk=upload.pk, phase=Phase.READING).update(phase=Phase.WAITING)
    dropped = has_choices and not (upload.mapping or upload.corrections)
    return CHOICES_DROPPED if dropped else "Đã đọc xong tệp."


def stored(upload: CatalogueUpload) -> bytes:
    """The workbook as it was sent. Raises JobFailed where the storage has lost it."""
    try:
        with upload.workbook.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        raise JobFailed(WORKBOOK_GONE) from None


def read_and_stage(
    upload: CatalogueUpload, data: bytes, beat: Beat, known: Reading | None = None
) -> tuple[Reading, int]:
    """(reading, number of rows staged); rows are staged while the next ones are read. Raises Refused."""
    if known:
        return known, stage(upload.pk, known)
    staging = Staging(upload.pk, lambda done, of: beat(20 + 50 * done // max(1, of), "Đang kiểm tra từng dòng"))
    options: dict[str, Any] = {"mapping": upload.mapping, "may_supplement": bool(upload.catalogue.file_count)}
    options |= {"corrections": upload.corrections} if upload.corrections else {}
    try:
        reading = read_catalogue(data, upload.file_name, each=staging.add, **options)
    except Refused as refusal:
        if refusal.code not in NOTHING_LEFT or not (upload.mapping or upload.corrections):
            raise
        drop_choices(upload)
        return read_and_stage(upload, data, beat)
    beat(70, "Đang lưu những vị trí cần xem lại")
    return reading, staging.finish(reading)


def describe(upload: CatalogueUpload, reading: Reading, rows: int) -> None:
    """Fill the upload with what the preview shows of the workbook beside its rows; saves nothing."""
    upload.sheets = [sheet_data(sheet) for sheet in reading.sheets]
    upload.notes = origin_notes(upload) + [str(getattr(note, "text", note)) for note in reading.notes]
    upload.left_out = [asdict(each) for each in reading.left_out[:LEFT_OUT_KEPT]]
    upload.counts = {
        "read": rows,
        "errors": reading.error_count,
        "warnings": reading.warning_count,
        "left_out": len(reading.left_out),
        # Of all its sheets, also where some were left out since.
        "shape": upload.counts.get("shape") or reading.shape,
        **unknown_in(upload),
    }
    note_reached(upload, reading.corrected)


def unknown_in(upload: CatalogueUpload) -> dict[str, int]:
    """How many of the staged rows that can be written do not know their pages, retention or time."""
    rows = StagedFile.objects.filter(upload_id=upload.pk, broken=False)
    return rows.aggregate(**{name: Count("pk", filter=condition) for name, condition in CONDITIONS.items()})


def sheet_data(sheet: SheetReading) -> dict[str, object]:
    return {
        "name": sheet.name,
        "header_rows": list(sheet.header_rows),
        "columns": dict(sheet.columns),
        "headers": [list(header) for header in sheet.headers],
        "source": sheet.mapping_source,
        "examples": sheet.examples,
        "sample": sheet.sample,
        "conversion": sheet.conversion,
        "samples": [list(sample) for sample in sheet.samples],
        "questions": list(sheet.questions),
    }


def compared(upload: CatalogueUpload) -> None:
    """Count what confirming would do to the catalogue as it is now."""
    upload.catalogue_version = Catalogue.objects.values_list("version", flat=True).get(pk=upload.catalogue_id)
    upload.counts = upload.counts | asdict(compare(upload))
    upload.save(update_fields=["sheets", "notes", "left_out", "counts", "catalogue_version", "corrections"])


def write_down(upload: CatalogueUpload, beat: Beat) -> str:
    """Everything in one transaction: the rows, the totals, the history, that it is done, and that nothing waits."""
    beat(10, "Đang ghi vào Mục lục")
    try:
        with transaction.atomic():
            changes = write_rows(upload)
            beat(90, "Đang ghi vào Mục lục")
            clear_rows(upload.pk)
    except Overtaken:
        before = upload.counts
        compared(upload)
        return step_back(upload, CHANGED_MEANWHILE.format(now_otherwise(before, upload.counts)))
    except (NotAllowed, WorkflowError) as error:
        return step_back(upload, f"Chưa ghi được gì. {error}")
    except IntegrityError:
        return step_back(upload, TAKEN)
    return f"Đã {changes} từ tệp." if changes else "Tệp giống hệt Mục lục đang có: không có gì thay đổi."


def now_otherwise(before: Counts, after: Counts) -> str:
    """What confirming would do now and would not have done before, as the end of a sentence; "" for the same."""
    numbers = ((name, before.get(key) or 0, after.get(key) or 0) for key, name in COUNTED.items())
    changes = [f"{name} từ {format_int(was)} thành {format_int(now)}" for name, was, now in numbers if was != now]
    return f": {'; '.join(changes)}" if changes else ""


def write_rows(upload: CatalogueUpload) -> Changes:
    """Raises Overtaken where the catalogue is not the one that was previewed."""
    if changes_nothing(upload):
        return done(upload, Changes())
    current = open_for_change(upload.catalogue, upload.requester, upload.catalogue_version)
    before = totals_of(current)
    with change_set(current, upload.requester, f"ghi từ tệp {upload.file_name}", upload) as change:
        changes = write(upload, current, change)
    settle_totals(current)
    record(
        current,
        actor=upload.requester,
        action="files",
        before=before,
        after=totals_of(current),
        sentence=f"{changes} trong {current} từ tệp {upload.file_name}{with_corrections(upload)}",
    )
    return done(upload, changes)


def with_corrections(upload: CatalogueUpload) -> str:
    """How many cells were corrected before, as the end of a sentence; "" where none was."""
    count = cells_corrected(upload)
    return f" ({format_int(count)} ô {CORRECTED})" if count else ""


def changes_nothing(upload: CatalogueUpload) -> bool:
    """True by the comparison that was previewed, as long as the catalogue is still the same."""
    same = Catalogue.objects.filter(pk=upload.catalogue_id, version=upload.catalogue_version).exists()
    counts = upload.counts
    return same and not (counts["new"] or counts["changed"] or (counts["missing"] and upload.remove_missing))


def done(upload: CatalogueUpload, changes: Changes) -> Changes:
    upload.phase, upload.written_at = Phase.WRITTEN if changes else Phase.SAME, portal_now()
    upload.save(update_fields=["phase", "written_at"])
    return changes


def step_back(upload: CatalogueUpload, message: str) -> str:
    """To the preview, with the reason; the staged rows are still there."""
    CatalogueUpload.objects.filter(pk=upload.pk).update(phase=Phase.WAITING)
    return message
