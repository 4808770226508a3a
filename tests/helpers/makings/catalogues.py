"""Forms that make catalogues, files, answers, searches for duplicates, and evidence of scans."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from plans.appraisal.decisions import decide
from plans.models import (
    ArchivalFile,
    Catalogue,
    CatalogueUpload,
    DuplicateSearch,
    EvidenceGap,
    EvidenceSample,
    FileNote,
    Plan,
    ScanLine,
    ScanManifest,
)
from tests.helpers.catalogues import hand_in, numbered
from tests.helpers.manifests import manifest, scan
from tests.helpers.typing_forms import a_catalogue
from tests.helpers.workbooks import xlsx

from .common import Making

HEADS = ("Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Thời hạn bảo quản", "Trang A4", "Đã chỉnh lý")


def catalogue_new(cast):
    return Making("lan", "/muc-luc/lap/", lambda: {"name": "Mục lục", "new_fonds": "Sở Y tế"}, Catalogue)


def catalogue_files_new(cast):
    address = f"/muc-luc/{a_catalogue(cast('lan')).pk}/ho-so/nhap/"
    row = {"file_number": "77", "title": "Hồ sơ 77", "start_date": "2008", "retention_years": "Vĩnh viễn"}
    row |= {"page_count": "5", "arranged": "Có", "condition": "Tốt", "priority": "", "digitized_before": "Không"}
    grid = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"} | {f"form-0-{name}": row[name] for name in row}
    return Making("lan", address, lambda: grid, ArchivalFile)


def catalogue_upload(cast):
    address = f"/muc-luc/{a_catalogue(cast('lan')).pk}/tai-len/"
    book = xlsx(HEADS, ("1", "9", "Hồ sơ 9", "2008", "Vĩnh viễn", 5, "Có"))
    return Making("lan", address, lambda: {"workbook": SimpleUploadedFile("a.xlsx", book)}, CatalogueUpload)


def catalogue_answers(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    decide(made, "ask", numbered(made, "01"), actor=cast("hoa"), text="Có bản gốc không?")
    name = f"answer-{numbered(made, '01').get().pk}"
    return Making("lan", f"/muc-luc/{made.pk}/tra-loi/", lambda: {name: "Có."}, FileNote)


def duplicate_run(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    return Making("hoa", "/trung-lap/tim/", lambda: {"muc-luc": str(made.pk)}, DuplicateSearch)


def manifest_new(cast):
    data = manifest(scan("1/01.pdf"))
    sent = {"scanned_on": "20/6/2025"}
    return Making(
        "lan", "/ban-so-hoa/tai-len/", lambda: sent | {"table": SimpleUploadedFile("manifest.csv", data)}, ScanManifest
    )


def evidence_sample_new(cast):
    facts = {"plan": Plan.current(), "agency": cast("lan").agency, "requester": cast("lan"), "kind": "scan_manifest"}
    made = ScanManifest.objects.create(**facts, scanned_on=date(2025, 6, 20), read_on=date(2025, 6, 20), state="done")
    ScanLine.objects.create(manifest=made, path="1/01.pdf", evidenced_pages=1)
    return Making("hoa", f"/ban-so-hoa/{made.pk}/rut-mau/", lambda: {"size": "1"}, EvidenceSample)


def evidence_gap(cast):
    return Making("lan", "/chung-cu/ly-do/", lambda: {"reason": "Nhà thầu chưa giao"}, EvidenceGap)


MAKINGS = [
    catalogue_new,
    catalogue_files_new,
    catalogue_upload,
    catalogue_answers,
    duplicate_run,
    manifest_new,
    evidence_sample_new,
    evidence_gap,
]
