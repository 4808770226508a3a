"""A crowd before a running portal, for measures: heavy workbooks, and clients that send a byte now and then."""

import io
import socket
import zipfile
from threading import Event

from config.launch.visitor import FORM

HEADERS = ("Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Thời hạn bảo quản", "Trang A4")
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="xl/workbook.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="worksheets/sheet1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Mục lục" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def crawl(port: int, over: Event) -> None:
    """Hold a connection by a request that is never complete, a byte each half second."""
    head = f"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\nContent-Length: 9999\r\n\r\n"
    while not over.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                connection.sendall(head.encode())
                while not over.wait(0.5):
                    connection.sendall(b"a")
        except OSError:
            over.wait(0.5)  # the portal ended it: come again


def heavy_workbook(megabytes: int) -> bytes:
    """A workbook of some 3.000 files a megabyte, packed without compression."""
    rows: list[str] = []
    size = 0
    while size < megabytes * 1024**2 - 20_000:
        rows.append(file_row(len(rows) + 1))
        size += len(rows[-1].encode())
    return workbook(rows, zipfile.ZIP_STORED)


def workbook(rows: list[str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The rows under the usual heads."""
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as parts:
        for name, text in PARTS.items():
            parts.writestr(name, text)
        parts.writestr("xl/worksheets/sheet1.xml", f"{sheet}{row(1, HEADERS)}{''.join(rows)}</sheetData></worksheet>")
    return packed.getvalue()


def file_row(number: int) -> str:
    """A file of nine pages, forty to a box."""
    return row(number + 1, (number // 40 + 1, f"{number}", f"Hồ sơ kiểm tra số {number}", "1/2/2003", "20 năm", 9))


def row(number: int, cells: tuple[object, ...]) -> str:
    """A row of texts."""
    texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{texts}</row>'
