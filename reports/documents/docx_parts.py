"""Pieces of WordprocessingML that python-docx has no words for."""

from collections.abc import Iterable, Sequence

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph


def element(name: str, **attributes: object) -> BaseOxmlElement:
    """An element of the w: namespace with these attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def cell_text(
    cell: _Cell, text: str, size: int = 13, bold: bool = False, italic: bool = False, align: ALIGN = ALIGN.CENTER
) -> Paragraph:
    """A paragraph in the cell; the first one takes the cell's empty paragraph."""
    first = cell.paragraphs[0]
    fresh = len(cell.paragraphs) == 1 and not first.runs
    paragraph = first if fresh else cell.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return paragraph


def table_text(cell: _Cell, text: str, style_id: str, align: ALIGN, bold: bool = False, italic: bool = False) -> None:
    """The one paragraph of a cell in a table of figures; looking up the style's name in each takes most of the time."""
    paragraph = cell.paragraphs[0]
    paragraph._p.style, paragraph.alignment = style_id, align
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def rule(paragraph: Paragraph, length: float, room: float) -> None:
    """A line in the middle of the room (mm): the upper border of a low paragraph, as long as its indents leave it."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((room - length) / 2)
    form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(2), Pt(4)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz=6, space=1, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def flatten(paragraph: Paragraph) -> None:
    """An empty paragraph that takes no room: it can't go over to a page of its own."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(1)


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field Word fills in, such as PAGE."""
    field = element("fldSimple", instr=f" {instruction} ")
    run = element("r")
    text = element("t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


# What may follow the numbering of pages in the properties of a section: the schema asks for this order.
AFTER_NUMBERING = "w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:docGrid".split()


def restart_numbering(section: Section) -> None:
    """Pages of the section are counted from 1."""
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(element("pgNumType", start=1), *AFTER_NUMBERING)


def repeat_as_header(row: _Row) -> None:
    """The row is on every page the table runs over."""
    row._tr.get_or_add_trPr().append(element("tblHeader", val="true"))


def set_borders(table: Table) -> None:
    """Thin lines around and inside the table, which is centred."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz=4, space=0, color="000000"))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER


def set_widths(table: Table, widths: Sequence[Length]) -> None:
    """Fixed widths, in the grid and in every cell, so that Word and LibreOffice agree."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        keep_whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def keep_whole(row: _Row) -> None:
    """The row never goes over two pages."""
    row._tr.get_or_add_trPr().insert(0, element("cantSplit", val="true"))


def keep_with_next(rows: Iterable[_Row]) -> None:
    """The rows stay on one page with each other and with what follows."""
    for row in rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def no_margins(table: Table) -> None:
    """A table without inner margins, centred."""
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_margins(table, 0)


def set_margins(table: Table, twentieths: int) -> None:
    """The inner margins left and right of every cell, in twentieths of a point."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=twentieths, type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
