"""Documents about a catalogue as officials read them: the official form, and what Sở Nội vụ writes about it."""

import io
from datetime import date

import docx
import openpyxl
import pytest

from plans.appraisal.results import draft_document
from plans.catalogues.services import create_catalogue
from plans.models import Appraisal, ArchivalFile, Catalogue, FileNote
from reports.documents import catalogue_docx, catalogue_xlsx
from reports.documents.appraisal import appraisal_document
from reports.documents.catalogue import lines
from tests.helpers import factories as make
from tests.helpers.approved import is_approved
from tests.helpers.approved.texts import lines_of_document, lines_of_sheet, lines_of_word

pytestmark = pytest.mark.once

TITLE = "Hồ sơ về việc phê duyệt quy hoạch mạng lưới y tế cơ sở tỉnh Quảng Nam giai đoạn 2001 – 2010, tầm nhìn 2020"


@pytest.fixture
def catalogue(plan, lan):
    """Three files: a plain one, one with everything, one that is left out."""
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    rows = (
        {"file_number": "01", "title": "Công văn đi", "start_date": "2008", "page_count": 1_200, "sheet_count": 1_001},
        {
            "file_number": "02",
            "title": TITLE,
            "box_number": "7",
            "reference_code": "5/QĐ",
            "start_date": "2008-03",
            "end_date": "2009-04-05",
            "retention_years": 20,
            "sheet_count": 60,
            "page_count": 100,
            "page_count_a3": 2,
            "page_count_a0": 1,
            "note": "Giấy pơ-luya",
        },
        {
            "file_number": "03",
            "title": "Bản sao",
            "box_number": "8",
            "start_date": "2010",
            "page_count": 9,
            "note": "Trùng",
            "decision": "left_out",
            "left_out_reason": "other",
        },
    )
    files = [ArchivalFile(catalogue=made, position=place, **row) for place, row in enumerate(rows, 1)]
    ArchivalFile.objects.bulk_create(files)
    return Catalogue.objects.select_related("agency__parent", "fonds", "plan__reporting_agency").get(pk=made.pk)


def test_every_cell_of_the_official_form(catalogue):
    assert list(lines(catalogue)) == [
        (1, "01", "Công văn đi", "2008", "Vĩnh viễn", "1.001/1.200", ""),
        (2, "02; 5/QĐ", TITLE, "3/2008 – 05/4/2009", "20 năm", "60/103", "Hộp 7. Giấy pơ-luya"),
        ("", "03", "Bản sao", "2010", "Vĩnh viễn", "…/9", "Hộp 8. Loại khỏi diện số hóa. Trùng"),
    ]


def test_what_goes_beyond_the_columns_of_the_form_stands_in_its_remarks_where_it_is_filled(catalogue):
    catalogue.files.exclude(file_number="03").update(archive_number="1234")
    catalogue.files.filter(file_number="03").update(archive_number="LT-05", note="")
    assert [cells[-1] for cells in lines(catalogue)] == [
        "Số lưu trữ: 1234",
        "Hộp 7. Số lưu trữ: 1234. Giấy pơ-luya",
        "Hộp 8. Số lưu trữ: LT-05. Loại khỏi diện số hóa",
    ]


def test_the_look_of_the_official_form_in_word(catalogue):
    target = io.BytesIO()
    catalogue_docx.write_docx(catalogue, target)
    is_approved("form_word", "\n".join(lines_of_word(docx.Document(target))))


def test_the_look_of_the_official_form_in_excel(catalogue):
    target = io.BytesIO()
    catalogue_xlsx.write_xlsx(catalogue, target)
    book = openpyxl.load_workbook(target)
    head = f"{book.properties.title}; {book.properties.creator}"
    is_approved("form_excel", "\n".join([head, *(line for sheet in book for line in lines_of_sheet(sheet, 12))]))


