"""Chuyển hồ sơ sang Mục lục khác: files leave one catalogue for another of the agency, and come back as a whole.

Both catalogues keep a change set of their own; taking one back takes both back.
"""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from agencies.formats.numbers import format_int
from agencies.history import event_of, record
from agencies.models import Event, User
from agencies.workflow import WorkflowError
from plans.intake.rows.judge_row import KEY
from plans.models import ArchivalFile, Catalogue, CatalogueChange

from .change_sets import add_removed, change_set, keep_files, take_away
from .file_history import MOST_RECORDED
from .files import TAKEN, last_position, settle_totals, totals_of, why_not_removed
from .services import open_for_change

NAMED = 8
ELSEWHERE = "Mục lục nhận phải là Mục lục khác của cùng cơ quan, đang lập hoặc bị trả lại để sửa."
DOUBLES = "Mục lục nhận đã có hồ sơ cùng hộp số và hồ sơ số: {}. Đánh số lại, hoặc bỏ các hồ sơ này khỏi lựa chọn."


def targets_of(catalogue: Catalogue) -> QuerySet[Catalogue]:
    """Catalogues of the agency that may be changed, to which files of this one can go; those of its fonds first."""
    others = Catalogue.objects.changeable().filter(agency=catalogue.agency_id, plan=catalogue.plan_id)
    return others.exclude(pk=catalogue.pk).select_related("fonds", "agency").order_by("fonds__name", "name", "pk")


def doubles(files: QuerySet[ArchivalFile], target: Catalogue) -> QuerySet[ArchivalFile]:
    """Of the files those whose box, number and Mục lục số a file of the target has already."""
    same = {name: OuterRef(name) for name in KEY}
    return files.filter(Exists(ArchivalFile.objects.filter(catalogue=target, **same)))


def named_doubles(files: QuerySet[ArchivalFile], target: Catalogue) -> str:
    """The first of them as people say them, "hồ sơ 05, hộp 1; …"; "" where there are none."""
    found = list(doubles(files, target).order_by("position", "pk")[: NAMED + 1])
    names = [f"hồ sơ {file.file_number}{file.in_box}" for file in found[:NAMED]]
    return "; ".join(names) + ("; …" if len(found) > NAMED else "")


@transaction.atomic
def move_files(
    catalogue: Catalogue,
    files: QuerySet[ArchivalFile],
    target: Catalogue,
    *,
    actor: User,
    expected_version: int | None = None,
) -> int:
    """Move those of the files that are in the catalogue behind the target's last one; returns how many went.

    They take the target's fonds, and what was decided on them stays with what was signed. Raises NotAllowed, Overtaken,
    and WorkflowError where the target cannot take them, or one is in a tranche while the whole was not appraised yet.
    """
    if not targets_of(catalogue).filter(pk=target.pk).exists():
        raise WorkflowError(ELSEWHERE)
    current, other = open_both(catalogue, target, actor, expected_version)
    going = current.files.filter(pk__in=files.order_by().values("pk"))
    if refusal := why_not_removed(current, going):
        raise WorkflowError(refusal)
    if names := named_doubles(going, other):
        raise WorkflowError(DOUBLES.format(names))
    sums = {one.pk: totals_of(one) for one in (current, other)}
    with change_set(current, actor) as change:
        count = keep_files(change, going, removed=True)
        take_away(going)
        change.sentence = f"chuyển {format_int(count)} hồ sơ sang Mục lục “{other.name}”"
    with change_set(other, actor, f"nhận {format_int(count)} hồ sơ từ Mục lục “{current.name}”") as arrival:
        take_in(other, change)
    CatalogueChange.objects.filter(pk=change.pk).update(moved_to=arrival)
    tell_files(arrival, count, actor)
    for one, made in ((current, change), (other, arrival)):
        settle_totals(one)
        sentence = f"{made.sentence}, trong {one}"
        record(one, actor=actor, action="files", sentence=sentence, before=sums[one.pk], after=totals_of(one))
    return count


def open_both(
    catalogue: Catalogue, target: Catalogue, actor: User, expected_version: int | None
) -> tuple[Catalogue, Catalogue]:
    """Claim both, in one order, so that of two who move files to and fro none waits for the other."""
    wanted = {catalogue.pk: expected_version}
    both = sorted((catalogue, target), key=lambda one: one.pk)
    opened = {one.pk: open_for_change(one, actor, wanted.get(one.pk)) for one in both}
    return opened[catalogue.pk], opened[target.pk]


def take_in(target: Catalogue, change: CatalogueChange) -> int:
    """Write what the change took away as new, undecided files behind the last one of the target."""
    try:
        with transaction.atomic():
            return add_removed(change, target, last_position(target))
    except IntegrityError:
        raise WorkflowError(TAKEN) from None


def tell_files(arrival: CatalogueChange, count: int, actor: User) -> None:
    """Let the history of each file begin with where it came from; none where they are more than MOST_RECORDED."""
    if count > MOST_RECORDED:
        return
    agency, sentence = arrival.catalogue.agency, arrival.sentence
    files = ArchivalFile.objects.filter(arrival.added, catalogue=arrival.catalogue)
    Event.objects.bulk_create(
        event_of(file, actor=actor, action="file", sentence=sentence, agency=agency) for file in files
    )
