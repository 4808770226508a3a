"""Every list page of the portal, found by walking its routes: what each can do, and which of it is missing where."""

import pytest
from django.urls import reverse

from agencies.list_choice import LISTS
from agencies.list_place import PLACES
from agencies.policies import admits
from agencies.saved_views.lists import LISTS as SAVABLE
from tests.helpers import factories as make
from tests.helpers.marked_objects import DAY
from tests.helpers.routes import ROUTES, address

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.once]
PEOPLE = ("hoa", "lan", "nam", "quy")
READ = [one["name"] for one in ROUTES if "GET" in one["methods"] and one["policy"] != "public"]
FRAME = "components/list_page.html"
EVERYTHING = ["columns", "rows a page", "order", "a workbook", "a way back", "saved filters"]
EXPORTS = {  # where the name of the workbook's route does not follow from that of the list
    "excess_list": "excess_export",
    "unusual_list": "unusual_export",
    "catalogue_detail": "catalogue_files_export",
}
SMALL = {"catalogue_upload_memory"}  # what is remembered of some workbooks, each with a button; no list to work in
EMPTY = {  # lists that show no columns here
    "simulation_files",  # the simulation of these tests is not worked out
    "marking_files",  # their catalogue is not appraised: none of its files can be marked
}
NOTHING_TO_FILTER = {
    "report_list",
    "delegation_list",
    "purge_list",
    "contractor_load",
    "allocation_table",
    "simulation_list",
    "simulation_files",
}
OF_ONE = {"catalogue_detail", "archive_items", "manifest_detail", "marking_files"}
NOT_SAVED = NOTHING_TO_FILTER | OF_ONE  # a filter of one is of no use for another
ONE_ORDER = {"duplicate_list", "simulation_files"}  # what matters most first, found a page at a time


@pytest.fixture
def list_pages(as_user, cast, marked_objects, agencies):
    """{route of a list page: what it lacks for whom it lacks least}"""
    make.a_catalogue(agencies["SYT"], 5_000, state="submitted", submitted_on=DAY)  # above the target
    found = {}
    for name in READ:
        for person in [cast(one) for one in PEOPLE if admits(policy_of(name), cast(one))]:
            answer = as_user(person).get(address(name, marked_objects) + "?sort=-x")
            drawn = {template.name for template in answer.templates or ()}
            if name in LISTS or FRAME in drawn:
                found[name] = min(found.get(name, EVERYTHING), lacking(name, answer), key=len)
            elif answer.status_code == 200:
                b"".join(answer)  # a file is closed once it was read
                break  # no list for anybody
            if found.get(name) == []:
                break
    return found


def policy_of(name):
    return next(one["policy"] for one in ROUTES if one["name"] == name)


def lacking(name, answer):
    """What the list cannot do."""
    if name not in LISTS:
        return EVERYTHING
    names = {one["name"] for one in ROUTES}
    page, places = answer.content.decode(), answer.wsgi_request.session.get(PLACES, {})
    found = {
        "a choice of columns": LISTS[name].choices and 'class="list-choice"' not in page,
        "heads that sort": name not in ONE_ORDER and 'class="sort"' not in page,
        "a workbook": EXPORTS.get(name, f"{name}_export") not in names,
        "a way back": not LISTS[name].of_one and name not in places,
        "saved filters": name not in SAVABLE and name not in NOT_SAVED,
    }
    return [what for what, is_missing in found.items() if is_missing]


def test_every_list_can_do_what_lists_can(list_pages):
    assert set(LISTS) - set(list_pages) == set()
    assert {name: what for name, what in list_pages.items() if what and name not in SMALL | EMPTY} == {}


def test_what_is_saved_is_shown_above_each_list(as_user, hoa, plan):
    """The bar offers to save what is asked for, on each list that Hoa may open."""
    client = as_user(hoa)
    for name in sorted(SAVABLE):
        if admits(policy_of(name), hoa):
            page = client.get(f"{reverse(name)}?q=khong+co+gi&sort=-x").content.decode()
            assert "Lưu bộ lọc này" in page and f'name="danh-sach" value="{name}"' in page, name