def test_a_communes_form_names_its_district_above_it(plan, agencies, thu):
    made = create_catalogue(plan=plan, agency=agencies["20335"], actor=thu, name="Đợt 1", fonds_name="UBND phường")
    target = io.BytesIO()
    catalogue_xlsx.write_xlsx(made, target)
    sheet = openpyxl.load_workbook(target).active
    assert (sheet["A1"].value, sheet["A2"].value) == ("UBND THÀNH PHỐ TAM KỲ", "UBND PHƯỜNG TÂN THẠNH")
    assert sheet["A10"].value == "Mục lục này gồm: 0 hồ sơ (đơn vị bảo quản)."


def said(appraisal):
    document = appraisal_document(appraisal)
    long = [" | ".join(texts) for annex in document.annexes if annex.is_long for texts in annex.lines()]
    return "\n".join([*lines_of_document(document), *long])


def appraise(catalogue, by, **fields):
    number, capacity = fields.pop("number", "123/SNV"), fields.pop("capacity", "head")
    document = make.a_document(by, date(2025, 6, 18), number, capacity=capacity)
    decided = {"decided_on": date(2025, 6, 19), "document": document, "frozen_hash": "c7386c9fdf89" * 5}
    return Appraisal.objects.create(catalogue=catalogue, decided_by=by, **decided | {"revision": 1} | fields)


def test_the_appraisal_of_the_whole_after_two_tranches(catalogue, lan, hoa, plan):
    catalogue.submitted_at = make.moment(date(2025, 6, 2))
    ArchivalFile.objects.filter(file_number="01").update(decision="left_out", left_out_reason="duplicate")
    note = {"catalogue": catalogue, "author": hoa, "audience": "agency"}
    FileNote.objects.create(file=catalogue.files.get(file_number="03"), text="Tài liệu của cơ quan khác.", **note)
    plan.figures_are_illustrative, plan.report_signer_name = True, "Nguyễn Văn A"
    catalogue.plan = plan
    for number, pages in (("98/SNV", 300), ("101/SNV", 200)):
        tranche = {"is_tranche": True, "file_count": 2, "page_count": pages, "a4_page_count": pages}
        appraise(catalogue, hoa, number=number, **tranche)
    drawn = {"drawn_on": "2025-06-12", "drawn_by": "Hoa", "seed": "7-2", "size": 30, "checked": 30, "of": 40}
    sample = drawn | {"errors": 1, "lower": "0,08%", "upper": "17,22%"}
    gone = {"duplicate": [1, 1_200], "other": [1, 9]}
    sums = {"file_count": 9, "page_count": 900, "a4_page_count": 900, "left_out_files": 2, "left_out_pages": 1_209}
    sums |= {"left_out_by_reason": gone, "unarranged_files": 4, "unarranged_reason": "Chỉnh lý xong trước khi quét."}
    sums |= {"unseen_files": 8, "unseen_reason": "đã đối chiếu với Mục lục nộp lưu"}
    whole = appraise(catalogue, hoa, revision=2, capacity="head", sample=sample, **sums)
    catalogue.files.to_digitize().update(appraisal=whole)
    is_approved("appraisal_whole", said(whole))


def test_a_tranche_by_deputy_and_the_draft_of_the_next(catalogue, hoa):
    tranche = {"is_tranche": True, "file_count": 2, "page_count": 300, "a4_page_count": 300}
    first = appraise(catalogue, hoa, capacity="deputy", **tranche)
    catalogue.files.filter(file_number="01").update(decision="accepted", appraisal=first)
    catalogue.files.filter(file_number="02").update(decision="accepted")
    catalogue.plan.reporting_agency = None
    document = draft_document(catalogue, "by_order")
    draft = Appraisal(catalogue=catalogue, document=document, decided_on=date(2025, 6, 20), revision=1, **tranche)
    is_approved("appraisal_tranche", f"{said(first)}\n\nDRAFT\n{said(draft)}")
