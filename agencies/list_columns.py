"""Columns of a list, declared once: what its heads sort by, and what its workbook holds."""

import io
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from .formats.text import sort_key
from .list_printing import BOX, print_list

Cell = str | int | None
PLAIN, BOLD, WRAPPED = (
    Font("Times New Roman"),
    Font("Times New Roman", bold=True),
    Alignment(wrap_text=True, vertical="top"),
)


@dataclass(frozen=True)
class ListColumn:
    """`key` is its name in the address (?sort=key); `adds_up` where its numbers have a sum below.

    `order`: what the list sorts by where the value is a day or a word with an order of its own; None is last.
    `within`: the key of the column that shows its value on the page, where the workbook has a column of its own for it.
    """

    key: str
    title: str
    value: Callable[[Any], Cell]
    width: int = 16
    adds_up: bool = False
    within: str = ""
    order: Callable[[Any], Any] | None = None

    def rank(self, row: Any) -> Any:
        """What the row is sorted by; None where it is not known."""
        if self.order:
            return self.order(row)
        value = self.value(row)
        return None if value in (None, "") else rank(value)


def in_order(rows: Iterable[Any], columns: Iterable[ListColumn], wanted: str) -> list[Any]:
    """The rows sorted by ?sort=key or ?sort=-key, what is not known last; as they are for any other text."""
    column = next((one for one in columns if one.key == wanted.removeprefix("-")), None)
    if column is None:
        return list(rows)
    ranked = [(column.rank(row), row) for row in rows]
    known = [pair for pair in ranked if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=wanted.startswith("-"))
    return [row for _, row in known] + [row for place, row in ranked if place is None]


def rank(value: Cell) -> tuple[bool, Any]:
    """Numbers by size, text by the Vietnamese alphabet."""
    return (True, sort_key(value)) if isinstance(value, str) else (False, value)


def list_workbook(
    title: str,
    columns: Sequence[ListColumn],
    rows: Sequence[Any],
    sums: Mapping[str, Cell] | None = None,
    foot: bool = True,
) -> bytes:
    """Bytes of the .xlsx, ready to print: the title, the heads, one line a row, the sums of what adds up; {key: sum}
    where given.

    foot=False: lines that do not add up to anything have no last line of sums.
    """
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append(["TT", *(column.title for column in columns)])
    for number, row in enumerate(rows, 1):
        sheet.append([number, *(column.value(row) for column in columns)])
    if rows and foot:
        found = {column.key: sum_of(column, rows) for column in columns} if sums is None else sums
        sheet.append(["", "Tổng cộng", *(found.get(column.key) for column in columns[1:])])
    draw(sheet, [6, *(column.width for column in columns)])
    for cell in (*sheet[1], *sheet[2], *(sheet[sheet.max_row] if foot else ())):
        cell.font = BOLD
    draw_title(sheet, title)
    print_list(sheet, title, head=2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sum_of(column: ListColumn, rows: Iterable[Any]) -> Cell:
    """The sum of what is known; None where the column does not add up, or nothing of it is known."""
    known = [int(value) for row in rows if (value := column.value(row)) is not None] if column.adds_up else []
    return sum(known) if known else None


def draw_title(sheet: Any, title: str) -> None:
    """The title over the whole table, as high as its lines need it; heads in the middle of their columns."""
    across = sum(each.width for each in sheet.column_dimensions.values())
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=sheet.max_column)
    sheet["A1"].alignment = Alignment(wrap_text=True, vertical="center")
    sheet["A1"].font = Font(name="Times New Roman", size=13, bold=True)
    sheet.row_dimensions[1].height = 20 * math.ceil(len(title) * 1.2 / across)
    for cell in sheet[2]:
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def draw(sheet: Any, widths: Sequence[int]) -> None:
    """Widths, fonts and formats; words of a person are never a formula."""
    for cells, width in zip(sheet.columns, widths, strict=True):
        sheet.column_dimensions[cells[1].column_letter].width = width
        for cell in cells[1:]:
            cell.alignment, cell.font, cell.border = WRAPPED, PLAIN, BOX
            if isinstance(cell.value, str):
                cell.data_type = "s"
            else:
                cell.number_format = "#,##0"
    sheet.freeze_panes = "C3"
