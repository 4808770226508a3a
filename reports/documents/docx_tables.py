"""Tables of annexes and forms in the Word file: a head repeated on every page, rows that never part."""

from collections.abc import Iterator, Sequence

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm
from docx.table import Table

from .content import Annex, AnnexColumn
from .docx_parts import keep_with_next, repeat_as_header, set_borders, set_margins, set_widths, table_text
from .docx_rows import SLOT
from .measures import WIDE

CELL_ALIGN = dict.fromkeys(("serial", "middle", "day"), ALIGN.CENTER) | dict.fromkeys(("int", "percent"), ALIGN.RIGHT)
DENSE_FROM, DENSER_FROM = 10, 13  # columns: smaller letters from here on
CELL_MARGIN = 45  # twentieths of a point, left and right


def add_table(word: WordDocument, annex: Annex, room: float = WIDE) -> None:
    """Add the table; no head of a group ends a page, nothing below the last rows leaves them for a page of its own."""
    table, style = headed(word, annex)
    for kind, texts in annex.shown_rows():
        for cell, column, text in zip(table.add_row().cells, annex.columns, texts, strict=True):
            table_text(cell, text, style, CELL_ALIGN.get(column.kind, ALIGN.LEFT), bold=kind != "line")
    heads = [place for place, row in enumerate(annex.rows, start=head_rows(annex)) if row.kind == "group"]
    is_closed = annex.total or annex.notes or annex.words
    kept = [*heads, *range(len(table.rows) - 3, len(table.rows))] if is_closed else heads
    keep_with_next([table.rows[place] for place in kept])
    spread(table, annex.columns, room)
    join_heads(table, annex)


def add_sample_table(word: WordDocument, annex: Annex) -> None:
    """Add the table of a long annex with a sample of its rows, which follow as it is saved."""
    table, style = headed(word, annex)
    for cell, column in zip(table.add_row().cells, annex.columns, strict=True):
        table_text(cell, SLOT, style, CELL_ALIGN.get(column.kind, ALIGN.LEFT))
    spread(table, annex.columns)


def headed(word: WordDocument, annex: Annex) -> tuple[Table, str]:
    """A table with the head of the annex, and the style of its cells; the letters of a head are never below 10."""
    table = word.add_table(rows=0, cols=len(annex.columns))
    set_borders(table)
    set_margins(table, CELL_MARGIN)
    columns = len(annex.columns)
    head, style = (word.styles[name].style_id for name in (head_style(columns), cell_style(columns)))
    for texts, look in head_lines(annex):
        row = table.add_row()
        repeat_as_header(row)
        for cell, text in zip(row.cells, texts, strict=True):
            table_text(cell, text, head, ALIGN.CENTER, **look)
    return table, style


def cell_style(columns: int) -> str:
    """Name of the style in which cells of a table with so many columns are written."""
    return "Ô bảng rất nhỏ" if columns >= DENSER_FROM else head_style(columns)


def head_style(columns: int) -> str:
    """The same of its head."""
    return "Ô bảng nhỏ" if columns >= DENSE_FROM else "Ô bảng"


def head_rows(annex: Annex) -> int:
    """Rows of the table's head."""
    return 3 if annex.has_groups else 2


def head_lines(annex: Annex) -> Iterator[tuple[list[str], dict[str, bool]]]:
    """(texts, look) of each row of the head: groups where there are any, titles, numbers."""
    if annex.has_groups:
        yield [column.group or column.title for column in annex.columns], {"bold": True}
    yield [column.title if column.group or not annex.has_groups else "" for column in annex.columns], {"bold": True}
    yield annex.numbering, {"italic": True}


def join_heads(table: Table, annex: Annex) -> None:
    """Make one cell of the columns of a group, and of both lines of the head over a column in none."""
    if not annex.has_groups:
        return
    place = 0
    for title, width, is_group in annex.heads:
        last = table.cell(0, place + width - 1) if is_group else table.cell(1, place)
        joined = table.cell(0, place).merge(last)
        for paragraph in joined.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        joined.paragraphs[0].runs[0].text = title
        place += width


def spread(table: Table, columns: Sequence[AnnexColumn], room: float = WIDE) -> None:
    """Spread the columns over the room (mm), the width of a sheet laid across."""
    whole = sum(column.width_mm for column in columns)
    set_widths(table, [Mm(room * column.width_mm / whole) for column in columns])
