"""Cells typed in place of others, judged at once by the functions with which the reader judges a cell.

The reader has the last word: what depends on other cells it says when the workbook is read anew.
"""

from agencies.calendar import portal_today
from plans.intake.cells.numbers import both_quantities, page_quantity, sheet_quantity
from plans.intake.cells.spans import parse_span
from plans.intake.cells.values import CellError
from plans.intake.columns import BY_FIELD
from plans.intake.reading import sentence
from plans.models import CatalogueUpload

SPANS = ("start_date", "end_date", "dates")
TOGETHER = "sheets_pages"
# The field under which a column that stands for several is corrected, and its name.
STANDS_FOR = {"dates": "start_date", TOGETHER: "page_count", "number": "file_number"}


def fault_in(place: str, text: str) -> str:
    """Why the text cannot be in a column of this meaning (a sentence), or "". An empty one is judged too."""
    try:
        if place == TOGETHER:
            read_together(text)
        elif place in SPANS and text:
            parse_span(text, portal_today(), iso=place != "dates")
        elif (column := BY_FIELD.get(STANDS_FOR.get(place, place))) is not None:
            column.read(text)
    except CellError as error:
        return sentence(str(error))
    return ""


def read_together(text: str) -> None:
    """45/88, 88 or 45 tờ. Raises CellError."""
    if both_quantities(text):
        return
    try:
        page_quantity(text)
    except CellError:
        sheet_quantity(text)


def meaning_at(upload: CatalogueUpload, sheet: str, letter: str, field: str) -> str:
    """What the column of a place means to the reader, "dates" where it holds both times; else `field`."""
    for each in upload.sheets:
        if each["name"][:60] == sheet:
            found = next((place for known, _, place, *_ in each.get("headers", ()) if known == letter), "")
            return found or field
    return field


def field_of(place: str) -> str:
    """The field under which a column of this meaning is corrected."""
    return STANDS_FOR.get(place, place)
