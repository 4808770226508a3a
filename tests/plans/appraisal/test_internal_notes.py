"""What appraisers write among themselves is nowhere an agency can look: no page, export, document or history."""

import io
import zipfile

import pytest

from agencies.models import Event
from agencies.workflow import perform
from plans.appraisal.conversation import note_internally
from plans.appraisal.decisions import decide
from plans.models import Catalogue
from tests.helpers.catalogues import DECISION_DOCUMENT, GATE_ANSWERS, hand_in, numbered

SECRET = "Nghikhaikhống"
OPEN = "Bản nháp của hồ sơ 04."


@pytest.fixture
def noted(plan, lan, hoa):
    """Internal notes on a file and on the whole, beside words meant for the agency; a tranche has documents."""
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "accept", numbered(catalogue, "01"), actor=hoa)
    perform(catalogue, "tranche", actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)
    decide(catalogue, "ask", numbered(catalogue, "02"), actor=hoa, text="Có bản gốc không?")
    decide(catalogue, "leave_out", numbered(catalogue, "03"), actor=hoa, reason="other", text=OPEN)
    note_internally(catalogue, actor=hoa, text=SECRET, file=numbered(catalogue, "02").get())
    note_internally(catalogue, actor=hoa, text=SECRET, file=numbered(catalogue, "03").get())
    note_internally(catalogue, actor=hoa, text=SECRET)
    return Catalogue.objects.get(pk=catalogue.pk)


def places(catalogue):
    one, file = f"/muc-luc/{catalogue.pk}/", catalogue.files.get(file_number="03")
    appraisal = catalogue.appraisals.get()
    return [
        "/",
        "/muc-luc/",
        "/ho-so/?q=kham",
        "/co-quan/SYT/",
        "/trung-lap/",
        one,
        f"{one}tra-loi/",
        f"{one}tep/",
        *(f"{one}bieu-mau/{kind}/" for kind in ("xlsx", "docx", "pdf")),
        f"/muc-luc/ho-so/{file.pk}/",
        f"{one}thao-tac/withdraw/",
        *(f"/tham-dinh/{appraisal.pk}/van-ban/{kind}/" for kind in ("docx", "pdf")),
    ]


def said(answer):
    """All texts of an answer, those inside an Office file too."""
    data = b"".join(answer) if answer.streaming else answer.content
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = b"".join(package.read(name) for name in package.namelist())
    return data.decode("utf-8", "ignore")


@pytest.mark.parametrize("name", ["lan", "nam", "minh"])
def test_the_agency_meets_no_internal_note_anywhere(as_user, cast, noted, name):
    browser, met = as_user(cast(name)), {}
    for path in places(noted):
        answer = browser.get(path, follow=True)
        met[path] = answer.status_code
        assert SECRET not in said(answer), path
    assert sum(status == 200 for status in met.values()) >= len(met) - 2, met
    assert OPEN in said(browser.get(f"/muc-luc/{noted.pk}/"))


def test_the_history_shows_no_internal_note(noted):
    assert not any(SECRET in str(vars(event)) for event in Event.objects.all())
    texts = [f"{event.sentence} {event.reason} {event.before} {event.after}" for event in Event.objects.latest_first()]
    assert texts and not any("nội bộ" in text for text in texts)


def test_sở_nội_vụ_reads_them_marked_as_internal(as_user, hoa, noted):
    page = said(as_user(hoa).get(f"/quan-tri/plans/catalogue/{noted.pk}/change/"))
    assert page.count(SECRET) == 3 and page.count("nội bộ") >= 3
