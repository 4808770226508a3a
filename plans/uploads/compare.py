"""Counts of what an upload would do to its catalogue, by one join on hộp/cặp số and hồ sơ số."""

from dataclasses import dataclass

from django.db import transaction

from plans.intake.columns import FIELDS
from plans.models import CatalogueUpload

from .copying import FILES, STAGED, fetch, join_whole_sets, listed

KEY = ("box_number", "file_number")
# One column of a workbook may hold both: "2005–2010", "45/88".
TOGETHER = ({"start_date", "end_date"}, {"sheet_count", "page_count"})
MATCHED = 'f."box_number" = s."box_number" AND f."file_number" = s."file_number"'


@dataclass(frozen=True)
class CatalogueComparison:
    """Rows that are new, changed, the same and not fit to be stored; files that the workbook does not name."""

    new: int
    changed: int
    unchanged: int
    broken: int
    missing: int


@transaction.atomic
def compare(upload: CatalogueUpload) -> CatalogueComparison:
    """Counts as of now; broken rows are in the file, but neither new nor changed."""
    join_whole_sets()
    new, changed, unchanged, broken, named = fetch(
        f"""SELECT count(*) FILTER (WHERE f.id IS NULL AND NOT s.broken),
                   count(*) FILTER (WHERE {differs(upload)} AND NOT s.broken),
                   count(*) FILTER (WHERE NOT {differs(upload)} AND NOT s.broken),
                   count(*) FILTER (WHERE s.broken), count(f.id)
            FROM {STAGED} s LEFT JOIN {FILES} f ON f.catalogue_id = %s AND {MATCHED}
            WHERE s.upload_id = %s""",
        [upload.catalogue_id, upload.pk],
    )
    return CatalogueComparison(new, changed, unchanged, broken, max(0, upload.catalogue.files.count() - named))


def compared_fields(upload: CatalogueUpload) -> tuple[str, ...]:
    """Fields that the workbook has a column for; other fields keep their values."""
    named = {field for sheet in upload.sheets for field in sheet["columns"]}
    for group in TOGETHER:
        named |= group if named & group else set()
    return tuple(field for field in FIELDS if field in named and field not in KEY)


def differs(upload: CatalogueUpload) -> str:
    """SQL: true where a matched row has other values; row values compare alike on both databases."""
    fields = compared_fields(upload)
    return f"({listed(fields, 'f')}) <> ({listed(fields, 's')})" if fields else "f.id <> f.id"
