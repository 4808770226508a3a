"""The document as Word file, to be edited by hand: real styles, tables, sections and page fields."""

import io
from collections.abc import Sequence
from datetime import UTC
from typing import IO

from docx import Document as open_docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.coreprops import CoreProperties
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Row

from agencies.calendar import portal_now

from .catalogue import OfficialForm
from .content import Annex, AnnexColumn, Document, Letterhead, LongAnnex, Watch
from .docx_parts import (
    add_field,
    cell_text,
    flatten,
    keep_with_next,
    no_margins,
    repeat_as_header,
    restart_numbering,
    rule,
    set_borders,
    set_margins,
    set_widths,
    table_text,
)
from .docx_rows import SLOT, save_with_rows
from .docx_styles import set_styles
from .measures import ISSUER, NATION, TEXT, issuer_rule, motto_rule, subject_rule

CELL_ALIGN = dict.fromkeys(("serial", "middle", "day"), ALIGN.CENTER) | dict.fromkeys(("int", "percent"), ALIGN.RIGHT)
BODY_STYLES = {"section": "Mục lớn", "heading": "Mục nhỏ", "paragraph": "Nội dung", "item": "Nội dung"}
DENSE_FROM, DENSER_FROM = 10, 13
CELL_MARGIN = 45  # twentieths of a point, left and right


def to_docx(document: Document) -> bytes:
    """The bytes of the Word file."""
    target = io.BytesIO()
    write_docx(document, target)
    return target.getvalue()


def write_docx(document: Document, target: IO[bytes], watch: Watch = iter) -> None:
    """Write the Word file to the open file; `watch` sees each row of a long annex go by."""
    word = open_docx()
    describe(word.core_properties, document)
    set_styles(word)
    set_page(word.sections[0], Mm(210), Mm(297), left=Mm(30))
    number_pages(word.sections[0])
    letterhead(word, document.letterhead)
    title(word, document)
    for block in document.blocks:
        word.add_paragraph(block.text, BODY_STYLES[block.kind])
    ending(word, document)
    for annex in document.annexes:
        add_annex(word, document, annex)
    long = [annex for annex in document.annexes if isinstance(annex, LongAnnex)]
    save_with_rows(word, target, [watch(annex.lines()) for annex in long])


def describe(properties: CoreProperties, document: Document) -> None:
    """Fill in title, author, language and the time of the file's properties."""
    properties.title, properties.author = document.letterhead.subject[:255], document.letterhead.issuer
    properties.last_modified_by, properties.comments, properties.language = document.letterhead.issuer, "", "vi-VN"
    properties.created = properties.modified = portal_now().astimezone(UTC)


def set_page(section: Section, width: Length, height: Length, left: Length) -> None:
    """Size and margins of NĐ 30/2020; a page wider than high lies across."""
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = left, Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def number_pages(section: Section) -> None:
    """Page number centred above, hidden on the first page, counted anew in every section."""
    section.different_first_page_header_footer = True
    restart_numbering(section)
    header = section.header
    header.is_linked_to_previous = False
    header.paragraphs[0].alignment = ALIGN.CENTER
    add_field(header.paragraphs[0], "PAGE")
    section.first_page_header.is_linked_to_previous = False


def letterhead(word: WordDocument, head: Letterhead) -> None:
    """Add the issuer and the nation's name side by side, below them number, place and date."""
    table = word.add_table(rows=2, cols=2)
    set_widths(table, [Mm(ISSUER), Mm(NATION)])
    no_margins(table)
    issued_by(table.rows[0], head)
    number, place = table.rows[1].cells
    cell_text(number, head.number)
    cell_text(place, head.place_and_date, italic=True)
    if head.is_official_letter:
        subject = cell_text(number, head.subject, size=12).paragraph_format
        subject.left_indent = subject.right_indent = Mm(6)


def issued_by(row: _Row, head: Letterhead | OfficialForm) -> None:
    """Write who issues the document, and beside it the nation's name and motto, each with its line below."""
    issuer, nation = row.cells
    cell_text(issuer, head.superior, size=12)
    cell_text(issuer, head.issuer, bold=True)
    rule(issuer.add_paragraph(), issuer_rule(head.issuer), ISSUER)
    cell_text(nation, head.nation, size=12, bold=True)
    cell_text(nation, head.motto, bold=True)
    rule(nation.add_paragraph(), motto_rule(head.motto), NATION)


