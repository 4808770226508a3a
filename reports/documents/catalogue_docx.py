"""The official form as Word file."""

from typing import IO

from docx import Document as open_docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from plans.models import Catalogue

from .catalogue import FORM, OfficialForm, lines, official_form
from .content import Watch
from .docx import issued_by, number_pages, set_page
from .docx_parts import (
    cell_text,
    keep_whole,
    no_margins,
    repeat_as_header,
    rule,
    set_borders,
    set_margins,
    set_widths,
    table_text,
)
from .docx_rows import SLOT, save_with_rows
from .docx_styles import set_styles
from .docx_tables import CELL_ALIGN, CELL_MARGIN
from .measures import ISSUER, NATION, TEXT, subject_rule


def write_docx(catalogue: Catalogue, target: IO[bytes], watch: Watch = iter) -> None:
    """Write the Word file to the open file; `watch` sees each row go by."""
    form = official_form(catalogue)
    word = open_docx()
    word.core_properties.title, word.core_properties.author = form.subject[:255], form.issuer
    word.core_properties.comments, word.core_properties.language = "", "vi-VN"
    set_styles(word)
    set_page(word.sections[0], Mm(210), Mm(297), left=Mm(30))
    number_pages(word.sections[0])
    head(word, form)
    add_sample_table(word)
    close(word, form)
    save_with_rows(word, target, [watch(lines(catalogue))])


def head(word: WordDocument, form: OfficialForm) -> None:
    """Add what is above the table."""
    letterhead = word.add_table(rows=1, cols=2)
    set_widths(letterhead, [Mm(ISSUER), Mm(NATION)])
    no_margins(letterhead)
    issued_by(letterhead.rows[0], form)
    word.add_paragraph(form.title, "Tên văn bản").paragraph_format.space_before = Pt(12)
    word.add_paragraph(form.subject, "Tên văn bản")
    rule(word.add_paragraph(), subject_rule(form.subject), TEXT)
    word.add_paragraph()


def add_sample_table(word: WordDocument) -> None:
    """Add the head of the table and a sample of its rows."""
    table = word.add_table(rows=2, cols=len(FORM))
    set_borders(table)
    set_margins(table, CELL_MARGIN)
    set_widths(table, [Mm(TEXT * column.width_mm / sum(c.width_mm for c in FORM)) for column in FORM])
    titles, sample = table.rows
    style = word.styles["Ô bảng"].style_id
    repeat_as_header(titles)
    for place, column in enumerate(FORM):
        table_text(titles.cells[place], column.title, style, ALIGN.CENTER, bold=True)
        table_text(sample.cells[place], SLOT, style, CELL_ALIGN.get(column.kind, ALIGN.LEFT))


def close(word: WordDocument, form: OfficialForm) -> None:
    """Add count, words, date and signature: together, and never without the last row."""
    for text in (form.closing, *form.notes):
        paragraph = word.add_paragraph(text, "Dưới bảng")
        paragraph.paragraph_format.keep_with_next = True
        paragraph.runs[0].italic = text != form.closing
    table = word.add_table(rows=1, cols=2)
    set_widths(table, [Mm(70), Mm(95)])
    keep_whole(table.rows[0])
    signature = table.rows[0].cells[1]
    cell_text(signature, form.place_and_date, italic=True).paragraph_format.space_before = Pt(6)
    cell_text(signature, form.signer, bold=True)
    for _ in range(4):
        cell_text(signature, "")
