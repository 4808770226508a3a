"""The report leaves out what nobody has confirmed, and all three files say what and whose it is."""

import io

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from agencies.workflow import WorkflowError
from plans.unusual.services import confirm, take_back
from reports.documents.docx import to_docx
from reports.documents.pdf import PdfUnavailable, to_pdf
from reports.documents.report import report_document
from reports.documents.xlsx import to_xlsx
from reports.figures import as_plain, province_figures
from reports.models import Report
from tests.helpers import factories as make
from tests.helpers.unusual import NEXT, SLIP, decided, reported, value_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DONG = SLIP + 4_896_000
WORDS = (
    "02 số liệu khác thường của 02 đơn vị chưa có người thứ hai xác nhận nên chưa tính vào Báo cáo này",
    "đã số hóa +800.000 trang; đề nghị +99.004.896.000 đồng; thẩm định, phê duyệt +99.004.896.000 đồng",
    "Cần xác nhận, chưa tính vào các cột trên: Sở Y tế: đã số hóa +800.000 trang",
    "UBND thành phố Tam Kỳ: đề nghị +99.004.896.000 đồng; thẩm định, phê duyệt +99.004.896.000 đồng",
)


@pytest.fixture
def waiting(plan, agencies, lan, hai):
    """A jump of 800.000 pages and an extra line of 99.000.000.000 đồng, beside 100.000 pages that count."""
    make.a_target(lan.agency, 1_000_000)
    make.a_target(agencies["502"], 500_000)
    reported(lan, 100_000)
    return reported(lan, 900_000, NEXT), decided(hai)


def words_of(document):
    """The texts of the Word file and the cells of the workbook."""
    word = docx.Document(io.BytesIO(to_docx(document)))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return " ".join(paragraph.text for paragraph in word.paragraphs), " ".join(cells)


def test_the_files_say_what_they_leave_out(waiting, plan):
    document = report_document(plan, province_figures(plan, NEXT))
    word, sheets = words_of(document)
    for said in WORDS:
        assert said in word, said
    assert all(said in sheets for said in WORDS[2:])
    assert "Cần xác nhận, chưa tính: số liệu khác thường" in sheets and str(DONG) in sheets
    assert document.annex("III").total["scanned_pages"] == 100_000
    assert "đã được thẩm định, phê duyệt" not in word  # nothing that counts was


def test_the_pdf_says_it_too(waiting, plan):
    try:
        pdf = to_pdf(report_document(plan, province_figures(plan, NEXT)))
    except PdfUnavailable:
        pytest.skip("no PDF engine here")
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "chưa có người thứ hai xác nhận" in " ".join(pages.split())


def test_confirmed_it_is_a_figure_like_any_other(waiting, plan, hoa, tuan):
    jump, slip = waiting
    confirm(value_of(jump), actor=hoa, seen=1)
    confirm(value_of(slip), actor=tuan, seen=1)
    document = report_document(plan, province_figures(plan, NEXT))
    word, sheets = words_of(document)
    assert "Cần xác nhận" not in sheets and "xác nhận nên chưa tính" not in word
    assert document.annex("III").total["scanned_pages"] == 900_000
    assert "99.004.896.000 đồng" in word


def test_the_command_has_both_figures_apart(waiting, plan):
    total = as_plain(province_figures(plan, NEXT))["total"]
    assert (total["appraised_dong"], total["unconfirmed_appraised_dong"]) == (0, DONG)
    assert (total["scanned_pages"], total["unconfirmed_scanned_pages"]) == (100_000, 800_000)
    assert total["unconfirmed_values"] == 2


def test_a_report_that_holds_it_ends_the_undoing(waiting, plan, hoa):
    value = value_of(waiting[0])
    confirm(value, actor=hoa, seen=1)
    Report.objects.create(kind="report", requester=hoa, plan=plan, as_of=NEXT, state="done")
    with pytest.raises(WorkflowError, match="Báo cáo tổng hợp"):
        take_back(value, actor=hoa, seen=2)
