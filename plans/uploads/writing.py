"""Staged rows into the catalogue by a few statements, and back again; the caller holds transaction and catalogue."""

from collections.abc import Sequence

from django.db.models import Max, Min, QuerySet

from plans.catalogues.changes import Changes
from plans.models import ArchivalFile, Catalogue, CatalogueUpload, FileNote, UploadChange

from .compare import MATCHED, compared_fields, differs
from .copying import CHANGES, DECIDED, FILES, STAGED, VALUES, join_whole_sets, listed, run

STORED = ("position", *VALUES, *DECIDED)


def write(upload: CatalogueUpload, catalogue: Catalogue) -> Changes:
    """Add the new rows, change the changed ones, remove the missing ones if asked; returns Changes.

    Keeps what it overwrites in UploadChange, and the range of the rows it adds on the upload.
    """
    join_whole_sets()
    removed = remove_missing(upload, catalogue) if upload.remove_missing else 0
    changed = change_rows(upload, catalogue)
    return Changes(add_rows(upload, catalogue), changed, removed)


def change_rows(upload: CatalogueUpload, catalogue: Catalogue) -> int:
    """A changed row is new to the appraiser: its decision is taken back (domain §4)."""
    fields = compared_fields(upload)
    if not fields:
        return 0
    where = f"""f.catalogue_id = %s AND s.upload_id = %s AND NOT s.broken AND {MATCHED} AND {differs(upload)}"""
    keys = [catalogue.pk, upload.pk]
    kept = keep_before(upload, False, f"{FILES} f, {STAGED} s WHERE {where}", keys)
    if not kept:
        return 0
    values = ", ".join(f'"{name}" = s."{name}"' for name in (*fields, "search_text", "title_key"))
    changed = run(
        f"""UPDATE {FILES} AS f SET {values}, revision = %s, decision = '', left_out_reason = '', appraisal_id = NULL
            FROM {STAGED} s WHERE {where}""",
        [catalogue.revision, *keys],
    )
    if "reference_code" not in fields:
        fold_again(upload)
    return changed


def fold_again(upload: CatalogueUpload) -> None:
    """The workbook does not know the codes that these files keep: search must go on finding them."""
    touched = UploadChange.objects.filter(upload=upload, removed=False).exclude(reference_code="").values("file_id")
    files = list(ArchivalFile.objects.filter(pk__in=touched).only("reference_code", "title"))
    for file in files:
        file.search_text = file.searchable()
    ArchivalFile.objects.bulk_update(files, ["search_text"], batch_size=500)


def add_rows(upload: CatalogueUpload, catalogue: Catalogue) -> int:
    last = catalogue.files.aggregate(last=Max("position"))["last"] or 0
    added = run(
        f"""INSERT INTO {FILES} (catalogue_id, position, {listed(VALUES)}, decision, left_out_reason, revision)
            SELECT %s, %s + row_number() OVER (ORDER BY s.position), {listed(VALUES, "s")}, '', '', %s
            FROM {STAGED} s LEFT JOIN {FILES} f ON f.catalogue_id = %s AND {MATCHED}
            WHERE s.upload_id = %s AND NOT s.broken AND f.id IS NULL ORDER BY s.position""",
        [catalogue.pk, last, catalogue.revision, catalogue.pk, upload.pk],
    )
    if added:
        ends = catalogue.files.filter(position__gt=last).aggregate(first=Min("pk"), last=Max("pk"))
        upload.first_added, upload.last_added = ends["first"], ends["last"]
    return added


def remove_missing(upload: CatalogueUpload, catalogue: Catalogue) -> int:
    """Files the workbook does not name go, unless Sở Nội vụ has already appraised them."""
    where = f"""f.catalogue_id = %s AND f.appraisal_id IS NULL
                AND NOT EXISTS (SELECT 1 FROM {STAGED} s WHERE s.upload_id = %s AND {MATCHED})"""
    if keep_before(upload, True, f"{FILES} f WHERE {where}", [catalogue.pk, upload.pk]):
        gone = UploadChange.objects.filter(upload=upload, removed=True).values("file_id")
        return take_away(ArchivalFile.objects.filter(catalogue=catalogue, pk__in=gone))
    return 0


def keep_before(upload: CatalogueUpload, removed: bool, rows: str, parameters: Sequence[int]) -> int:
    """Copy files as they are now to UploadChange."""
    return run(
        f"""INSERT INTO {CHANGES} (upload_id, removed, file_id, {listed(STORED)})
            SELECT %s, %s, f.id, {listed(STORED, "f")} FROM {rows}""",
        [upload.pk, removed, *parameters],
    )


def undo(upload: CatalogueUpload, catalogue: Catalogue) -> Changes:
    """Bring the catalogue's rows back to where the upload found them; returns Changes seen from today."""
    join_whole_sets()
    added = catalogue.files.filter(pk__range=(upload.first_added or 0, upload.last_added or -1))
    removed = take_away(added)
    values = ", ".join(f'"{name}" = c."{name}"' for name in STORED)
    changed = run(
        f"""UPDATE {FILES} AS f SET {values} FROM {CHANGES} c
            WHERE c.upload_id = %s AND NOT c.removed AND f.id = c.file_id AND f.catalogue_id = %s""",
        [upload.pk, catalogue.pk],
    )
    back = run(
        f"""INSERT INTO {FILES} (id, catalogue_id, {listed(STORED)})
            SELECT c.file_id, %s, {listed(STORED, "c")} FROM {CHANGES} c WHERE c.upload_id = %s AND c.removed""",
        [catalogue.pk, upload.pk],
    )
    UploadChange.objects.filter(upload=upload).delete()
    return Changes(back, changed, removed)


def take_away(files: QuerySet[ArchivalFile]) -> int:
    """Delete in one statement; notes about them stay with the catalogue."""
    FileNote.objects.filter(file__in=files).update(file=None)
    return files._raw_delete(files.db)
