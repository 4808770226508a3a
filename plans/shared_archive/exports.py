"""Exports of an agency's metadata: asked for, written by a worker, kept with number, day and person."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from agencies.calendar import portal_now, portal_today
from agencies.files import delete_lost_files
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.jobs import Beat, JobFailed, enqueue
from agencies.limits.work import EXPORTS, spend_work
from agencies.models import Agency, Job, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchiveExport, ArchiveItem, MetadataPart, Plan
from plans.models.archive_export import next_number

from .bundle import Batch, Bundle
from .desk import row_of
from .mapping import Mapping, mapping_on, schema_of
from .permissions import operates_archive
from .records import Preparation, Record, Sent, fonds_of, latest_items, prepare
from .sources import code_of_agency
from .tranches import Part, parts_of

KIND, FOLDER = "archive_export", "archiveexport"
STANDARD = "Thông tư 05/2025/TT-BNV"
RUNNING = "Đang có một lần xuất của cơ quan này chưa xong: chờ xong rồi xuất tiếp."
CHANGED = "Hồ sơ của cơ quan vừa thay đổi sau khi bạn xem. Xem số mới bên dưới rồi gửi lại."
NOTHING = "Không có hồ sơ nào để xuất: mọi hồ sơ đã ở trong một đợt, hoặc thiếu trường bắt buộc."
NO_SUCH_PART = "Đợt thẩm định đã chọn không còn hồ sơ nào để xuất: chọn lại phạm vi xuất."
NOT_SAID = "Xem các điểm cần lưu ý, đánh dấu đã xem rồi gửi lại."
LACKING = "{} bản ghi thiếu hoặc sai trường bắt buộc: không có trong lần xuất này, cơ quan sửa xong thì xuất sau."
UNCHECKED = "Sẽ có {} trang đã gửi Kho, nhiều hơn {} trang cơ quan báo cáo đã kiểm tra đạt."
DONE = "Đã xuất {} bản ghi trong {} đợt."
MOVED = "Có lần xuất khác hoặc phiếu nhận vừa ghi cho cơ quan này. Bấm “Làm lại”."


@transaction.atomic
def request_export(
    agency: Agency, plan: Plan, *, actor: User, seen: str, seen_doubts: bool = False, only: int | None = None
) -> ArchiveExport:
    """Have a worker write all that is due. `seen` is the mark of what the person saw; `seen_doubts`: that they saw
    what speaks against it; `only`: the key of the appraisal whose files alone are to go. Raises NotAllowed, Overtaken,
    WorkflowError, TooMany."""
    allowed, why = operates_archive(actor)
    if not allowed:
        raise NotAllowed(why)
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    if ArchiveExport.objects.filter(agency=agency, state__in=Job.UNFINISHED).exists():
        raise WorkflowError(RUNNING)
    part = chosen_part(agency, plan, only)
    due = prepare(agency, plan, mapping_on(portal_today()), only=only)
    if seen != due.mark():
        raise Overtaken(CHANGED)
    if not due.records:
        raise WorkflowError(NOTHING)
    if doubts(agency, plan, due, actor) and not seen_doubts:
        raise WorkflowError(NOT_SAID)
    spend_work(EXPORTS, actor)
    return enter(agency, plan, actor, due, part)


def chosen_part(agency: Agency, plan: Plan, only: int | None) -> Part | None:
    """The part with this appraisal; None where all is meant. Raises WorkflowError where there is none any more."""
    if only is None:
        return None
    found = next((part for part in parts_of(agency, plan) if part.appraisal.pk == only), None)
    if found is None:
        raise WorkflowError(NO_SUCH_PART)
    return found


def doubts(agency: Agency, plan: Plan, due: Preparation, user: User) -> list[str]:
    """Sentences on what speaks against the export: what stays behind, pages that the agency has not checked yet."""
    known = row_of(agency, user, plan).counted
    pages = known.sent_pages + known.taken_pages + due.a4_pages
    said = [LACKING.format(format_int(len(due.lacking)))] if due.lacking else []
    if pages > known.checked_pages:
        said.append(UNCHECKED.format(format_int(pages), format_int(known.checked_pages)))
    return said


def enter(agency: Agency, plan: Plan, actor: User, due: Preparation, part: Part | None) -> ArchiveExport:
    """The row of the export, queued, with its Event; until it is written its manifest says what was chosen."""
    made = ArchiveExport.objects.create(
        kind=KIND,
        requester=actor,
        created_at=portal_now(),
        plan=plan,
        agency=agency,
        number=next_number(agency),
        as_of=portal_today(),
        batch_size=settings.ARCHIVE_BATCH_SIZE,
        left_behind=len(due.lacking),
        manifest={"tranche": said_of_part(part)} if part else {},
    )
    sentence = f"xuất siêu dữ liệu lần {made.number}: {format_int(len(due.records))} bản ghi"
    sentence += f" của {part.catalogue.name}, {part.name.lower()}" if part else ""
    if due.lacking:
        sentence += f", để lại {format_int(len(due.lacking))} bản ghi thiếu trường bắt buộc"
    record(made, actor=actor, agency=agency, action="export_archive", sentence=sentence)
    enqueue(made)
    return made


def said_of_part(part: Part) -> dict[str, Any]:
    """Which part of a catalogue was chosen, as the manifest says it."""
    return {
        "appraisal": part.appraisal.pk,
        "catalogue": part.catalogue.name,
        "name": part.name,
        "document": part.appraisal.document.number,
        "decided_on": part.appraisal.decided_on.isoformat(),
    }


def carry_out(export: ArchiveExport, beat: Beat) -> str:
    """Write the .zip and the lines of its batches; returns the message. Safe to run again. Raises JobFailed."""
    if not (export.requester.is_active and operates_archive(export.requester)[0]):
        raise JobFailed("Người yêu cầu không còn quyền xuất sang Kho dùng chung.")
    beat(1, "Đang đọc hồ sơ")
    if export.bundle:  # written by a worker that ended before it could say so
        return DONE.format(format_int(export.records), format_int(export.batches))
    mapping, sent = mapping_on(export.as_of), latest_items(export.agency)
    due = prepare(export.agency, export.plan, mapping, sent, only_of(export))
    if not due.records:
        raise JobFailed(NOTHING)
    with TemporaryFile() as target:
        batches = list(batches_of(due, export.batch_size))
        manifest = write(export, mapping, batches, target, beat)
        keep(export, target, manifest, batches, due, sent, beat)
    return DONE.format(format_int(len(due.records)), format_int(len(batches)))


def only_of(export: ArchiveExport) -> int | None:
    """The key of the appraisal whose files alone were asked for."""
    key: int | None = export.manifest.get("tranche", {}).get("appraisal")
    return key


Chosen = tuple[str, int, list[Record]]  # list, number of the batch, its records


def batches_of(due: Preparation, size: int) -> Iterator[Chosen]:
    """So many records at a time, list by list, in their order."""
    for part in MetadataPart.values:
        rows = due.of(part)
        for number, start in enumerate(range(0, len(rows), size), 1):
            yield part, number, rows[start : start + size]


def write(
    export: ArchiveExport, mapping: Mapping, batches: list[Chosen], target: IO[bytes], beat: Beat
) -> dict[str, Any]:
    """Write the .zip to the open file; returns its manifest."""
    with Bundle(target, code_of_agency(export.agency)) as bundle:
        if any(part == MetadataPart.FILE for part, _, _ in batches):
            fonds = fonds_of(export.agency, mapping, only_of(export))
            bundle.add(Batch(MetadataPart.FONDS.value, 1, mapping[MetadataPart.FONDS], fonds))
        for done, (part, number, rows) in enumerate(batches, 1):
            pages = sum(row.a4_pages for row in rows)
            bundle.add(Batch(part, number, mapping[part], [row.values for row in rows], pages))
            beat(5 + 85 * done // len(batches), f"Đã ghi {done} trong {len(batches)} đợt")
        return bundle.close_with(schema_of(mapping), said_of(export, mapping, batches))


def said_of(export: ArchiveExport, mapping: Mapping, batches: list[Chosen]) -> dict[str, Any]:
    """What the manifest says of the whole."""
    fields = [one for part in mapping.values() for one in part]
    chosen = {name: value for name, value in export.manifest.items() if name == "tranche"}
    return chosen | {
        "standard": STANDARD,
        "agency": code_of_agency(export.agency),
        "agency_name": str(export.agency),
        "export": export.number,
        "made_on": export.as_of.isoformat(),
        "made_by": str(export.requester),
        "batch_size": export.batch_size,
        "batches": len(batches),
        "records": sum(len(rows) for _, _, rows in batches),
        "pages": sum(row.a4_pages for _, _, rows in batches for row in rows),
        "fields": [
            {"part": one.part, "code": one.code, "name": one.name, "required": one.required, "from": one.source}
            for one in fields
        ],
    }


def keep(
    export: ArchiveExport,
    target: IO[bytes],
    manifest: dict[str, Any],
    batches: list[Chosen],
    due: Preparation,
    sent: Sent,
    beat: Beat,
) -> None:
    """Store the file, then the rows that name it; where another worker took over, neither stays."""
    target.seek(0)
    name = default_storage.save(f"{FOLDER}/{export.pk}.zip", File(target))
    try:
        with transaction.atomic():
            Agency.objects.select_for_update(no_key=True).get(pk=export.agency_id)
            if stands(latest_items(export.agency)) != stands(sent):
                raise JobFailed(MOVED)
            enter_items(export, batches, sent)
            kept = {"bundle": name, "manifest": manifest, "left_behind": len(due.lacking)}
            ArchiveExport.objects.filter(pk=export.pk).update(**kept)
            beat(99, "Đang lưu tệp")
    except BaseException:
        default_storage.delete(name)
        raise


def stands(sent: Sent) -> dict[Any, tuple[int, str]]:
    """What went out before, in short."""
    return {key: (item.pk, item.state) for key, item in sent.items()}


def enter_items(export: ArchiveExport, batches: list[Chosen], sent: Sent) -> None:
    """A line for each record; the line of an earlier export no longer stands for it."""
    before = [sent[row.part, row.key] for _, _, rows in batches for row in rows if (row.part, row.key) in sent]
    for start in range(0, len(before), 500):
        some = [item.pk for item in before[start : start + 500]]
        ArchiveItem.objects.filter(pk__in=some).update(is_latest=False)
    items = (item_of(export, number, row) for _, number, rows in batches for row in rows)
    ArchiveItem.objects.bulk_create(items, batch_size=1000)
    ArchiveExport.objects.filter(pk__in={export.pk, *(item.export_id for item in before)}).recount()


def item_of(export: ArchiveExport, batch: int, row: Record) -> ArchiveItem:
    return ArchiveItem(
        export=export,
        agency_id=export.agency_id,
        part=row.part,
        record_key=row.key,
        batch=batch,
        code=row.code[:200],
        title=row.title,
        content=row.content,
        a4_pages=row.a4_pages,
    )


def clear_lost_bundles() -> None:
    """Daily: delete files of exports that no row names, because their worker was lost before it wrote the row."""
    delete_lost_files(FOLDER, set(ArchiveExport.objects.values_list("bundle", flat=True)))
