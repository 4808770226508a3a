"""Workbooks that no office makes: archives that lie, XML that misleads, sheets that reach too far."""

import io
import re
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

from plans.intake.columns import FIELD_ORDER
from plans.intake.reading import read_catalogue
from tests.helpers.workbooks import csv, ods, ole, record, repacked, xls, xls_cell, xlsx

HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số trang")
ROW = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế", "2005-2010", "Vĩnh viễn", 88)
GOOD, GOOD_ODS, GOOD_XLS, GOOD_CSV = xlsx(HEAD, ROW), ods(HEAD, ROW), xls(HEAD, ROW), csv(HEAD, ROW)
SHEET, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = parts_of(GOOD)
CONTENT = parts_of(GOOD_ODS)["content.xml"].decode()


def archive(entries=None, comment=b"", count=None, **lies):
    """A zip written byte by byte, so that it can lie: `lies` = {part: {what its directory entry says wrongly}}.

    An entry is (name, content) or (name, content, lies). Lies: size, packed, flags, method, extra and `at` in the
    directory; local_name, local_flags, local_method, local_size, after beside the content.
    """
    body, directory = io.BytesIO(), io.BytesIO()
    written = [(name, data, lies.get(name, {})) for name, data in PARTS.items()] if entries is None else entries
    for name, data, *rest in written:
        lie, name = rest[0] if rest else {}, name.encode()
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed, sum32 = packer.compress(data) + packer.flush(), zlib.crc32(data)
        at = lie.get("at", length_of(body))
        if "at" not in lie:
            local, size = lie.get("local_name", name), lie.get("local_size", len(data))
            body.write(
                struct.pack(
                    "<4sHHHHHIIIHH",
                    b"PK\3\4",
                    20,
                    lie.get("local_flags", lie.get("flags", 0)),
                    lie.get("local_method", 8),
                    0,
                    33,
                    sum32,
                    len(packed) if size else 0,
                    size,
                    len(local),
                    0,
                )
                + local
                + packed
                + lie.get("after", b"")
            )
        extra = lie.get("extra", b"")
        directory.write(
            struct.pack(
                "<4sHHHHHHIIIHHHHHII",
                b"PK\1\2",
                20,
                20,
                lie.get("flags", 0),
                lie.get("method", 8),
                0,
                33,
                sum32,
                lie.get("packed", len(packed)),
                lie.get("size", len(data)),
                len(name),
                len(extra),
                0,
                0,
                0,
                0,
                at,
            )
            + name
            + extra
        )
    start, entries = length_of(body), len(written) if count is None else count
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, entries, entries, length_of(directory), start, len(comment))
    return body.getvalue() + directory.getvalue() + end + comment


def length_of(stream):
    return stream.getbuffer().nbytes


def with_parts(*more):
    """The good workbook with entries added, each (name, content) or (name, content, lies)."""
    return archive([*PARTS.items(), *more])


def repacked_by(method):
    """The good workbook packed by another method than Excel's."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as new:
        for name, data in PARTS.items():
            new.writestr(name, data)
    return buffer.getvalue()


def changed(part, old, new, data=GOOD, count=1):
    """The workbook with a piece of one part's text replaced."""
    text = parts_of(data)[part].decode()
    assert old in text
    return repacked(data, {part: text.replace(old, new, count)})


# -- sheets of an .xlsx


def text_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(text))}</t></is></c>'


def number_cell(place, written, more=""):
    return f'<c r="{place}"{more}><v>{written}</v></c>'


def row_of(number, *values):
    cells = (text_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(values))
    return f'<row r="{number}">{"".join(cells)}</row>'


TABLE = row_of(1, *HEAD) + row_of(2, *ROW)
XML = f"<worksheet {MAIN}><sheetData>{TABLE}</sheetData></worksheet>"


def sheet(xml):
    return repacked(GOOD, {SHEET: xml})


def under_table(cells):
    return sheet(XML.replace("</sheetData>", f"{cells}</sheetData>"))


def third_row(pages):
    """A second file whose number of pages is this cell F3."""
    return under_table(
        row_of(3, "1", "02", "Hồ sơ tổ chức bộ máy", "2008", "20 năm").replace("</row>", f"{pages}</row>")
    )


def dated(serial):
    """A second file whose time is this serial number, formatted as a date."""
    styles = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    date = number_cell("D3", serial, ' s="1"')
    text = row_of(3, "1", "02", "Hồ sơ tổ chức bộ máy", "2008", "20 năm", "5").replace(text_cell("D3", "2008"), date)
    return repacked(GOOD, {SHEET: XML.replace("</sheetData>", f"{text}</sheetData>"), "xl/styles.xml": styles})


def sheets_named(*names):
    """One part under several names."""
    book = PARTS[BOOK].decode()
    one = re.search(r"<sheet [^>]*/>", book)[0]
    many = (
        re.sub(r'sheetId="\d+"', f'sheetId="{at}"', re.sub(r'name="[^"]*"', f'name="{name}"', one))
        for at, name in enumerate(names, 1)
    )
    return repacked(GOOD, {BOOK: book.replace(one, "".join(many))})


# -- .xls and .ods


def xls_with(records):
    """The good table in a .xls with further records behind its cells."""
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
    bound = record(0x0085, struct.pack("<IBBBB", len(head) + 18, 0, 0, 1, 1) + "A".encode("utf-16-le"))
    cells = b"".join(
        xls_cell(at, place, value) for at, row in enumerate((HEAD, ROW)) for place, value in enumerate(row)
    )
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0x0DBB, 0x07CC, 0, 6))
    return ole({"Workbook": head + bound + record(0x000A) + begin + cells + records + record(0x000A)})


def patched(data, at, value):
    """Some bytes written over."""
    return data[:at] + value + data[at + len(value) :]


def ods_tail(rows, columns, cell=""):
    """The good .ods with a repeated row under its table."""
    repeated = (
        f'<table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell table:number-columns-repeated="{columns}"{cell}/></table:table-row></table:table>'
    )
    return repacked(GOOD_ODS, {"content.xml": CONTENT.replace("</table:table>", repeated)})


def values_of(data, name="a.xlsx"):
    """[{field: value}] of what is read."""
    return [dict(zip(FIELD_ORDER, row[2:], strict=True)) for row in read_catalogue(data, name).rows()]
