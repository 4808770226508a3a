"""Visitors of a running portal, for measures: one who logs in and uploads, and one who sends a byte now and then."""

import http.client
import io
import re
import socket
import zipfile
from http.cookies import SimpleCookie
from threading import Event
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "portal-bench"
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


class Visitor:
    """A browser without a page: keeps its cookies, answers forms."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = FORM) -> tuple[int, str, str]:
        """(status, address that it leads to, page)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        connection.request(method, path, body, {"Cookie": cookies, "Content-Type": kind})
        answer = connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        connection.close()
        return answer.status, answer.headers.get("Location", ""), page

    def get(self, path: str) -> int:
        return self.ask("GET", path)[0]

    def token(self, path: str) -> str:
        """The token of the form on the page."""
        found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', self.ask("GET", path)[2])
        if found is None:
            raise RuntimeError(f"There is no form on {path}.")
        return found.group(1)

    def post(self, path: str, **fields: str) -> str:
        """Send the form on the page; returns where it leads. Raises RuntimeError where it was not taken."""
        data = urlencode(fields | {"csrfmiddlewaretoken": self.token(path)}).encode()
        status, address, _ = self.ask("POST", path, data)
        if status != 302:
            raise RuntimeError(f"{path} answered {status}.")
        return address

    def log_in(self, name: str, password: str) -> None:
        self.post("/dang-nhap/", username=name, password=password)

    def new_catalogue(self, name: str) -> str:
        """The address of the page that takes its workbook."""
        return self.post("/muc-luc/lap/", name=name, new_fonds=name) + "tai-len/"

    def upload(self, path: str, workbook: bytes) -> int:
        """The status of the answer."""
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token(path)}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="workbook"; filename="do-tai.xlsx"\r\n\r\n'
        )
        body = head.encode() + workbook + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self.ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")[0]


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
    rows, number = [row(1, HEADERS)], 1
    size = 0
    while size < megabytes * 1024**2 - 20_000:
        number += 1
        rows.append(
            row(number, (number // 40 + 1, f"{number}", f"Hồ sơ kiểm tra số {number}", "1/2/2003", "20 năm", 9))
        )
        size += len(rows[-1].encode())
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as parts:
        for name, text in PARTS.items():
            parts.writestr(name, text)
        parts.writestr("xl/worksheets/sheet1.xml", f"{sheet}{''.join(rows)}</sheetData></worksheet>")
    return packed.getvalue()


def row(number: int, cells: tuple[object, ...]) -> str:
    """A row of texts."""
    texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{texts}</row>'
