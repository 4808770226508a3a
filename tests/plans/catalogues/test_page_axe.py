"""axe finds nothing on the clerk's page of a catalogue with its menu open, on the grid, and where files are moved."""

import pytest

from plans.catalogues.services import create_catalogue
from tests.helpers.accessibility import faults
from tests.helpers.browsing import needs_chromium
from tests.helpers.catalogues import four_different_files

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing(plan, lan, live_server, visitor):
    one, found = four_different_files(plan, lan), {}
    other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Đợt 2", fonds_name="Bệnh viện")
    clerk = visitor(lan)
    for page in ("", "ho-so/sua/", f"ho-so/chuyen/?pham_vi=tat-ca&target={other.pk}", "thao-tac/submit/"):
        clerk.open(f"/muc-luc/{one.pk}/{page}")
        if not page:
            clerk.page.locator(".menu > summary").click()
        found[page] = faults(clerk.page)
    assert {page: wrong for page, wrong in found.items() if wrong} == {}
