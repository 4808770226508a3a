"""Rows of Phụ lục I and II as a workbook has them, and what a plan then holds."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.models import Target

HEAD = ["STT", "Mã", "Tên cơ quan, đơn vị", "Số hồ sơ", "Số trang A4", "Đơn giá (đồng)", "Kinh phí (đồng)", "Ghi chú"]


def workbook(*rows, head=HEAD, above=(("Phụ lục I",), ())):
    """An uploaded .xlsx with some lines above its header."""
    book = openpyxl.Workbook()
    for row in (*above, head, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("Phu luc.xlsx", out.getvalue())


def line(code, files, pages, price=None, cost=None, name="", note=None):
    return [1, code, name, files, pages, price, cost, note]


def own(code):
    """(hồ sơ, trang A4) of the agency's own target, None where it has none."""
    return Target.objects.filter(agency__code=code).values_list("file_count", "page_count").first()
