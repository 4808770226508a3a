"""Every route × every duty × own and another agency's object: the door opens as declared, and nothing leaks.

Sở Y tế's objects carry a word that exists nowhere else. Whoever must not see Sở Y tế gets 403 or 404, never the word.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agencies.models import Event
from agencies.policies import POLICIES, admits
from agencies.routes import all_routes
from budgets.models import (
    Acceptance,
    Allocation,
    AllocationUpload,
    Contract,
    ContractChange,
    Estimate,
    EstimateAttachment,
    Payment,
    Settlement,
    Simulation,
)
from plans.models import (
    ArchivalFile,
    Catalogue,
    CatalogueUpload,
    DetailedPlan,
    DistrictCheck,
    DuplicateGroup,
    Plan,
    ProgressBook,
    ProgressReceipt,
    ProgressReport,
    SignOff,
    Target,
    TargetUpload,
    UnusualValue,
    VolumeReview,
)
from reports.models import MoneyFile, Report
from tests.conftest import CAST, AgenciesByCode, person_called
from tests.helpers.marked_objects import MARK
from tests.helpers.marked_objects import marked_objects as marked_objects_of
from tests.helpers.routes import ADMIN_ROUTES, ROUTES, address

pytestmark = pytest.mark.once

OF_SYT = {"lan", "minh", "nam"}
SEES_SYT = OF_SYT | {"hoa", "tuan", "son", "mai", "quy"}


@pytest.fixture(scope="module")
def logged_in(shared_rows):
    """What Sở Y tế has, and the session of everybody, once for all tests: each takes back what it changes."""
    with shared_rows():
        agencies = AgenciesByCode()
        made = marked_objects_of(agencies, lambda name: person_called(name, agencies), Plan.objects.get())
        yield made, {person: session_of(person_called(person, agencies)) for person in CAST}


def session_of(user):
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def marked_objects(db, logged_in):
    return logged_in[0]


@pytest.fixture
def visit(db, logged_in):
    """A browser of their own for every visitor, so that no message meant for one is shown to another."""

    def come(user):
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = logged_in[1][user.username]
        return browser

    return come


PERSONAL = {
    "catalogue_upload_preview",
    "catalogue_upload_confirm",
    "catalogue_upload_cancel",
    "catalogue_upload_progress",
    "catalogue_upload_retry",
    "catalogue_upload_columns",
    "catalogue_upload_correct",
    "catalogue_upload_row",
    "catalogue_upload_take_back",
    "catalogue_upload_without_memory",
    "catalogue_upload_file",
    "target_upload_check",
    "target_upload_cancel",
    "allocation_upload_check",
    "allocation_upload_cancel",
    *("review_sign", "review_sign_give_back", "review_sign_take_back"),  # of the agency alone: nothing went out
    *("progress_book_check", "progress_book_cancel"),
    *("archive_receipt_check", "archive_receipt_cancel", "media_upload_check", "media_upload_cancel"),
    "delegation_detail",  # of those whom it names, and the head of their office
    *("money_file", "money_file_progress", "money_file_take"),  # of who asked for it
}
WITHOUT_FILE = {"detailed_plan_file", "letter_scan", "estimate_attachment", "report_download"}
WITHOUT_FILE |= {"extension_document", "difficulty_file", "archive_export_file"}
PROVINCIAL = {
    "report_detail",
    "report_progress",
    "report_retry",
    "report_download",
    "login",
    "logout",
    "draft_save",
    "draft_drop",
    "list_choice",
    "target_upload_check",
    "target_upload_cancel",
    "allocation_upload_check",
    "allocation_upload_cancel",
    *("progress_edit", "progress_together", "progress_book_file"),  # of the person's own agencies
    *("simulation_detail", "simulation_progress", "simulation_retry", "simulation_propose", "simulation_draft"),
    *("simulation_annex", "simulation_files", "simulation_files_export", "simulation_delete"),
    "style_part",
    *("media_new", "media_template"),  # name a kind, no object
    *("contractor_detail", "contractor_edit", "contractor_proof"),  # the list of contractors is the whole province's
    "help_topic",
}
SHOWS_A_PAPER = {one["name"] for one in ROUTES if "<" in one["pattern"]} - PROVINCIAL
OF_NOBODY = {"allocation_draft"}  # names no object: who has nobody in charge is led back with a sentence
CHANGED_BY_POST = [
    one for one in ROUTES if "POST" in one["methods"] and one["name"] in SHOWS_A_PAPER and one["name"] not in OF_NOBODY
]


def snapshot():
    """What must not move when a stranger knocks."""
    models = (
        Catalogue,
        Estimate,
        EstimateAttachment,
        SignOff,
        Allocation,
        AllocationUpload,
        Contract,
        ContractChange,
        Acceptance,
        Payment,
        Settlement,
        Simulation,
        VolumeReview,
        DetailedPlan,
        ProgressReport,
        DistrictCheck,
        ProgressBook,
        ProgressReceipt,
        Target,
        ArchivalFile,
        CatalogueUpload,
        TargetUpload,
        Event,
        Report,
        MoneyFile,
        DuplicateGroup,
        UnusualValue,
    )
    found = [model.objects.order_by("pk") for model in models]
    return [list(rows.exclude(action="denied").values() if rows.model is Event else rows.values()) for rows in found]


def test_every_route_declares_a_policy():
    undeclared = [one["pattern"] for one in all_routes() if one["policy"] not in POLICIES]
    assert undeclared == []


def test_every_route_can_be_visited_by_this_matrix(marked_objects):
    assert all(address(one["name"], marked_objects) for one in ROUTES)


@pytest.mark.parametrize("one", [one for one in ROUTES if "GET" in one["methods"]], ids=lambda one: one["name"])
def test_looking(one, marked_objects, cast, visit):
    """GET: 403 at a closed door, 404 for a stranger's object, and never another agency's word."""
    for person in CAST:
        response = visit(cast(person)).get(address(one["name"], marked_objects))
        assert response.status_code in expected_status(one, person, cast(person)), person
        body = content(response)
        if person not in SEES_SYT:
            assert MARK not in body and "Sở Y tế" not in body, person
        assert person not in OF_SYT or f"{MARK} internal" not in body, person


def expected_status(one, person, user):
    if not admits(one["policy"], user):
        return (403,)
    if one["name"] in ("duplicate_group", "duplicate_verdict"):  # the other side learns that there is one, nobody else
        return (200, 302) if person in SEES_SYT | {"binh"} else (404,)
    if one["name"] == "allocation_paper":  # the whole decision: the agency has its own line on the page
        return (200,) if user.oversees else (404,)
    if one["name"].startswith("simulation_") and "<int:pk>" in one["pattern"]:
        worked_out = one["name"] not in ("simulation_annex", "simulation_files_export")
        return (200, 302) if user.oversees and worked_out else (404,)
    if one["name"] in SHOWS_A_PAPER and person not in SEES_SYT:
        return (404,)
    if one["name"] in PERSONAL | WITHOUT_FILE:
        return (200, 302, 404)  # somebody's own upload; marked_objects without a file
    if one["name"] in ("target_divide", "oidc_start", "oidc_back", "calendar_feed"):
        return (404,)  # only a district's target is divided; no identity server is set; nobody's calendar
    return (200, 302)


@pytest.mark.parametrize("one", CHANGED_BY_POST, ids=lambda one: one["name"])
def test_knocking(one, marked_objects, cast, visit):
    """POST by a stranger at Sở Y tế's address: refused, and nothing of anybody's is changed."""
    for person in sorted(set(CAST) - SEES_SYT):
        client, before = visit(cast(person)), snapshot()
        answer = client.post(address(one["name"], marked_objects), {"version": 1, "reason": "x"})
        assert answer.status_code in (403, 404)
        assert snapshot() == before, person


ONLY_POSTED = [one for one in ROUTES if "GET" not in one["methods"] and one["policy"] != "public"]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "GET", "PUT"])
def test_only_a_post_does_what_a_post_does(marked_objects, cast, visit, method):
    """The token against forged forms is asked of POST alone: by another method nothing may be done."""
    for person in ("lan", "hoa", "quy"):
        client, before = visit(cast(person)), snapshot()
        for one in ONLY_POSTED:
            answer = client.generic(method, address(one["name"], marked_objects))
            expected = 200 if method == "OPTIONS" else 405
            assert answer.status_code == (expected if admits(one["policy"], cast(person)) else 403), one["name"]
            assert answer.status_code == 403 or answer["Allow"] == "POST", one["name"]
        assert snapshot() == before and "_auth_user_id" in client.session, person


def test_nobody_comes_in_without_logging_in(marked_objects, client):
    closed = [(one["name"], method) for one in ROUTES if one["policy"] != "public" for method in one["methods"]]
    answers = {(name, method): client.generic(method, address(name, marked_objects)) for name, method in closed}
    login = reverse("login")
    assert closed
    assert {key: one for key, one in answers.items() if not one.get("Location", "").startswith(login)} == {}


@pytest.mark.parametrize("person", [name for name in CAST if name not in {"hoa", "tuan", "quy"}])
def test_the_admin_is_closed_to_everybody_else(person, cast, visit, marked_objects):
    client = visit(cast(person))
    for one in ADMIN_ROUTES:
        response = client.get(admin_address(one, marked_objects))
        assert response.status_code in (302, 403, 404), one
        assert MARK not in content(response)


@pytest.mark.parametrize("person", ["hoa", "tuan"])
def test_who_appraises_does_not_administer(person, cast, visit, marked_objects):
    client = visit(cast(person))
    for one in ADMIN_ROUTES:
        if "/user/" in one["pattern"]:
            assert client.get(admin_address(one, marked_objects)).status_code in (302, 403, 404, 405), one


def admin_address(one, marked_objects):
    pattern = one["pattern"].replace("<path:content_type_id>", "1")
    for part in ("<path:object_id>", "<int:object_id>", "<id>"):
        pattern = pattern.replace(part, str(marked_objects["catalogue"].pk))
    return (
        pattern.replace("<slug:name>", "appraise")
        .replace("<int:proposal>", "1")
        .replace("(?P<url>.*)$", "khong-co/")
        .replace("<path:app_label>", "plans")
    )


def content(response):
    """The text of a page; of a file whatever its bytes say."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "ignore")
