"""The report to UBND tỉnh: three files, one set of figures, the layout of NĐ 30/2020."""

import io
import re
import shutil
import subprocess
from collections import Counter

import docx
import openpyxl
import pytest
from django.template.loader import render_to_string
from docx.oxml.ns import qn

from agencies.formats.numbers import format_int, format_percent
from plans.models import ControlFigure, Plan
from reports.documents.content import UNKNOWN
from reports.documents.docx import to_docx
from reports.documents.pdf import PdfUnavailable, engine, to_pdf
from reports.documents.report import report_document
from reports.documents.xlsx import to_xlsx
from reports.figures import province_figures
from tests.helpers import factories as make
from tests.helpers.reports import AS_OF, begun, text_of

pytestmark = pytest.mark.once

WORDS = (
    "Ba trăm năm mươi mốt tỷ một trăm năm mươi mốt triệu chín trăm chín mươi bốn ngàn không trăm mười sáu đồng",
    "Một trăm bốn mươi bốn tỷ bảy trăm chín mươi triệu ba trăm năm mươi hai ngàn chín trăm hai mươi tám đồng",
    "Hai trăm linh sáu tỷ ba trăm sáu mươi mốt triệu sáu trăm bốn mươi mốt ngàn không trăm tám mươi tám đồng",
)
CONTROL = (
    "427.312",
    "29.573.193",
    "144.790.352.928",
    "1.553.929",
    "42.149.028",
    "206.361.641.088",
    "1.981.241",
    "71.722.221",
    "351.151.994.016",
)


@pytest.fixture
def province(agencies, hoa, tuan):
    begun(agencies, hoa, tuan)


@pytest.fixture
def document(province, plan):
    return report_document(plan, province_figures(plan, AS_OF))


@pytest.fixture
def word(document):
    return docx.Document(io.BytesIO(to_docx(document)))


@pytest.fixture
def book(document):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))


@pytest.fixture
def pdf_text(document, tmp_path_factory):
    """The text of the PDF; the figures are the same for every test, so it is printed once."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = tmp_path_factory.getbasetemp() / "report.pdf"
    if not path.exists():
        path.write_bytes(pdf_of(document))
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def pdf_of(document):
    try:
        return to_pdf(document)
    except PdfUnavailable:
        pytest.skip("Pango is not installed: no PDF on this machine")


def grouped(text):
    """Every figure of four digits and more, as often as it is written."""
    return Counter(re.findall(r"\d{1,3}(?:\.\d{3})+", text))


def squeeze(text):
    return re.sub(r"\s+", " ", text)


def sheet_of(book, annex):
    """Rows of the annex on its sheet: (row number, the annex's row)."""
    sheet = book[annex.name]
    first = int(re.match(r"\$\d+:\$(\d+)", sheet.print_title_rows)[1]) + 1
    return sheet, list(enumerate(annex.rows, start=first))


def test_the_nine_control_figures_stand_in_all_three_files(document, word, book, pdf_text):
    summary = [cell.value for row in stored(document)["Tổng hợp"].iter_rows() for cell in row]
    for figure in CONTROL:
        assert figure in text_of(word)
        assert figure in pdf_text
        assert int(figure.replace(".", "")) in summary


def test_amounts_in_words_are_the_plans(document, word, book, pdf_text):
    in_excel = squeeze(" ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value))
    for words in WORDS:
        assert words in text_of(word)
        assert words in squeeze(pdf_text)
        assert words in in_excel


def test_word_and_pdf_hold_the_same_figures(word, pdf_text):
    assert grouped(text_of(word)) == grouped(pdf_text)


def test_excel_and_word_hold_the_same_tables(document, word, book):
    tables = word.tables[2:]
    assert len(tables) == len(document.annexes) == 6
    values = stored(document)
    for annex, table in zip(document.annexes, tables, strict=True):
        _, rows = sheet_of(book, annex)
        written = [[cell.text for cell in row.cells] for row in table.rows[2:]]
        in_excel = [
            [shown(values[annex.name].cell(n, p).value) for p in range(1, len(annex.columns) + 1)] for n, _ in rows
        ]
        assert in_excel == written


def shown(value):
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, float):
        return format_percent(round(value, 12), 1)
    return f"{value.day:02d}/{value.month}/{value.year}" if hasattr(value, "year") else format_int(value)


def stored(document):
    """The workbook as a program sees it that does not calculate."""
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(document)), data_only=True)


