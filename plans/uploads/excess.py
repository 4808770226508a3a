"""What confirming an upload would bring beside the agency's target and review, before anything is written."""

from plans.catalogues.statements import FILES
from plans.excess.measure import Volume, excess_of, volume_of
from plans.excess.words import sentences
from plans.models import ArchivalFile, CatalogueUpload
from plans.models.pages import PAGE_FIELDS
from plans.pricing import counted_on, factors_on

from .compare import MATCHED, compared_fields, differs
from .copying import STAGED, fetch

LEFT_OUT = f"f.decision = '{ArchivalFile.Decision.LEFT_OUT}'"


def excess_after(upload: CatalogueUpload) -> list[str]:
    """Sentences on what would lie above once it is written and handed in; missing files stay where they are."""
    catalogue = upload.catalogue
    after = volume_of(catalogue) + brought(upload)
    return sentences(excess_of(catalogue.agency, catalogue.plan, besides=catalogue, more=after))


def brought(upload: CatalogueUpload) -> Volume:
    """What writing the sound rows adds to the catalogue; a changed row that was left out counts again."""
    files, *pages = fetch(
        f"""SELECT count(*) FILTER (WHERE f.id IS NULL OR {LEFT_OUT}), {", ".join(gains(upload))}
            FROM {STAGED} s LEFT JOIN {FILES} f ON f.catalogue_id = %s AND {MATCHED}
            WHERE s.upload_id = %s AND NOT s.broken AND (f.id IS NULL OR {differs(upload)})""",
        [upload.catalogue_id, upload.pk],
    )
    factors = factors_on(counted_on(upload.catalogue))
    return Volume(files, factors.a4_pages({size: int(gain) for size, gain in zip(PAGE_FIELDS, pages, strict=True)}))


def gains(upload: CatalogueUpload) -> list[str]:
    """SQL: pages of each size that new and changed rows add; a column that the workbook lacks keeps its values."""
    known = compared_fields(upload)
    return [gain(name, "s" if name in known else "f") for name in PAGE_FIELDS.values()]


def gain(name: str, table: str) -> str:
    """SQL: pages of one size that the rows add, those of changed rows from the table."""
    before = f'CASE WHEN {LEFT_OUT} THEN 0 ELSE f."{name}" END'
    return f'COALESCE(SUM(CASE WHEN f.id IS NULL THEN s."{name}" ELSE {table}."{name}" - {before} END), 0)'
