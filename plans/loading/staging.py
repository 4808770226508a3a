"""Rows of a workbook laid beside the catalogue they are meant for; nothing of the catalogue is touched."""

from agencies.formats.text import fold

from ..intake.columns import FIELDS
from ..models import StagedFile, UploadProblem
from ..models.catalogue import key_of_folded
from .tables import STAGED, VALUES, put_in_chunks

PLACE = ("upload_id", "position", "sheet", "row", "broken")
REFERENCE, TITLE = FIELDS.index("reference_code"), FIELDS.index("title")
PROBLEM = ("upload_id", "number", "level", "sheet", "row", "column", "header", "field", "value", "text")
PROBLEMS = UploadProblem._meta.db_table


def stage(upload_id, reading, beat=lambda done: None):
    """Put what was read into staging in place of an earlier attempt; returns the number of rows."""
    clear(upload_id)
    put_in_chunks(PROBLEMS, PROBLEM, problem_rows(upload_id, reading), lambda done: beat(0))
    return put_in_chunks(STAGED, PLACE + VALUES, staged_rows(upload_id, reading), beat)


def clear(upload_id):
    StagedFile.objects.filter(upload_id=upload_id).delete()
    UploadProblem.objects.filter(upload_id=upload_id).delete()


def staged_rows(upload_id, reading):
    broken = reading.broken
    numbers = {sheet.name: number for number, sheet in enumerate(reading.sheets, 1)}
    width = len(FIELDS)
    for position, (sheet, row, *values) in enumerate(reading.stored_rows(), 1):
        values = values[:width]
        yield upload_id, position, numbers.get(sheet, 0), row, (sheet, row) in broken, *values, *searched(values)


def searched(values):
    """(search_text, title_key), as ArchivalFile works them out; the title is folded once."""
    title = fold(values[TITLE])
    return f"{fold(values[REFERENCE])} {title}".strip()[:1200], key_of_folded(title)


def problem_rows(upload_id, reading):
    """Errors first, then warnings; the same column together, in the order of the workbook."""
    numbers = {sheet.name: number for number, sheet in enumerate(reading.sheets, 1)}

    def order(problem):
        return (not problem.is_error, problem.header, numbers.get(problem.sheet, 0), problem.row)

    for number, each in enumerate(sorted(reading.problems, key=order), 1):
        yield (
            upload_id, number, each.level, each.sheet[:60], each.row, each.column[:3], each.header[:60],
            each.field, each.value[:80], each.text[:500],
        )  # fmt: skip
