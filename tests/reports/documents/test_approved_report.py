"""The whole report as officials read it: every sentence, every annex, and how Word and Excel lay it out."""

import io
from datetime import date, timedelta

import docx
import openpyxl
import pytest
from django.template.loader import render_to_string

from plans.models import Plan
from reports.documents.docx import to_docx
from reports.documents.pdf import sheets
from reports.documents.report import report_document
from reports.documents.xlsx import to_xlsx
from reports.figures import province_figures
from tests.helpers import factories as make
from tests.helpers.approved import is_approved
from tests.helpers.approved.texts import lines_of_document, lines_of_sheet, lines_of_word
from tests.helpers.reports import AS_OF, begun

pytestmark = pytest.mark.once

FEW = date(2025, 4, 21)


def busy(agencies, hoa, tuan, thu):
    """Agencies that are done, on time, late and silent; files left out and waiting; troubles of many."""
    plan = Plan.current()
    ends = plan.period_ends(AS_OF)
    communes = [agency for agency in agencies.values() if agency.kind == "commune"][:18]
    for number, agency in enumerate(communes):
        make.a_review(agency, 27_000, date(2025, 4, 18))
        words = f"Thiếu kho tạm số {number}" if number < 17 else "Mạng chậm"
        make.a_progress_report(agency, AS_OF, 270, difficulties=words, proposals="Cấp thêm máy chủ.")
    for agency in [agency for agency in agencies.values() if agency.kind == "district"][:12]:
        make.a_target(agency, 90_000)
        make.a_progress_report(agency, AS_OF, 100, difficulties="Mạng chậm")
    done(agencies["SYT"], ends)
    catalogue = make.an_appraised_catalogue(agencies["SYT"], hoa, 270_000, date(2025, 5, 10))
    gone = {"duplicate": [3, 1_200], "unarranged": [2, 800]}
    catalogue.appraisals.update(left_out_files=5, left_out_pages=2_000, left_out_by_reason=gone)
    make.a_catalogue(agencies["SXD"], 8_100, "submitted", date(2025, 6, 1))
    make.an_estimate_appraisal(make.an_estimate(agencies["SYT"], 9_792_000, AS_OF), tuan, AS_OF, 4_896_000)
    own = make.an_estimate(agencies["20335"], 4_896_000, AS_OF)
    make.an_estimate_appraisal(own, thu, AS_OF, own_decision=True)
    make.a_detailed_plan(agencies["SYT"])


def done(agency, ends):
    """The only target of the departments is reached in the eighth of nine weeks."""
    make.a_target(agency, 117_000)
    for number, end in enumerate(ends, 1):
        make.a_progress_report(agency, end, min(117_000, 15_000 * number), integrated_pages=10, integrated_files=1)


def is_approved_report(name, plan, day):
    is_approved(name, "\n".join(lines_of_document(report_document(plan, province_figures(plan, day)))))


def test_the_report_of_a_province_that_has_begun(agencies, plan, hoa, tuan):
    begun(agencies, hoa, tuan)
    is_approved_report("report_begun", plan, AS_OF)


def test_the_report_of_a_busy_province(agencies, plan, hoa, tuan, thu):
    busy(agencies, hoa, tuan, thu)
    plan.number, plan.figures_are_illustrative = "2510/KH-UBND", True
    is_approved_report("report_busy", plan, AS_OF)


def test_the_report_of_the_first_days_and_without_a_reporting_agency(agencies, plan):
    make.full_targets(agencies)
    plan.reporting_agency = None
    is_approved_report("report_first_days", plan, FEW)


def test_the_report_after_the_last_day(agencies, plan, hoa, tuan):
    begun(agencies, hoa, tuan)
    is_approved_report("report_after", plan, date(2025, 8, 15) + timedelta(days=5))


@pytest.fixture
def document(agencies, plan, hoa, tuan):
    begun(agencies, hoa, tuan)
    plan.figures_are_illustrative, plan.report_signer_name = True, "Nguyễn Văn A"
    return report_document(plan, province_figures(plan, AS_OF))


def test_the_look_of_the_word_file(document):
    is_approved("report_word", "\n".join(lines_of_word(docx.Document(io.BytesIO(to_docx(document))))))


def test_the_look_of_the_workbook(document):
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))
    head = f"{book.properties.title}; {book.properties.creator}; calculated anew {book.calculation.fullCalcOnLoad}"
    is_approved("report_excel", "\n".join([head, *(line for sheet in book for line in lines_of_sheet(sheet, 8))]))


def test_every_annex_of_the_pdf_has_its_head_and_its_cells(document):
    drawn = sheets(document)
    html = render_to_string("documents/report.html", {"document": document, "annexes": drawn})
    for annex, sheet in zip(document.annexes, drawn, strict=True):
        assert (sheet["annex"], sheet["dense"]) == (annex, annex.roman in ("III", "IV", "VI"))
        assert [(head["title"], head["number"]) for head in sheet["head"]] == [
            (column.title, number) for column, number in zip(annex.columns, annex.numbering, strict=True)
        ]
        assert abs(sum(float(head["width"]) for head in sheet["head"]) - 100) < 0.1
        for head in sheet["head"]:
            assert all(text in html for text in (head["title"], head["number"], head["width"])), head
        kind, cells = sheet["rows"][-1]
        assert (kind, [text for _, text in cells]) == annex.shown_rows()[-1]
        assert [kind for kind, _ in cells] == [column.kind for column in annex.columns]
    assert html.count("<table") >= 6 and "Số liệu minh họa" in html