def test_every_formula_comes_to_its_stored_result(document, book):
    values, seen = stored(document), 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    seen += 1
                    result = values[sheet.title][cell.coordinate].value
                    assert evaluate(book, sheet, cell.value) == pytest.approx(result or 0, rel=1e-12), cell.value
    assert seen > 100


def evaluate(book, sheet, value):
    """What Excel makes of the few formulas we write."""
    if not isinstance(value, str) or not value.startswith("="):
        return value or 0
    if taken := re.fullmatch(r"='(.+)'!([A-Z]+\d+)", value):
        other = book[taken[1]]
        return evaluate(book, other, other[taken[2]].value)

    def number(address):
        return evaluate(book, sheet, sheet[address].value)

    body = value[1:]
    if spanned := re.fullmatch(r"SUM\(([A-Z]+\d+):([A-Z]+\d+)\)", body):
        values = [evaluate(book, sheet, c.value) for line in sheet[spanned[1] : spanned[2]] for c in line]
        return sum(value for value in values if not isinstance(value, str))  # as Excel passes over texts
    if listed := re.fullmatch(r"SUM\((\w+(?:,\w+)*)\)", body):
        return sum(value for address in listed[1].split(",") if not isinstance(value := number(address), str))
    if rest := re.fullmatch(r"MAX\((\w+)-(\w+),0\)", body):
        return max(number(rest[1]) - number(rest[2]), 0)
    if share := re.fullmatch(r'IF\((\w+)=0,"",(\w+)/\1\)', body):
        return number(share[2]) / number(share[1]) if number(share[1]) else 0
    if product := re.fullmatch(r"([A-Z]+\d+)\*([A-Z]+\d+)", body):
        return number(product[1]) * number(product[2])
    return sum(int(part) if part.isdigit() else number(part) for part in body.split("+"))


def test_cost_is_pages_times_price_by_formula(document, book):
    sheet, rows = sheet_of(book, document.annex("I"))
    lines = [number for number, row in rows if row.kind == "line"]
    assert all(sheet.cell(n, 6).value == f"=D{n}*E{n}" for n in lines)
    total = rows[-1][0]
    assert sheet.cell(total, 2).value == "TỔNG CỘNG"
    heads = [number for number, row in rows if row.kind == "group"]
    assert sheet.cell(total, 6).value == f"=SUM({','.join(f'F{n}' for n in heads)})"
    assert sheet.cell(lines[0], 4).number_format.endswith("#,##0")


def test_what_nobody_has_reported_is_no_nought_in_a_sum_either(agencies, plan):
    make.full_targets(agencies)
    make.a_progress_report(agencies["SYT"], AS_OF, 500)
    document = report_document(plan, province_figures(plan, AS_OF))
    departments, districts, total = [row for row in document.annex("III").rows if row.kind != "line"]
    scanned = [row.cells["scanned_pages"] for row in (departments, districts, total)]
    assert scanned == [500, UNKNOWN, 500] and districts.cells["share"] == UNKNOWN
    (said,) = [
        row.cells for row in document.summary.rows if row.cells["name"] == "Đã số hóa" if row.cells["unit"] != "hồ sơ"
    ]
    assert [said[key] for key in ("departments", "districts", "total")] == scanned
    sheet, rows = sheet_of(openpyxl.load_workbook(io.BytesIO(to_xlsx(document))), document.annex("III"))
    marked = [number for number, row in rows if row.kind != "line"]
    assert [evaluate(sheet.parent, sheet, sheet.cell(number, 7).value) for number in marked] == scanned
    money = document.annex("IV").total
    assert (money["requested"], money["share"]) == (UNKNOWN, UNKNOWN)


def test_a_text_that_looks_like_a_formula_stays_a_text(document, book):
    sheet, rows = sheet_of(book, document.annex("VI"))
    cells = [sheet.cell(number, 5) for number, _ in rows]
    cell = next(cell for cell in cells if str(cell.value).startswith("="))
    assert cell.value == "=Bổ sung kinh phí & máy quét <A3>"
    values = stored(document)[sheet.title]
    assert values[cell.coordinate].value == cell.value


def test_what_people_wrote_is_escaped_in_the_pdf(pdf_text, word):
    assert "máy quét <A3>" in squeeze(pdf_text)
    assert "máy quét <A3>" in text_of(word)


