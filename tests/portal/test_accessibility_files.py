"""axe finds nothing on the pages where a clerk lists files, and none of them scrolls sideways on a phone."""

import pytest

from agencies import tasks
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.duplicates import services as duplicates
from plans.duplicates.search import Scope
from plans.models import ArchivalFile, CatalogueUpload, DuplicateGroup, FileNote
from plans.uploads import services as uploads
from plans.uploads.compare import comparison_mark
from plans.uploads.correcting import correct
from plans.uploads.corrections import of_value
from tests.helpers.accessibility import faults, violations
from tests.helpers.browsing import LAPTOP, PHONE, needs_chromium
from tests.helpers.catalogues import row
from tests.helpers.workbooks import xlsx

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium]
HEADS = ("Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "THBQ", "Số trang", "Đã chỉnh lý", "Loại tài liệu")
PAGES = {
    "catalogues": "/muc-luc/",
    "a new catalogue": "/muc-luc/lap/",
    "a full catalogue": "/muc-luc/{catalogue}/",
    "a filtered catalogue": "/muc-luc/{catalogue}/?q=kham&sort=pages&check=any&arranged=yes",
    "an empty catalogue": "/muc-luc/{empty}/",
    "all files": "/ho-so/",
    "one file": "/muc-luc/ho-so/{file}/",
    "a file to edit": "/muc-luc/ho-so/{file}/sua/",
    "a file to delete": "/muc-luc/ho-so/{file}/xoa/",
    "an empty grid": "/muc-luc/{catalogue}/ho-so/nhap/",
    "a full grid": "/muc-luc/{catalogue}/ho-so/sua/",
    "bulk": "/muc-luc/{catalogue}/ho-so/hang-loat/?pham_vi=tat-ca",
    "preview of a bulk edit": "/muc-luc/{catalogue}/ho-so/hang-loat/?pham_vi=tat-ca&dat-retention=20&xem=1",
    "removal of many": "/muc-luc/{catalogue}/ho-so/xoa/?pham_vi=tat-ca",
    "moving of many": "/muc-luc/{catalogue}/ho-so/chuyen/?pham_vi=tat-ca&target={empty}",
    "new numbers": "/muc-luc/{catalogue}/ho-so/danh-so/?pham_vi=tat-ca&first=5&digits=3",
    "pages from sheets": "/muc-luc/{uncounted}/uoc-tinh-so-trang/?factor=1,8",
    "a list without pages": "/muc-luc/{uncounted}/",
    "a bulk edit of nothing": "/muc-luc/{catalogue}/ho-so/hang-loat/?pham_vi=tat-ca&xem=1",
    "a workbook to upload": "/muc-luc/{catalogue}/tai-len/",
    "a workbook with errors": "/muc-luc/tai-len/{few}/",
    "a workbook with many errors": "/muc-luc/tai-len/{many}/",
    "errors of one kind": "/muc-luc/tai-len/{many}/?loai=1",
    "a row to correct": "/muc-luc/tai-len/{few}/dong/?trang=1&dong=2",
    "corrected in the preview": "/muc-luc/tai-len/{corrected}/",
    "what is remembered of workbooks": "/muc-luc/cach-doc-tep/",
    "what was written": "/muc-luc/tai-len/{written}/",
    "questions to answer": "/muc-luc/{catalogue}/tra-loi/",
    "handing in": "/muc-luc/{catalogue}/thao-tac/submit/",
    "duplicates": "/trung-lap/",
    "duplicates of a catalogue": "/trung-lap/?muc-luc={catalogue}&kind=code",
    "two files side by side": "/trung-lap/{group}/",
}


def workbook(count, pages, first=0):
    return xlsx(HEADS, *((f"{first + n:03}", f"Hồ sơ {n}", "2008", "20 năm", pages, "x", "A") for n in range(count)))


def read(catalogue, lan, data):
    upload = uploads.request_upload(catalogue, actor=lan, data=data, file_name="muc luc.xlsx")
    tasks.run_job(upload.pk)
    return CatalogueUpload.objects.get(pk=upload.pk)


def new(plan, lan, name):
    return create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds_name="Sở Y tế")


