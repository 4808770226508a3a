"""Change sets: what a change overwrites is kept beside it, so that all of it can be taken back at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, Max, Min, OuterRef, QuerySet

from agencies.models import User
from plans.models import ArchivalFile, Catalogue, CatalogueChange, CatalogueUpload, FileBefore, FileNote, SignedFile

from .changes import Changes
from .statements import BEFORE, DECIDED, FILES, SIGNED, VALUES, join_whole_sets, listed, run

STORED = ("position", *VALUES, *DECIDED)


@contextmanager
def change_set(
    catalogue: Catalogue, actor: User, sentence: str = "", upload: CatalogueUpload | None = None
) -> Iterator[CatalogueChange]:
    """A change of files inside it is one change set, inside the present transaction; files that come in meanwhile are
    its own. The sentence may be given at the end, when the numbers are known."""
    before = catalogue.files.aggregate(last=Max("pk"))["last"] or 0
    change = CatalogueChange.objects.create(
        catalogue=catalogue, actor=actor, sentence=sentence, upload=upload, revision=catalogue.revision
    )
    yield change
    added = catalogue.files.filter(pk__gt=before).aggregate(first=Min("pk"), last=Max("pk"))
    change.first_added, change.last_added = added["first"], added["last"]
    change.save(update_fields=["first_added", "last_added", "sentence"])


def keep_files(change: CatalogueChange, files: QuerySet[ArchivalFile], *, removed: bool = False) -> int:
    """Copy the files as they are now, before the change writes or removes them."""
    try:
        keys, parameters = files.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # a list of no keys
        return 0
    return keep_rows(change, removed, f"{FILES} f WHERE f.id IN ({keys})", parameters)


def keep_rows(change: CatalogueChange, removed: bool, rows: str, parameters: Sequence[int | str]) -> int:
    """The same of rows `f` that SQL names: "table f WHERE …"; what was appraised of them stays with its appraisal."""
    kept = run(
        f"""INSERT INTO {BEFORE} (change_id, removed, file_id, {listed(STORED)})
            SELECT %s, %s, f.id, {listed(STORED, "f")} FROM {rows}""",
        [change.pk, removed, *parameters],
    )
    if kept:
        keep_signed(change, removed)
    return kept


def keep_signed(change: CatalogueChange, removed: bool) -> int:
    """Of the files that the change has just kept, copy those that were appraised to their appraisals, as signed."""
    columns = ("file_id", "position", *VALUES, "decision", "left_out_reason")
    return run(
        f"""INSERT INTO {SIGNED} (appraisal_id, why, {listed(columns)})
            SELECT b.appraisal_id, '', {listed(columns, "b")} FROM {BEFORE} b
            WHERE b.change_id = %s AND b.removed = %s AND b.appraisal_id IS NOT NULL""",
        [change.pk, removed],
    )


def link_signed(catalogue: Catalogue) -> int:
    """Drop the copies of files that are again as they were signed, because a change of them was undone."""
    same = ArchivalFile.objects.filter(catalogue=catalogue, pk=OuterRef("file_id"), appraisal=OuterRef("appraisal"))
    return SignedFile.objects.filter(Exists(same), appraisal__catalogue=catalogue).delete()[0]


def restore(change: CatalogueChange) -> Changes:
    """Bring the rows back to where the change found them; returns Changes seen from today."""
    join_whole_sets()
    removed = take_away(ArchivalFile.objects.filter(change.added, catalogue=change.catalogue_id))
    values = ", ".join(f'"{name}" = b."{name}"' for name in STORED)
    changed = run(
        f"""UPDATE {FILES} AS f SET {values} FROM {BEFORE} b
            WHERE b.change_id = %s AND NOT b.removed AND f.id = b.file_id AND f.catalogue_id = %s""",
        [change.pk, change.catalogue_id],
    )
    back = run(
        f"""INSERT INTO {FILES} (id, catalogue_id, {listed(STORED)})
            SELECT b.file_id, %s, {listed(STORED, "b")} FROM {BEFORE} b WHERE b.change_id = %s AND b.removed""",
        [change.catalogue_id, change.pk],
    )
    FileBefore.objects.filter(change=change).delete()
    link_signed(change.catalogue)
    return Changes(back, changed, removed)


def add_removed(change: CatalogueChange, catalogue: Catalogue, position: int) -> int:
    """Write what the change took away as new, undecided files of another catalogue, behind the position."""
    return run(
        f"""INSERT INTO {FILES} (catalogue_id, position, revision, decision, left_out_reason, {listed(VALUES)})
            SELECT %s, %s + ROW_NUMBER() OVER (ORDER BY b.position, b.file_id), %s, '', '', {listed(VALUES, "b")}
            FROM {BEFORE} b WHERE b.change_id = %s AND b.removed""",
        [catalogue.pk, position, catalogue.revision, change.pk],
    )


def take_away(files: QuerySet[ArchivalFile]) -> int:
    """Delete in one statement; notes about them stay with the catalogue."""
    FileNote.objects.filter(file__in=files).update(file=None)
    return files._raw_delete(files.db)
