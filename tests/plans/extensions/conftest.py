"""Lan's request to extend digitization of Sở Y tế (printed 15/8/2025, on time until 14/8/2025) to 30/9/2025."""

from datetime import date

import pytest

from agencies.workflow import perform
from plans.extensions.services import draft_extension

DOCUMENT = ("45/SNV-VTLT", date(2025, 6, 20))


@pytest.fixture
def draft(plan, lan):
    return draft_extension(
        lan.agency,
        plan=plan,
        actor=lan,
        milestone="digitization",
        proposed_day=date(2025, 9, 30),
        reason="Nhà thầu thiếu máy quét.",
    )


@pytest.fixture
def waiting(draft, lan):
    return perform(draft, "submit", actor=lan)


@pytest.fixture
def granted(waiting, hoa):
    return perform(waiting, "extend", actor=hoa, document=DOCUMENT, granted_day=date(2025, 9, 15))
