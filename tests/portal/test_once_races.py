"""Two equal forms at the same moment make one thing, and both are led to it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from agencies.models import Event
from agencies.once import once_key
from agencies.routes import all_routes
from plans.models import FileNote
from tests.helpers.catalogues import hand_in
from tests.helpers.makings import MAKINGS
from tests.helpers.makings.common import Making
from tests.helpers.makings.people import invitation_issue
from tests.helpers.racing import together
from tests.helpers.reading import guards_of

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 3


def test_every_route_that_makes_something_is_raced():
    assert {one["name"] for one in all_routes() if one["once"]} == {each.__name__ for each in MAKINGS}


@pytest.fixture
def with_mail(settings):
    settings.MAIL_URL, settings.DEFAULT_FROM_EMAIL = "smtp://mail.invalid", "cong@example.vn"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def raced(race, cast):
    """What each of some browsers is answered that send the same form at the same moment."""
    key, browsers = once_key(), [Client() for _ in range(RACES)]
    for browser in browsers:
        browser.force_login(cast(race.who), backend="django.contrib.auth.backends.ModelBackend")
    race.ready(browsers[0])
    return together(*(lambda b=b: b.post(race.address, race.data() | {"_once": key}) for b in browsers))


@pytest.mark.parametrize("making", MAKINGS, ids=lambda making: making.__name__)
def test_two_equal_forms_at_once_make_one_thing(plan, cast, making, with_mail):
    race = making(cast)
    before = race.counted()
    answers = raced(race, cast)
    files = [answer for answer in answers if "attachment" in answer.get("Content-Disposition", "")]
    led = [answer for answer in answers if answer not in files]
    assert len(files) == (making is invitation_issue) and {answer.status_code for answer in led} == {302}
    assert len({answer["Location"] for answer in led}) == 1 and race.counted() == before + 1


# What administrators add


SIGNER = {"capacity": "deputy", "title": "PHÓ GIÁM ĐỐC", "name": "Lê Văn An"}
ADDED = {
    "agencies/agency": {"code": "X9", "name": "Sở Mới", "short_name": "Mới", "kind": "department"},
    "agencies/user": {"username": "moi", "full_name": "Người Mới", "duty": "reads", "email": "moi@example.vn"},
    "agencies/dutyoffice": {"duty": "appraises_catalogues", "valid_from": "1/1/2026"},
    "agencies/invitationterm": {"days": "9", "valid_from": "1/1/2026"},
    "agencies/holiday": {"day": "2/1/2026", "name": "Nghỉ bù"},
    "reports/urgingwording": {
        "valid_from": "1/1/2026",
        "subject": "nhắc",
        "text_for_one": "Nhắc.",
        "text_for_many": "Nhắc.",
    },
    "plans/milestone": {"key": "review", "group": "departments", "printed_date": "20/1/2026"},
    "plans/periodlength": {"valid_from": "21/6/2025", "period_days": "8"},
    "plans/reportingrule": {"cutoff_hour": "17", "valid_from": "1/1/2026", "source": "QĐ"},
    "plans/reportingexception": {"valid_from": "1/1/2026", "source": "QĐ"},
    "plans/signer": SIGNER,
    "plans/sizefactor": {"size": "a3", "factor": "3", "valid_from": "1/1/2026", "confirmed": "on"},
    "plans/bound": {"key": "file_most", "value": "400", "valid_from": "1/1/2026", "source": "QĐ"},
    "budgets/procurementlimit": {"form": "direct", "limit_dong": "9", "valid_from": "1/1/2026", "source": "QĐ"},
    "budgets/advancelimit": {"percent": "40", "valid_from": "1/1/2026", "source": "QĐ"},
    "budgets/treasuryform": {"name": "Mẫu số 08a", "valid_from": "1/1/2026", "source": "NĐ"},
    "budgets/workrate": {"pages_per_day": "80", "valid_from": "1/1/2026", "source": "QĐ"},
    "plans/technicalminimum": {"least_version": "1.4", "least_dpi": "300", "valid_from": "1/1/2026", "source": "TT"},
    "plans/answertime": {"working_days": "7", "valid_from": "1/1/2026", "source": "QĐ"},
    "plans/difficultykind": {"name": "Loại mới", "answerer": "finance", "position": "9", "in_use": "on"},
    "plans/metadatafield": {"part": "file", "code": "moi", "name": "Mới", "position": "9", "longest": "0"},
    "plans/unitprice": {"amount_dong": "5000", "valid_from": "1/1/2026", "source": "QĐ"},
}
REST = {
    "agencies/agency": {"official_order": "900"},
    "agencies/user": {"password1": "Moc-son-93-ba", "password2": "Moc-son-93-ba"},
    "plans/milestone": {"last_day_on_time": "19/1/2026", "valid_from": "1/1/2026", "source": "QĐ"},
}
OF_AN_AGENCY = ("agencies/user", "agencies/dutyoffice", "plans/reportingexception")
FIXED = {"plans/plan", "plans/controlfigure"}  # one plan, and a figure for each of its groups


def an_addition(kind, cast):
    agency = {"agency": str(cast("lan").agency_id)} if kind in OF_AN_AGENCY else {}
    data = ADDED[kind] | REST.get(kind, {}) | agency | {"_agreed": "1"}
    return Making("quy", f"/quan-tri/{kind}/add/", lambda: data, apps.get_model(kind.replace("/", ".")))


def test_every_form_of_the_admin_that_adds_is_raced(plan, cast):
    browser = Client()
    browser.force_login(cast("quy"), backend="django.contrib.auth.backends.ModelBackend")
    forms = {model._meta.label_lower.replace(".", "/") for model in admin.site._registry}
    assert {kind for kind in forms if browser.get(f"/quan-tri/{kind}/add/").status_code == 200} <= ADDED.keys() | FIXED


@pytest.mark.parametrize("kind", ADDED)
def test_a_row_added_twice_at_once_is_there_once(plan, cast, kind):
    race = an_addition(kind, cast)
    cast("quy")
    before = race.counted()
    answers = raced(race, cast)
    assert {answer.status_code for answer in answers} == {302} and race.counted() == before + 1
    assert Event.objects.filter(action="add").count() == 1


def test_a_note_sent_twice_at_once_is_written_once(plan, cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    data = {"verdict": "note", "asked": "note", "scope": "selected", "text": "Xem lại cùng phòng."}
    browser = Client()
    browser.force_login(cast("hoa"), backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(f"/quan-tri/plans/catalogue/{made.pk}/change/").content.decode()
    address = f"/quan-tri/plans/catalogue/{made.pk}/xem-xet/"
    data |= {"_seen": guards_of(page, address, address)["_seen"]}
    race = Making("hoa", address, lambda: data, FileNote)
    assert {answer.status_code for answer in raced(race, cast)} == {302} and FileNote.objects.count() == 1
