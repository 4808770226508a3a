"""Hoàn tác: a change of files is taken back as a whole, as long as nothing was built on it."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.calendar import portal_now
from agencies.formats.dates import format_datetime
from agencies.history import record
from agencies.models import User
from agencies.workflow import Overtaken, WorkflowError
from plans.models import Catalogue, CatalogueChange, CatalogueUpload, FileBefore, ProposedValue

from .change_sets import restore
from .changes import Changes
from .deleting import is_deletion, put_back
from .file_history import MOST_RECORDED, Row, record_changes, values_of
from .files import settle_totals, totals_of
from .services import open_for_change

NAMED = 3
ALREADY = "Lần sửa này đã được hoàn tác trước đó."
HANDED_IN = "Không hoàn tác được: Mục lục đã trình sau lần sửa này."
TAKEN_SINCE = (
    "Chưa hoàn tác được gì: sau lần ghi này có hồ sơ được nhập, hoặc đổi số, trùng hộp số và hồ sơ số với một hồ sơ sẽ "
    "được đưa lại. Sửa số hoặc xóa hồ sơ đó rồi hoàn tác lại."
)
OTHER_FIXED = "Chưa hoàn tác được gì: Mục lục “{}” đã trình hoặc đã xóa nên hồ sơ đã chuyển không lấy lại được."
BUILT_ON = "Chưa hoàn tác được gì: chính các hồ sơ này đã được sửa sau đó ({}). Hoàn tác lần sửa sau trước."


@transaction.atomic
def undo_change(change: CatalogueChange, *, actor: User, expected_version: int | None = None) -> Changes:
    """Bring the files back to what they were before the change, and the catalogue where it was deleted.

    Returns Changes seen from today.

    Raises NotAllowed, Overtaken where somebody else was faster or the catalogue is not in the version that was seen,
    WorkflowError where something was built on it.
    """
    if is_deletion(change):
        put_back(change, actor)
    both = with_partner(change)
    opened = open_all(both, actor, {change.catalogue_id: expected_version})
    mine = CatalogueChange.objects.standing().filter(pk=change.pk)
    if not mine.exists():
        raise Overtaken(ALREADY)
    for one in both:
        refuse_settled(one, opened[one.catalogue_id])
        refuse_built_on(one)
    return [bring_back(one, opened[one.catalogue_id], actor) for one in both][0]


def with_partner(change: CatalogueChange) -> list[CatalogueChange]:
    """The change, and after it that of the other catalogue where files were moved; raises WorkflowError where the other
    catalogue cannot be changed now."""
    partner = change.partner
    if partner is None:
        return [change]
    if not Catalogue.objects.changeable().filter(pk=partner.catalogue_id).exists():
        raise WorkflowError(OTHER_FIXED.format(partner.catalogue.name))
    return [change, partner]


def open_all(
    changes: Iterable[CatalogueChange], actor: User, versions: Mapping[int, int | None]
) -> dict[int, Catalogue]:
    """{key: the catalogue, claimed} of the changes, in one order, so that nobody waits for each other."""
    ordered = sorted(changes, key=lambda one: one.catalogue_id)
    return {one.catalogue_id: open_for_change(one.catalogue, actor, versions.get(one.catalogue_id)) for one in ordered}


def bring_back(change: CatalogueChange, current: Catalogue, actor: User) -> Changes:
    """Take the change back in its catalogue, which the caller has claimed; what it had taken over is open again."""
    before, were = totals_of(current), changed_files(change)
    try:
        with transaction.atomic():
            changes = restore(change)
    except IntegrityError:
        raise WorkflowError(TAKEN_SINCE) from None
    CatalogueChange.objects.filter(pk=change.pk).update(undone_at=portal_now(), undone_by=actor)
    undecided = {"outcome": "", "decided_by": None, "decided_at": None, "change": None}
    ProposedValue.objects.filter(change=change).update(**undecided)
    CatalogueUpload.objects.filter(change=change).update(phase=CatalogueUpload.Phase.UNDONE)
    settle_totals(current)
    now = current.files.in_bulk(list(were))
    record_changes([(now[key], were[key], values_of(now[key])) for key in were if key in now], actor=actor)
    sentence = f"hoàn tác lần {change.sentence} trong {current}{changes.as_result}"
    action = "undo_upload" if change.upload_id else "undo_change"
    record(current, actor=actor, action=action, before=before, after=totals_of(current), sentence=sentence)
    return changes


def refuse_settled(change: CatalogueChange, catalogue: Catalogue) -> None:
    """Raise WorkflowError where the catalogue was handed in since."""
    if not CatalogueChange.objects.undoable(catalogue).filter(pk=change.pk).exists():
        raise WorkflowError(HANDED_IN)


def refuse_built_on(change: CatalogueChange) -> None:
    """Raise WorkflowError that names who changed the same files since, and which."""
    later = list(later_changes(change).select_related("change__actor").order_by("-change_id")[: NAMED + 1])
    if not later:
        return
    names = [
        f"hồ sơ {each.file_number}{each.in_box}: {each.change.actor}, {moment(each.change)}" for each in later[:NAMED]
    ]
    raise WorkflowError(BUILT_ON.format("; ".join(names) + ("; …" if len(later) > NAMED else "")))


def later_changes(change: CatalogueChange) -> QuerySet[FileBefore]:
    """Copies that later changes keep of the files that this one touched."""
    touched = Q(file_id__in=FileBefore.objects.filter(change=change).values("file_id"))
    added = Q(file_id__range=(change.first_added or 0, change.last_added or -1))
    later = CatalogueChange.objects.standing().filter(catalogue=change.catalogue_id, pk__gt=change.pk)
    return FileBefore.objects.filter(touched | added, change__in=later)


def changed_files(change: CatalogueChange) -> dict[int, Row]:
    """{key of the file: its values now} of the files that go back, for their history; none where they are many."""
    changed = FileBefore.objects.filter(change=change, removed=False).values_list("file_id", flat=True)
    keys = list(changed[: MOST_RECORDED + 1])
    if len(keys) > MOST_RECORDED:
        return {}
    return {key: values_of(file) for key, file in change.catalogue.files.in_bulk(keys).items()}


def moment(change: CatalogueChange) -> str:
    return format_datetime(timezone.localtime(change.made_at))


def clear_changes() -> int:
    """Daily: copies that nothing can ask for any more go; returns how many changes lost theirs."""
    settled = CatalogueChange.objects.reviewed() | CatalogueChange.objects.exclude(undone_at=None)
    return FileBefore.objects.filter(change__in=settled).delete()[0]
