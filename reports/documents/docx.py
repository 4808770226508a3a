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
from docx.table import _Row

from agencies.calendar import portal_now

from .catalogue import OfficialForm
from .content import Annex, Block, Document, Letterhead, LongAnnex, Watch
from .docx_parts import add_field, cell_text, flatten, no_margins, restart_numbering, rule, set_widths
from .docx_rows import save_with_rows
from .docx_styles import set_styles
from .docx_tables import add_sample_table, add_table
from .measures import HALVES, TEXT, WIDE, issuer_rule, motto_rule, subject_rule

BODY_STYLES = {
    "section": "Mục lớn",
    "heading": "Mục nhỏ",
    "paragraph": "Nội dung",
    "item": "Nội dung",
    "basis": "Căn cứ",
    "authority": "Thẩm quyền",
    "line": "Dòng",
}


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
    first_page(word.sections[0], document)
    letterhead(word, document.letterhead, room_of(document))
    title(word, document)
    add_blocks(word, document.blocks, document.across)
    if document.table:
        add_inner_table(word, document.table, room_of(document))
    add_blocks(word, document.below, document.across, Pt(6))
    (sign_side_by_side if document.parties else ending)(word, document)
    for annex in document.annexes:
        add_annex(word, document, annex)
    long = [annex for annex in document.annexes if isinstance(annex, LongAnnex)]
    save_with_rows(word, target, [watch(annex.lines()) for annex in long])


def describe(properties: CoreProperties, document: Document) -> None:
    """Fill in title, author, language and the time of the file's properties."""
    properties.title, properties.author = document.letterhead.subject[:255], document.letterhead.issuer
    properties.last_modified_by, properties.comments, properties.language = document.letterhead.issuer, "", "vi-VN"
    properties.created = properties.modified = portal_now().astimezone(UTC)


def room_of(document: Document) -> float:
    """Width between the margins of the first sheet (mm)."""
    return WIDE if document.across else TEXT


def first_page(section: Section, document: Document) -> None:
    """Lay the first sheet as the document asks for it."""
    if document.across:
        set_page(section, Mm(297), Mm(210), left=Mm(15))
    else:
        set_page(section, Mm(210), Mm(297), left=Mm(30))
    number_pages(section)


def add_blocks(word: WordDocument, blocks: Sequence[Block], across: bool = False, above: Length | None = None) -> None:
    """Add the paragraphs of the body; the lines of a form laid across are closer together."""
    for block in blocks:
        small = across and block.kind == "line"
        paragraph = word.add_paragraph(style="Dòng nhỏ" if small else BODY_STYLES[block.kind])
        if block.lead:
            paragraph.add_run(f"{block.lead} ").bold = True
        paragraph.add_run(block.text)
        if block is blocks[0]:
            paragraph.paragraph_format.space_before = above


def add_inner_table(word: WordDocument, table: Annex, room: float) -> None:
    """Add a table that belongs to the body, with its unit above it and the amount in words below."""
    if table.unit:
        word.add_paragraph(f"Đơn vị tính: {table.unit}", "Ghi chú").alignment = ALIGN.RIGHT
    add_table(word, table, room)
    add_lines_below(word, table)


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


def letterhead(word: WordDocument, head: Letterhead, room: float = TEXT) -> None:
    """Add the issuer and the nation's name side by side, below them number, place and date."""
    if head.form:
        word.add_paragraph(head.form, "Ghi chú").alignment = ALIGN.RIGHT
    table = word.add_table(rows=2, cols=2)
    set_widths(table, [Mm(width) for width in HALVES[room]])
    no_margins(table)
    issued_by(table.rows[0], head, room)
    number, place = table.rows[1].cells
    if head.number:
        cell_text(number, head.number)
    if head.mark:
        cell_text(number, head.mark, bold=True)
    cell_text(place, head.place_and_date, italic=True)
    if head.is_official_letter:
        subject = cell_text(number, head.subject, size=12).paragraph_format
        subject.left_indent = subject.right_indent = Mm(6)


def issued_by(row: _Row, head: Letterhead | OfficialForm, room: float = TEXT) -> None:
    """Write who issues the document, and beside it the nation's name and motto, each with its line below."""
    issuer, nation = row.cells
    left, right = HALVES[room]
    if head.superior:
        cell_text(issuer, head.superior, size=12)
    for line in head.issuer.splitlines():
        cell_text(issuer, line, bold=True)
    rule(issuer.add_paragraph(), issuer_rule(head.issuer, left), left)
    cell_text(nation, head.nation, size=12, bold=True)
    cell_text(nation, head.motto, bold=True)
    rule(nation.add_paragraph(), motto_rule(head.motto), right)


def title(word: WordDocument, document: Document) -> None:
    """Add kind and subject, which a công văn has under its number, remark and addressee."""
    head = document.letterhead
    if not head.is_official_letter:
        word.add_paragraph(head.kind, "Tên văn bản").paragraph_format.space_before = Pt(6 if document.across else 14)
        word.add_paragraph(head.subject, "Tên văn bản")
        rule(word.add_paragraph(), subject_rule(head.subject, room_of(document)), room_of(document))
    if document.remark:
        word.add_paragraph(f"({document.remark})", "Ghi chú").paragraph_format.space_before = Pt(10)
    address(word, head)


def address(word: WordDocument, head: Letterhead) -> None:
    """Add whom it is for: one name beside the words, several in a list under them."""
    if not head.addressee:
        return
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


def sign_side_by_side(word: WordDocument, document: Document) -> None:
    """Add the signatures of a form beside each other; they are never alone on a page."""
    if document.below or not document.table:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
    between = word.add_paragraph().paragraph_format
    between.keep_with_next, between.line_spacing = True, Pt(8)
    table = word.add_table(rows=1, cols=len(document.parties))
    set_widths(table, [Mm(room_of(document) / len(document.parties))] * len(document.parties))
    height = max(len(title.splitlines()) for title, _ in document.parties)
    for cell, (title_lines, name) in zip(table.rows[0].cells, document.parties, strict=True):
        lines = title_lines.splitlines()
        for line in [*lines, *[""] * (height - len(lines) + 2)]:
            cell_text(cell, line, bold=True)
        cell_text(cell, name, bold=True)


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
    add_lines_below(word, annex)


def add_lines_below(word: WordDocument, annex: Annex) -> None:
    """Add the amount in words and the notes; they stay together."""
    below = [text for text in (annex.words, *annex.note_lines) if text]
    for text in below:
        word.add_paragraph(text, "Dưới bảng").paragraph_format.keep_with_next = text is not below[-1]
