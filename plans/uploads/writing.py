"""Staged rows into the catalogue by a few statements, and back again; the caller holds transaction and catalogue."""

from collections.abc import Sequence

from django.db.models import Max, Min, QuerySet

from plans.catalogues.changes import Changes
from plans.catalogues.files import last_position
from plans.models import ArchivalFile, Catalogue, CatalogueUpload, FileNote, UploadChange

from .compare import MATCHED, compared_fields, differs
from .copying import CHANGES, DECIDED, FILES, STAGED, UPLOADS, VALUES, join_whole_sets, listed, run

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
    """New rows in the order of the workbook; rows that are broken still keep a place among them for later."""
    before = catalogue.files.aggregate(last=Max("pk"))["last"] or 0
    rows, keys = placed_rows(upload, catalogue, last_position(catalogue))
    run(
        f"""UPDATE {STAGED} SET place = n.place FROM ({rows}) n
            WHERE {STAGED}.upload_id = n.upload_id AND {STAGED}.position = n.position AND n.broken""",
        keys,
    )
    added = run(
        f"""INSERT INTO {FILES} (catalogue_id, position, {listed(VALUES)}, decision, left_out_reason, revision)
            SELECT %s, n.place, {listed(VALUES, "n")}, '', '', %s FROM ({rows}) n
            WHERE NOT n.broken ORDER BY n.position""",
        [catalogue.pk, catalogue.revision, *keys],
    )
    if added:
        new = catalogue.files.filter(pk__gt=before).aggregate(first=Min("pk"), last=Max("pk"))
        upload.first_added, upload.last_added = new["first"], new["last"]
    return added


def placed_rows(upload: CatalogueUpload, catalogue: Catalogue, last: int) -> tuple[str, list[int]]:
    """(SQL, its parameters) of the staged rows that the catalogue does not have, each with its `place` there: the one
    kept for it when the others of its workbook were written, or else one behind the last."""
    sql = f"""SELECT s.upload_id, s.position, s.broken, {listed(VALUES, "s")},
                     COALESCE(o.place, %s + row_number() OVER (ORDER BY s.position)) AS place
              FROM {STAGED} s
              LEFT JOIN {FILES} f ON f.catalogue_id = %s AND {MATCHED}
              LEFT JOIN {UPLOADS} u ON u.job_ptr_id = s.origin_upload AND u.catalogue_id = %s AND u.phase = 'written'
              LEFT JOIN {STAGED} o ON o.upload_id = u.job_ptr_id AND o.position = s.origin_position
              WHERE s.upload_id = %s AND f.id IS NULL"""
    return sql, [last, catalogue.pk, catalogue.pk, upload.pk]


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
