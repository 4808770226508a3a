"""What Sở Y tế has: one of each."""

import pytest

from tests.helpers import routes


@pytest.fixture
def marked_objects(agencies, cast, plan):
    """By name, each marked with a word that exists nowhere else."""
    return routes.marked_objects(agencies, cast, plan)
