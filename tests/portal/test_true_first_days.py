"""Every page of the first days, before anybody has reported: what it says is what the rows say (Kế hoạch II.1)."""

import pytest

from tests.helpers.true_walk import DAYS, walk

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(scope="module")
def story(request, demo_until):
    with demo_until(request.param):
        yield request.param


@pytest.mark.parametrize("story", DAYS[:2], indirect=True)
def test_the_pages_and_the_papers_of_a_first_day_say_what_the_rows_say(story, client, day):
    assert "\n".join(walk(client, day(story))) == ""
