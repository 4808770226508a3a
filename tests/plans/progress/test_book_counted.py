"""In a Sổ báo cáo an agency that counts by files has what its files come to, as in the forms, and types nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from plans.models import Catalogue, ProgressBook, ProgressReport, ReportingHabit
from plans.models.progress import FIGURES
from plans.progress.book.layout import HEADER_ROW, columns_of
from plans.progress.services import submit_progress
from plans.scanning import services as scanning
from plans.scanning.counting import figures_by_files
from tests.helpers import factories as make
from tests.helpers.catalogues import four_different_files
from tests.helpers.progress_books import back, confirm, downloaded

PERIOD, WHY = date(2025, 6, 20), "Số hóa thử."
COLUMNS = {key: number for number, key in enumerate(columns_of(False, some_counted=True), 1)}
TYPED = dict.fromkeys(FIGURES, 7) | {"reason": "Theo sổ."}


@pytest.fixture
def by_files(plan, lan, day):
    """Sở Y tế counts by files: one of 504 pages is checked. Lan goes on with the work of Sở Xây dựng, which types."""
    day("2025-06-16")
    catalogue = four_different_files(plan, lan)
    catalogue.files.update(decision="accepted")
    Catalogue.objects.filter(pk=catalogue.pk).update(state="appraised")
    catalogue.refresh_from_db()
    scanning.count_by_files(lan.agency, plan, actor=lan, by_files=True)
    mark(catalogue, lan, "01", "checked")
    Agency.objects.filter(code="SXD").update(successor=lan.agency, active_to=date(2025, 6, 15))
    return catalogue


def mark(catalogue, actor, number, stage):
    files = catalogue.files.filter(file_number=number)
    scanning.mark(catalogue, list(files.values_list("pk", flat=True)), stage, actor=actor)


def row_of(book, code):
    sheet = book.worksheets[0]
    rows = range(HEADER_ROW + 1, sheet.max_row + 1)
    at = next(row for row in rows if sheet.cell(row, COLUMNS["code"]).value == code)
    return {key: sheet.cell(at, column) for key, column in COLUMNS.items()}


def write(book, code, **values):
    row = row_of(book, code)
    for key, value in values.items():
        row[key].value = value
    return book


def taken(browser):
    return downloaded(browser, PERIOD.isoformat())


def sent():
    return set(ProgressReport.objects.values_list("agency__code", "scanned_pages", "checked_files"))


def test_the_row_has_what_form_and_files_have_and_says_so(by_files, as_user, lan, plan):
    browser = as_user(lan)
    row = row_of(taken(browser), "SYT")
    shown = {name: row[name].value for name in FIGURES}
    assert shown == figures_by_files(lan.agency, plan, PERIOD) and shown["scanned_pages"] == 504
    form = browser.get(f"/tien-do/ky/{PERIOD.isoformat()}/?co_quan=SYT").content.decode()
    assert 'name="scanned_pages" value="504"' in form
    assert (row["source"].value, row["send"].value) == ("Hồ sơ đã đánh dấu, lũy kế", "Có")
    assert row["scanned_pages"].protection.locked and not row["send"].protection.locked
    other = row_of(taken(browser), "SXD")
    assert (other["source"].value, other["send"].value, other["scanned_pages"].value) == ("Ghi tay", None, None)
    assert other["send"].protection.locked and not other["scanned_pages"].protection.locked


def test_counted_and_typed_rows_go_in_together(by_files, as_user, lan):
    browser = as_user(lan)
    book = write(write(taken(browser), "SYT", reason="Theo hồ sơ."), "SXD", **TYPED)
    page = back(browser, book).content.decode()
    assert page.count("Số liệu tính từ hồ sơ đã đánh dấu") == 1
    confirm(browser)
    assert sent() == {("SYT", 504, 1), ("SXD", 7, 7)}


def test_counted_figures_stay_cumulative_in_a_book_of_the_period(by_files, as_user, lan, plan):
    make.a_progress_report(lan.agency, date(2025, 6, 13), 100)
    ReportingHabit.objects.create(user=lan, in_period=True)
    browser = as_user(lan)
    book = taken(browser)
    assert row_of(book, "SYT")["scanned_pages"].value == 504
    back(browser, write(book, "SYT", reason=WHY))
    confirm(browser)
    assert ProgressReport.objects.get(period_end=PERIOD).scanned_pages == 504


def test_files_marked_meanwhile_are_seen_before_they_are_sent(by_files, as_user, lan):
    browser = as_user(lan)
    book = write(taken(browser), "SYT", reason=WHY)
    mark(by_files, lan, "02", "scanned")
    page = back(browser, book).content.decode()
    assert (
        "Sổ khác số liệu hiện nay" in page
        and "Kỳ này: trang đã số hóa (tính từ hồ sơ, không ghi tay)" in page
        and ">504<" in page
    )
    assert not ProgressBook.objects.exists() and sent() == set()


def test_files_marked_before_it_is_confirmed_change_nothing(by_files, as_user, lan):
    browser = as_user(lan)
    back(browser, write(taken(browser), "SYT", reason=WHY))
    mark(by_files, lan, "02", "scanned")
    assert "Sổ khác số liệu hiện nay" in confirm(browser).content.decode() and sent() == set()


def test_other_figures_than_the_files_come_to_are_refused(by_files, as_user, lan, plan):
    browser = as_user(lan)
    page = back(browser, write(taken(browser), "SYT", reason=WHY, scanned_pages=999)).content.decode()
    assert "không ghi tay" in page and ">999<" in page and sent() == set()
    scanning.count_by_files(lan.agency, plan, actor=lan, by_files=False)
    typed = write(write(taken(browser), "SYT", **TYPED), "SXD", **TYPED)
    scanning.count_by_files(lan.agency, plan, actor=lan, by_files=True)
    assert "không ghi tay" in back(browser, typed).content.decode() and sent() == set()


def test_who_types_again_meanwhile_takes_a_new_book(by_files, as_user, lan, plan):
    browser = as_user(lan)
    book = write(taken(browser), "SYT", reason=WHY)
    scanning.count_by_files(lan.agency, plan, actor=lan, by_files=False)
    page = back(browser, book).content.decode()
    assert "Số liệu lấy từ" in page and "Ghi tay" in page and sent() == set()


def test_a_row_that_is_not_let_through_sends_nothing_and_loses_no_words(by_files, as_user, lan):
    browser = as_user(lan)
    book = write(write(taken(browser), "SYT", send="Không"), "SXD", **TYPED)
    back(browser, book)
    confirm(browser)
    assert sent() == {("SXD", 7, 7)}
    words = write(taken(browser), "SYT", send="Không", difficulties="Thiếu máy quét.")
    page = back(browser, words).content.decode()
    assert "Dòng này có chữ mới nhưng không gửi: chọn Có, hoặc bỏ phần chữ." in page
    page = back(browser, write(taken(browser), "SYT", send="Sai")).content.decode()
    assert "Chọn Có hoặc Không." in page


def test_words_without_figures_are_not_passed_over(by_files, as_user, lan):
    browser = as_user(lan)
    book = write(write(taken(browser), "SYT", reason=WHY), "SXD", difficulties="Thiếu kho.")
    assert "chưa có số liệu nên không gửi" in back(browser, book).content.decode()


def test_what_was_sent_already_is_not_sent_again(by_files, as_user, lan, plan):
    figures = figures_by_files(lan.agency, plan, PERIOD)
    submit_progress(lan.agency, plan=plan, actor=lan, period_end=PERIOD, figures=figures, reason=WHY)
    assert "không có gì khác" in back(as_user(lan), taken(as_user(lan))).content.decode()
    assert ProgressReport.objects.count() == 1


def test_figures_of_others_go_only_where_it_is_said(by_files, as_user, hoa, lan):
    """Hoa enters what she was told by telephone: nobody told her of an agency that counts by files."""
    browser = as_user(hoa)
    assert row_of(taken(browser), "SYT")["send"].value == "Không"
    page = back(browser, write(taken(browser), "SYT", send="Có", reason=WHY)).content.decode()
    assert "Ghi người báo số liệu và lúc báo" in page


def test_a_book_of_two_who_count_asks_as_often_as_of_one(by_files, as_user, lan, plan):
    browser = as_user(lan)
    taken(browser)
    with CaptureQueriesContext(connection) as one:
        taken(browser)
    scanning.count_by_files(Agency.objects.get(code="SXD"), plan, actor=lan, by_files=True)
    with CaptureQueriesContext(connection) as two:
        assert row_of(taken(browser), "SXD")["scanned_pages"].value == 0
    assert len(two) == len(one)
