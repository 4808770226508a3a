"""Sổ báo cáo: out with what is known, filled in without the portal, back by upload; taken whole and once."""

import io
import subprocess
from datetime import date

import pytest
from openpyxl import load_workbook

from agencies.models import Agency, Event
from plans.models import (
    DistrictCheck,
    ProgressBook,
    ProgressReceipt,
    ProgressReport,
    ReceiptLine,
    ReportingHabit,
    ReportingRule,
)
from plans.models.progress import FIGURES
from plans.progress.book.layout import HEADER_ROW, columns_of
from plans.progress.services import submit_progress
from tests.helpers import factories as make
from tests.helpers.progress_books import PAGE, back, confirm, downloaded

PERIOD, BEFORE = date(2025, 6, 13), date(2025, 6, 6)
WHY = "Số hóa thử."
GOOD = dict(zip(FIGURES, (50, 1_500, 40, 1_000, 30, 900), strict=True))


@pytest.fixture
def earlier(agencies, plan):
    return make.a_progress_report(agencies["SYT"], BEFORE, 1_000)


def columns(by_telephone=False):
    return {key: number for number, key in enumerate(columns_of(by_telephone), 1)}


def rows_in(book):
    """{code: number of its row}"""
    sheet = book.worksheets[0]
    return {sheet.cell(at, columns()["code"]).value: at for at in range(HEADER_ROW + 1, sheet.max_row + 1)}


def write(book, code, values, by_telephone=False):
    at = rows_in(book)[code]
    for key, value in values.items():
        book.worksheets[0].cell(at, columns(by_telephone)[key], value)
    return book


def test_the_book_goes_out_filled_in_and_protected(as_user, lan, earlier):
    book = downloaded(as_user(lan))
    sheet, at = book.worksheets[0], rows_in(book)["SYT"]
    assert sheet.cell(3, 3).value.date() == PERIOD and sheet.cell(4, 3).value == "Lũy kế"
    assert sheet.cell(at, columns()["base_scanned_pages"]).value == 1_000
    assert sheet.protection.sheet and sheet.cell(at, columns()["code"]).protection.locked
    assert not sheet.cell(at, columns()["scanned_pages"]).protection.locked
    assert {each.type for each in sheet.data_validations.dataValidation} == {"whole", "list"}


def test_a_filled_book_is_seen_first_then_taken(as_user, lan, earlier):
    browser = as_user(lan)
    page = back(browser, write(downloaded(browser), "SYT", GOOD | {"reason": WHY})).content.decode()
    assert "Xem trước: so.xlsx" in page and "1.500" in page and ProgressReport.objects.count() == 1
    done = confirm(browser).content.decode()
    report = ProgressReport.objects.get(period_end=PERIOD)
    assert {name: getattr(report, name) for name in FIGURES} == GOOD and report.reason == WHY
    receipt = ProgressReceipt.objects.get()
    assert "Đã nhận sổ báo cáo" in done and receipt.way == "book" and receipt.lines.get().report == report


def test_figures_of_the_period_are_added_to_the_base(as_user, lan, earlier):
    ReportingHabit.objects.create(user=lan, in_period=True)
    browser = as_user(lan)
    book = downloaded(browser)
    assert book.worksheets[0].cell(4, 3).value == "Trong kỳ"
    added = dict(zip(FIGURES, (5, 500, 4, 400, 3, 300), strict=True))
    back(browser, write(book, "SYT", added | {"reason": WHY}))
    confirm(browser)
    assert ProgressReport.objects.get(period_end=PERIOD).scanned_pages == 1_500


def test_all_that_is_wrong_is_told_at_once(as_user, lan, earlier):
    wrong = GOOD | {"checked_pages": 1_501, "integrated_files": "nhiều", "scanned_files": None}
    page = back(as_user(lan), write(downloaded(as_user(lan)), "SYT", wrong)).content.decode()
    assert "vị trí cần sửa" in page and "Kỳ này: trang kiểm tra đạt" in page
    assert "Kỳ này: hồ sơ lên Kho" in page and "Kỳ này: hồ sơ đã số hóa" in page
    assert not ProgressBook.objects.exists()


