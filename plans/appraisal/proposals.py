"""An answer that corrects: which cell of a file its agency says is wrong, and what would be right."""

from collections.abc import Mapping

from agencies.formats.text import as_sentence
from agencies.workflow import WorkflowError
from plans.intake.cells.values import CellError
from plans.intake.columns import BY_FIELD, FIELDS
from plans.intake.rows.judge_row import FileValues, row_errors, row_warnings, unknown_errors
from plans.models import ArchivalFile, ProposedValue
from plans.models.pages import PAGE_FIELDS

from .findings import BY_KEY, FEW, MANY

SAME = "Giá trị này đang được ghi ở hồ sơ: ghi giá trị đúng, hoặc không chọn cột."


def proposed(file: ArchivalFile, field: str, text: str) -> ProposedValue:
    """What the text would make of the cell, not saved. Raises WorkflowError where the row could not have it."""
    column = BY_FIELD[field]
    row, was = corrected(file, field, text), column.show(getattr(file, field))
    value = column.show(row[field])
    if value == was:
        raise WorkflowError(SAME)
    return ProposedValue(field=field, header=column.header, was=was, value=value)


def warnings_of(file: ArchivalFile, proposal: ProposedValue, factors: Mapping[str, int]) -> list[str]:
    """What is unlikely in the row that the proposal would make, as sentences; `factors` are K by paper size."""
    try:
        row = corrected(file, proposal.field, proposal.value)
    except WorkflowError:  # the row has changed since, and cannot have it any more
        return []
    pages = sum(row[name] * factors[size] for size, name in PAGE_FIELDS.items())
    unlikely = [*row_warnings(row).values()]
    unlikely += [BY_KEY[key].name for key, is_met in (("few", pages < FEW), ("many", pages > MANY)) if is_met]
    return [as_sentence(text) for text in unlikely]


def corrected(file: ArchivalFile, field: str, text: str) -> FileValues:
    """The file's values with the text read into this column, judged as a row of the grid. Raises WorkflowError."""
    row = {name: getattr(file, name) for name in FIELDS}
    try:
        row[field] = BY_FIELD[field].read(text)
    except CellError as error:
        raise WorkflowError(as_sentence(str(error))) from None
    if errors := row_errors(row) | unknown_errors(row):
        raise WorkflowError(" ".join(as_sentence(error) for error in errors.values()))
    return row
