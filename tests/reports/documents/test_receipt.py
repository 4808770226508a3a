"""Giấy nhận số liệu as PDF: number, second, figures, who sent them and how; for who may read it as a page."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from agencies.models import Agency, User
from plans.models import ProgressReceipt, ReceiptLine
from plans.progress import receipts
from plans.progress.rights import Told
from plans.progress.services import submit_progress
from reports.documents.receipt import IN_BODY
from tests.helpers import factories as make

PERIOD = date(2025, 6, 13)
FIGURES = {"scanned_files": 10, "scanned_pages": 12_345, "checked_files": 9, "checked_pages": 8_765}
FIGURES |= {"integrated_files": 5, "integrated_pages": 4_321}


@pytest.fixture
def sent(plan, lan):
    submit_progress(lan.agency, plan=plan, actor=lan, period_end=PERIOD, figures=FIGURES, reason="Số hóa thử.")
    ProgressReceipt.objects.update(given_at=make.moment(date(2025, 6, 20)) + timedelta(minutes=5, seconds=7))
    return ProgressReceipt.objects.get()


def address(receipt):
    return reverse("progress_receipt_paper", args=[receipt.pk])


def printed(answer):
    pages = PdfReader(io.BytesIO(answer.getvalue())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_paper_says_what_the_page_says(sent, lan, as_user):
    answer = as_user(lan).get(address(sent))
    assert (
        answer["Content-Type"] == "application/pdf"
        and "giay-nhan-so-lieu-1-2025.pdf" in answer.headers["Content-Disposition"]
    )
    text = printed(answer)
    for part in (
        "GIẤY NHẬN SỐ LIỆU",
        "Số: 1/2025",
        "ngày 20 tháng 6 năm 2025",
        "Người gửi: Trần Thị Lan, Sở Y tế",
        "Nhận lúc: 09:05:07 ngày 20/6/2025",
        "Cách gửi: Trên trang số liệu",
        "13/6/2025",
        *("12.345", "8.765", "4.321"),
    ):
        assert part in text, part


def test_page_and_list_offer_it(sent, lan, as_user):
    for page in (reverse("progress_receipt", args=[sent.pk]), reverse("progress_receipt_list")):
        assert f'href="{address(sent)}"' in as_user(lan).get(page).content.decode()


def test_each_reader_has_the_lines_of_the_page(plan, lan, binh, hoa, thu, as_user):
    reports = [make.a_progress_report(lan.agency, PERIOD, 1_234), make.a_progress_report(binh.agency, PERIOD, 5_678)]
    told = {reports[0].pk: Told("Bà Nguyễn Thị Sáu", reports[0].submitted_at)}
    receipt = receipts.give(reports, actor=hoa, way=ProgressReceipt.Way.BOOK, told=told)
    text = printed(as_user(binh).get(address(receipt)))
    assert "5.678" in text and "1.234" not in text and "Sáu" not in text
    text = printed(as_user(hoa).get(address(receipt)))
    assert "5.678" in text and "1.234" in text and "theo lời Bà Nguyễn Thị Sáu" in text
    assert as_user(thu).get(address(receipt)).status_code == 404


def test_who_left_the_agency_since_has_no_paper_and_its_successor_has(sent, lan, nam, binh, agencies, as_user, day):
    User.objects.filter(pk=lan.pk).update(agency=agencies["STC"])
    assert as_user(User.objects.get(pk=lan.pk)).get(address(sent)).status_code == 404
    assert as_user(binh).get(address(sent)).status_code == 404
    assert "Người gửi: Trần Thị Lan, Sở Y tế" in printed(as_user(nam).get(address(sent)))
    page = as_user(nam).get(reverse("progress_receipt", args=[sent.pk])).content.decode()
    assert "(Sở Y tế)" in page and "Sở Tài chính" not in page
    Agency.objects.filter(code="SYT").update(active_to=date(2025, 6, 20), successor=agencies["SXD"])
    day("2025-06-23")
    assert "12.345" in printed(as_user(binh).get(address(sent)))


def test_a_sending_of_many_lines_has_them_in_an_annex(plan, lan, as_user):
    ends = [PERIOD - timedelta(days=7 * week) for week in range(IN_BODY + 1)]
    reports = [make.a_progress_report(lan.agency, end, 1_000 + week) for week, end in enumerate(ends)]
    receipt = receipts.give(reports, actor=lan, way=ProgressReceipt.Way.OWED)
    assert ReceiptLine.objects.count() == IN_BODY + 1
    text = printed(as_user(lan).get(address(receipt)))
    assert "31 dòng, chi tiết tại Phụ lục kèm theo." in text and "1.030" in text and "Trang lên Kho" in text
    assert "không có chữ ký" in text
