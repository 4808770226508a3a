"""Rows poured into a workbook as text: openpyxl draws the sheet with a sample of each row, the rows follow as XML.

Writing 100.000 rows cell by cell takes openpyxl tens of seconds; here a row costs one joined string.
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape

BATCH = 1000
SAMPLE = re.compile(rb'<row r="(\d+)".*?</row>', re.DOTALL)
STYLE = re.compile(rb' s="(\d+)"')
DIMENSION = re.compile(rb"<dimension [^>]*/>")
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ is how a sheet writes an A
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def pour(book, target, fillings):
    """Save the openpyxl workbook to the target, its sample rows replaced.

    `fillings`: one a sheet: (number of the first sample row, call). From there on every row of the sheet is a sample;
    `call(styles)` gets the styles of each sample's cells and yields rows (made by `row`).
    """
    drawn = io.BytesIO()
    book.save(drawn)
    parts = {f"xl/worksheets/sheet{number}.xml": filling for number, filling in enumerate(fillings, 1)}
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as made:
        for name in source.namelist():
            if name in parts:
                with made.open(name, "w", force_zip64=True) as sheet:
                    write_sheet(sheet, source.read(name), *parts[name])
            else:
                made.writestr(name, source.read(name))


def write_sheet(sheet, drawn, first, call):
    drawn = DIMENSION.sub(b"", drawn, count=1)  # readers trust it, and it tells of the sample only
    samples = [found for found in SAMPLE.finditer(drawn) if int(found[1]) >= first]
    sheet.write(drawn[: samples[0].start()])
    batch = []
    for text in call([[int(style) for style in STYLE.findall(found[0])] for found in samples]):
        batch.append(text)
        if len(batch) == BATCH:
            sheet.write("".join(batch).encode())
            batch.clear()
    sheet.write("".join(batch).encode())
    sheet.write(drawn[samples[-1].end() :])


def row(number, styles, values, height=None):
    """A row's XML. Integers are numbers, everything else is text and stays text, whatever it begins with."""
    placed = zip(LETTERS, styles, values, strict=False)
    cells = [cell(f"{letter}{number}", style, value) for letter, style, value in placed]
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def cell(place, style, value):
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, int):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    if "_x" in value:
        value = LOOKS_ESCAPED.sub("_x005F_", value)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{escape(ILLEGAL.sub(" ", value))}</t></is></c>'


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
