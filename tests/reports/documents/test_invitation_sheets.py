"""Giấy mời on paper: a page a person, in the official order, with a code that its QR code holds too."""

import io
import re
from datetime import date

import pytest
import segno
from pypdf import PdfReader

from agencies.invitations import find_open, invite
from agencies.models import Invitation
from reports.documents import invitation_sheets as documents
from reports.documents.invitation_sheets import Round, invitation_sheets
from reports.documents.pdf import PdfUnavailable

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_sheet_for_each_who_has_never_logged_in(as_user, quy, binh, lan, thu):
    answer = as_user(quy).submit("/giay-moi/cap/", {"pdf": "1"})
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == 'attachment; filename="giay-moi-2025-06-20.pdf"'
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    codes = [re.search(r"Mã mời:\s*([\w-]{24})", page)[1] for page in pages]
    assert {find_open(code).user for code in codes} == {binh, lan, thu}
    for page, code in zip(pages, codes, strict=True):
        assert find_open(code).user.full_name in page and "đến hết ngày 04/7/2025" in page
        assert "http://testserver/moi/" in page


def test_the_qr_code_holds_the_link(lan, quy, monkeypatch):
    made, seen, make = invite([lan], actor=quy), [], segno.make
    monkeypatch.setattr(segno, "make", lambda text, **options: seen.append(text) or make(text, **options))
    day = date(2025, 6, 20)
    invitation_sheets(made, Round("Cổng", "https://cong.example/moi/", "Quý", day, day))
    assert seen == [f"https://cong.example/moi/#ma={made[0].code}"]


def test_where_no_pdf_can_be_made_nobody_loses_a_code(as_user, quy, lan, monkeypatch):
    [before] = invite([lan], actor=quy)

    def unavailable():
        raise PdfUnavailable("Chưa lập được PDF.")

    monkeypatch.setattr(documents, "faces", unavailable)
    page = as_user(quy).submit("/giay-moi/cap/", {"nguoi": lan.pk, "pdf": "1", "replace": "1"}, follow=True)
    assert "Chưa lập được PDF." in page.content.decode()
    assert find_open(before.code) and Invitation.objects.count() == 1
