"""An answer that corrects: which cell of a file its agency says is wrong, and what would be right."""

from agencies.formats.text import as_sentence
from agencies.workflow import WorkflowError
from plans.intake.cells.values import CellError
from plans.intake.columns import BY_FIELD, FIELDS
from plans.intake.rows.judge_row import FileValues, row_errors
from plans.models import ArchivalFile, ProposedValue

SAME = "Giá trị này đang được ghi ở hồ sơ: ghi giá trị đúng, hoặc không chọn cột."


def proposed(file: ArchivalFile, field: str, text: str) -> ProposedValue:
    """What the text would make of the cell, not saved. Raises WorkflowError where the row could not have it."""
    column = BY_FIELD[field]
    row, was = corrected(file, field, text), column.show(getattr(file, field))
    value = column.show(row[field])
    if value == was:
        raise WorkflowError(SAME)
    return ProposedValue(field=field, header=column.header, was=was, value=value)


def corrected(file: ArchivalFile, field: str, text: str) -> FileValues:
    """The file's values with the text read into this column, judged as a row of the grid. Raises WorkflowError."""
    row = {name: getattr(file, name) for name in FIELDS}
    try:
        row[field] = BY_FIELD[field].read(text)
    except CellError as error:
        raise WorkflowError(as_sentence(str(error))) from None
    if errors := row_errors(row):
        raise WorkflowError(" ".join(as_sentence(error) for error in errors.values()))
    return row
