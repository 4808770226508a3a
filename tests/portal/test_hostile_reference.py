"""An administrator's typo breaks nothing: every field of the reference data takes hostile values, every page is walked.

What the admin accepts may be odd but breaks no page; what it refuses it refuses with a sentence. A page that never asks
the table of the row is not walked: nothing in it can be odd.
"""

from datetime import date

import pytest
from django.db import models, transaction
from django.forms.models import model_to_dict

from agencies.models import Agency
from plans.admin.consequences.page import AGREED
from plans.admin.reference import DatedAdmin
from plans.models import (
    Catalogue,
    ControlFigure,
    Milestone,
    PeriodLength,
    Plan,
    ReportingException,
    ReportingRule,
    Signer,
    SizeFactor,
    UnitPrice,
)
from tests.helpers.asked_tables import asked_tables
from tests.helpers.factories import a_catalogue, a_progress_report, a_target
from tests.helpers.reading import SqueezingClient, guards_of

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]

NUMBERS = ["", "0", "-1", "1", "99999999999999999999", "không"]
DAYS = ["", "01/01/0001", "31/12/9999", "31/02/2025", "20/4/1925"]
TEXTS = ["", "x" * 5000, "<script>", "\u202e"]
RULES = [PeriodLength, ReportingRule, ReportingException]
MODELS = [Plan, *RULES, Milestone, ControlFigure, UnitPrice, SizeFactor, Signer, Agency]
MONEY = ["/chi-tieu/", "/du-toan/", "/trung-lap/", "/vuot-chi-tieu/", "/bao-cao/"]
WRITTEN = ["/du-toan/lap-moi/", "/ra-soat/", "/ra-soat/khoi-luong/", "/ke-hoach-chi-tiet/"]
PAGES = {
    "hoa": ["/", "/toan-tinh/?so_sanh=1", "/tien-do/", "/co-quan/SYT/", "/muc-luc/", "/muc-luc/{}/", *MONEY],
    "lan": ["/", "/tien-do/", "/muc-luc/{}/", *MONEY, *WRITTEN],
    "quy": ["/quan-tri/", "/bat-dau/", "/tinh-trang/", "/giay-moi/"],
}
RECKONED = {"hoa": ["/toan-tinh/?so_sanh=1"], "lan": ["/"]}
SAID = {"hoa": ["/toan-tinh/"]}
OPENED = dict.fromkeys(("hoa", "lan"), ["/muc-luc/{}/"])
ASKED = {}  # {(person, page): tables}


@pytest.fixture
def at_work(plan, agencies, cast):
    """A little of everything that reference data is used on."""
    a_target(agencies["SYT"], 50_000)
    a_catalogue(agencies["SYT"], 4_000, submitted_on=date(2025, 6, 2), state="submitted", page_count_a3=12)
    a_progress_report(agencies["SYT"], date(2025, 6, 13), 900)
    dated = {"plan": plan, "valid_from": date(2025, 6, 28), "source": "QĐ"}
    ReportingRule.objects.create(**dated, cutoff_hour=17)
    ReportingException.objects.create(**dated, agency=agencies["SYT"])
    Signer.objects.create(plan=plan, capacity="deputy", title="PHÓ GIÁM ĐỐC", name="Trần Thị B")
    return {name: cast(name) for name in PAGES}


def values_for(field):
    if isinstance(field, models.DateField):
        return DAYS
    if isinstance(field, models.ForeignKey):
        return ["", "0", "999999", "x"]
    if isinstance(field, models.BooleanField):
        return ["", "on"]
    if field.choices:
        return ["", "x", *(str(value) for value, _ in field.choices)]
    return NUMBERS if isinstance(field, models.IntegerField) else TEXTS


def as_sent(instance):
    """What the form of the row sends when nothing is changed."""
    sent = model_to_dict(instance)
    return {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in sent.items() if value}


def rows_of(model):
    """The first row as it is, to change, and the same again, to add."""
    first = model.objects.order_by("pk").first() or model(period_days=7, valid_from=date(2025, 6, 28))
    base = f"/quan-tri/plans/{model._meta.model_name}/".replace("plans/agency", "agencies/agency")
    return [(f"{base}{first.pk}/change/", as_sent(first))] * bool(first.pk) + [(f"{base}add/", as_sent(first))]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_value_of_a_field_breaks_a_page(at_work, model, monkeypatch):
    monkeypatch.setattr(DatedAdmin, "is_in_force", lambda *_: False)  # so that all its fields are open
    seats = {name: seat_of(user) for name, user in at_work.items()}
    whole, reckoned, said, opened = (asking(model, seats, pages) for pages in (PAGES, RECKONED, SAID, OPENED))
    fields = [field for field in model._meta.fields if field.editable and field.name != "plan"]
    for url, sent in rows_of(model):
        sent |= guards_of(seats["quy"].get(url).content.decode(), url, url)
        walked = iter([whole])  # all pages for the first row more, and for the first odd value of each field of a row
        for field in fields:
            shown = reckoned if is_reckoned(field) else said
            if url.endswith("/change/"):
                walked = iter([whole] * is_reckoned(field))
            for value in values_for(field):
                case = f"{url} {field.name}={value!r}"
                with transaction.atomic():
                    answer = agreed_to(seats["quy"], url, sent | {field.name: value}, case)
                    if answer.status_code == 302:
                        walk(seats, opened, case)
                        walk(seats, next(walked, shown), case)
                    transaction.set_rollback(True)


def seat_of(user):
    """A browser of their own: one that two log in at is the second's."""
    browser = SqueezingClient()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def agreed_to(seat, url, sent, case):
    """The answer to the form; where it says first what will change, the answer to agreeing to that."""
    answer = seat.post(url, sent)
    assert answer.status_code in (200, 302, 403), case
    if answer.status_code == 200 and f'name="{AGREED}"' in answer.content.decode():
        answer = seat.post(url, sent | {AGREED: "1"})
        assert answer.status_code in (200, 302, 403), case
    return answer


def is_reckoned(field):
    """Whether pages reckon with the field, or only say it."""
    return not isinstance(field, models.CharField) or bool(field.choices)


def asking(model, seats, pages):
    """Of these pages those that ask the model's table, as each person sees them."""
    table = model._meta.db_table
    return {name: [page for page in paths if table in asked(seats[name], name, page)] for name, paths in pages.items()}


def asked(seat, name, page):
    """The tables that the page asks: the same in each test, as each begins with the same rows."""
    if (name, page) not in ASKED:
        with asked_tables() as ASKED[name, page]:
            seat.get(page.format(Catalogue.objects.first().pk))
    return ASKED[name, page]


def walk(seats, walked, case):
    catalogue = Catalogue.objects.first().pk
    for name, pages in walked.items():
        for page in pages:
            assert seats[name].get(page.format(catalogue)).status_code in (200, 403, 404), f"{case}: {name} {page}"
