"""Whatever is in an address, a query or a form, the portal answers it: never with an error of its own (5xx).

Names of parameters are taken from the code, so that a new one is tried without being listed here.
"""

import re
from itertools import cycle, islice, product
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from tests.helpers.routes import ADMIN_ROUTES, ROUTES, address

pytestmark = [pytest.mark.slow, pytest.mark.once]
HOSTILE = (
    "9" * 30,
    "",
    "1e309",
    "-1",
    "\0",
    "²",
    "NaN",
    "1.5",
    "ắ" * 400,
    "%00' OR 1=1--",
    "{{ 7*7 }}<script>",
    "2025-99-99",
    "[]",
)
READ = re.compile(r"""(?:GET|POST|query|filters|params|data)(?:\.get(?:list)?\(|\[)"([\w-]+)\"""")
ADMIN = ("_to_field", "_popup", "_changelist_filters", "id__in", "id__exact", "agency", "q", "o", "p", "all", "e", "x")
NAMED = {"import_file_name": "khong-co", "original_file_name": "a.xlsx", "resource": ""}
IMPORTS = [NAMED | {"format": number} for number in ("99", "-1", "x", "0")] + [{}]
ENDINGS = {"logout", "password_change", "acting_for"}  # they end the session, or change what the others would see
ROUNDS = 2


def names_read():
    """Every name of a parameter that the code asks for."""
    apps = [Path(settings.BASE_DIR) / app for app in ("agencies", "plans", "budgets", "reports")]
    files = [file for app in apps for file in app.rglob("*.py") if "migrations" not in file.parts]
    found = {name for file in files for name in READ.findall(file.read_text())}
    return sorted(found - {"csrfmiddlewaretoken", "next"})


NAMES = (*names_read(), *ADMIN)


def queries(offsets=ROUNDS):
    """Some queries in which each name has another hostile value in each."""
    for offset in range(offsets):
        yield dict(zip(NAMES, islice(cycle(HOSTILE), offset, None), strict=False))


def alone():
    """Each name that the admin reads, with the worst values, and nothing beside it."""
    return [{name: value} for name in ADMIN for value in HOSTILE[:3]]


@pytest.fixture
def failing(cast):
    """`failing(addresses, queries, "get")`: those answered with an error of the portal's own, asked by an operator."""
    browser = Client(raise_request_exception=False)
    browser.force_login(cast("quy"), backend="django.contrib.auth.backends.ModelBackend")

    def failing(addresses, queries, method):
        for where, query in product(addresses, queries):
            answer = getattr(browser, method)(where, query)
            if answer.streaming:
                list(answer)  # read to its end, it is closed
            if answer.status_code >= 500:
                yield f"{method} {where} {query if len(query) == 1 else ''}"

    return failing


@pytest.fixture
def marked_objects(db, shared_objects):
    return shared_objects


def of_the_portal(objects, method):
    return [address(one["name"], objects) for one in ROUTES if method in one["methods"] and one["name"] not in ENDINGS]


def of_the_admin(objects):
    """Each page of the admin, for the agency of the marked objects or for the catalogue."""
    keys = {"agency": objects["agency"].pk, "catalogue": objects["catalogue"].pk}
    for one in ADMIN_ROUTES:
        if one["name"] and one["name"].partition(":")[2] not in ENDINGS:
            key = str(next((pk for name, pk in keys.items() if f"/{name}/" in one["pattern"]), 1))
            yield re.sub(r"<name>|<slug:name>", "appraise", re.sub(r"<[^>]*(?:id|pk|proposal)>", key, one["pattern"]))


def test_no_page_falls_over_its_query(failing, marked_objects):
    assert not list(failing(of_the_portal(marked_objects, "GET"), list(queries()), "get"))


def test_no_page_falls_over_a_form(failing, marked_objects):
    assert not list(failing(of_the_portal(marked_objects, "POST"), list(queries(1)), "post"))


def test_no_page_of_the_admin_falls_over_its_query(failing, marked_objects):
    assert not list(failing(of_the_admin(marked_objects), list(queries(1)), "get"))


@pytest.mark.parametrize("way", ["agency/", "user/add/", "agency/{}/change/", "user/export/", "user/process_import/"])
def test_no_single_parameter_fells_the_admin(failing, agencies, way):
    where = f"/quan-tri/agencies/{way.format(agencies['SYT'].pk)}"
    assert not list(failing([where], alone(), "get")) and not list(failing([where], IMPORTS, "post"))


@pytest.mark.parametrize("pattern", ["/muc-luc/{}/", "/du-toan/{}/", "/chi-tieu/co-quan/{}/", "/tien-do/ky/{}/"])
def test_no_part_of_an_address_fells_the_portal(failing, plan, pattern):
    hostile = [quote(value, safe="") for value in HOSTILE if value]
    assert not list(failing([pattern.format(value) for value in hostile], [{}], "get"))
