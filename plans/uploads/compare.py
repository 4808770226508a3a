"""Counts of what an upload would do to its catalogue, by one join on hộp/cặp số, hồ sơ số and Mục lục số."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from agencies.typed import version_of
from plans.catalogues.statements import FILES, join_whole_sets
from plans.intake.columns import FIELDS, PAGE_FIELDS
from plans.models import CatalogueUpload, StagedFile

from .copying import STAGED, fetch
from .known import LACKED, SUPPLEMENTED, is_supplement, unlike
from .matching import MATCHED, find_known

PLACE = ("box_number", "file_number")  # what a file is found by, and what no workbook changes
# One column of a workbook may hold both: "2005–2010", "45/88"; {field: what is there where a row has none}.
TOGETHER: tuple[dict[str, str | int], ...] = (
    {"start_date": "", "end_date": ""},
    {"sheet_count": 0, **dict.fromkeys(PAGE_FIELDS, 0)},
)
FROM_HERE = (
    "Đây là các dòng chưa ghi được của tệp {}: hồ sơ mới về đúng vị trí của nó trong Mục lục, "
    "các hồ sơ khác giữ nguyên."
)
FROM_ELSEWHERE = "Các dòng này là của một Mục lục khác: kiểm tra lại trước khi xác nhận."
NOT_WRITTEN = "Đây chỉ là các dòng cần sửa của một tệp chưa được ghi: các dòng đúng của tệp đó chưa có trong Mục lục."


@dataclass(frozen=True)
class CatalogueComparison:
    """Rows that are new, changed, the same and not fit to be stored; files that the workbook does not name.

    `appraised` of the changed ones were let through by an appraisal and will have to be appraised again.
    """

    new: int
    changed: int
    unchanged: int
    broken: int
    missing: int | None  # None where what the file does not name is not missing
    appraised: int
    # Of a workbook without titles: rows for which there is no file; of the changed ones those that lacked something.
    unmatched: int
    filled: int


@transaction.atomic
def compare(upload: CatalogueUpload) -> CatalogueComparison:
    """Counts as of now; broken rows are in the file, but neither new nor changed."""
    join_whole_sets()
    find_known(upload)
    differing = differs(upload)
    new, changed, unchanged, broken, named, appraised, filled = fetch(
        f"""SELECT count(*) FILTER (WHERE f.id IS NULL AND NOT s.broken),
                   count(*) FILTER (WHERE {differing} AND NOT s.broken),
                   count(*) FILTER (WHERE f.id IS NOT NULL AND NOT {differing} AND NOT s.broken),
                   count(*) FILTER (WHERE s.broken), count(f.id),
                   count(f.appraisal_id) FILTER (WHERE {differing} AND NOT s.broken),
                   count(*) FILTER (WHERE {differing} AND {LACKED} AND NOT s.broken)
            FROM {STAGED} s LEFT JOIN {FILES} f ON f.catalogue_id = %s AND {MATCHED}
            WHERE s.upload_id = %s""",
        [upload.catalogue_id, upload.pk],
    )
    if is_supplement(upload):
        return CatalogueComparison(0, changed, unchanged, broken, None, appraised, unmatched=new, filled=filled)
    missing = None if is_rest(upload) else max(0, upload.catalogue.files.count() - named)
    return CatalogueComparison(new, changed, unchanged, broken, missing, appraised, unmatched=0, filled=filled)


def comparison_mark(upload: CatalogueUpload) -> str:
    """A mark of what the preview says: of the catalogue in its version, of the workbook as its columns were read and
    its cells corrected, and of what would come of them."""
    return version_of(upload.pk, upload.catalogue_version, upload.mapping, upload.corrections, upload.counts)


def is_rest(upload: CatalogueUpload) -> bool:
    """True for rows of an earlier workbook that were corrected: what they do not name is not missing."""
    return corrected_rows(upload).exists()


def corrected_rows(upload: CatalogueUpload) -> QuerySet[StagedFile]:
    return StagedFile.objects.filter(upload_id=upload.pk, origin_upload__gt=0)


def origin_notes(upload: CatalogueUpload) -> list[str]:
    """What the sender should know of rows that come from an earlier workbook of this catalogue, or of another one."""
    origins = corrected_rows(upload).values("origin_upload")
    here = CatalogueUpload.objects.filter(pk__in=origins, catalogue=upload.catalogue_id).order_by("pk")
    if names := list(here.values_list("file_name", flat=True)):
        return [FROM_HERE.format(", ".join(names))]
    if not origins.exists():
        return []
    return [FROM_ELSEWHERE if CatalogueUpload.objects.filter(pk__in=origins).exists() else NOT_WRITTEN]


def compared_fields(upload: CatalogueUpload, holds: Callable[[str, str | int], bool] | None = None) -> tuple[str, ...]:
    """Fields that the workbook has a column for, or that a column of another holds too; others keep their values.

    `holds(field, nothing)` answers whether any row has more than nothing there; without it the staged rows are asked.
    """
    named = {field for sheet in upload.sheets for field in sheet["columns"]}
    holds = holds or partial(any_staged, upload)
    for group in TOGETHER:
        if named & group.keys():
            named |= {field for field in group.keys() - named if holds(field, group[field])}
    if "catalogue_number" not in named and holds("catalogue_number", ""):
        named.add("catalogue_number")  # a line over the files says it
    kept = SUPPLEMENTED if is_supplement(upload) else FIELDS
    return tuple(field for field in kept if field in named and field not in PLACE)


def any_staged(upload: CatalogueUpload, field: str, nothing: str | int) -> bool:
    """Whether any row of the upload has more than nothing in the field."""
    return StagedFile.objects.filter(upload_id=upload.pk).exclude(**{field: nothing}).exists()


def differs(upload: CatalogueUpload) -> str:
    """SQL: true where writing a matched row changes its file."""
    return unlike(compared_fields(upload), is_supplement(upload))
