"""Pages of each size of paper (trang) where the columns say them together; what is unclear is asked, never guessed."""

import re
from collections.abc import Sequence

from agencies.formats.numbers import format_int
from agencies.formats.text import fold
from plans.intake.cells.numbers import quantity
from plans.intake.cells.rich_counts import RichCounts, field_of_size, rich_counts
from plans.intake.cells.values import Cell, CellError, SheetRow, as_text
from plans.intake.columns import PAGE_FIELDS
from plans.intake.headers.page_columns import PageColumns

from .read_columns import ColumnReader, ColumnValues
from .row_kinds import is_blank

# An A3 has the area of two A4, and so on: how offices turn larger pages into A4.
IN_A4 = {name: 2**at for at, name in enumerate(PAGE_FIELDS)}
SIZE_UNCLEAR = "khổ giấy ghi “{}” nên chưa rõ mỗi khổ bao nhiêu trang; ghi một khổ A4, A3, A2, A1 hoặc A0"
SIZED_TWICE = "khổ giấy ghi “{}” mà cột khổ khác cũng có số trang; chỉ ghi số trang của mỗi khổ ở một cột"
TOTAL_DIFFERS = "tổng số trang ghi {}, các khổ giấy cộng lại là {}; kiểm tra lại số trang từng khổ"
CONVERTED_DIFFERS = "quy ra A4 ghi {}, các khổ giấy quy đổi lại là {}; ghi rõ số trang A4 và số trang từng khổ"
TOO_FEW = "tổng số trang ghi {} mà riêng các khổ lớn đã có {} trang; kiểm tra lại"
WHICH_PAGES = (
    "chưa rõ cột này là số trang A4 hay tổng số trang các khổ, trong khi các cột khổ lớn cũng có số trang: "
    "chọn cột tương ứng, hoặc đổi tên cột thành “Trang A4” hay “Tổng số trang”"
)
SAID_OTHERWISE = "ô {} ghi {}, cột này ghi {}; kiểm tra lại"
_SIZE = re.compile(r"(?:kho )?(?:giay )?a([0-4])")
Columns = dict[str, ColumnValues | None]


def take_apart(name: str, rows: Sequence[SheetRow], at: int) -> dict[int, RichCounts]:
    """Leaves one number in the cells of a column that say more; returns what they say by the row's index."""
    found: dict[int, RichCounts] = {}
    if all(type(cell) is not str or cell.isdigit() or not cell for cell in {row[at] for row in rows}):
        return found
    for index, row in enumerate(rows):
        cell = row[at]
        if type(cell) is str and (rich := rich_counts(name, cell)):
            row[at] = rich.counts.get(name, "")
            found[index] = rich
    return found


def put_back(reader: ColumnReader, columns: Columns, name: str, found: dict[int, RichCounts], size: int) -> None:
    """Gives the other columns what cells of this one hold for them; a remark goes into the note."""
    for index, rich in found.items():
        for field, value in rich.counts.items():
            if field != name:
                give(reader, columns, index, size, (field, value, name))
        if rich.remark:
            notes = filled(columns, "note", size)
            notes[index] = "; ".join(filter(None, [notes[index], rich.remark]))


def give(reader: ColumnReader, columns: Columns, index: int, size: int, said: tuple[str, int, str]) -> None:
    field, value, name = said
    column = filled(columns, field, size)
    if column[index] is None:
        column[index] = value
    elif column[index] != value:
        text = SAID_OTHERWISE.format(reader.table.header.text_over(name), value, column[index])
        reader.error(index, field, column[index], text)


def filled(columns: Columns, name: str, size: int) -> ColumnValues:
    """The column, with nothing in it where the table has none."""
    column = columns[name] = columns[name] or [None] * size
    return column


def settle_pages(reader: ColumnReader, rows: Sequence[SheetRow], columns: Columns, plan: PageColumns) -> None:
    """Works out the pages of each size from the columns that say them together."""
    for index, row in enumerate(rows):
        if plan.size is not None and not is_blank(row[plan.size]):
            move_to_size(reader, columns, index, row[plan.size], len(rows))
        pages = {name: column[index] or 0 for name in PAGE_FIELDS if (column := columns[name]) is not None}
        if pages:
            settle_row(reader, columns, index, row, plan, pages)


def move_to_size(reader: ColumnReader, columns: Columns, index: int, cell: Cell, size: int) -> None:
    pages, match = filled(columns, "page_count", size), _SIZE.fullmatch(fold(as_text(cell)))
    if not match:
        reader.error(index, "page_count", cell, SIZE_UNCLEAR.format(as_text(cell)))
        return
    field = field_of_size(match[1])
    if field == "page_count" or pages[index] is None:
        return
    if any((columns[name] or pages)[index] for name in PAGE_FIELDS[1:] if columns[name] is not None):
        reader.error(index, "page_count", cell, SIZED_TWICE.format(as_text(cell)))
        return
    filled(columns, field, size)[index] = pages[index]
    pages[index] = None


def settle_row(
    reader: ColumnReader, columns: Columns, index: int, row: SheetRow, plan: PageColumns, pages: dict[str, int]
) -> None:
    larger = sum(number for name, number in pages.items() if name != "page_count")
    own = columns["page_count"]
    if plan.is_rest and larger and own is not None and own[index] is not None:
        if own[index] < larger:
            text = TOO_FEW.format(format_int(own[index]), format_int(larger))
            reader.error(index, "page_count", own[index], text)
            return
        own[index] -= larger
        pages["page_count"] = own[index]
    elif plan.total is not None and not plan.is_rest:
        compare(reader, index, row[plan.total], sum(pages.values()), TOTAL_DIFFERS)
    if plan.is_unclear and larger and pages.get("page_count"):
        if not settled_by_converted(columns, index, row, plan, pages):
            reader.table.unclear_pages = True
        return
    if plan.converted is not None:
        in_a4 = sum(number * IN_A4[name] for name, number in pages.items())
        compare(reader, index, row[plan.converted], in_a4, CONVERTED_DIFFERS)


def settled_by_converted(columns: Columns, index: int, row: SheetRow, plan: PageColumns, pages: dict[str, int]) -> bool:
    """Whether 'Quy ra A4' says if 'Số trang' is of A4 only or of all sizes; then the pages of A4 are set."""
    converted = None if plan.converted is None else number_of(row[plan.converted])
    in_a4 = sum(number * IN_A4[name] for name, number in pages.items())
    larger = sum(number for name, number in pages.items() if name != "page_count")
    own = columns["page_count"]
    if converted is None or own is None:
        return False
    if converted == in_a4 - larger and own[index] >= larger:
        own[index] -= larger
        return True
    return converted == in_a4


def compare(reader: ColumnReader, index: int, cell: Cell, found: int, text: str) -> None:
    """An error where a column that sums up says something else than those that it sums up."""
    number = number_of(cell)
    if not is_blank(cell) and number != found:
        said = as_text(cell) if number is None else format_int(number)
        reader.error(index, "page_count", cell, text.format(said, format_int(found)))


def number_of(cell: Cell) -> int | None:
    try:
        return None if is_blank(cell) else quantity(cell)
    except CellError:
        return None