def test_a_reason_is_asked_for_in_the_book(as_user, lan, earlier):
    page = back(as_user(lan), write(downloaded(as_user(lan)), "SYT", GOOD)).content.decode()
    assert "Ghi lý do:" in page and not ProgressBook.objects.exists()


def test_the_same_book_counts_once_whoever_saved_it(as_user, lan, nam, earlier):
    browser = as_user(lan)
    book = write(downloaded(browser), "SYT", GOOD | {"reason": WHY})
    back(browser, book)
    back(browser, book)
    assert ProgressBook.objects.count() == 1  # handed in twice, waiting once
    confirm(browser)
    book.properties.creator = "Ai khác"
    page = back(as_user(nam), book, name="ban-sao.xlsx").content.decode()
    assert ProgressReport.objects.filter(period_end=PERIOD).count() == 1
    assert "đã được nhận lúc" in page and "Giấy nhận số liệu số 1/2025" in page


def test_an_outdated_copy_changes_nothing_and_shows_what_differs(as_user, lan, nam, earlier, plan):
    browser = as_user(lan)
    book = write(downloaded(browser), "SYT", GOOD | {"reason": WHY})
    figures = dict.fromkeys(FIGURES, 0) | {"scanned_files": 40, "scanned_pages": 1_200}
    submit_progress(lan.agency, plan=plan, actor=nam, period_end=BEFORE, figures=figures, reason="Đếm lại.")
    page = back(browser, book).content.decode()
    assert (
        "Sổ khác số liệu hiện nay" in page
        and "Kỳ trước: trang đã số hóa" in page
        and "1.200" in page
        and "1.000" in page
    )
    assert not ProgressBook.objects.exists() and not ProgressReport.objects.filter(period_end=PERIOD).exists()


def test_what_is_outdated_by_the_time_it_is_confirmed_changes_nothing(as_user, lan, nam, earlier, plan):
    browser = as_user(lan)
    back(browser, write(downloaded(browser), "SYT", GOOD | {"reason": WHY}))
    figures = dict.fromkeys(FIGURES, 0) | {"scanned_files": 40, "scanned_pages": 1_100}
    submit_progress(lan.agency, plan=plan, actor=nam, period_end=PERIOD, figures=figures, reason=WHY)
    page = confirm(browser).content.decode()
    assert "Lần gửi đã có" in page and "Sổ khác số liệu hiện nay" in page
    assert ProgressReport.objects.get(period_end=PERIOD).scanned_pages == 1_100
    assert ProgressReceipt.objects.count() == 1  # nam's


def test_a_book_without_anything_new_writes_nothing(as_user, lan, nam, earlier, plan):
    submit_progress(lan.agency, plan=plan, actor=nam, period_end=PERIOD, figures=GOOD, reason=WHY)
    page = back(as_user(lan), downloaded(as_user(lan))).content.decode()
    assert "không có gì khác" in page and not ProgressBook.objects.exists()


def test_a_district_enters_a_row_per_commune_and_has_confirmed_it(as_user, hai, plan, agencies):
    ReportingRule.objects.create(plan=plan, valid_from=date(2025, 6, 1), district_confirms=True, source="CV")
    browser = as_user(hai)
    book = downloaded(browser)
    communes = set(Agency.objects.filter(parent=hai.agency).values_list("code", flat=True))
    assert set(rows_in(book)) == {"502"} | communes and len(communes) > 2
    back(browser, write(book, "20335", GOOD | {"reason": WHY}))
    confirm(browser)
    report = ProgressReport.objects.get()
    assert (report.agency.code, report.submitted_by) == ("20335", hai)
    assert DistrictCheck.objects.get().outcome == "confirmed"
    assert "nhập thay đơn vị trực thuộc" in Event.objects.about(report).get(action="submit").sentence


