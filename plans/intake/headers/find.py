"""Search for the table on a sheet: its header of one to three rows."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from agencies.formats.text import clean_text, fold
from plans.intake.cells.scales import is_scale_alone
from plans.intake.cells.values import Cell, CellError, CellRange, SheetRow
from plans.intake.columns import BY_FIELD, PAGE_FIELDS
from plans.intake.rows.labels import begins_section, is_label_row
from plans.intake.rows.row_kinds import is_numbering
from plans.intake.workbook.column_letters import letter_of

from .header import Header
from .meaning import OF_SIZE, meaning
from .questions import answers_in
from .side_tables import leave_side_tables

HEADER_WITHIN, DEEPEST = 60, 3
LONGEST_SUBHEAD, LONGEST_TEXT = 25, 200
ANSWERED = ("retention_years", "arranged", "priority", "digitized_before", "condition")
COUNTED = ("file_number", "number", "start_date", "dates", "sheet_count", "page_count", "sheets_pages")
SCALED = ("sheet_count", "sheets_pages", *PAGE_FIELDS)
# A person's correction: {column letter or header as written: field, or "" to leave it out}.
Mapped = Mapping[str, str] | None


def fold_cell(cell: Cell) -> str:
    return fold(cell) if isinstance(cell, str) else ""


def find_header(
    rows: list[SheetRow], merged: Sequence[CellRange] = (), mapping: Mapped = None, first_row: int = 1
) -> Header | None:
    """The best header among the first rows, or None. `rows[0]` is Excel's row `first_row`."""
    best: Header | None = None
    until = min(len(rows), HEADER_WITHIN)
    for at in range(until):
        if at >= until or sum(isinstance(cell, str) and bool(cell.strip()) for cell in rows[at]) < 2:
            continue
        if is_label_row(rows[at]):
            continue
        header: Header | None = None
        for depth in range(1, min(DEEPEST, len(rows) - at) + 1):
            if header and ends_header(rows[at + depth - 1], header):
                break
            header = header_at(rows, at, depth, merged, first_row)
            if mapping:
                correct(header, mapping)
            if header.is_enough and (best is None or header.rank > best.rank):
                best, until = header, min(until, header.last - first_row + 1)
    return deepened(best, rows, merged, mapping, first_row) if best else None


def deepened(
    header: Header, rows: list[SheetRow], merged: Sequence[CellRange], mapping: Mapped, first_row: int
) -> Header:
    """With the row of subheads or units under it, which adds no column of ours but is no file either."""
    top, under = header.first - first_row, header.last - first_row + 1
    if under >= len(rows) or not is_subhead(rows[under], header):
        return header
    deeper = header_at(rows, top, under - top + 1, merged, first_row)
    if mapping:
        correct(deeper, mapping)
    if deeper.score >= header.score:
        return deeper
    header.last += 1
    header.folded.append([fold_cell(cell) for cell in rows[under]])
    return header


def ends_header(row: SheetRow, header: Header) -> bool:
    """True for the row under a header that cannot be a part of it: a file, (1) (2) (3), 'Hộp số: | 1'."""
    return is_numbering(row) or begins_section(row) or is_of_a_file(row, header)


def is_of_a_file(row: SheetRow, header: Header) -> bool:
    """True where the row under a header holds what only a file has: a date, a count, the number of a file."""
    if any(isinstance(cell, date | float) or type(cell) is int for cell in row):
        return True
    if not header.is_enough:
        return False
    counted = [text_at(row, at) for at in header.all_at((*COUNTED, *PAGE_FIELDS))]
    if any(text[:1].isdigit() and not meaning([text]) for text in counted):
        return True
    title = header.at("title")
    words = "" if title is None else text_at(row, title)
    return len(words.split()) > 1 and not meaning([words]) and any(map(has_digits, counted))


def has_digits(cell: Cell) -> bool:
    """True for numbers and dates, and for texts with a digit."""
    return any(map(str.isdigit, cell)) if isinstance(cell, str) else cell is not None


