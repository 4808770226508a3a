"""The clerks of `./portal bench night`: one for each agency and period, signed in."""

import json

import pytest
from django.test import Client

from reports.bench import rush
from tests.helpers import factories as make

pytestmark = pytest.mark.once


def test_each_clerk_is_signed_in_with_a_form_of_the_own_agency(agencies, capsys):
    make.full_targets(agencies)
    rush.sign_in(4)
    people = json.loads(capsys.readouterr().out)
    assert len({(person["agency"], person["period"]) for person in people}) == 4
    browser = Client()
    browser.cookies["sessionid"] = people[3]["session"]
    assert browser.get(f"/tien-do/ky/{people[3]['period']}/").status_code == 200


def test_it_shows_how_often_figures_are_kept(plan, capsys):
    rush.show()
    assert json.loads(capsys.readouterr().out) == {}
