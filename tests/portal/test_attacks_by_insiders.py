"""What somebody with an account tries for an hour: forged keys in forms, marks of secrecy in addresses, other methods,
addresses that lead away, and cells that a spreadsheet would carry out."""

import io
import json
import logging
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from pythonjsonlogger.core import RESERVED_ATTRS

from agencies.models import Event, User
from agencies.once import once_key
from config.logs import OpenJson
from plans.appraisal.decisions import decide
from plans.models import Catalogue, FileNote
from tests.helpers.catalogues import appraise, hand_in, numbered
from tests.helpers.factories import a_catalogue

pytestmark = pytest.mark.once
NEEDLE = "Kho K17 Trà Linh"
MARKED = f"{NEEDLE} (tối mật)"
JSON = OpenJson(["levelname", "name", "message"], reserved_attrs=[*RESERVED_ATTRS, "request"])
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def visit(cast):
    """A browser of the person in which an error of the portal's own is an answer."""

    def log_in(name):
        browser = Client(raise_request_exception=False)
        browser.force_login(cast(name), backend=BACKEND)
        return browser

    return log_in


@pytest.mark.parametrize("key", ["", "abc", "²", "9" * 30, "1.0", "-1", "1e3", "\0"])
@pytest.mark.parametrize("way", ["agencies/user", "agencies/job", "plans/catalogue"])
def test_a_forged_choice_on_a_list_fells_nothing(visit, plan, way, key):
    action = {"agencies/user": "unlock", "agencies/job": "run_again", "plans/catalogue": "decide_together"}[way]
    browser = visit("hoa" if way == "plans/catalogue" else "quy")
    chosen = {"action": action, "_selected_action": key, "index": "0", "_once": once_key()}
    answer = browser.post(f"/quan-tri/{way}/", chosen)
    assert answer.status_code == 400


# Marks of secrecy in addresses


@pytest.fixture
def nothing_stays(caplog):
    """Looks for the needle in every row and every log line."""
    caplog.set_level(logging.DEBUG)

    def check():
        rows = io.StringIO()
        call_command("dumpdata", exclude=["contenttypes"], stdout=rows)
        text = rows.getvalue() + rows.getvalue().encode().decode("unicode_escape", "ignore")
        assert NEEDLE not in text and quote(NEEDLE) not in text
        lines = "".join(str(json.loads(JSON.format(record))) for record in caplog.records)
        assert NEEDLE not in lines and quote(NEEDLE) not in lines

    return check


