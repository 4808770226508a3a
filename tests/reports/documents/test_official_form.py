"""The official form of a catalogue (NĐ 30/2020, Phụ lục V): three files that say the same, for those who may see it."""

import io
import shutil
import subprocess
import unicodedata

import openpyxl
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from plans.catalogues.files import recount, write_files
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue
from reports.documents import catalogue_pdf, catalogue_xlsx
from reports.documents.catalogue import lines, official_form, place_of
from reports.documents.pdf import PdfUnavailable
from tests.helpers.catalogues import row

pytestmark = pytest.mark.once

HEAD = [
    "Số TT",
    "Số, ký hiệu hồ sơ",
    "Tiêu đề hồ sơ",
    "Thời gian tài liệu",
    "Thời hạn bảo quản",
    "Số tờ/Số trang",
    "Ghi chú",
]
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
    assert sheet["A1"].value == "UBND TỈNH QUẢNG NAM" and sheet.print_title_rows == "$7:$7"


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


def pages_of(data, tmp_path, *options):
    """The text of each page of the PDF."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = tmp_path / "form.pdf"
    path.write_bytes(data)
    said = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True).stdout
    return said.rstrip("\f").split("\f")


def printed(catalogue):
    target = io.BytesIO()
    try:
        catalogue_pdf.write_pdf(catalogue, target)
    except PdfUnavailable as error:
        pytest.skip(str(error))
    return target.getvalue()


def fill(catalogue, numbers, **values):
    values = {"box_number": "9", "start_date": "2008", "page_count": 9} | values
    title = values.pop("title", "Hồ sơ số {}")
    ArchivalFile.objects.bulk_create(
        [
            ArchivalFile(catalogue=catalogue, position=n, file_number=str(n), title=title.format(n), **values)
            for n in numbers
        ],
        batch_size=2000,
    )
    recount(catalogue)


def test_the_pdf_says_the_same(as_user, lan, catalogue, tmp_path):
    printed(catalogue)
    (page,) = pages_of(downloaded(as_user(lan).get(path(catalogue, "pdf"))), tmp_path, "-layout")
    for text in ("=1+1 <b>& “Đặng”", "MỤC LỤC HỒ SƠ, TÀI LIỆU SỐ HÓA", "60/102", COUNT, WORDS, "NGƯỜI LẬP"):
        assert text in page and unicodedata.is_normalized("NFC", page), text


def test_each_page_of_a_long_pdf_has_its_head_and_all_but_the_first_a_number(catalogue, tmp_path):
    fill(catalogue, range(3, 401))
    pages = [page.split() for page in pages_of(printed(catalogue), tmp_path)]
    assert all("Ghi chú" in " ".join(words) for words in pages)
    assert [words[0] for words in pages] == ["UBND", *map(str, range(2, len(pages) + 1))]
    said = [word for words in pages for word in words]
    assert all(said.count(str(number)) >= 1 for number in range(3, 401)) and "401" not in said


def test_what_closes_the_pdf_is_never_alone_on_a_page(catalogue, tmp_path):
    fill(catalogue, range(3, 20))
    for last in range(21, 43, 2):
        fill(catalogue, [last - 1, last])
        *_, page = pages_of(printed(catalogue), tmp_path)
        assert all(text in page for text in (f"Hồ sơ số {last}", "Mục lục này gồm", "NGƯỜI LẬP")), last


def test_a_title_higher_than_a_page_goes_over_several_and_loses_no_word(catalogue, tmp_path):
    words = [f"WWWWWWWW{n:02d}" for n in range(90)]  # one to a line
    fill(catalogue, [3], title=" ".join(words))
    fill(catalogue, [4], title="dài" * 300)
    said = "".join(pages_of(printed(catalogue), tmp_path)).split()
    assert [word for word in said if word.startswith("WW")] == words
    assert sum(word.count("dài") for word in said) >= 270  # some are broken between letters


def test_what_closes_the_pdf_is_whole_after_a_row_of_any_height(catalogue, tmp_path):
    for last, words in enumerate(range(30, 110, 8), 3):
        fill(catalogue, [last], title="WWWWWWWW " * words)
        *_, page = pages_of(printed(catalogue), tmp_path)
        assert all(text in page for text in ("Mục lục này gồm", "Viết bằng chữ", "NGƯỜI LẬP")), last


def test_what_people_wrote_loads_nothing_into_the_pdf(catalogue, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    fill(catalogue, [3], title=f'<img src="file://{secret}"/> <a href="http://127.0.0.1/">x</a> &amp; </para>')
    Catalogue.objects.filter(pk=catalogue.pk).update(name="Đợt <img src='/etc/passwd'/> & 2")
    catalogue.refresh_from_db(fields=["name"])
    said = " ".join(" ".join(pages_of(printed(catalogue), tmp_path)).split())
    assert "Đợt <img src='/etc/passwd'/> & 2" in said and "&amp; </para>" in said and "root:" not in said


def test_what_was_left_out_is_written(as_user, lan, catalogue):
    ArchivalFile.objects.filter(file_number="01").update(decision="left_out", left_out_reason="duplicate")
    lines = lines_of(downloaded(as_user(lan).get(path(catalogue, "xlsx"))))
    at = lines.index(HEAD)
    assert [lines[at + 1][place] for place in (0, 6)] == ["", "Hộp 1. Loại khỏi diện số hóa"]
    assert [line[0] for line in lines[at + 2 : at + 7]] == [
        1,
        "",
        "Mục lục này gồm: 01 hồ sơ (đơn vị bảo quản).",
        "Viết bằng chữ: Một hồ sơ (đơn vị bảo quản).",
        "Không tính 01 hồ sơ đã loại khỏi diện số hóa (không ghi Số TT).",
    ]


def test_sheets_that_nobody_counted_are_unknown_and_not_none(catalogue):
    ArchivalFile.objects.filter(file_number="01").update(sheet_count=0)
    ArchivalFile.objects.filter(file_number="02").update(page_count=0, page_count_a3=0)
    form = official_form(catalogue)
    assert [texts[5] for texts in lines(catalogue)] == ["…/102", "60/…"]
    assert form.notes == [WORDS, "Dấu “…” là chưa có số liệu."]
    ArchivalFile.objects.update(sheet_count=60, page_count=9)
    assert official_form(catalogue).notes == [WORDS]


def test_strangers_get_nothing(as_user, binh, hoa, catalogue):
    for person in (binh, hoa):  # a draft is not even Sở Nội vụ's to see
        assert as_user(person).get(path(catalogue, "xlsx")).status_code == 404
    assert as_user(binh).get(path(catalogue, "exe")).status_code == 404


def test_twenty_thousand_rows_stand_in_one_sheet(catalogue):
    fill(catalogue, range(3, 20_001))
    target = io.BytesIO()
    catalogue_xlsx.write_xlsx(catalogue, target)
    assert len(lines_of(target.getvalue())) == 20_000 + 13  # one more note: of sheets nobody counted


def test_the_working_workbook_holds_numbers_and_texts_as_they_are(as_user, lan, catalogue):
    answer = as_user(lan).get(f"/muc-luc/{catalogue.pk}/tep/")
    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(answer))).worksheets[0]
    titles = [cell.value for cell in sheet[4]]
    first, second = ([cell.value for cell in sheet[number]] for number in (5, 6))
    assert first[0:2] == ["1", "01"] and second[3] == "=1+1 <b>& “Đặng”" and sheet["D6"].data_type == "s"
    assert 60 in first and 100 in first and sheet.max_row == 6 and len(titles) == len(first)


@pytest.mark.parametrize(
    ("code", "name", "place"),
    [
        ("SYT", "", "Quảng Nam"),
        ("502", "", "Tam Kỳ"),
        ("506", "", "Đại Lộc"),
        ("20335", "", "Tân Thạnh"),
        ("20335", "UBND phường 1", "Phường 1"),
        ("20335", "Ủy ban nhân dân thị trấn Trà My", "Trà My"),
    ],
)
def test_the_place_is_the_name_of_the_unit_where_it_is_written(agencies, plan, code, name, place):
    agency = agencies[code]
    agency.name = name or agency.name
    assert place_of(agency, plan) == place
