"""Marking files as scanned, checked, integrated; taking a marking back; choosing to count by files."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import Agency, User
from agencies.permissions import writes_for
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchivalFile, Catalogue, FileCounting, Marking, Plan, ScanMark, Stage

ORDER = tuple(Stage.values)
AT_ONCE = 5_000
NOTHING_NEW = "Các hồ sơ này đã được đánh dấu “{}” trước đó."
UNDONE = "Lần đánh dấu này đã được bỏ trước đó."
BUILT_ON = (
    "Có {} hồ sơ của lần này đã được đánh dấu công đoạn sau: bỏ lần đánh dấu công đoạn sau trước, rồi bỏ lần này."
)
NOT_APPRAISED = "Mục lục này chưa có hồ sơ được thẩm định: đánh dấu sau khi Sở Nội vụ thẩm định."


def markable(catalogue: Catalogue) -> QuerySet[ArchivalFile]:
    """Files of the catalogue that may be digitized: those that the appraisal accepted (Kế hoạch II.2)."""
    return ArchivalFile.objects.accepted().filter(catalogue=catalogue)


@transaction.atomic
def mark(catalogue: Catalogue, keys: Iterable[int], stage: str, *, actor: User) -> Marking:
    """Mark these files of the catalogue; the stages before are marked with it. A file marked already stays as it is.

    Raises NotAllowed; WorkflowError where there is nothing to mark.
    """
    must_write_for(actor, catalogue.agency)
    held = Catalogue.objects.select_for_update(no_key=True).get(pk=catalogue.pk)
    wanted = list(markable(held).filter(pk__in=set(keys)).values_list("pk", flat=True))
    if not wanted:
        raise WorkflowError(NOT_APPRAISED)
    known = set(ScanMark.objects.filter(file__in=wanted).values_list("file_id", "stage"))
    new = [pk for pk in wanted if (pk, stage) not in known]
    if not new:
        raise WorkflowError(NOTHING_NEW.format(Stage(stage).label))
    made = Marking.objects.create(catalogue=held, stage=stage, file_count=len(new), made_by=actor)
    up_to = ORDER[: ORDER.index(stage) + 1]
    marks = [ScanMark(file_id=pk, stage=each, marking=made) for pk in new for each in up_to if (pk, each) not in known]
    ScanMark.objects.bulk_create(marks, batch_size=AT_ONCE)
    said = f"đánh dấu {format_int(len(new))} hồ sơ: {Stage(stage).label}"
    record(held, actor=actor, agency=held.agency, action="mark_files", sentence=said)
    return made


def must_write_for(actor: User, agency: Agency) -> None:
    allowed, reason = writes_for(actor, agency)
    if not allowed:
        raise NotAllowed(reason)


@transaction.atomic
def undo(marking: Marking, *, actor: User) -> None:
    """Take a marking back as a whole. Raises NotAllowed, Overtaken; WorkflowError where a later stage rests on it."""
    must_write_for(actor, marking.catalogue.agency)
    Catalogue.objects.select_for_update(no_key=True).get(pk=marking.catalogue_id)
    standing = Marking.objects.filter(pk=marking.pk, undone_at=None)
    files = marking.marks.values("file")
    later = ScanMark.objects.filter(file__in=files, stage__in=after(marking.stage)).exclude(marking=marking)
    if built := later.values("file").distinct().count():
        raise WorkflowError(BUILT_ON.format(format_int(built)))
    if not standing.update(undone_at=portal_now(), undone_by=actor):
        raise Overtaken(UNDONE)
    marking.marks.all().delete()
    said = f"bỏ đánh dấu {format_int(marking.file_count)} hồ sơ: {marking.get_stage_display()}"
    record(marking.catalogue, actor=actor, agency=marking.catalogue.agency, action="unmark_files", sentence=said)


def after(stage: str) -> Sequence[str]:
    return ORDER[ORDER.index(stage) + 1 :]


@transaction.atomic
def count_by_files(agency: Agency, plan: Plan, *, actor: User, by_files: bool) -> None:
    """From now on the agency's figures are counted from its files, or typed again. Raises NotAllowed."""
    must_write_for(actor, agency)
    if by_files:
        _, changed = FileCounting.objects.get_or_create(agency=agency, plan=plan, defaults={"chosen_by": actor})
    else:
        changed = bool(FileCounting.objects.filter(agency=agency, plan=plan).delete()[0])
    if not changed:
        return
    said = "chọn báo cáo tiến độ " + ("theo từng hồ sơ" if by_files else "theo số tổng")
    if by_files:
        record(agency, actor=actor, agency=agency, action="count_by_files", sentence=said)
    else:
        record(agency, actor=actor, agency=agency, action="count_by_hand", sentence=said)