@pytest.fixture
def files(plan, agencies, cast, live_server):
    lan, hoa = cast("lan"), cast("hoa")
    catalogue, few, many, whole = (new(plan, lan, name) for name in ("Năm 2008", "Ít lỗi", "Nhiều lỗi", "Đã ghi"))
    odd = {"arranged": False, "digitized_before": True, "condition": "damaged", "priority": "at_risk", "note": "Rách"}
    twins = {"title": "Hồ sơ Bệnh viện Hòa Vang", "reference_code": "7/QĐ"}
    write_files(catalogue, actor=lan, added=[row(f"{n:02}") for n in range(1, 120)])
    strange = [row("201", **twins), row("202", page_count=96, **twins), row("203", **odd)]
    write_files(catalogue, actor=lan, added=strange)
    file = catalogue.files.get(file_number="203")
    write_files(catalogue, actor=lan, changed=[(file, row("203", **odd | {"page_count": 7}))])
    ArchivalFile.objects.filter(pk=file.pk).update(decision="asked")
    FileNote.objects.create(catalogue=catalogue, file=file, author=hoa, audience="agency", text="Còn bản chính không?")
    type(catalogue).objects.filter(pk=catalogue.pk).update(asked_files=1)
    uncounted = new(plan, lan, "Chưa rõ số trang")
    write_files(uncounted, actor=lan, added=[row("01", page_count=0, page_count_a3=0), row("02", start_date="")])
    written = read(whole, lan, workbook(3, 120))
    tasks.run_job(uploads.confirm_upload(written, actor=lan).pk)
    wrong = read(new(plan, lan, "Đã sửa"), lan, workbook(3, "nhiều"))
    corrected = correct(wrong, [of_value("page_count", "nhiều", "12")], actor=lan, seen=comparison_mark(wrong))
    found = duplicates.request_search(Scope(agency=lan.agency), actor=lan)
    tasks.run_job(found.pk)
    return {
        "catalogue": catalogue.pk,
        "uncounted": uncounted.pk,
        "empty": new(plan, lan, "Trống").pk,
        "file": file.pk,
        "written": written.pk,
        "few": read(few, lan, workbook(3, "nhiều")).pk,
        "corrected": corrected.pk,
        "many": read(many, lan, workbook(120, "nhiều")).pk,
        "group": DuplicateGroup.objects.first().pk,
    }


def test_axe_finds_nothing_where_files_are_listed(files, visitor, cast):
    one, found = visitor(cast("lan")), {}
    for name, path in PAGES.items():
        one.open(path.format(**files))
        assert one.page.locator("main h1").inner_text() and "/dang-nhap/" not in one.page.url, name
        found[name] = faults(one.page)
    assert {name: what for name, what in found.items() if what} == {}


def test_axe_finds_nothing_where_rows_were_refused(files, visitor, cast):
    one = visitor(cast("lan"), PHONE)
    one.open(f"/muc-luc/{files['catalogue']}/ho-so/nhap/")
    one.page.locator("[name=form-0-title]").fill("Hồ sơ thiếu mọi cột khác")
    one.press("Lưu vào Mục lục")
    one.page.locator("#errors").wait_for()
    assert one.page.evaluate("document.activeElement.id") == "errors"
    one.page.locator("#errors a").first.click()
    assert one.page.evaluate("document.activeElement.name") == "form-0-file_number"
    assert violations(one.page) == []
    one.page.set_viewport_size(LAPTOP)
    assert violations(one.page) == []


def test_the_keyboard_alone_enters_files(files, visitor, cast):
    """Lan types a file, copies it for the next one with another number, and saves, without touching the mouse."""
    one = visitor(cast("lan"))
    keys = one.page.keyboard
    one.open(f"/muc-luc/{files['empty']}/ho-so/nhap/")
    for text in ("1", "01", "", "Hồ sơ khám chữa bệnh", "2001", "2002", "20 năm", "10", "30"):
        keys.type(text)
        keys.press("Tab")
    one.page.locator("[name=form-1-box_number]").focus()
    keys.press("Control+Shift+D")
    keys.press("Tab")
    keys.type("02")
    assert one.page.locator("[data-filled]").inner_text() == "2"
    keys.press("Control+Enter")
    one.sees("Đã thêm 2 hồ sơ trong Mục lục.")
    stored = ArchivalFile.objects.filter(catalogue=files["empty"]).order_by("position")
    assert list(stored.values_list("file_number", "page_count")) == [("01", 30), ("02", 30)]