def title(word: WordDocument, document: Document) -> None:
    """Add kind and subject, which a công văn has under its number, remark and addressee."""
    head = document.letterhead
    if not head.is_official_letter:
        word.add_paragraph(head.kind, "Tên văn bản").paragraph_format.space_before = Pt(14)
        word.add_paragraph(head.subject, "Tên văn bản")
        rule(word.add_paragraph(), subject_rule(head.subject), TEXT)
    if document.remark:
        word.add_paragraph(f"({document.remark})", "Ghi chú").paragraph_format.space_before = Pt(10)
    address(word, head)


def address(word: WordDocument, head: Letterhead) -> None:
    """Add whom it is for: one name beside the words, several in a list under them."""
    several = len(head.addressees) > 1
    paragraph = word.add_paragraph("Kính gửi:" if several else f"Kính gửi: {head.addressee}")
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.space_before = Pt(10)
    for name in head.addressees if several else ():
        paragraph = word.add_paragraph(name)
        paragraph.paragraph_format.left_indent = Mm(45)
    paragraph.paragraph_format.space_after = Pt(10)


def ending(word: WordDocument, document: Document) -> None:
    """Add recipients and signature; never alone on a page, the closing sentence goes with them."""
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    word.add_paragraph().paragraph_format.keep_with_next = True
    table = word.add_table(rows=1, cols=2)
    set_widths(table, [Mm(82), Mm(83)])
    recipients, signature = table.rows[0].cells
    cell_text(recipients, "Nơi nhận:", size=12, bold=True, italic=True, align=ALIGN.LEFT)
    for line in document.recipients:
        cell_text(recipients, line, size=11, align=ALIGN.LEFT)
    if document.history_code:
        cell_text(recipients, document.history_code, size=9, italic=True, align=ALIGN.LEFT)
    for line in document.signer_title.splitlines():
        cell_text(signature, line, bold=True)
    for _ in range(4):
        cell_text(signature, "")
    cell_text(signature, document.signer_name, bold=True)


def add_annex(word: WordDocument, document: Document, annex: Annex) -> None:
    """Add the annex in a section of its own, laid across."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    flatten(word.paragraphs[-1])
    set_page(section, Mm(297), Mm(210), left=Mm(15))
    number_pages(section)
    word.add_paragraph(annex.name, "Tên phụ lục")
    word.add_paragraph(annex.title, "Tên văn bản")
    word.add_paragraph(document.letterhead.annex_reference, "Ghi chú")
    if document.remark:
        word.add_paragraph(f"({document.remark})", "Ghi chú")
    if annex.unit:
        word.add_paragraph(f"Đơn vị tính: {annex.unit}", "Ghi chú").alignment = ALIGN.RIGHT
    (add_sample_table if annex.is_long else add_table)(word, annex)
    below = [text for text in (annex.words, *annex.note_lines) if text]
    for text in below:
        word.add_paragraph(text, "Dưới bảng").paragraph_format.keep_with_next = text is not below[-1]


def add_table(word: WordDocument, annex: Annex) -> None:
    """Add the table; no head of a group ends a page, nothing below the last rows leaves them for a page of its own."""
    table, style = headed(word, annex)
    for kind, texts in annex.shown_rows():
        for cell, column, text in zip(table.add_row().cells, annex.columns, texts, strict=True):
            table_text(cell, text, style, CELL_ALIGN.get(column.kind, ALIGN.LEFT), bold=kind != "line")
    heads = [place for place, row in enumerate(annex.rows, start=2) if row.kind == "group"]
    is_closed = annex.total or annex.notes or annex.words
    kept = [*heads, *range(len(table.rows) - 3, len(table.rows))] if is_closed else heads
    keep_with_next([table.rows[place] for place in kept])
    spread(table, annex.columns)


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
    for texts, look in (([c.title for c in annex.columns], {"bold": True}), (annex.numbering, {"italic": True})):
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


def spread(table: Table, columns: Sequence[AnnexColumn]) -> None:
    """Spread the columns over the width of a sheet laid across."""
    whole = sum(column.width_mm for column in columns)
    set_widths(table, [Mm(267 * column.width_mm / whole) for column in columns])
