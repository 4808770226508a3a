"""Rows written into a Word table as text: python-docx draws one row, the others follow as XML, however many.

Building 20.000 rows element by element takes python-docx a gigabyte; here a row costs one joined string.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument

from agencies.sheets import ILLEGAL

Texts = Iterable[object]  # of one row
BODY = "word/document.xml"
SLOT = "\ue000"  # a private letter that stands for a value
TABLE_ROWS = 200  # rows of one table: LibreOffice takes 127 s to lay out one of 2.000 rows, 10 s for ten of 200
END = "</w:tbl>"
NEXT_PAGE = '<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
SAMPLE = re.compile(f"<w:tr>(?:(?!</w:tr>).)*?{SLOT}.*?</w:tr>", re.DOTALL)
BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")


def save_with_rows(word: WordDocument, target: IO[bytes], tables: Sequence[Iterable[Texts]]) -> None:
    """Save the document to the target. Each row drawn with SLOT in its cells becomes the rows (texts of each) of the
    table in its place, asked for as they are written. Every TABLE_ROWS rows a new table begins on a new page."""
    drawn = io.BytesIO()
    word.save(drawn)
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as made:
        for name in source.namelist():
            if name == BODY:
                with made.open(name, "w", force_zip64=True) as body:
                    write_body(body, source.read(name).decode(), tables)
            else:
                made.writestr(name, source.read(name))


def write_body(body: IO[bytes], drawn: str, tables: Sequence[Iterable[Texts]]) -> None:
    """Write the document's XML, the rows of each table in the place of its sample."""
    done = 0
    for sample, rows in zip(list(SAMPLE.finditer(drawn)), tables, strict=True):
        body.write(drawn[done : sample.start()].encode())
        head = drawn[drawn.rindex("<w:tbl>", 0, sample.start()) : sample.start()]
        parts, rows, turn = sample[0].split(SLOT), iter(rows), ""
        while batch := list(islice(rows, TABLE_ROWS)):
            body.write((turn + "".join(filled(parts, texts) for texts in batch)).encode())
            turn = END + NEXT_PAGE + head
        done = sample.end()
    body.write(drawn[done:].encode())


def filled(parts: Sequence[str], texts: Texts) -> str:
    """The XML of one row: what is between the slots of the sample, and the texts in them."""
    between = (escape(ILLEGAL.sub(" ", str(text).translate(BLANKS))) for text in texts)
    return parts[0] + "".join(text + part for text, part in zip(between, parts[1:], strict=True))
