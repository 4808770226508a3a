"""Excess over the agency's target and review that confirming an upload would bring, before anything is written."""

from plans.catalogues.statements import FILES
from plans.excess.measure import Volume, excess_of, volume_of
from plans.excess.words import sentences
from plans.models import ArchivalFile, CatalogueUpload
from plans.models.pages import PAGE_FIELDS
from plans.pricing import counted_on, factors_on

from .compare import MATCHED, compared_fields, differs
from .copying import STAGED, fetch
from .known import is_supplement, said

LEFT_OUT = f"f.decision = '{ArchivalFile.Decision.LEFT_OUT}'"


def excess_after(upload: CatalogueUpload) -> list[str]:
    """Sentences on what would lie above once it is written and handed in; missing files stay where they are."""
    catalogue = upload.catalogue
    after = volume_of(catalogue) + brought(upload)
    return sentences(excess_of(catalogue.agency, catalogue.plan, besides=catalogue, more=after))


def brought(upload: CatalogueUpload) -> Volume:
    """What writing the sound rows adds to the catalogue; a changed row that was left out counts again."""
    join = "JOIN" if is_supplement(upload) else "LEFT JOIN"
    files, *pages = fetch(
        f"""SELECT count(*) FILTER (WHERE f.id IS NULL OR {LEFT_OUT}), {", ".join(gains(upload))}
            FROM {STAGED} s {join} {FILES} f ON f.catalogue_id = %s AND {MATCHED}
            WHERE s.upload_id = %s AND NOT s.broken AND (f.id IS NULL OR {differs(upload)})""",
        [upload.catalogue_id, upload.pk],
    )
    factors = factors_on(counted_on(upload.catalogue))
    return Volume(files, factors.a4_pages({size: int(gain) for size, gain in zip(PAGE_FIELDS, pages, strict=True)}))


def gains(upload: CatalogueUpload) -> list[str]:
    """SQL: pages of each size that new and changed rows add; a column that the workbook lacks keeps its values."""
    known = compared_fields(upload)
    return [gain(name, said(name) if name in known else f'f."{name}"') for name in PAGE_FIELDS.values()]


def gain(name: str, after: str) -> str:
    """SQL: pages of one size that the rows add; `after` is what a changed row has of it then."""
    before = f'CASE WHEN {LEFT_OUT} THEN 0 ELSE f."{name}" END'
    return f'COALESCE(SUM(CASE WHEN f.id IS NULL THEN s."{name}" ELSE {after} - {before} END), 0)'
