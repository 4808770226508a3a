"""Workbooks as offices make them, built cell by cell: .xlsx by openpyxl, .xls, .ods and .csv by hand."""

import io
import struct
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from openpyxl import Workbook

from agencies.formats import old_encodings

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def bytes_of(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsx(*rows, merge=(), name="Mục lục", more=(), change=None):
    """One sheet of rows; `more` = {name: rows} further sheets; `merge` = ranges such as "D1:E1"."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    fill(sheet, rows)
    for cells in merge:
        sheet.merge_cells(cells)
    for title, others in dict(more).items():
        fill(book.create_sheet(title), others)
    if change:
        change(book, sheet)
    return bytes_of(book)


def fill(sheet, rows):
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"


def csv(*rows, delimiter=";", encoding="utf-8-sig", newline="\r\n"):
    def quoted(value):
        text = "" if value is None else str(value)
        return '"' + text.replace('"', '""') + '"' if any(char in text for char in delimiter + '"\n') else text

    return newline.join(delimiter.join(map(quoted, row)) for row in rows).encode(encoding)


def ods(*rows, name="Mục lục", more=()):
    """A minimal OpenDocument spreadsheet."""
    sheets = {name: rows} | dict(more)
    tables = "".join(
        f'<table:table table:name="{escape(title)}">{ods_rows(each)}</table:table>' for title, each in sheets.items()
    )
    namespaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def ods_rows(rows):
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods_cell(value):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = escape(value).replace("\n", "</text:p><text:p>")
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(parts).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def repacked(data, changes=(), leave_out=()):
    """The same archive with some of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        kept = {name: old.read(name) for name in old.namelist() if name not in leave_out}
    return zipped(kept | dict(changes))


# -- .xls: BIFF8 records in an OLE container


def xls(*rows, name="Mục lục", extra=b"", streams=("Workbook",)):
    """A minimal Excel 97 workbook: texts, numbers and dates."""
    title = name.encode("utf-16-le")
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 1) + title
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)) + extra
    formats = record(0x00E0, b"\0" * 20) + record(0x00E0, struct.pack("<HH", 0, 14) + b"\0" * 16)
    size = len(head) + len(formats) + len(record(0x0085, bound)) + 4
    bound = struct.pack("<I", size) + bound[4:]
    workbook = head + formats + record(0x0085, bound) + record(0x000A) + xls_sheet(rows)
    return ole(dict.fromkeys(streams, workbook))


def styled_xls(formats, rows, first=164):
    """An Excel 97 workbook with number formats: {style: code}, rows as (values, style of each)."""
    extra = b"".join(
        record(0x041E, struct.pack("<HHB", first + number, len(code), 1) + code.encode("utf-16-le"))
        for number, code in formats.items()
    )
    cells = [record(0x00E0, struct.pack("<HHH", 0, first + number, 0) + b"\0" * 14) for number in formats]
    title = "Mục lục".encode("utf-16-le")
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)) + extra + b"".join(cells)
    bound = struct.pack("<IBBBB", len(head) + 12 + len(title) + 4, 0, 0, 7, 1) + title
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0x0DBB, 0x07CC, 0, 6))
    for number, (values, styles) in enumerate(rows):
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            cell = xls_cell(number, column, value)
            sheet += cell[:8] + struct.pack("<H", style) + cell[10:]
    return ole({"Workbook": head + record(0x0085, bound) + record(0x000A) + sheet + record(0x000A)})


def xls_sheet(rows):
    out = record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0x0DBB, 0x07CC, 0, 6))
    width = max(map(len, rows), default=0)
    out += record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                out += xls_cell(number, column, value)
    return out + record(0x000A)


def xls_cell(row, column, value):
    if isinstance(value, date):
        value, style = (value - date(1899, 12, 30)).days, 1
        return record(0x0203, struct.pack("<HHHd", row, column, style, value))
    if isinstance(value, int | float):
        return record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def ole(streams):
    """An OLE compound file of streams, each at least 4096 bytes so that no mini stream is needed."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    padded = {
        name: data + b"\0" * (max(4096, -(-len(data) // 512) * 512) - len(data)) for name, data in streams.items()
    }
    counts = [len(data) // 512 for data in padded.values()]
    fats = -(-(sum(counts) + 2) // 127)
    directories = -(-(len(streams) + 1) // 4)
    table, starts, at = [fat_sector] * fats, [], fats
    table += [*range(at + 1, at + directories), end]
    at += directories
    for count in counts:
        starts.append(at)
        table += [*range(at + 1, at + count), end]
        at += count
    table += [free] * (fats * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", *range(fats), *[free] * (109 - fats))
    entries = [entry("Root Entry", 5, end, 0, child=1 if streams else free)]
    for number, (name, data) in enumerate(padded.items(), 1):
        right = number + 1 if number < len(padded) else free
        entries.append(entry(name, 2, starts[number - 1], len(data), right=right))
    entries += [entry("", 0, 0, 0)] * (directories * 4 - len(entries))
    return header + struct.pack(f"<{len(table)}I", *table) + b"".join(entries) + b"".join(padded.values())


def entry(name, kind, start, size, right=0xFFFFFFFF, child=0xFFFFFFFF):
    encoded = name.encode("utf-16-le")
    size_of_name = len(encoded) + 2 if name else 0
    return (
        encoded
        + b"\0" * (64 - len(encoded))
        + struct.pack("<HBBIII", size_of_name, kind, 1, 0xFFFFFFFF, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


# -- old codes


def in_tcvn3(text):
    """As a file of the years of .VnTime holds it."""
    codes = {letter: code for code, letter in old_encodings.TCVN3.items()}
    return "".join(codes.get(char) or codes.get(char.lower(), char) for char in text)


def in_vni(text):
    codes = {letter: code for code, letter in old_encodings.VNI.items()}
    return "".join(codes.get(char, char) for char in text)
