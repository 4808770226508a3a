"""Any workbook: the rest, read again, says of every row what was understood, and the same of what was not."""

from random import Random

import pytest
from openpyxl import Workbook

from plans.intake.columns import FIELDS
from plans.models import StagedFile, UploadProblem
from plans.uploads import services as uploads
from tests.helpers.workbooks import bytes_of

pytestmark = pytest.mark.once

HEADS = {
    "number": "STT",
    "file_number": "Hồ sơ số",
    "reference_code": "Số, ký hiệu",
    "title": "Tiêu đề hồ sơ",
    "dates": "Thời gian tài liệu",
    "start_date": "Từ ngày",
    "end_date": "Đến ngày",
    "retention_years": "THBQ",
    "sheet_count": "Số tờ",
    "page_count": "Trang A4",
    "page_count_a3": "Số trang A3",
    "arranged": "Đã chỉnh lý",
    "priority": "Ưu tiên",
    "condition": "Tình trạng vật lý",
    "note": "Ghi chú",
    "archive_number": "Số lưu trữ",
    "catalogue_number": "Mục lục số",
    "fonds": "Phông",
}
CELLS = {
    "box_number": ["7", 7, "01-05", "", None, "”", "x" * 31],
    "file_number": ["01", "02", "03", "12a", 5, "", "-3", "x" * 31],
    "reference_code": ["12/QĐ-UBND", "=1+1", "", None, "x" * 61],
    "title": ["Tổng cộng", "Hộp số 5", "=HYPERLINK(A1)", "Báo cáo năm", "", "dài " * 300, "Người lập", "Cộng trang 2"],
    "dates": ["2005", "2005-2008", "3/2008 - 12/2009", "khoảng 2005", "", 2001, "2009-2003"],
    "start_date": ["2005", "15/3/2008", "31/2/2008", "", 2004, "nt"],
    "end_date": ["2009", "2003", "chưa rõ", "", None, "20/12/2010"],
    "retention_years": ["Vĩnh viễn", "20 năm", 50, "Tạm thời", "", "nt", "71"],
    "sheet_count": [60, "1.234", "năm mươi", "", -4],
    "page_count": [100, "1.234", "1,234", "", "0", "ba", 10**12],
    "page_count_a3": [2, "", "hai"],
    "arranged": ["Có", "Không", "x", "", "chưa biết"],
    "priority": ["", "Bảo quản vĩnh viễn", "gấp"],
    "condition": ["Tốt", "", "Hỏng", "tạm được"],
    "note": ["", "tủ 4", "@ghi chú", "y" * 501, "15/3/2008"],
    "archive_number": ["", "007", "3/2008", "z" * 31],
    "catalogue_number": ["", "01", "01", "02", "z" * 31],
    "fonds": ["Sở Y tế", "", "Ban Bảo vệ sức khỏe"],
}
NEEDED = ("file_number", "title", "retention_years", "page_count")


def any_workbook(random):
    """One or two sheets with a choice of columns; boxes in a column, carried down or in headings."""
    book = Workbook()
    book.remove(book.active)
    for number in range(random.randint(1, 2)):
        sheet, fields = book.create_sheet(f"Tờ {number + 1}"), any_fields(random)
        sheet.append([HEADS.get(field, "Hộp số") for field in fields])
        for row in range(random.randint(4, 14)):
            if random.random() < 0.15:
                sheet.append([None, f"Hộp số {row + 3}"])
            sheet.append([any_cell(random, field, row) for field in fields])
    return bytes_of(book)


def any_fields(random):
    times = random.choice((["dates"], ["start_date", "end_date"]))
    more = [field for field in HEADS if field not in (*NEEDED, "number", "dates", "start_date", "end_date")]
    box = random.choice(([], ["box_number"]))
    return [*box, *NEEDED, *times, *random.sample(more, random.randint(2, len(more)))]


def any_cell(random, field, row):
    """Mostly a plain value, so that rows are broken in a cell or two."""
    if field == "file_number" and random.random() < 0.8:
        return f"{row + 1:02}"
    if field == "box_number" and random.random() < 0.7:
        return None if row % 3 else row + 1
    return CELLS[field][0] if random.random() < 0.75 else random.choice(CELLS[field])


def broken_rows(upload):
    """{position: (the row, fields that could not be read)} of the rows that would not be written."""
    names = {sheet["name"]: number for number, sheet in enumerate(upload.sheets, 1)}
    wrong = {}
    for problem in UploadProblem.objects.filter(upload_id=upload.pk, level="error"):
        wrong.setdefault((names[problem.sheet], problem.row), set()).add(problem.field)
    rows = StagedFile.objects.filter(upload_id=upload.pk, broken=True)
    return {row.position: (row, wrong[row.sheet, row.row]) for row in rows}


def same_again(first, wrong, second, still_wrong):
    """What was understood is understood again, and what was not is still not; a time given twice is settled, and pages
    that were none are unknown."""
    assert still_wrong == wrong or wrong - still_wrong <= {"end_date", "file_number", "page_count"}
    for field in {*FIELDS, "fonds"} - wrong:
        assert getattr(first, field) == getattr(second, field), (field, first.row)


@pytest.mark.parametrize("seed", range(12))
def test_the_rest_of_any_workbook_reads_back(catalogue, lan, seed):
    first = uploads.request_upload(catalogue, actor=lan, data=any_workbook(Random(seed)), file_name="muc-luc.xlsx")
    broken = broken_rows(first)
    if not broken:
        pytest.skip("nothing was broken in this one")
    with first.rest.open("rb") as file:
        data = file.read()
    again = StagedFile.objects
    second = uploads.request_upload(catalogue, actor=lan, data=data, file_name="con-lai.xlsx")
    rows = {row.origin_position: row for row in again.filter(upload_id=second.pk)}
    assert rows.keys() == broken.keys() and {row.origin_upload for row in rows.values()} == {first.pk}
    left = {row.origin_position: wrong for row, wrong in broken_rows(second).values()}
    for position, (row, wrong) in broken.items():
        same_again(row, wrong, rows[position], left.get(position, set()))
