"""Every page from 20/6/2025 on: what it says with a number or a date is what the rows say (Kế hoạch II, III)."""

import pytest

from tests.helpers.true_walk import DAYS, walk

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(scope="module")
def story(demo_until):
    with demo_until():
        yield


@pytest.mark.parametrize("today", DAYS[2:])
def test_the_pages_and_the_papers_of_a_day_say_what_the_rows_say(story, client, day, today):
    assert "\n".join(walk(client, day(today))) == ""
