"""The official form of a catalogue (NĐ 30/2020, Phụ lục V): three files that say the same, for those who may see it."""

import io

import openpyxl
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from plans.models import ArchivalFile, Catalogue
from plans.services.catalogues import create_catalogue
from plans.services.files import recount, write_files
from reports.documents import catalogue_xlsx
from tests.test_catalogue import row

HEAD = ["Số TT", "Số, ký hiệu hồ sơ", "Tiêu đề hồ sơ", "Thời gian tài liệu", "Thời hạn bảo quản", "Số tờ/Số trang",
        "Ghi chú"]  # fmt: skip
COUNT = "Mục lục này gồm: 02 hồ sơ (đơn vị bảo quản)."
WORDS = "Viết bằng chữ: Hai hồ sơ (đơn vị bảo quản)."


@pytest.fixture
def catalogue(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    odd = row(
        "02", title="=1+1 <b>& “Đặng”", reference_code="5/QĐ", end_date="", retention_years=20, note="Giấy pơ-luya"
    )
    write_files(made, actor=lan, added=[row("01"), odd])
    return Catalogue.objects.select_related("agency", "fonds", "plan").get(pk=made.pk)


def path(catalogue, extension):
    return f"/muc-luc/{catalogue.pk}/bieu-mau/{extension}/"


def downloaded(response):
    assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"
    return b"".join(response.streaming_content)


def lines_of(data):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [list(line) for line in sheet]


def test_the_workbook_holds_the_table_and_what_closes_it(as_user, lan, catalogue):
    lines = lines_of(downloaded(as_user(lan).get(path(catalogue, "xlsx"))))
    at = lines.index(HEAD)
    assert lines[at + 1] == [1, "01", "Hồ sơ khám chữa bệnh số 01", "2008 – 3/2009", "Vĩnh viễn", "60/102", "Hộp 1"]
    assert lines[at + 2][1:5] == ["02; 5/QĐ", "=1+1 <b>& “Đặng”", "2008", "20 năm"]
    assert lines[at + 2][6] == "Hộp 1. Giấy pơ-luya"
    assert [line[0] for line in lines[at + 4 : at + 6]] == [COUNT, WORDS]
    assert "NGƯỜI LẬP" in lines[-1]


def test_excel_reads_the_workbook_too(as_user, lan, catalogue):
    book = openpyxl.load_workbook(io.BytesIO(downloaded(as_user(lan).get(path(catalogue, "xlsx")))))
    sheet = book["Mục lục"]
    assert sheet["C9"].value == "=1+1 <b>& “Đặng”" and sheet["C9"].data_type == "s" and sheet["C9"].border.left.style
    assert sheet["A1"].value == "ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM" and sheet.print_title_rows == "$7:$7"


def test_more_rows_than_a_sheet_holds_go_to_several(catalogue, monkeypatch):
    monkeypatch.setattr(catalogue_xlsx, "ROWS_A_SHEET", 1)
    target = io.BytesIO()
    catalogue_xlsx.write_xlsx(catalogue, target)
    book = CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue()))
    assert book.sheet_names == ["Mục lục (1)", "Mục lục (2)"]
    first, second = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert COUNT not in str(first) and COUNT in str(second)
    assert [first[-1][1], second[7][0]] == ["01", 2]


def test_the_word_file_says_the_same(as_user, lan, catalogue):
    word = Document(io.BytesIO(downloaded(as_user(lan).get(path(catalogue, "docx")))))
    table = next(table for table in word.tables if len(table.columns) == 7)
    assert [cell.text for cell in table.rows[0].cells] == HEAD
    assert [cell.text for cell in table.rows[2].cells][1:3] == ["02; 5/QĐ", "=1+1 <b>& “Đặng”"]
    assert {COUNT, WORDS} <= {paragraph.text for paragraph in word.paragraphs}
    assert "NGƯỜI LẬP" in word.tables[-1].rows[0].cells[1].text


def test_the_pdf_is_one(as_user, lan, catalogue):
    pytest.importorskip("weasyprint", exc_type=OSError)
    assert downloaded(as_user(lan).get(path(catalogue, "pdf"))).startswith(b"%PDF-")


def test_what_was_left_out_is_told(as_user, lan, catalogue):
    ArchivalFile.objects.filter(file_number="01").update(decision="left_out", left_out_reason="duplicate")
    lines = lines_of(downloaded(as_user(lan).get(path(catalogue, "xlsx"))))
    assert lines[lines.index(HEAD) + 1][6] == "Hộp 1. Loại khỏi diện số hóa"


def test_strangers_get_nothing(as_user, binh, hoa, catalogue):
    for person in (binh, hoa):  # a draft is not even Sở Nội vụ's to see
        assert as_user(person).get(path(catalogue, "xlsx")).status_code == 404
    assert as_user(binh).get(path(catalogue, "exe")).status_code == 404


def test_twenty_thousand_rows_stand_in_one_sheet(catalogue):
    files = [ArchivalFile(catalogue=catalogue, position=n, box_number="9", file_number=str(n), title=f"Hồ sơ {n}",
                          start_date="2008", page_count=9) for n in range(3, 20_001)]  # fmt: skip
    ArchivalFile.objects.bulk_create(files, batch_size=2000)
    recount(catalogue)
    target = io.BytesIO()
    catalogue_xlsx.write_xlsx(catalogue, target)
    assert len(lines_of(target.getvalue())) == 20_000 + 12


def test_the_working_workbook_holds_numbers_and_texts_as_they_are(as_user, lan, catalogue):
    answer = as_user(lan).get(f"/muc-luc/{catalogue.pk}/tep/")
    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(answer))).worksheets[0]
    titles = [cell.value for cell in sheet[4]]
    first, second = ([cell.value for cell in sheet[number]] for number in (5, 6))
    assert first[0:2] == ["1", "01"] and second[3] == "=1+1 <b>& “Đặng”" and sheet["D6"].data_type == "s"
    assert 60 in first and 100 in first and sheet.max_row == 6 and len(titles) == len(first)