ADDRESSES = (
    f"/tien-do/ky/{MARKED}/",
    f"/nhap/{MARKED}",
    f"/bo-nhap/{MARKED}",
    f"/quan-tri/agencies/agency/{MARKED}/change/",
    f"/quan-tri/agencies/user/{MARKED}/password/",
    f"/quan-tri/{MARKED}/",
    f"/khong-co/{MARKED}",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_mark_in_an_address_stays_nowhere(visit, plan, nothing_stays, address, method):
    for name in ("lan", "quy"):
        answer = getattr(visit(name), method)(quote(address), {"title": "x"} if method == "post" else {})
        assert answer.status_code < 500, name
    nothing_stays()


@pytest.mark.parametrize("query", ["/ho-so/?q=", "/muc-luc/?q=", "/quan-tri/agencies/user/?q=", "/dang-nhap/?next=/"])
def test_a_mark_in_a_search_stays_nowhere(visit, plan, nothing_stays, query):
    assert visit("quy").get(query + quote(MARKED)).status_code < 500
    nothing_stays()


HEADERS = ("HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_X_REQUEST_ID", "HTTP_X_FORWARDED_FOR", "HTTP_ACCEPT_LANGUAGE")


@pytest.mark.parametrize("header", HEADERS)
def test_a_mark_in_a_header_stays_nowhere(plan, cast, nothing_stays, header):
    browser = Client(raise_request_exception=False)
    sent = {"username": cast("lan").username, "password": "ho-so-luu-tru-2025"}
    browser.post("/dang-nhap/", sent, **{header: MARKED})
    assert browser.get("/", **{header: MARKED}).status_code == 200
    nothing_stays()


# Addresses that lead away


AWAY = ("//evil.example", "https://evil.example/", "/\\evil.example", "\t//evil.example", "javascript:alert(1)")


@pytest.mark.parametrize("target", AWAY)
def test_nobody_is_led_to_another_site(visit, plan, cast, target):
    sent = {"username": cast("lan").username, "password": "ho-so-luu-tru-2025", "next": target}
    answers = [
        Client().post("/dang-nhap/", sent),
        visit("lan").post("/bo-nhap/x", {"next": target}),
        visit("lan").post("/lam-thay/", {"next": target, "co_quan": "SYT"}),
        visit("lan").post("/trung-lap/tim/", {"next": target}),
    ]
    assert [one["Location"] for one in answers if "evil" in one["Location"] or ":" in one["Location"]] == []


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", "testserver.evil.example", "testserver:x"])
def test_another_host_is_refused(plan, host):
    assert Client(raise_request_exception=False).get("/dang-nhap/", headers={"host": host}).status_code == 400


def test_a_forwarded_host_names_no_link(visit, plan):
    page = visit("quy").get("/giay-moi/cap/", headers={"x-forwarded-host": "evil.example"}).content.decode()
    assert "evil.example" not in page


# Keys of others in a form of one's own


def test_rows_of_another_catalogue_are_not_decided_on(visit, plan, cast):
    mine, other = (hand_in(cast("lan").agency, cast("lan"), rows=1, name=name) for name in ("Một", "Hai"))
    page = f"/quan-tri/plans/catalogue/{mine.pk}"
    shown = visit("hoa").get(f"{page}/change/").content.decode()
    seen = shown.split('name="_seen" value="')[1].split('"')[0]
    sent = {"verdict": "accept", "file": other.files.get().pk, "scope": "selected", "_seen": seen}
    visit("hoa").post(f"{page}/xem-xet/", sent)
    assert other.files.get().decision == "" and mine.files.get().decision == ""


def test_files_of_others_are_not_changed_in_bulk(visit, plan, cast):
    mine, other = (a_catalogue(cast(name).agency) for name in ("lan", "binh"))
    other.files.create(position=1, file_number="01", title="Hồ sơ", start_date="2008", page_count=5, box_number="1")
    address = f"/muc-luc/{mine.pk}/ho-so/hang-loat/?file={other.files.get().pk}&dat-box=9&xem=1"
    visit("lan").post(address, {"dat-box": "9", "version": mine.version})
    assert other.files.get().box_number == "1"


def test_answers_to_questions_of_others_are_not_taken(visit, plan, cast):
    mine = hand_in(cast("lan").agency, cast("lan"), rows=2)
    other = hand_in(cast("binh").agency, cast("binh"), rows=2)
    for one in (mine, other):
        decide(one, "ask", numbered(one, "01"), actor=cast("hoa"), text="Có bản gốc không?")
    sent = {f"answer-{numbered(other, '01').get().pk}": "Có.", "_once": once_key()}
    visit("lan").post(f"/muc-luc/{mine.pk}/tra-loi/", sent)
    assert FileNote.objects.filter(author=cast("lan")).count() == 0


def test_papers_of_others_do_not_come_by_ones_own_catalogue(visit, plan, cast):
    mine = hand_in(cast("lan").agency, cast("lan"), rows=1)
    other = appraise(hand_in(cast("binh").agency, cast("binh"), rows=1), cast("hoa"))
    decided = other.appraisals.get()
    for form in (f"appraisal-{decided.pk}", f"together-{decided.document_id}", "draft-whole"):
        for end in ("", "tep/", "tien-do/"):
            address = f"/muc-luc/{mine.pk}/ban-in/{form}/docx/{end}"
            assert visit("lan").get(address).status_code == 404 and visit("lan").post(address).status_code in (404, 405)


def test_a_draft_letter_names_no_catalogue_that_was_not_handed_in(visit, plan, cast):
    draft = a_catalogue(cast("lan").agency, name="Mục lục Ngọc-Lam")
    answer = visit("hoa").post(f"/van-ban-tham-dinh/du-thao/docx/?muc-luc={draft.pk}", {"muc-luc": draft.pk})
    assert "Ngọc-Lam" not in answer.content.decode("utf-8", "ignore")
    assert Catalogue.objects.get(pk=draft.pk).state == "draft"


# Cells that a spreadsheet would carry out


def test_an_exported_table_carries_nothing_out(visit, plan, cast):
    User.objects.filter(pk=cast("lan").pk).update(full_name='=HYPERLINK("http://evil.example","x")', position="@SUM(1)")
    answer = visit("quy").post("/quan-tri/agencies/user/export/", {"format": "1", "resource": "0"})
    cells = [cell.strip('"') for line in answer.content.decode("utf-8-sig").splitlines() for cell in line.split(",")]
    assert answer.status_code == 200 and not [cell for cell in cells if cell[:1] in ("=", "@", "+", "-")]


def test_whoever_asks_for_what_is_not_theirs_is_remembered(visit, plan, cast):
    other = hand_in(cast("binh").agency, cast("binh"), rows=1)
    visit("lan").post(f"/muc-luc/{other.pk}/xoa/", {"version": other.version})
    assert Event.objects.filter(action="denied", actor=cast("lan")).count() == 1
