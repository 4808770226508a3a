"""Known and unknown values of a row: it fills what its file lacks, and never takes away what is known already."""

from collections.abc import Mapping, Sequence

from plans.catalogues.statements import listed
from plans.intake.columns import PAGE_FIELDS
from plans.models import CatalogueUpload
from plans.models.pages import PageBasis

# Fields that a workbook without titles may supplement in files that the catalogue has.
SUPPLEMENTED = ("start_date", "end_date", "retention_years", "sheet_count", *PAGE_FIELDS)
KNOWS_NO_PAGES = f"s.page_basis = '{PageBasis.UNKNOWN}'"
NO_RETENTION = -1  # in place of NULL, which is like nothing and unlike nothing
LACKED = "(f.page_basis <> '' OR f.retention_years IS NULL OR f.start_date = '')"


def is_supplement(upload: CatalogueUpload) -> bool:
    """True for a workbook without titles: it supplements files that are there, and adds none."""
    named = {field for sheet in upload.sheets for field in sheet["columns"]}
    return "file_number" in named and "title" not in named


def said(field: str) -> str:
    """SQL: the value of the field once the row `s` is written into its file `f`."""
    if field in PAGE_FIELDS:
        return f'CASE WHEN {KNOWS_NO_PAGES} THEN f."{field}" ELSE s."{field}" END'
    if field == "retention_years":
        return f'COALESCE(s."{field}", f."{field}")'
    return f'COALESCE(NULLIF(s."{field}", \'\'), f."{field}")' if field == "start_date" else f's."{field}"'


def basis_said(fields: Sequence[str], supplement: bool) -> str:
    """SQL: `page_basis` of the file then. Pages like those that were estimated may be a copy of the estimate, but a
    workbook of pages alone was made to supply them."""
    pages = [name for name in PAGE_FIELDS if name in fields]
    if not pages:
        return "f.page_basis"
    copied = "" if supplement else f" OR ({listed(pages, 's')}) = ({listed(pages, 'f')})"
    return f"CASE WHEN {KNOWS_NO_PAGES}{copied} THEN f.page_basis ELSE '' END"


def unlike(fields: Sequence[str], supplement: bool) -> str:
    """SQL: true where there is a file and writing the row changes it; row values compare alike on both databases."""
    if not fields:
        return "f.id <> f.id"
    before = [comparable(name, f'f."{name}"') for name in fields]
    after = [comparable(name, said(name)) for name in fields]
    if supplement:
        before.append("f.page_basis")
        after.append(basis_said(fields, supplement))
    return f"(f.id IS NOT NULL AND ({', '.join(before)}) <> ({', '.join(after)}))"


def comparable(field: str, value: str) -> str:
    return f"COALESCE({value}, {NO_RETENTION})" if field == "retention_years" else value


def once_written(values: Mapping[str, object], before: Mapping[str, object]) -> dict[str, object]:
    """The same of {field: value} in Python: the row's values, where it knows none those of its file."""
    pages = any(values.get(name) for name in PAGE_FIELDS)
    unknown = {"start_date": "", "retention_years": None} | ({} if pages else dict.fromkeys(PAGE_FIELDS, 0))
    return {
        name: before[name] if name in unknown and value == unknown[name] else value for name, value in values.items()
    }
