"""Files of a catalogue: rows and totals change in the same transaction, and history counts them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Aggregate, Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from agencies.history import record
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.appraisal.lost_copies import settle
from plans.appraisal.unknown import CONDITIONS
from plans.intake.columns import FIELDS
from plans.models import ArchivalFile, Catalogue, CatalogueUpload, FileNote, SignedFile, StagedFile
from plans.models.pages import PAGE_FIELDS, PageBasis
from plans.pricing import a4_pages

from .change_sets import change_set, keep_files
from .changes import Changes
from .file_history import Row, record_changes, refuse_overtaken, values_of
from .services import open_for_change

ChangedFile = tuple[ArchivalFile, Row]
BATCH = 500
Decision = ArchivalFile.Decision
DECISIONS = (Decision.ACCEPTED, Decision.ASKED, Decision.LEFT_OUT)
SUMMED = ("sheet_count", *PAGE_FIELDS.values())
DECIDED = ("accepted_files", "asked_files", "left_out_files", "left_out_pages")
OPEN = (*CONDITIONS, "estimated_files", "estimated_pages")  # what no sum is whole without, or rests on estimates
TOTALS = ("file_count", *SUMMED, *DECIDED, *OPEN)
ESTIMATED = Q(page_basis=PageBasis.ESTIMATED)
REVIEWED = ("revision", "decision", "left_out_reason", "looked_at", "appraisal")
IN_TRANCHE = "Có hồ sơ đã được thẩm định theo đợt, có thể đang số hóa, nên không xóa được khỏi Mục lục."
TAKEN = "Trùng hộp số và hồ sơ số với một hồ sơ đã có trong Mục lục. Tải lại trang và kiểm tra."


@transaction.atomic
def write_files(
    catalogue: Catalogue,
    *,
    actor: User,
    added: Sequence[Row] = (),
    changed: Sequence[ChangedFile] = (),
    removed: Sequence[ArchivalFile] = (),
    seen: Mapping[int, str] | None = None,
    how: str = "",
    reason: str = "",
) -> Changes:
    """Write rows ({field: value}) as new files, changes ([(file, row)]) and removals; returns Changes.

    `seen` is {pk: mark} of the files as the person saw them (file_history.mark_of).
    Raises NotAllowed, Overtaken, WorkflowError; nothing is written then.
    """
    changes = Changes(len(added), len(changed), len(removed))
    if not changes:
        return changes
    current = open_for_change(catalogue, actor)
    refuse_overtaken(current, seen or {})
    before, earlier = totals_of(current), [values_of(file) for file, _ in changed]
    with change_set(current, actor, f"{changes}{how}") as change:
        keep_files(change, current.files.filter(pk__in=[file.pk for file, _ in changed]))
        keep_files(change, current.files.filter(pk__in=[file.pk for file in removed]), removed=True)
        write_rows(current, added, changed, removed)
    settle_totals(current)
    record_changes([(file, was, row) for (file, row), was in zip(changed, earlier, strict=True)], actor=actor)
    sentence, after = f"{changes} trong {current}{how}", totals_of(current)
    record(current, actor=actor, action="files", sentence=sentence, before=before, after=after, reason=reason)
    return changes


def write_rows(
    catalogue: Catalogue, added: Iterable[Row], changed: Iterable[ChangedFile], removed: Iterable[ArchivalFile]
) -> None:
    """Remove, change and add the files; raises WorkflowError where two would have the same box and number."""
    try:
        with transaction.atomic():
            remove_files(catalogue, removed)
            update_files(catalogue, changed)
            add_files(catalogue, added)
    except IntegrityError:
        raise WorkflowError(TAKEN) from None


def add_files(catalogue: Catalogue, rows: Iterable[Row]) -> None:
    """Write the rows as new files behind the catalogue's last one."""
    last = last_position(catalogue)
    files = [
        filled(ArchivalFile(catalogue=catalogue, revision=catalogue.revision, position=last + number), row)
        for number, row in enumerate(rows, 1)
    ]
    ArchivalFile.objects.bulk_create(files, batch_size=BATCH)


def last_position(catalogue: Catalogue) -> int:
    """The last position of the catalogue's files, and of those that still wait to be corrected."""
    kept = StagedFile.objects.filter(upload__catalogue=catalogue, upload__phase=CatalogueUpload.Phase.WRITTEN)
    last = catalogue.files.aggregate(last=Max("position")), kept.aggregate(last=Max("place"))
    return max(each["last"] or 0 for each in last)


