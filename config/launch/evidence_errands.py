"""Manifests of scans and exports to the shared archive, as people ask for them while processes are killed."""

import csv
import io
import re
import zipfile
from functools import partial
from http import HTTPStatus
from itertools import count, cycle

from config.launch.errands import BUSY, UNANSWERED, UNCLEAR, Errand, Gone
from config.launch.visitor import Fields, NotTaken, form_in
from plans.inspection.facts import HEADERS, ScanFacts, as_row

SCANS = 4_000
PATTERN = "{hop}/{so_ho_so}.pdf"
MANIFESTS, DESK = "/ban-so-hoa/", "/kho-dung-chung/"
AGENCY = re.compile(rf'href="{DESK}co-quan/([A-Z0-9-]+)/')


class Manifest(Errand):
    """A clerk brings in what the inspector found, a manifest after the other, each in place of the one before."""

    kind = "manifest"

    def __init__(self, port: int, name: str, password: str) -> None:
        super().__init__(port, name, password)
        self.numbers = count(1)

    def one(self) -> None:
        path = self.brought(next(self.numbers))
        self.doing = "manifest"
        while True:
            try:
                page = self.page(path)
            except Gone:
                return
            if "?loai=" in page:  # links to what the comparison found
                return
            if form := form_in(page, "/quy-tac/"):
                form.fields["pattern"] = PATTERN
                self.press(form)
            elif form := form_in(page, "/lam-lai/"):
                self.repeat(form)
            else:
                self.wait()

    def brought(self, number: int) -> str:
        """The address of the manifest."""
        self.doing, place = "manifest upload", f"{MANIFESTS}tai-len/"
        data = manifest(number)
        while True:
            fields = self.patiently(lambda: self.visitor.form(place)).fields | {"scanned_on": "19/6/2025"}
            file = ("table", "manifest.csv", data)
            try:
                return self.patiently(partial(self.visitor.send_file, place, fields, file))
            except NotTaken as refusal:
                if refusal.status != UNCLEAR:
                    raise


def manifest(number: int) -> bytes:
    """Some thousand scans of one page, forty to a box."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADERS.values())
    for scan in range(1, SCANS + 1):
        path, digest = f"{scan // 40 + 1}/{scan:02}.pdf", f"{number:032x}{scan:032x}"
        table.writerow(as_row(ScanFacts(path=path, size_bytes=1000, modified_ns=number, page_count=1, sha256=digest)))
    return text.getvalue().encode("utf-8-sig")


class Metadata(Errand):
    """The desk of the shared archive exports one agency after the other; once all went out the archive refuses them."""

    kind = "metadata"

    def one(self) -> None:
        self.doing = "metadata"
        codes = sorted(set(AGENCY.findall(self.page(DESK))))
        for code in cycle(codes):
            if path := self.asked(code):
                return self.take(code, path)
            self.wait()

    def asked(self, code: str) -> str:
        """The address of the export; "" where nothing is due, or another person's runs."""
        place = f"{DESK}co-quan/{code}/xuat/"
        try:
            return self.sent(place, seen_doubts="on")
        except NotTaken:
            return ""

    def take(self, code: str, path: str) -> None:
        """The finished .zip, whole; all of it is refused, so that it is due again."""
        while f"{path}tep/" not in (page := self.page(path)):
            if form := form_in(page, "/lam-lai/"):
                self.repeat(form)
            self.wait()
        file = self.patiently(lambda: self.visitor.ask("GET", f"{path}tep/"))
        if file.status != HTTPStatus.OK or not (codes := codes_in(file.body)):
            self.counts["half files"] += 1
            return
        self.refused(code, codes)

    def refused(self, code: str, codes: list[str]) -> None:
        """Read in the archive's receipt, and confirm it."""
        self.doing = "receipt"
        reason = f"Thiếu lớp chữ, lần {self.counts['begun']}"
        lines = [("Mã hồ sơ", "Kết quả", "Lý do"), *((each, "Từ chối", reason) for each in codes)]
        data = "\n".join(map(",".join, lines)).encode()
        place = f"{DESK}co-quan/{code}/phieu-nhan/"
        fields: Fields = self.patiently(lambda: self.visitor.form(place)).fields
        file = ("workbook", "phieu.csv", data)
        try:
            check = self.patiently(partial(self.visitor.send_file, place, fields, file))
            self.sent(check)
        except NotTaken as refusal:  # written before it was answered
            if refusal.status in (UNANSWERED, *BUSY):
                raise


def codes_in(bundle: bytes) -> list[str]:
    """Codes of the records of a whole .zip; none where it is not whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(bundle)) as parts:
            if parts.testzip():
                return []
            names = [name for name in parts.namelist() if re.fullmatch(r"ho-so-\d+\.csv", name)]
            tables = [parts.read(name).decode("utf-8-sig") for name in names]
    except zipfile.BadZipFile:
        return []
    return [line[0] for text in tables for line in list(csv.reader(io.StringIO(text)))[1:]]