def is_subhead(row: SheetRow, header: Header) -> bool:
    """'Từ | Đến', '(tờ) | (trang)': a few short words, none of them a number, a title or the number of a file."""
    cells = [
        (at, cell) for at, cell in enumerate(row) if cell is not None and (not isinstance(cell, str) or cell.strip())
    ]
    if cells and all(is_scale_alone(cell) and header.places.get(at) in SCALED for at, cell in cells):
        return True
    own = {header.at("title"), header.at("file_number"), header.at("number"), header.at("reference_code")}
    return (
        len(cells) >= 2
        and header.at("title") is not None
        and not begins_section(row)
        and all(at not in own and isinstance(cell, str) and is_short_word(cell) for at, cell in cells)
        and not all(is_answer(header.places.get(at, ""), cell) for at, cell in cells)
    )


def is_answer(name: str, cell: Cell) -> bool:
    """True for what is in the row of a file and not in a head: 'Vĩnh viễn' under THBQ, 'Có' under Đã chỉnh lý."""
    if name not in ANSWERED:
        return False
    try:
        BY_FIELD[name].parse(cell)
    except CellError:
        return False
    return True


def is_short_word(cell: str) -> bool:
    return len(cell) <= LONGEST_SUBHEAD and (not any(map(str.isdigit, cell)) or bool(OF_SIZE.search(fold(cell))))


def header_at(rows: list[SheetRow], at: int, depth: int, merged: Sequence[CellRange], first_row: int) -> Header:
    """What the rows say, read as the header of a table."""
    block = [spread(rows, number, merged, first_row, last=number == at + depth - 1) for number in range(at, at + depth)]
    header = Header(first_row + at, first_row + at + depth - 1)
    header.folded = [[fold_cell(cell) for cell in rows[number]] for number in range(at, at + depth)]
    before: list[str] | None = None
    for column in range(max(map(len, block))):
        texts = [text_at(row, column) for row in block]
        texts = [text for number, text in enumerate(texts) if text and text not in texts[:number]]
        own = any(text_at(rows[number], column) for number in range(at, at + depth))
        if texts and (own or texts != before):
            header.written[column] = " / ".join(texts)
            header.levels[column] = texts
            header.take(column, meaning(texts))
        elif texts:
            header.under[column] = max(header.written)
        else:
            header.gaps.add(column)
        before = texts
    leave_side_tables(header)
    header.settle()
    return header


def spread(rows: list[SheetRow], number: int, merged: Sequence[CellRange], first_row: int, last: bool) -> SheetRow:
    """A header row with its merged cells written out; without merges a text reaches over the empty cells beside it."""
    row = list(rows[number])
    ranges = [each for each in merged if each[0][0] <= first_row - 1 + number <= each[1][0]]
    for (top, left), (_, right) in ranges:
        value = cell_at(rows, top - first_row + 1, left)
        row += [None] * (right + 1 - len(row))
        row[left : right + 1] = [value] * (right + 1 - left)
    if not merged and not last and number + 1 < len(rows):
        below, text = rows[number + 1], ""
        for at in range(max(len(row), len(below))):
            here = text_at(row, at)
            text = here or (text if text_at(below, at) else "")
            if not here and text:
                row += [None] * (at + 1 - len(row))
                row[at] = text
    return row


def cell_at(rows: list[SheetRow], number: int, column: int) -> Cell:
    return rows[number][column] if 0 <= number < len(rows) and column < len(rows[number]) else None


def text_at(row: SheetRow, column: int) -> str:
    value = row[column] if column < len(row) else None
    return clean_text(value)[:LONGEST_TEXT] if isinstance(value, str) else str(value) if type(value) is int else ""


def correct(header: Header, mapping: Mapping[str, str]) -> None:
    """Gives the columns the meaning that a person chose for them, and takes their answers."""
    header.answers = answers_in(mapping)
    by_text = {fold(key): name for key, name in mapping.items() if not re.fullmatch(r"[A-Z]{1,3}", key)}
    for at, text in header.written.items():
        name = mapping.get(letter_of(at), by_text.get(fold(text)))
        if name is None:
            continue
        header.places.pop(at, None)
        header.twice = [each for each in header.twice if each != at]
        header.aside.pop(at, None)
        if not name:
            header.passed.add(at)
        else:
            header.given.add(at)
            header.places = {place: each for place, each in header.places.items() if each != name} | {at: name}
        header.source = "given"
