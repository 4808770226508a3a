"""The working workbook: what Lan downloads and uploads again changes nothing, whatever is in its cells."""

import io

import pytest

from agencies import tasks
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.intake.columns import CONDITIONS, FIELDS, PRIORITIES
from plans.models import ArchivalFile, Catalogue, CatalogueUpload
from reports import document_jobs
from reports.catalogue_documents import requested_document
from reports.models import Paper
from tests.helpers.catalogues import row
from tests.helpers.uploads import upload

ODD = {
    "box_number": ["007", "01-05", "1/2", "12a", "=1", "3/2008", "1.234", "1E5", "0", "TRUE"],
    "file_number": ["007", "12a", "HS-01/2008", "15/3/2008", "1.234", "1e3", "+84", "-5", "00"],
    "reference_code": ["12/QĐ-UBND", "=1+1", "@SUM(A1)", "05/2008-KHTH", "1.234.567", "3/2008", "%"],
    "title": [
        "x" * 1000,
        "=HYPERLINK(A1)",
        "-Hồ sơ",
        "@tên",
        "<b>“Đặng” & ‘con’</b>",
        "Mật độ dân số năm 2008",
        "Tổng hợp báo cáo năm 2008",
        "Tổng cộng",
        "Cộng",
        "Hộp số 5",
        "I. Nhóm hồ sơ tổ chức",
        "Tiêu đề hồ sơ",
        "Người lập",
        "Mục lục này gồm: 12 hồ sơ",
        "Ghi chú",
        "Hoà bình, thuỷ lợi",
        "a\u2013b … 100 %",
        "Có",
        "_x000D_ _x0041_",
        "Công văn số 1; 2; 3",
        "Hồ sơ 漢字 №5 m²",
    ],
    "start_date": ["2008", "2008-03", "2008-03-15", "1930", "1975-04-30"],
    "end_date": ["", "2009", "2009-12", "2009-12-31"],
    "retention_years": [0, 1, 5, 15, 70],
    "sheet_count": [0, 1, 1234, 1_000_000],
    "page_count": [0, 1, 1234, 1_000_000],
    "page_count_a3": [0, 7],
    "page_count_a2": [0, 1000],
    "page_count_a1": [3],
    "page_count_a0": [2],
    "arranged": [True, False],
    "digitized_before": [True, False],
    "priority": ["", *(value for value, _ in PRIORITIES)],
    "condition": [value for value, _ in CONDITIONS],
    "archive_number": ["", "007", "LT-01/2008", "=1+1", "1.234", "3/2008", "1e3", "-5", "x" * 30],
    "catalogue_number": ["", "01", "02-A", "=1+1", "3/2008", "x" * 30],
    "note": ["=1+1", "@ghi chú", "1.234", "y" * 500, "Giấy pơ-luya; 12 trang", "15/3/2008", "+", "0", "2008"],
}


@pytest.fixture
def catalogue(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    rows = [
        row(f"{number:03}") | {"box_number": "", field: value}
        for number, (field, value) in enumerate(((field, value) for field in FIELDS for value in ODD[field]), 1)
    ]
    write_files(made, actor=lan, added=rows)
    return Catalogue.objects.select_related("agency", "fonds", "plan").get(pk=made.pk)


def counts(browser, catalogue, data):
    upload(browser, catalogue, data)
    read = CatalogueUpload.objects.latest("pk")
    return {name: read.counts.get(name) for name in ("new", "changed", "unchanged", "missing")}, read


def unchanged(catalogue):
    return {"new": 0, "changed": 0, "unchanged": catalogue.file_count, "missing": 0}


def test_every_field_comes_back_as_it_was(as_user, lan, catalogue):
    assert set(ODD) == set(FIELDS)
    before = list(ArchivalFile.objects.order_by("pk").values())
    browser = as_user(lan)
    data = b"".join(browser.get(f"/muc-luc/{catalogue.pk}/tep/"))
    found, read = counts(browser, catalogue, data)
    assert found == unchanged(catalogue) and not read.has_errors
    browser.submit(f"/muc-luc/tai-len/{read.pk}/ghi/")
    assert list(ArchivalFile.objects.order_by("pk").values()) == before


def test_the_workbook_that_a_job_wrote_comes_back_as_well(as_user, lan, catalogue):
    job = document_jobs.request_paper(requested_document(lan, catalogue, "working", "xlsx"), requester=lan)
    tasks.run_job(job.pk)
    data = b"".join(as_user(lan).get(f"/muc-luc/{catalogue.pk}/ban-in/working/xlsx/tep/"))
    assert Paper.objects.get().state == "done" and counts(as_user(lan), catalogue, data)[0] == unchanged(catalogue)


def test_a_workbook_of_several_sheets_comes_back_as_well(as_user, lan, catalogue, monkeypatch):
    monkeypatch.setattr("plans.intake.template.ROWS_A_SHEET", 40)
    target = io.BytesIO()
    requested_document(lan, catalogue, "working", "xlsx").write(target)
    assert counts(as_user(lan), catalogue, target.getvalue())[0] == unchanged(catalogue)