def test_excel_prints_on_landscape_a4_with_its_head_on_every_page(book):
    assert book.sheetnames == ["Tổng hợp", *(f"Phụ lục {roman}" for roman in ("I", "II", "III", "IV", "V", "VI"))]
    for sheet in book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows and sheet.freeze_panes
        assert "&P" in sheet.oddHeader.center.text
        assert sheet["A1"].font.name == "Times New Roman"


def test_word_follows_the_layout_of_the_decree(word):
    first = word.sections[0]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert (round(first.left_margin.mm), round(first.right_margin.mm), round(first.top_margin.mm)) == (30, 15, 20)
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml and "PAGE" not in first.first_page_header._element.xml
    normal = word.styles["Normal"]
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert 'w:val="vi-VN"' in normal.element.xml
    assert round(word.styles["Nội dung"].paragraph_format.first_line_indent.mm, 1) == 12.7
    text = text_of(word)
    for line in ("UBND TỈNH QUẢNG NAM", "SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "GIÁM ĐỐC"):
        assert line in text
    assert "Số:       /BC-SNV" in text
    assert "Quảng Nam, ngày      tháng      năm 2025" in text
    closing = next(place for place, p in enumerate(word.paragraphs) if p.text.endswith("./."))
    assert all(p.paragraph_format.keep_with_next for p in word.paragraphs[closing : closing + 2])  # with the signature


def test_no_note_and_no_break_of_a_section_goes_over_to_a_page_of_its_own(word):
    breaks = [one for one in word.paragraphs if one._p.pPr is not None and one._p.pPr.find(qn("w:sectPr")) is not None]
    assert [one.paragraph_format.line_spacing.pt for one in breaks] == [1] * 6
    below = [place for place, one in enumerate(word.paragraphs) if one.style.name == "Dưới bảng"]
    followed = [place for place in below if place + 1 in below]
    assert len(below) == 12 and len(followed) == 6
    assert all(bool(word.paragraphs[place].paragraph_format.keep_with_next) == (place in followed) for place in below)
    last_row = word.tables[6].rows[-1]  # of Phụ lục V, which has no total but a note
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in last_row.cells)


def test_each_annex_is_a_landscape_section_that_counts_its_own_pages(word):
    annexes = word.sections[1:]
    assert len(annexes) == 6
    for section in annexes:
        assert section.page_width > section.page_height
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    for table in word.tables[2:]:
        heads = [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
        assert len(heads) == 2


def test_the_pdf_counts_pages_of_each_annex_anew_and_hides_the_first(document, pdf_text):
    pages = pdf_text.rstrip("\f").split("\f")
    starts = [place for place, page in enumerate(pages) if page.lstrip().startswith("Phụ lục")]
    assert len(starts) == 6
    for place, page in enumerate(pages):
        begun = max([0, *(start for start in starts if start <= place)])
        number = place - begun + 1
        top = page.lstrip().split("\n")[0].strip()
        assert top == str(number) if number > 1 else not top.isdigit()


def test_the_pdf_loads_nothing_from_the_server(tmp_path):
    try:
        _, fetcher = engine()
    except PdfUnavailable:
        pytest.skip("Pango is not installed: no PDF on this machine")
    for url in ("file:///etc/hostname", "http://127.0.0.1/", "data:text/plain,x"):
        with pytest.raises(ValueError, match="nothing"):
            fetcher.fetch(url)


def test_illustrative_figures_are_marked_in_every_file(province, plan):
    Plan.objects.update(figures_are_illustrative=True)
    plan.refresh_from_db()
    document = report_document(plan, province_figures(plan, AS_OF))
    assert "Số liệu minh họa" in text_of(docx.Document(io.BytesIO(to_docx(document))))
    assert all("Số liệu minh họa" in f"{sheet['A4'].value}" for sheet in stored(document))
    assert "Số liệu minh họa" in render_to_string("documents/report.html", {"document": document, "annexes": []})


def test_an_empty_portal_still_makes_a_report(plan):
    document = report_document(plan, province_figures(plan, AS_OF))
    assert to_docx(document) and to_xlsx(document)


def test_control_figures_of_the_test_are_the_plans(plan):
    assert {format_int(f.amount_dong) for f in ControlFigure.objects.all()} <= set(CONTROL)