def update_files(catalogue: Catalogue, changed: Iterable[ChangedFile]) -> None:
    """Write the rows into their files; a changed file is new to the appraiser, so its decision goes (domain §4)."""
    files = [filled(file, row) for file, row in changed]
    for file in files:
        file.revision, file.decision, file.left_out_reason = catalogue.revision, "", ""
        file.looked_at = file.appraisal = None
    ArchivalFile.objects.bulk_update(
        files, [*FIELDS, "page_basis", "search_text", "title_key", *REVIEWED], batch_size=100
    )


def remove_files(catalogue: Catalogue, removed: Iterable[ArchivalFile]) -> None:
    """Delete the files; their notes stay with the catalogue.

    Raises WorkflowError where one is in a tranche, which is being scanned, and the whole was not appraised yet.
    """
    files = ArchivalFile.objects.filter(catalogue=catalogue, pk__in=[file.pk for file in removed])
    if refusal := why_not_removed(catalogue, files):
        raise WorkflowError(refusal)
    FileNote.objects.filter(file__in=files).update(file=None)
    files.delete()


def why_not_removed(catalogue: Catalogue, files: QuerySet[ArchivalFile]) -> str:
    """The sentence where files of the catalogue cannot be deleted; "" where they can."""
    kept = scanned_already(files) and not catalogue.appraisals.filter(is_tranche=False).exists()
    return IN_TRANCHE if kept else ""


def scanned_already(files: QuerySet[ArchivalFile]) -> bool:
    """True where a tranche let one of the files through, as it is or as it was before a change."""
    changed = SignedFile.objects.filter(file_id=OuterRef("pk"), appraisal__is_tranche=True)
    return files.filter(Q(appraisal__is_tranche=True) | Exists(changed)).exists()


def filled(file: ArchivalFile, row: Row) -> ArchivalFile:
    """The file with a row's values; keeps its search text in step, because bulk writes skip `save`."""
    file.page_basis = basis_of(file, row)
    for name in FIELDS:
        setattr(file, name, row[name])
    file.fold_texts()
    return file


def basis_of(file: ArchivalFile, row: Row) -> str:
    """What the row's pages are known by: those of an estimate stay one until somebody writes others."""
    pages = {name: row[name] for name in PAGE_FIELDS.values()}
    if not any(pages.values()):
        return PageBasis.UNKNOWN
    stays = file.page_basis == PageBasis.ESTIMATED and all(getattr(file, name) == n for name, n in pages.items())
    return PageBasis.ESTIMATED if stays else PageBasis.COUNTED


def settle_totals(catalogue: Catalogue) -> None:
    """After a change of files: totals in line with the rows, and duplicates brought back whose kept copy went."""
    recount(catalogue)
    if settle(catalogue):
        recount(catalogue)


def recount(catalogue: Catalogue) -> bool:
    """Bring the catalogue's totals in line with its rows; True where they were not."""
    before = totals_of(catalogue)
    for name, value in counted(catalogue).items():
        setattr(catalogue, name, value)
    Catalogue.objects.filter(pk=catalogue.pk).update(**totals_of(catalogue))
    return before != totals_of(catalogue)


def counted(catalogue: Catalogue) -> dict[str, int]:
    """The totals as the rows have them."""
    return as_totals(catalogue.files.aggregate(**sums_of_rows()))


def sums_of_rows() -> dict[str, Aggregate]:
    """What aggregates files into the totals of their catalogue (`as_totals`)."""
    return {
        "file_count": Count("pk"),
        **{f"sum_{name}": Sum(name) for name in SUMMED},
        **{name: Count("pk", filter=Q(decision=code)) for name, code in zip(DECIDED, DECISIONS, strict=False)},
        "left_out_pages": Sum(a4_pages(), filter=Q(decision=Decision.LEFT_OUT)),
        **{name: Count("pk", filter=condition) for name, condition in CONDITIONS.items()},
        "estimated_files": Count("pk", filter=ESTIMATED),
        "estimated_pages": Sum("page_count", filter=ESTIMATED),
    }


def as_totals(sums: Mapping[str, int | None]) -> dict[str, int]:
    """The aggregated sums by the names of the catalogue's own fields, 0 where there is no row."""
    return {name: sums.get(f"sum_{name}", sums.get(name)) or 0 for name in TOTALS}


def totals_of(catalogue: Catalogue) -> dict[str, int]:
    """The totals as the catalogue's own row has them."""
    return {name: getattr(catalogue, name) for name in TOTALS}
