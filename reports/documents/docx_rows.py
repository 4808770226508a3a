"""Rows poured into a Word table as text: python-docx draws one row, the others follow as XML, however many.

Building 20.000 rows element by element takes python-docx a gigabyte; here a row costs one joined string.
"""

import io
import re
import zipfile
from itertools import islice
from xml.sax.saxutils import escape

from agencies.sheets import ILLEGAL

BODY = "word/document.xml"
SLOT, BATCH = "\ue000", 1000  # a private letter that stands for a value
SAMPLE = re.compile(f"<w:tr>(?:(?!</w:tr>).)*?{SLOT}.*?</w:tr>", re.DOTALL)
BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")


def pour(word, target, tables):
    """Save the document to the target. Each row drawn with SLOT in its cells becomes the rows (texts of each) of the
    table in its place; rows are asked for as they are written."""
    drawn = io.BytesIO()
    word.save(drawn)
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as made:
        for name in source.namelist():
            if name == BODY:
                with made.open(name, "w", force_zip64=True) as body:
                    write_body(body, source.read(name).decode(), tables)
            else:
                made.writestr(name, source.read(name))


def write_body(body, drawn, tables):
    done = 0
    for sample, rows in zip(list(SAMPLE.finditer(drawn)), tables, strict=True):
        body.write(drawn[done : sample.start()].encode())
        parts, rows = sample[0].split(SLOT), iter(rows)
        while batch := list(islice(rows, BATCH)):
            body.write("".join(filled(parts, texts) for texts in batch).encode())
        done = sample.end()
    body.write(drawn[done:].encode())


def filled(parts, texts):
    between = (escape(ILLEGAL.sub(" ", str(text).translate(BLANKS))) for text in texts)
    return parts[0] + "".join(text + part for text, part in zip(between, parts[1:], strict=True))
