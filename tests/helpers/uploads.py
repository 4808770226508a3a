"""A workbook on its way in: the template filled, handed over, and what the portal keeps of it."""

import io

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from plans.intake.columns import COLUMNS
from plans.intake.template import HEADER_ROW
from plans.models import CatalogueUpload
from plans.uploads import storage
from tests.helpers.workbooks import bytes_of

HEADERS = [column.header for column in COLUMNS]
MANY_PAGES = {
    "Hộp/cặp số": "12",
    "Hồ sơ số": "05",
    "Tiêu đề hồ sơ": "Quy hoạch mạng lưới y tế",
    "Bắt đầu": "3/2008",
    "Kết thúc": "20/12/2008",
    "Thời hạn bảo quản": "Vĩnh viễn",
    "Số tờ": 80,
    "Trang A4": "1.234",
    "Trang A3": 2,
    "Đã chỉnh lý": "Có",
}
GOOD = MANY_PAGES | {"Trang A4": "150"}
BAD = GOOD | {"Hồ sơ số": "06", "Trang A4": "1,234", "Tiêu đề hồ sơ": "-Hồ sơ cũ"}
WARNED = GOOD | {"Hồ sơ số": "07", "Số tờ": 5}


def filled(browser, catalogue, *rows, change=None):
    """The template as Lan downloads it, with rows written under its header."""
    book = load_workbook(io.BytesIO(browser.get(f"/muc-luc/{catalogue.pk}/mau/").content))
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, HEADER_ROW + 1):
        for header, value in row.items():
            sheet.cell(number, HEADERS.index(header) + 1, value)
    if change:
        change(book, sheet)
    return bytes_of(book)


def upload(browser, catalogue, data, name="muc-luc.xlsx", follow=True):
    file = SimpleUploadedFile(name, data)
    return browser.submit(f"/muc-luc/{catalogue.pk}/tai-len/", {"workbook": file}, follow=follow)


def only():
    return CatalogueUpload.objects.latest("pk")


def at(rest="", pk=None):
    return f"/muc-luc/tai-len/{pk or only().pk}/{rest}"


def stored():
    try:
        return default_storage.listdir(storage.FOLDER)[1]
    except FileNotFoundError:
        return []


def book_at(browser, name):
    answer = browser.get(at(f"tep/{name}/"))
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
