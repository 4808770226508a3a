"""The pages of the appraisal with rows, questions and notes on them: axe finds nothing, on a laptop and on a phone."""

import pytest

from plans.services.decisions import decide, note_internally
from tests.browsing import LAPTOP, PHONE, chromium, needs_chromium, visitor  # noqa: F401
from tests.test_accessibility import violations
from tests.test_decisions import hand_in, numbered

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]
PAGES = {
    "rows in the admin": ("hoa", "/quan-tri/plans/catalogue/{pk}/change/?loc=1&mau=30"),
    "catalogue": ("lan", "/muc-luc/{pk}/"),
    "answers": ("lan", "/muc-luc/{pk}/tra-loi/"),
}


@pytest.fixture
def under_appraisal(plan, lan, hoa, live_server):
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "ask", numbered(catalogue, "01"), actor=hoa, text="Có bản gốc không?")
    decide(catalogue, "leave_out", numbered(catalogue, "03"), actor=hoa, reason="duplicate")
    note_internally(catalogue, actor=hoa, text="Xem lại số tờ.", file=catalogue.files.first())
    return catalogue


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["1366", "390"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(page, screen, under_appraisal, visitor, cast):  # noqa: F811
    person, path = PAGES[page]
    one = visitor(cast(person), screen)
    one.open(path.format(pk=under_appraisal.pk))
    assert violations(one.page) == []
    assert one.page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
