"""A detailed plan whose document or words carry a mark of secrecy is refused, and nothing of it is kept."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from agencies.models import KeptFile
from agencies.open_text import NO_SECRETS
from agencies.secrecy.finding import find_marks
from agencies.secrecy.refusals import StateSecret
from plans.declarations.detailed_plans import record_detailed_plan
from plans.intake import attachments
from plans.models import DetailedPlan
from plans.models.attachment import SCANNED
from tests.helpers.attachments import PDF, docx_of, scanned_pdf

pytestmark = pytest.mark.once
EDIT = "/ke-hoach-chi-tiet/ghi-nhan/"
ANSWERS = {
    "number": "12/KH-SYT",
    "issued_on": "18/4/2025",
    "signer": "Phạm Văn Nam, Giám đốc",
    "period_from": "20/4/2025",
    "period_to": "01/8/2025",
    "version": "0",
}
STAMPED = docx_of("Kho đạn ở Zeta", header="TUYỆT MẬT")


def recorded(agency, plan, actor, document):
    days = {"issued_on": date(2025, 4, 18), "period_from": date(2025, 4, 20), "period_to": date(2025, 8, 1)}
    return record_detailed_plan(
        agency, plan=plan, actor=actor, number="12/KH-SYT", signer="Nam", document=document, **days
    )


def file(content=STAMPED, name="KH 12.docx"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def nothing_kept(settings, db):
    """No row, no file and no draft has a word of it."""
    yield
    assert list(find_marks()) == [] and not KeptFile.objects.exists()
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert stored == []


def test_a_stamped_document_is_refused_and_what_else_was_typed_stays(as_user, lan, plan, nothing_kept):
    page = as_user(lan).submit(EDIT, ANSWERS | {"document": file()}).content.decode()
    assert attachments.NO_SECRETS in page and "Zeta" not in page
    assert "Phạm Văn Nam, Giám đốc" in page and not DetailedPlan.objects.exists()


@pytest.mark.parametrize("name", ["signer", "number"])
def test_words_beside_the_document_that_name_a_secret_are_refused(name, as_user, lan, plan):
    page = as_user(lan).submit(EDIT, ANSWERS | {name: "Kho Zeta (Mật)", "document": file(PDF, "KH.pdf")})
    assert NO_SECRETS in page.content.decode() and not DetailedPlan.objects.exists()
    assert list(find_marks()) == []


def test_the_page_says_that_a_scan_is_not_seen_through(as_user, lan, plan):
    assert SCANNED in as_user(lan).get(EDIT).content.decode()


def test_nobody_stores_a_document_past_the_form(lan, plan, agencies, nothing_kept):
    with pytest.raises(StateSecret) as caught:
        recorded(agencies["SYT"], plan, lan, ContentFile(STAMPED, name="KH.docx"))
    assert "Zeta" not in str(caught.value)
    assert not DetailedPlan.objects.exclude(document="").exists()


def test_nobody_stores_a_document_that_cannot_be_looked_at(lan, plan, agencies):
    with pytest.raises(ValidationError, match="hỏng"):
        recorded(agencies["SYT"], plan, lan, ContentFile(b"%PDF-1.7", name="KH.pdf"))


def test_a_document_is_looked_at_once(as_user, lan, plan, monkeypatch):
    looked = []
    monkeypatch.setattr("plans.models.attachment.refuse_secret_document", lambda data, name: looked.append(name))
    assert as_user(lan).submit(EDIT, ANSWERS | {"document": file(PDF, "KH.pdf")}).status_code == 302
    assert looked == ["KH.pdf"]


def test_a_document_stored_before_the_rule_is_listed(lan, plan, agencies, settings, capsys):
    made = recorded(agencies["SYT"], plan, lan, ContentFile(PDF, name="KH.pdf"))
    Path(settings.MEDIA_ROOT, made.document.name).write_bytes(scanned_pdf(title="Kho đạn ở Zeta (TUYỆT MẬT)"))
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("find_marks", stdout=out)
    assert out.getvalue() == f"plans_detailedplan\t{made.pk}\tdocument\n"
    assert "1 chỗ" in capsys.readouterr().err
