"""What the tests of this room share."""

import pytest

from tests.helpers import money


@pytest.fixture(autouse=True)
def limits(db):
    money.usual_limits()
