"""Every page of the first days, before anybody has reported: what it says is what the rows say (Kế hoạch II.1)."""

import pytest

from reports import demo
from tests.helpers.true_walk import DAYS, walk

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]


@pytest.mark.parametrize("today", DAYS[:2])
def test_the_pages_and_the_papers_of_a_first_day_say_what_the_rows_say(plan, client, day, today):
    portal = day(today)
    demo.load_demo(plan)
    assert "\n".join(walk(client, portal)) == ""
