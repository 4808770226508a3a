"""Choice of the header among a sheet's first rows, in whatever code it is written; whether its table lists files."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from agencies.formats.old_encodings import DECODERS, Decoder
from agencies.formats.text import fold
from plans.intake.cells import texts
from plans.intake.cells.numbers import quantity
from plans.intake.cells.spans import parse_span
from plans.intake.cells.texts import RETENTION
from plans.intake.cells.values import Cell, CellError, CellRange, SheetRow
from plans.intake.columns import PAGE_FIELDS
from plans.intake.rows import row_kinds
from plans.intake.rows.row_kinds import is_blank
from plans.intake.rows.row_rules import EVIDENCE
from plans.intake.workbook.old_encodings import decoded

from .find import Mapped, find_header
from .header import Header

TITLE_LENGTH, SHORTEST_TITLE = 15, 5
OF_FILES = {"retention_years", "sheet_count", "sheets_pages", *PAGE_FIELDS}
OF_PICTURES = set(
    "ten su kien|tac gia|nguoi chup|dia diem|dia diem chup|thoi gian chup|ngay chup|mau sac|co|co anh|kho anh|"
    "so anh|so luong anh|noi dung anh|chu thich anh|thoi luong|chat luong|so phim|tai lieu di kem".split("|")
)
FEWEST_OF_PICTURES, LONGEST_HEAD = 2, 40
LAST_DAY = date(2199, 12, 31)
CHECKED: dict[str, Callable[[Cell], object]] = dict.fromkeys(("sheet_count", *PAGE_FIELDS), quantity)
CHECKED |= dict.fromkeys(("start_date", "end_date", "dates"), partial(parse_span, today=LAST_DAY)) | {
    "retention_years": texts.retention
}


def best_header(
    read_rows: list[SheetRow], rows: list[SheetRow], merged: Sequence[CellRange], mapping: Mapped
) -> tuple[Header | None, Decoder | None]:
    """(header or None, decoder of the header's row or None): the row alone may be in an old capital font."""
    header = best_of(find_header(each, merged, mapping) for each in (read_rows, rows))
    code: Decoder | None = None
    for decode in DECODERS.values() if header is None or header.at("title") is None else ():
        old: list[SheetRow] = [[decoded(cell, decode) for cell in row] for row in rows]
        found = best_of([header, find_header(old, merged, mapping)]) if old != rows else header
        if found is not header:
            header, code = found, decode
    return header, code


def best_of(headers: Iterable[Header | None]) -> Header | None:
    found = [header for header in headers if header]
    return max(found, key=lambda header: header.rank) if found else None


def is_summary(header: Header, rows: list[SheetRow], before: Header | None) -> bool:
    """Counts per box or year and no titles: not the list itself. Where no list was seen, texts may be titles."""
    if header.at("title") is not None:
        return False
    return (before is not None and before.at("title") is not None) or not has_texts(header, rows)


def lists_pictures(header: Header) -> bool:
    """Photographs, films or recordings: headers of their own, and neither retention nor sheets nor pages."""
    texts = {fold(text) for text in header.written.values()}
    return OF_FILES.isdisjoint(header.places.values()) and len(texts & OF_PICTURES) >= FEWEST_OF_PICTURES


def has_texts(header: Header, rows: list[SheetRow]) -> bool:
    """True where a column that is not understood holds texts as long as titles."""
    for at in header.written:
        cells = [row[at] for row in rows[header.last :] if at < len(row) and not is_blank(row[at])]
        long = sum(isinstance(cell, str) and len(cell) >= TITLE_LENGTH for cell in cells)
        if at not in header.places and long * 2 > len(cells):
            return True
    return False


def goes_on(rows: list[SheetRow], header: Header) -> bool:
    """True where a sheet without a header looks like the rows of the table before it."""
    filled = [row for row in rows if row_kinds.filled(row)]
    title = header.at("title")
    wanted = header.all_at(EVIDENCE)
    if title is None or not filled or not wanted:
        return False
    fits = [(at, name) for at, name in header.places.items() if name in CHECKED]
    alike = sum(
        title < len(row)
        and isinstance(text := row[title], str)
        and len(text) > SHORTEST_TITLE
        and any(at < len(row) and not is_blank(row[at]) for at in wanted)
        and all(at >= len(row) or is_blank(row[at]) or can_be(name, row[at]) for at, name in fits)
        for row in filled
    )
    return alike * 2 > len(filled) and not has_other_heads(filled[0], header)


def can_be(name: str, cell: Cell) -> bool:
    """True where a cell can be in the column: a count, a time, a retention even if it has to be decided anew."""
    try:
        CHECKED[name](cell)
    except CellError as error:
        return name == "retention_years" and str(error) != RETENTION
    return True


def has_other_heads(row: SheetRow, header: Header) -> bool:
    """True where the first row is words only, and not the title of a file among them: the head of another table."""
    cells = row_kinds.filled(row)
    words = [cell for _, cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_HEAD]
    return len(words) == len(cells) > len(header.places) // 2 and not any(any(map(str.isdigit, each)) for each in words)
