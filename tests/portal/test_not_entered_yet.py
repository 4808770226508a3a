"""What nobody has entered yet breaks no page: each opens, or says what is missing and where it is entered."""

import re
from http import HTTPStatus

import pytest
from django.apps import apps
from django.urls import reverse

from agencies.models import DutyOffice, User
from plans.duplicates.search import Scope
from plans.models import ControlFigure, Milestone, Plan, Signer, SizeFactor, Target, UnitPrice
from tests.conftest import CAST, AgenciesByCode, person_called
from tests.helpers.asked_tables import asked_tables
from tests.helpers.duplicate_files import search
from tests.helpers.empty import empty_portal
from tests.helpers.marked_objects import marked_objects as marked_objects_of
from tests.helpers.reading import SqueezingClient
from tests.helpers.routes import ROUTES, address

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.once]
HEALTH = ("/healthz", "/readyz")
PEOPLE = ("lan", "hoa", "tuan", "quy")
LOOKED_AT = [one["name"] for one in ROUTES if "GET" in one["methods"]]
WITHOUT_OBJECT = [one["name"] for one in ROUTES if "GET" in one["methods"] and "<" not in one["pattern"]]
MISSING = {
    "price": [UnitPrice],
    "milestones": [Milestone],
    "targets": [ControlFigure, Target],
    "all of it": [UnitPrice, SizeFactor, Milestone, ControlFigure, Target, Signer, DutyOffice],
}
PRICE = "Chưa có đơn giá áp dụng cho ngày này: quản trị viên nhập đơn giá ở trang Bắt đầu."
PLAN = "Chưa có Kế hoạch: quản trị viên nhập Kế hoạch ở trang Bắt đầu."


def broken(browsers, addresses):
    """Of these pages those that do not open, with what went wrong."""
    found = []
    for name, browser in browsers.items():
        browser.raise_request_exception = False
        for path in addresses:
            answer = browser.get(path)
            if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and path not in HEALTH:
                found.append(f"{name} {path}")
            read(answer)
    return found


def read(answer):
    """A file to its end, and closed."""
    if answer.streaming:
        b"".join(answer.streaming_content)
        for close in answer._resource_closers:
            close()


def browser_of(user):
    browser = SqueezingClient(raise_request_exception=False)
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def tables_of(browser, path):
    with asked_tables() as tables:
        read(browser.get(path))
    return tables


@pytest.fixture(scope="class")
def asked(shared_rows):
    """The browser of each person, and {person: {address: tables that the page asks}}."""
    with shared_rows():
        agencies = AgenciesByCode()
        people = {name: person_called(name, agencies) for name in CAST}
        objects = marked_objects_of(agencies, people.__getitem__, Plan.objects.get())
        addresses = [address(name, objects) for name in LOOKED_AT]
        browsers = {name: browser_of(people[name]) for name in PEOPLE}
        yield browsers, {name: {path: tables_of(one, path) for path in addresses} for name, one in browsers.items()}


class TestWithoutReferenceData:
    """What one agency has is written once for these tests, and every page walked once for what it asks."""

    @pytest.mark.parametrize("models", MISSING.values(), ids=MISSING)
    def test_every_page_stands(self, models, asked):
        """But those that ask none of these tables: nothing is missing for them."""
        browsers, asked_by = asked
        gone = {model._meta.db_table for model in models}
        for model in models:
            _, deleted = model.objects.all().delete()
            gone |= {apps.get_model(label)._meta.db_table for label in deleted}
        for name, browser in browsers.items():
            addresses = [path for path, tables in asked_by[name].items() if tables & gone]
            assert len(addresses) > 9 and broken({name: browser}, addresses) == []


def test_where_money_needs_a_price_the_page_says_so(marked_objects, lan, as_user):
    """Pages and their A4 pages need none; drafting an estimate does."""
    UnitPrice.objects.all().delete()
    browser = as_user(lan)
    answer = browser.get("/du-toan/lap-moi/")
    assert answer.status_code == HTTPStatus.NOT_FOUND and PRICE in answer.content.decode()
    catalogue = browser.get(f"/muc-luc/{marked_objects['catalogue'].pk}/").content.decode()
    assert "900 trang A4 quy đổi" in catalogue
    search(Scope(agency=lan.agency), lan)
    said = browser.get("/trung-lap/").content.decode().replace("<b>", "").replace("</b>", "")
    assert "0 trang A4 quy đổi" in said and not re.search(r"\d đồng", said)


def test_before_a_plan_every_page_stands_or_says_that_there_is_none(plan, quy, as_user):
    empty_portal()
    operator = User.objects.create_superuser("quy", duty=quy.duty)
    browser = as_user(operator)
    assert broken({"quy": browser}, [reverse(name) for name in WITHOUT_OBJECT]) == []
    assert PLAN in browser.get("/tien-do/").content.decode()
