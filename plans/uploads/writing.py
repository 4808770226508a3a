"""Staged rows into the catalogue by a few statements; the caller holds transaction and catalogue."""

from collections.abc import Sequence

from plans.catalogues.change_sets import keep_rows, take_away
from plans.catalogues.changes import Changes
from plans.catalogues.files import last_position
from plans.catalogues.statements import FILES, SIGNED, VALUES, join_whole_sets, listed, run
from plans.models import ArchivalFile, Catalogue, CatalogueChange, CatalogueUpload, FileBefore, StagedFile

from .compare import compared_fields, differs
from .copying import STAGED, UPLOADS
from .known import basis_said, is_supplement, said
from .matching import MATCHED

TO_REMOVE = f"""f.catalogue_id = %s AND f.appraisal_id IS NULL
                AND NOT EXISTS (SELECT 1 FROM {SIGNED} g WHERE g.file_id = f.id AND g.decision <> 'left_out')
                AND NOT EXISTS (SELECT 1 FROM {STAGED} s WHERE s.upload_id = %s AND {MATCHED})"""


def write(upload: CatalogueUpload, catalogue: Catalogue, change: CatalogueChange) -> Changes:
    """Add the new rows, change the changed ones, remove the missing ones if asked; returns Changes.

    What it overwrites is kept with the change.
    """
    join_whole_sets()
    removed = remove_missing(upload, catalogue, change) if upload.remove_missing else 0
    changed = change_rows(upload, catalogue, change)
    return Changes(0 if is_supplement(upload) else add_rows(upload, catalogue), changed, removed)


def change_rows(upload: CatalogueUpload, catalogue: Catalogue, change: CatalogueChange) -> int:
    """A changed row is new to the appraiser: its decision is taken back (domain §4)."""
    fields = compared_fields(upload)
    if not fields:
        return 0
    where = f"""f.catalogue_id = %s AND s.upload_id = %s AND NOT s.broken AND {MATCHED} AND {differs(upload)}"""
    keys = [catalogue.pk, upload.pk]
    kept = keep_rows(change, False, f"{FILES} f, {STAGED} s WHERE {where}", keys)
    if not kept:
        return 0
    changed = run(
        f"""UPDATE {FILES} AS f SET {written(upload, fields)}, revision = %s, decision = '', left_out_reason = '',
                looked_at = NULL, appraisal_id = NULL
            FROM {STAGED} s WHERE {where}""",
        [catalogue.revision, *keys],
    )
    if "catalogue_number" in fields:  # from here on these files are found by their new values
        StagedFile.objects.filter(upload_id=upload.pk, broken=False, known_as="").update(known_as=None)
    if "title" in fields and "reference_code" not in fields:
        fold_again(change)
    return changed


def written(upload: CatalogueUpload, fields: Sequence[str]) -> str:
    """SQL: what a changed file gets; what search looks at only where its title comes with the row."""
    values = {name: said(name) for name in fields} | {"page_basis": basis_said(fields, is_supplement(upload))}
    if not is_supplement(upload):
        values |= {name: f's."{name}"' for name in ("search_text", "title_key")}
    return ", ".join(f'"{name}" = {value}' for name, value in values.items())


def fold_again(change: CatalogueChange) -> None:
    """The workbook does not know the codes that these files keep: search must go on finding them."""
    touched = FileBefore.objects.filter(change=change, removed=False).exclude(reference_code="").values("file_id")
    files = list(ArchivalFile.objects.filter(pk__in=touched).only("reference_code", "title"))
    for file in files:
        file.search_text = file.searchable()
    ArchivalFile.objects.bulk_update(files, ["search_text"], batch_size=500)


def add_rows(upload: CatalogueUpload, catalogue: Catalogue) -> int:
    """New rows in the order of the workbook; rows that are broken still keep a place among them for later."""
    rows, keys = placed_rows(upload, catalogue, last_position(catalogue))
    run(
        f"""UPDATE {STAGED} SET place = n.place FROM ({rows}) n
            WHERE {STAGED}.upload_id = n.upload_id AND {STAGED}.position = n.position AND n.broken""",
        keys,
    )
    return run(
        f"""INSERT INTO {FILES} (catalogue_id, position, {listed(VALUES)}, decision, left_out_reason, revision)
            SELECT %s, n.place, {listed(VALUES, "n")}, '', '', %s FROM ({rows}) n
            WHERE NOT n.broken ORDER BY n.position""",
        [catalogue.pk, catalogue.revision, *keys],
    )


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


def remove_missing(upload: CatalogueUpload, catalogue: Catalogue, change: CatalogueChange) -> int:
    """Files the workbook does not name go, unless Sở Nội vụ has appraised them, as they are or as they were."""
    if keep_rows(change, True, f"{FILES} f WHERE {TO_REMOVE}", [catalogue.pk, upload.pk]):
        gone = FileBefore.objects.filter(change=change, removed=True).values("file_id")
        return take_away(ArchivalFile.objects.filter(catalogue=catalogue, pk__in=gone))
    return 0
