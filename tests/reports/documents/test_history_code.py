"""Every report prints the code that the history had on the day before its figures, in all three files."""

import io
from datetime import timedelta

import docx
import openpyxl
import pytest
from django.template.loader import render_to_string

from agencies.chain.codes import make_code
from reports.documents.docx import to_docx
from reports.documents.report import report_document
from reports.documents.xlsx import to_xlsx
from reports.figures import province_figures
from tests.helpers.reports import AS_OF, begun, text_of

pytestmark = pytest.mark.once


@pytest.fixture
def figures(agencies, hoa, tuan, plan):
    begun(agencies, hoa, tuan)
    return province_figures(plan, AS_OF)


def test_the_code_stands_in_every_file_and_stays_the_same_when_made_again(figures, plan, day):
    code = make_code(AS_OF - timedelta(days=1))
    document = report_document(plan, figures)
    make_code(AS_OF)
    assert report_document(plan, figures).history_code == document.history_code
    assert document.history_code.endswith(f": {code}.")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert texts.count(document.history_code) == 1
    assert text_of(docx.Document(io.BytesIO(to_docx(document)))).count(document.history_code) == 1
    assert (
        render_to_string("documents/report.html", {"document": document, "annexes": []}).count(document.history_code)
        == 1
    )


def test_a_report_of_a_day_before_the_first_code_prints_none(figures, plan):
    make_code(AS_OF)
    assert report_document(plan, figures).history_code == ""