def test_after_the_districts_there_is_no_row_for_their_communes(as_user, hai, plan, agencies, day):
    began = {"kind": "commune", "active_from": date(2025, 7, 1), "official_order": 900}
    heir = Agency.objects.create(code="TK-MOI", name="UBND phường Tam Kỳ", **began)
    Agency.objects.filter(code__in=["502", "20335"]).update(active_to=date(2025, 6, 30), successor=heir)
    day("2025-07-05")
    assert set(rows_in(downloaded(as_user(make.a_user(heir)), "2025-06-27"))) == {"20335", "502"}
    assert as_user(hai).get(f"{PAGE}tai/2025-06-27/").status_code == 404


def test_hoa_enters_what_she_was_told_by_telephone(as_user, hoa, plan, agencies):
    make.a_target(agencies["SYT"], 90_000)
    make.a_target(agencies["SXD"], 90_000)
    browser = as_user(hoa)
    book = downloaded(browser)
    assert {"SYT", "SXD"} <= set(rows_in(book))
    page = back(browser, write(book, "SYT", GOOD | {"reason": WHY}, True)).content.decode()
    assert "Ghi người báo số liệu và lúc báo" in page
    told = {"told_by": "Chị Lan, văn thư", "told_at": "09:15 13/6/2025", "reason": WHY}
    page = back(browser, write(book, "SYT", GOOD | told, True)).content.decode()
    assert "Nhập thay theo lời Chị Lan, văn thư" in page
    confirm(browser)
    line = ReceiptLine.objects.get()
    assert line.told_by == "Chị Lan, văn thư"
    sentence = Event.objects.about(line.report).get(action="submit").sentence
    assert "nhập thay theo lời Chị Lan, văn thư báo lúc 09:15 ngày 13/6/2025" in sentence


def test_strangers_take_no_book(as_user, mai, minh, lan, hoa, earlier):
    for stranger in (mai, minh):
        assert as_user(stranger).get(PAGE).status_code == 403
    browser = as_user(lan)
    back(browser, write(downloaded(browser), "SYT", GOOD | {"reason": WHY}))
    book = ProgressBook.objects.get()
    assert as_user(hoa).get(f"{PAGE}{book.pk}/").status_code == 404
    as_user(lan).submit(f"{PAGE}{book.pk}/bo/", {})
    assert not ProgressBook.objects.exists()


def test_another_agencys_row_is_refused(as_user, lan, earlier):
    book = downloaded(as_user(lan))
    at = rows_in(book)["SYT"]
    book.worksheets[0].cell(at, columns()["code"], "SXD")
    for key, value in (GOOD | {"reason": WHY}).items():
        book.worksheets[0].cell(at, columns()[key], value)
    page = back(as_user(lan), book).content.decode()
    assert "không phải là mã của cơ quan trong sổ này" in page


def test_a_mark_of_secrecy_refuses_the_book_whole(as_user, lan, earlier):
    book = write(downloaded(as_user(lan)), "SYT", GOOD | {"reason": "TUYỆT MẬT"})
    page = back(as_user(lan), book).content.decode()
    assert "bí mật nhà nước" in page and not ProgressBook.objects.exists()


def test_a_workbook_of_something_else_is_told_so(as_user, lan, plan):
    book = load_workbook(io.BytesIO(as_user(lan).get(f"{PAGE}tai/2025-06-13/").content))
    book.worksheets[0].cell(HEADER_ROW, columns()["code"], "Khác")
    assert "Không thấy bảng của Sổ báo cáo" in back(as_user(lan), book).content.decode()


def test_the_checks_of_the_book_work_in_libreoffice(as_user, lan, earlier, tmp_path):
    book = write(downloaded(as_user(lan)), "SYT", GOOD | {"integrated_pages": 1_001})
    book.save(tmp_path / "so.xlsx")
    office = ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    try:
        home = f"-env:UserInstallation=file://{tmp_path}/home"
        subprocess.run([*office, str(tmp_path / "out"), str(tmp_path / "so.xlsx"), home], check=True, timeout=120)
    except FileNotFoundError:
        pytest.skip("LibreOffice is not installed")
    sheet = load_workbook(tmp_path / "out" / "so.xlsx", data_only=True).worksheets[0]
    at = HEADER_ROW + 1
    shown = [sheet.cell(at, columns()[key]).value for key in ("total", "added", "check")]
    assert shown == [1_500, 500, "Lên Kho lớn hơn kiểm tra đạt"]
