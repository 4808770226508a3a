"""The first rows of a workbook as they were read; what could not be read is shown as it was typed."""

from collections.abc import Iterable, Mapping, Sequence

from plans.intake.columns import COLUMNS, FIELDS, Column, as_shown
from plans.intake.problems import ERROR
from plans.intake.rows.read_columns import LONGEST_SHOWN
from plans.models import CatalogueUpload, StagedFile, UploadProblem

from .known import is_supplement

FIRST_ROWS = 20
Place = tuple[int, int]  # sheet's number, row's number
Typed = dict[str, str]  # field: what was typed


def shown_columns(upload: CatalogueUpload) -> Sequence[Column]:
    """All columns of a catalogue; of a workbook without titles those that it has."""
    if not is_supplement(upload):
        return COLUMNS
    named = {field for sheet in upload.sheets for field in sheet["columns"]}
    return [column for column in COLUMNS if column.field in named]


def first_rows(upload: CatalogueUpload) -> list[tuple[int, list[tuple[str, str]]]]:
    """[(row number, [(text, CSS class)])] of the first twenty rows."""
    rows = StagedFile.objects.filter(upload_id=upload.pk).order_by("position")[:FIRST_ROWS]
    typed = typed_in(upload, rows)
    columns = shown_columns(upload)
    return [(row.row, cells_of(row, typed.get((row.sheet, row.row), {}), columns)) for row in rows]


def typed_in(upload: CatalogueUpload, rows: Iterable[StagedFile]) -> dict[Place, Typed]:
    """{(sheet's number, row number): {field: what was typed}} of the broken rows' cells that could not be read."""
    sheets = {sheet["name"][:60]: number for number, sheet in enumerate(upload.sheets, 1)}
    heads = {(number, row) for number, sheet in enumerate(upload.sheets, 1) for row in sheet["header_rows"]}
    broken = [(row.sheet, row.row) for row in rows if row.broken]
    typed: dict[Place, Typed] = {place: {} for place in broken}
    of_sheet: dict[int, Typed] = {}
    faults = UploadProblem.objects.filter(upload_id=upload.pk, level=ERROR).exclude(field="")
    faults = faults.filter(row__in={row for _, row in (*broken, *heads)})
    for sheet, row, name, value in faults.values_list("sheet", "row", "field", "value"):
        number = sheets.get(sheet, 0)
        (of_sheet.setdefault(number, {}) if (number, row) in heads else typed.setdefault((number, row), {}))[name] = (
            value[:LONGEST_SHOWN]
        )
    return {place: of_sheet.get(place[0], {}) | fields for place, fields in typed.items()}


def cells_of(row: StagedFile, typed: Mapping[str, str], columns: Sequence[Column] = COLUMNS) -> list[tuple[str, str]]:
    """[(text, CSS class)] of a row of the preview; what could not be read is shown as it was typed."""
    shown = dict(zip(FIELDS, as_shown(row), strict=True))
    return [cell_of(column, shown[column.field], typed) for column in columns]


def cell_of(column: Column, text: str, typed: Mapping[str, str]) -> tuple[str, str]:
    css = "num" if column.numeric else "text" if column.field == "title" else ""
    if column.field in typed:
        return typed[column.field] or "(trống)", f"{css} unread".strip()
    return text, css
