"""The official form as Word file."""

import copy
import io

from docx import Document as open_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .catalogue import official_form, table
from .docx import CELL_ALIGN, number_pages, set_page
from .docx_parts import cell_text, keep_whole, no_margins, repeat_as_header, rule, set_borders, set_widths, table_text
from .docx_styles import set_styles

WIDTH = 165


def to_docx(catalogue):
    """The bytes of the Word file."""
    annex = table(catalogue)
    form = official_form(catalogue, len(annex.rows))
    word = open_docx()
    word.core_properties.title, word.core_properties.author = form.subject[:255], form.issuer
    word.core_properties.comments, word.core_properties.language = "", "vi-VN"
    set_styles(word)
    set_page(word.sections[0], Mm(210), Mm(297), left=Mm(30))
    number_pages(word.sections[0])
    head(word, form)
    add_rows(word, annex)
    for text, style in ((form.closing, "Nội dung"), (form.words, "Ghi chú")):
        paragraph = word.add_paragraph(text, style)
        paragraph.alignment, paragraph.paragraph_format.keep_with_next = ALIGN.LEFT, True
    ending(word, form)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def head(word, form):
    letterhead = word.add_table(rows=1, cols=2)
    set_widths(letterhead, [Mm(81), Mm(94)])
    no_margins(letterhead)
    issuer, nation = letterhead.rows[0].cells
    cell_text(issuer, form.superior, size=12)
    cell_text(issuer, form.issuer, bold=True)
    rule(issuer.add_paragraph(), indent=Mm(27))
    cell_text(nation, form.nation, size=12, bold=True)
    cell_text(nation, form.motto, bold=True)
    rule(nation.add_paragraph(), indent=Mm(19))
    word.add_paragraph(form.title, "Tên văn bản").paragraph_format.space_before = Pt(12)
    word.add_paragraph(form.subject, "Tên văn bản").paragraph_format.space_after = Pt(10)


def add_rows(word, annex):
    """One row is drawn and copied: python-docx would take a second for every hundred."""
    drawn = word.add_table(rows=2, cols=len(annex.columns))
    set_borders(drawn)
    widths = [Mm(WIDTH * column.width_mm / sum(c.width_mm for c in annex.columns)) for column in annex.columns]
    set_widths(drawn, widths)
    titles, sample = drawn.rows
    repeat_as_header(titles)
    for place, column in enumerate(annex.columns):
        table_text(titles.cells[place], column.title, "Ô bảng", ALIGN.CENTER, bold=True)
        table_text(sample.cells[place], "x", "Ô bảng", CELL_ALIGN.get(column.kind, ALIGN.LEFT))
    body, pattern = drawn._tbl, sample._tr
    body.remove(pattern)
    for _, texts in annex.shown_rows():
        row = copy.deepcopy(pattern)
        for slot, text in zip(row.iter(qn("w:t")), texts, strict=True):
            slot.text = text
        body.append(row)


def ending(word, form):
    table = word.add_table(rows=1, cols=2)
    set_widths(table, [Mm(70), Mm(95)])
    keep_whole(table.rows[0])
    signature = table.rows[0].cells[1]
    cell_text(signature, form.place_and_date, italic=True)
    cell_text(signature, form.signer, bold=True)
    for _ in range(4):
        cell_text(signature, "")
