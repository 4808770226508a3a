"""The clerks of `./portal bench night`: one for each agency and period, signed in."""

import json
from datetime import date

import pytest
from django.test import Client

from agencies.models import User
from config.launch.bench_night import RECEIPT
from plans.models import ProgressReceipt
from reports.bench import rush
from tests.helpers import factories as make
from tests.helpers.unusual import reported

pytestmark = pytest.mark.once


def test_each_clerk_is_signed_in_with_a_form_of_the_own_agency(agencies, capsys):
    make.full_targets(agencies)
    rush.sign_in(4)
    people = json.loads(capsys.readouterr().out)
    assert len({(person["agency"], person["period"]) for person in people}) == 4
    browser = Client()
    browser.cookies["sessionid"] = people[3]["session"]
    assert browser.get(f"/tien-do/ky/{people[3]['period']}/").status_code == 200


@pytest.fixture
def clerk(agencies, capsys):
    """(who is signed in, the period of the own agency) of the first clerk."""
    make.full_targets(agencies)
    rush.sign_in(1)
    [person] = json.loads(capsys.readouterr().out)
    return User.objects.get(username="dem-0"), date.fromisoformat(person["period"])


def test_the_page_after_handing_in_names_the_receipt_that_is_kept(clerk, as_user, capsys):
    person, period = clerk
    report = reported(person, 900, period)
    named = RECEIPT.search(as_user(person).get(f"/tien-do/{report.pk}/").content.decode())
    rush.show()
    place, shown = f"{person.agency.code} {period}", " lúc ".join(named.groups())
    assert json.loads(capsys.readouterr().out) == {"kept": {place: [shown]}, "receipts": 1}


def test_a_report_without_a_receipt_shows(clerk, capsys):
    person, period = clerk
    reported(person, 900, period)
    ProgressReceipt.objects.all().delete()
    rush.show()
    place = f"{person.agency.code} {period}"
    assert json.loads(capsys.readouterr().out) == {"kept": {place: [""]}, "receipts": 0}
