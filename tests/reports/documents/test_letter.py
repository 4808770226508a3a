"""A công văn has no name of kind: its subject is under its number in every file (NĐ 30/2020, domain §7)."""

import io
from dataclasses import replace

import docx
import openpyxl
import pytest
from django.template.loader import render_to_string

from plans.models import Appraisal
from reports.documents.appraisal import appraisal_document
from reports.documents.docx import to_docx
from reports.documents.xlsx import to_xlsx
from tests.helpers import factories as make
from tests.helpers.reports import AS_OF

pytestmark = pytest.mark.once

SUBJECT = "V/v thẩm định Mục lục hồ sơ, tài liệu số hóa của Sở Y tế"


@pytest.fixture
def letter(plan, agencies, hoa):
    make.an_appraised_catalogue(agencies["SYT"], hoa, 100, AS_OF)
    return appraisal_document(Appraisal.objects.get())


def test_in_word_the_subject_stands_upright_under_the_number(letter):
    word = docx.Document(io.BytesIO(to_docx(letter)))
    number, subject = word.tables[0].rows[1].cells[0].paragraphs
    assert number.text.startswith("Số: ") and subject.text == SUBJECT
    assert [(run.font.size.pt, run.bold, run.italic) for run in subject.runs] == [(12, None, None)]
    assert "Kính gửi: Sở Y tế" in (paragraph.text for paragraph in word.paragraphs[:1])


def test_in_the_pdf_it_stands_under_the_number_and_nowhere_else(letter):
    html = render_to_string("documents/report.html", {"document": letter, "annexes": []})
    assert html.count(SUBJECT) == 2  # with the title of the file
    assert '<p class="about">' in html and 'class="subject"' not in html


def test_excel_says_what_each_annex_belongs_to(letter):
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(letter)))["Phụ lục I"]
    assert sheet["A3"].value.startswith("(Kèm theo Công văn số ")


def test_a_report_keeps_the_name_of_its_kind(letter):
    report = replace(letter, letterhead=replace(letter.letterhead, kind="BÁO CÁO", subject="Kết quả"))
    word = docx.Document(io.BytesIO(to_docx(report)))
    assert [paragraph.text for paragraph in word.paragraphs[:2]] == ["BÁO CÁO", "Kết quả"]
    html = render_to_string("documents/report.html", {"document": report, "annexes": []})
    assert 'class="subject"' in html and '<p class="about">' not in html
