"""The same form sent twice makes one thing, and the second sending leads to it."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.messages import get_messages

from agencies.calendar import portal_now
from agencies.models import SentForm
from agencies.once import ALREADY, OTHERWISE, UNKNOWN, clear_sent_forms, once_key
from agencies.routes import all_routes
from budgets.models import Estimate
from plans.models import Signer
from tests.helpers import factories as make

pytestmark = pytest.mark.once
NEW = "/du-toan/lap-moi/"


@pytest.fixture
def browser(as_user, lan, hoa):
    make.an_appraised_catalogue(lan.agency, hoa, 900, make.FIRST_DAY)
    return as_user(lan)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_form_sent_twice_makes_one_thing(browser):
    form = {"name": "Đợt 1", "agency": "SYT", "_once": once_key()}
    first, second = browser.post(NEW, form), browser.post(NEW, form)
    assert Estimate.objects.count() == 1
    assert first["Location"] == second["Location"] == f"/du-toan/{Estimate.objects.get().pk}/"
    assert ALREADY in said(second)


def test_a_form_that_was_refused_may_be_sent_again(browser):
    form = {"name": "x" * 500, "agency": "SYT", "_once": once_key()}
    assert browser.post(NEW, form).status_code == HTTPStatus.OK and not SentForm.objects.exists()
    assert browser.post(NEW, form | {"name": "Đợt 1", "agency": "SYT"}).status_code == HTTPStatus.FOUND


def test_other_content_from_the_same_page_is_shown_before_it_makes_another(browser):
    form = {"name": "Đợt 1", "agency": "SYT", "_once": once_key()}
    browser.post(NEW, form)
    answer = browser.post(NEW, form | {"name": "Đợt 2"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT and OTHERWISE in page and "Đợt 2" in page
    assert Estimate.objects.count() == 1


@pytest.mark.parametrize("key", [None, "", "abc", "z" * 32, "0" * 33])
def test_a_page_without_a_key_makes_nothing(browser, key):
    answer = browser.post(NEW, {"name": "Đợt 1", "agency": "SYT"} | ({} if key is None else {"_once": key}))
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT and UNKNOWN in page and "Đợt 1" in page
    assert not Estimate.objects.exists()


def test_each_person_has_keys_of_their_own(browser, as_user, nam):
    form = {"name": "Đợt 1", "agency": "SYT", "_once": once_key()}
    browser.post(NEW, form)
    as_user(nam).post(NEW, form | {"name": "Đợt 2"})
    assert Estimate.objects.count() == 2


def test_keys_are_forgotten_after_some_days(browser):
    browser.submit(NEW, {"name": "Đợt 1", "agency": "SYT"})
    SentForm.objects.update(sent_at=portal_now() - timedelta(days=8))
    clear_sent_forms()
    assert not SentForm.objects.exists()


SIGNER = {"capacity": "deputy", "title": "PHÓ GIÁM ĐỐC", "name": "Lê Văn An"}


def test_a_row_of_the_admin_without_a_key_is_shown_and_not_added(as_user, quy, plan):
    answer = as_user(quy).post("/quan-tri/plans/signer/add/", SIGNER)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT and UNKNOWN in page and "Lê Văn An" in page
    assert not Signer.objects.exists()


def test_a_row_of_the_admin_sent_twice_is_added_once(as_user, quy, plan):
    form = SIGNER | {"_once": once_key()}
    first, second = (as_user(quy).post("/quan-tri/plans/signer/add/", form) for _ in range(2))
    assert first["Location"] == second["Location"] and Signer.objects.count() == 1
    assert ALREADY in said(second)


CREATING = {
    "acceptance_new",
    "account_change_answer",
    "allocation_new",
    "allocation_upload",
    "allocation_upload_check",
    "catalogue_answers",
    "contract_amend",
    "contract_new",
    "contractor_new",
    "contractor_proof",
    *("archive_export_new", "archive_receipt", "media_new", "media_upload"),
    *("difficulty_new", "extension_new", "progress_book", "progress_owed", "urging_new"),
    "catalogue_files_new",
    "catalogue_new",
    "catalogue_upload",
    "delegation_new",
    "detailed_plan_edit",
    "duplicate_run",
    "estimate_ask",
    "evidence_gap",
    "evidence_sample_new",
    "estimate_attach",
    "estimate_edition_new",
    "estimate_new",
    "invitation_issue",
    "mail_test",
    "manifest_new",
    "payment_new",
    "progress_edit",
    "progress_together",
    "purge_new",
    "report_new",
    "review_check",
    "review_together",
    "settlement_new",
    "simulation_draft",
    "simulation_new",
    "target_upload",
    "unusual_confirm_many",
}


def test_the_forms_that_make_something_are_declared_so():
    assert {one["name"] for one in all_routes() if one["once"]} == CREATING
