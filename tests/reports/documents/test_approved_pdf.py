"""Where things are on the pages of a PDF: words with their places in millimetres, as pdftotext finds them."""

import io
import re
import shutil
import subprocess
from datetime import date

import pytest
from pypdf import PdfReader

from plans.appraisal.decisions import decide
from plans.catalogues.files import recount
from plans.catalogues.services import create_catalogue
from plans.models import Appraisal, ArchivalFile, Catalogue
from reports.documents import catalogue_pdf
from reports.documents.appraisal import appraisal_document
from reports.documents.content import AnnexColumn, Document, Letterhead, LongAnnex
from reports.documents.fonts import serif_font
from reports.documents.pdf import PdfUnavailable, to_pdf, write_long_annex
from reports.documents.phrases import note
from tests.helpers.approved import is_approved
from tests.helpers.factories import a_document

pytestmark = pytest.mark.once

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
TITLE = "Hồ sơ phê duyệt quy hoạch mạng lưới y tế cơ sở giai đoạn 2001 – 2010"


def lines_of_pdf(data, tmp_path):
    """One line for each line of text: its left and right end and its top in mm, height in points, and what it says."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    if not str(serif_font()).endswith("LiberationSerif-Regular.ttf"):
        pytest.skip("approved with Liberation Serif: letters of another font stand some points higher or lower")
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    found = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    for number, page in enumerate(found.split("<page ")[1:], 1):
        width, height = re.findall(r'(?:width|height)="([\d.]+)"', page.partition(">")[0])
        yield f"\npage {number}: {float(width):.0f} × {float(height):.0f} points"
        for words in by_line(WORD.findall(page)).values():
            left, top = (float(words[0][place]) / 72 * 25.4 for place in (0, 1))
            right, tall = float(words[-1][2]) / 72 * 25.4, float(words[0][3]) - float(words[0][1])
            yield f"  {left:5.0f} –{right:4.0f}, {top:4.0f} mm, {tall:2.0f}: {' '.join(word[4] for word in words)}"


def by_line(words):
    lines = {}
    for word in words:
        lines.setdefault(word[1], []).append(word)
    return lines


def facts_of(data):
    reader = PdfReader(io.BytesIO(data))
    fonts = {str(font["/BaseFont"]).partition("+")[2] for font in reader.pages[0]["/Resources"]["/Font"].values()}
    bold = any("Bold" in name for name in fonts)
    return f"{reader.metadata.title}; {reader.metadata.author}; {reader.trailer['/Root'].get('/Lang')}; bold {bold}"


@pytest.fixture
def catalogue(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    files = [
        ArchivalFile(
            catalogue=made,
            position=number,
            file_number=f"{number:02}",
            box_number="1",
            title=TITLE if number % 7 == 3 else f"Công văn đi {number}",
            start_date="2008",
            sheet_count=60,
            page_count=100,
            note="rất/dài" * 4 if number == 5 else "",
        )
        for number in range(1, 56)
    ]
    ArchivalFile.objects.bulk_create(files)
    recount(made)
    return Catalogue.objects.select_related("agency__parent", "fonds", "plan__reporting_agency").get(pk=made.pk)


def made(write):
    try:
        return write()
    except PdfUnavailable as error:
        pytest.skip(str(error))


def test_the_official_form_on_its_pages(catalogue, tmp_path):
    target = io.BytesIO()
    made(lambda: catalogue_pdf.write_pdf(catalogue, target))
    data = target.getvalue()
    is_approved("form_pdf", "\n".join([facts_of(data), *lines_of_pdf(data, tmp_path)]))


def test_beside_a_name_of_two_lines_the_nations_stands_at_the_top(catalogue, tmp_path):
    catalogue.agency.name = "Ban Quản lý các Khu kinh tế và Khu công nghiệp tỉnh Quảng Nam"
    target = io.BytesIO()
    made(lambda: catalogue_pdf.write_pdf(catalogue, target))
    head = list(lines_of_pdf(target.getvalue(), tmp_path))[1:6]
    known = ("UBND", "CỘNG HÒA", "Độc lập")
    tops = {text: line.split(",")[1].split()[0] for line in head for text in known if text in line}
    assert tops == {"UBND": "21", "CỘNG HÒA": "21", "Độc lập": "27"}


def test_the_long_annex_of_an_appraisal_on_its_pages(catalogue, hoa, plan, tmp_path):
    Catalogue.objects.update(state="received", submitted_at="2025-06-02T00:00Z")
    catalogue.refresh_from_db(fields=["state", "submitted_at"])
    decide(catalogue, "leave_out", catalogue.files.all(), actor=hoa, reason="duplicate")
    day = date(2025, 6, 19)
    gone = {"left_out_files": 55, "left_out_by_reason": {"duplicate": [55, 5_500]}}
    decided = {"decided_on": day, "document": a_document(hoa, day, "123/SNV")} | gone
    appraisal = Appraisal.objects.create(
        catalogue=catalogue, decided_by=hoa, file_count=0, a4_page_count=0, left_out_pages=5_500, **decided
    )
    plan.figures_are_illustrative = True
    catalogue.plan = plan
    document = appraisal_document(appraisal)
    document.annex("III").notes.append(note("Số trang là số trang A4 quy đổi.", ""))
    data = made(lambda: to_pdf(document))
    lines = "\n".join(lines_of_pdf(data, tmp_path)).split("\npage ")
    is_approved("appraisal_pdf", "\npage ".join(["", *lines[-2:]]))


def test_the_head_of_a_long_table_is_bold_and_its_numbers_italic(catalogue, tmp_path):
    document = Document(date(2025, 6, 20), None, [], None, [], "", "", [])
    columns = [AnnexColumn("serial", "TT", 20, "serial"), AnnexColumn("name", "Tên", 80)]
    annex = LongAnnex("II", "HỒ SƠ", columns, [], lines=lambda: iter([["1", "Công văn"]] * 60))
    document.letterhead = Letterhead("", "", "", "", "", "", "(Kèm theo)")
    target = io.BytesIO()
    made(lambda: write_long_annex(annex, document, target, iter))
    for page in PdfReader(target).pages:
        fonts = fonts_of(page)
        assert (fonts["TT"], fonts["(1)"], fonts["Công văn"]) == ("Bold", "Italic", "")


def fonts_of(page):
    """The style of each text's font: "Bold", "Italic" or nothing."""
    found = {}

    def visit(text, _matrix, _place, font, _size):
        if text.strip() and font:
            found[text.strip()] = "".join(style for style in ("Bold", "Italic") if style in str(font["/BaseFont"]))

    page.extract_text(visitor_text=visit)
    return found
