"""A paper of money in its three formats, and what is in each."""

import io
import re

import docx
import openpyxl
import pytest

from reports.documents.pdf import PdfUnavailable
from reports.money_documents.papers import paper_of, written
from tests.helpers.paper_files import tool

FIGURE = re.compile(r"(?<![\d./-])\d{1,3}(?:\.\d{3})+(?![\d./])")  # from 1.000 on


def drawn(obj, slug):
    """The document of the object's paper."""
    paper = paper_of(obj, slug)
    assert paper, slug
    return paper.build(obj)


def said(document):
    """All text of the document but for its tables."""
    return "\n".join(block.text for block in [*document.blocks, *document.below])


def figures(text):
    return {int(found.replace(".", "")) for found in FIGURE.findall(text)}


def figures_of(document):
    """Every figure from 1.000 on that the document has in its texts and tables."""
    tables = [*([document.table] if document.table else []), *document.annexes]
    cells = {cell for table in tables for row in table.rows for cell in row.cells.values() if isinstance(cell, int)}
    words = " ".join(table.words for table in tables)
    return {abs(cell) for cell in cells if abs(cell) >= 1000} | figures(said(document) + words)


def word_figures(document):
    word = docx.Document(io.BytesIO(written(document, "docx", "Văn bản")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return figures("\n".join([*(each.text for each in word.paragraphs), *cells]).replace("−", ""))


def pdf_figures(document, folder):
    path = folder / "paper.pdf"
    try:
        path.write_bytes(written(document, "pdf", "Văn bản"))
    except PdfUnavailable as reason:
        pytest.skip(str(reason))
    return figures(tool("pdftotext", "-layout", path, "-").decode().replace("−", ""))


def sheet_figures(document):
    """Numbers and results of formulas, and the figures in its texts."""
    book = openpyxl.load_workbook(io.BytesIO(written(document, "xlsx", "Văn bản")), data_only=True)
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    numbers = {abs(value) for value in values if isinstance(value, int) and abs(value) >= 1000}
    return numbers | figures("\n".join(value for value in values if isinstance(value, str)))


def pages(document, folder):
    """The text of each page of the PDF."""
    path = folder / "paper.pdf"
    path.write_bytes(written(document, "pdf", "Văn bản"))
    return tool("pdftotext", "-layout", path, "-").decode().split("\f")[:-1]
